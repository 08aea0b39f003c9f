/**
 * `step(state, entry)`: the fund's whole behaviour, and the only place where the loops meet.
 *
 * Synchronous, without a clock or chance of its own. From outside a pure function: the same entries give the same
 * facts and effects. Inside it changes `state` in place, which nobody else holds.
 */
import { reconfigured } from "./domain/agents.ts";
import { changedForGood, type FundConfig } from "./domain/config.ts";
import { sameValue } from "./domain/same-value.ts";
import type { EstimateRequest } from "./domain/estimate.ts";
import type { Workings } from "./domain/workings.ts";
import type { Fact, InputEvent } from "./events/catalogue.ts";
import { subsystemFailed } from "./events/executive-events.ts";
import { emit, openOutbox, type Outbox } from "./events/outbox.ts";
import { inputIgnored } from "./events/trading-events.ts";
import { hearQuote } from "./features/feed-watch.ts";
import { type Fund, type FundState, openBoard, openFund } from "./fund-state.ts";
import { type CommitPolicy, commitPolicy } from "./governance/direct/policy.ts";
import { forgetScores } from "./governance/assess/opportunity-ranker/opportunity-ranker.ts";
import { hearTail } from "./governance/assess/risk-officer/fits.ts";
import { inaugurate } from "./governance/govern.ts";
import { forgetIllness } from "./governance/observe/healing/healing-memory.ts";
import { closeBars } from "./step-close.ts";
import { hearDrill, hearReview, tripByHand } from "./step-emergency.ts";
import { hearHiddenStates } from "./step-market.ts";
import {
  expectCosts,
  freezeForUnanswered,
  hearAcknowledgement,
  lookAtInstruments,
  raiseAlerts,
  reviewEntryFlow,
} from "./step-surveillance.ts";
import { hearModel, hearModelReport } from "./step-models.ts";
import { hearForUniverse } from "./step-universe.ts";
import { hearUnasked, reconcileWith, releaseSymbol } from "./step-reconcile.ts";
import { hearEnabled } from "./step-strategies.ts";
import { contextOf, governanceWorkings, governNow, portfolioOf } from "./step-govern.ts";
import { hearAllocation } from "./trading/balance/allocation.ts";
import type { Effect } from "./trading/effect.ts";
import { hearVenue, type VenueEvent } from "./trading/hear-venue.ts";
import { refuseChoices, shippedLibrary, type StrategyLibrary } from "./trading/strategies/library.ts";
import { reopenStrategies } from "./trading/strategies/strategies.ts";
import { moveOrder, protectAll } from "./trading/protect.ts";
import { obeyExitMode } from "./trading/obey-exit-mode.ts";
import { forgetAgreement } from "./trading/reconcile/reconcile-state.ts";
import { askKernel } from "./trading/signals/model-book.ts";
import { unknownOrders } from "./trading/trading-state.ts";
import { workParents } from "./trading/work-parents.ts";
import { type EpochMs, epochMs } from "./units/units.ts";

export const origins = ["market", "venue", "operator", "model", "clock", "runtime"] as const;
export type Origin = (typeof origins)[number];

/** One journalled input: numbered, stamped, and with its origin. */
export type Entry = {
  readonly seq: number;
  readonly at: EpochMs;
  readonly origin: Origin;
  readonly event: InputEvent;
};

/** What is no part of state: who looks on, and code. */
export type Given = {
  readonly workings?: Workings | undefined;
  readonly library?: StrategyLibrary | undefined;
};

export type StepResult = {
  readonly facts: readonly Fact[];
  readonly effects: readonly Effect[];
  /** The policy is another one: what the store is to take in, once the facts are durable. */
  readonly commit: CommitPolicy | undefined;
  /** Heavy estimates the officers ask for; each result comes back as an input of origin `model` (resolutions 39b). */
  readonly estimates: readonly EstimateRequest[];
};

export const openState = (): FundState => ({ seq: -1, at: epochMs(0), fund: undefined });

/**
 * Takes one entry in.
 * @param given.workings filled with what was looked at on the way, for those who ask why
 * @param given.library the strategies the configuration may name; those that ship where nothing is said
 * @throws when a rule of ours is broken; the runtime records the entry as poison and the next start skips it
 */
export function step(state: FundState, { seq, at, event }: Entry, given: Given = {}): StepResult {
  const { workings, library = shippedLibrary } = given;
  if (seq <= state.seq) throw new Error(`expected an entry after ${state.seq}, was ${seq}`);
  if (at < state.at) throw new Error(`expected time to go on from ${state.at}, was ${at}`);
  const outbox = openOutbox(seq, at, workings);
  const effects: Effect[] = [];
  const before = state.fund?.governance.document;
  state.seq = seq;
  state.at = at;
  if (event.type === "fund.opened") openAnew(state, event.data, outbox, library);
  else if (state.fund === undefined) throw new Error(`expected fund.opened first, was ${event.type}`);
  else {
    reviewEntryFlow(state.fund, outbox);
    freezeForUnanswered(state.fund, outbox);
    take(state.fund, event, outbox, { effects, library });
  }
  if (state.fund !== undefined) listen(state.fund, outbox);
  if (workings !== undefined && state.fund !== undefined) workings.governance = governanceWorkings(state.fund);
  const commit = commitPolicy(before, state.fund?.governance.document);
  return { facts: outbox.facts, effects, commit, estimates: outbox.estimates };
}

/** What hears the facts of a step, whoever said them. */
function listen(fund: Fund, outbox: Outbox): void {
  hearForUniverse(fund, outbox);
  raiseAlerts(fund, outbox);
  reviewEntryFlow(fund, outbox);
}

/** Who drives the fund has asked before; code that means something else by a name must never play it. */
function expectStrategies({ strategies }: FundConfig, library: StrategyLibrary): void {
  const refusal = refuseChoices(strategies, library);
  if (refusal !== undefined) throw new Error(refusal);
}

function openAnew(state: FundState, config: FundConfig, outbox: Outbox, library: StrategyLibrary): void {
  if (state.fund !== undefined) throw new Error("expected one fund.opened in a journal, was another");
  expectStrategies(config, library);
  const fund = openFund(config);
  inaugurate(fund.governance, config, portfolioOf(fund), outbox);
  state.fund = fund;
}

type Later = Exclude<InputEvent, { type: "fund.opened" }>;
type Play = { readonly effects: Effect[]; readonly library: StrategyLibrary };

/** What may have to do with strategies, and everything else. */
function take(fund: Fund, event: Later, outbox: Outbox, { effects, library }: Play): void {
  if (event.type === "fund.reconfigured") expectStrategies(event.data, library);
  if (event.type === "market.bars_closed") {
    closeBars(fund, event.data, { outbox, effects, library });
    lookAtInstruments(fund, outbox);
  } else dispatch(fund, event, outbox, effects);
  if (event.type === "clock.ticked") lookAtInstruments(fund, outbox);
}

function dispatch(
  fund: Fund,
  event: Exclude<Later, { type: "market.bars_closed" }>,
  outbox: Outbox,
  effects: Effect[],
): void {
  if (event.type === "forecast.received") return hearModel(fund, event.data, outbox);
  if (event.type === "tail.estimated") return hearTail(fund.governance.riskOfficer, event.data, outbox);
  if (event.type === "regime.estimated") return hearHiddenStates(fund, event.data, outbox);
  if (event.type === "allocation.estimated") return hearWeights(fund, event.data, outbox);
  if (event.type === "venue.account_reported") {
    if (!reconcileWith(fund, event.data, outbox, effects)) return;
    governNow(fund, outbox);
  } else hear(fund, event, outbox, effects);
  const context = contextOf(fund, outbox, effects);
  obeyExitMode(fund.trading, context);
  workParents(fund.trading, context);
}

/** Inputs that nobody has to govern on at once. */
type Direct = "forecast.received" | "tail.estimated" | "regime.estimated" | "allocation.estimated";
type News = Exclude<Later, { type: Direct | "market.bars_closed" | "venue.account_reported" }>;

/** Takes in what happened between two closes and governs on it at once. */
function hear(fund: Fund, event: News, outbox: Outbox, effects: Effect[]): void {
  switch (event.type) {
    case "clock.ticked":
      governNow(fund, outbox);
      return protectAll(fund.trading, contextOf(fund, outbox, effects));
    case "operator.review_given":
      return hearReview(fund, event.data, outbox);
    case "model.performance_updated":
      return hearModelReport(fund, event.data, outbox);
    case "operator.alert_acknowledged":
      return hearAcknowledgement(fund, event.data, outbox);
    case "operator.strategy_enabled":
      return hearEnabled(fund, event.data, outbox);
    case "operator.ess_tripped":
      return tripByHand(fund, event.data, outbox);
    case "drill.completed":
      return hearDrill(fund, event.data, outbox);
    case "market.quote_received":
      return hearQuoteOf(fund, event.data, outbox);
    case "venue.clock_measured":
      fund.trading.clock = { ...event.data, measuredAt: outbox.at };
      return undefined;
    case "venue.connection_changed":
      fund.trading.venueConnected = event.data.connected;
      forgetAgreement(fund.trading.reconcile);
      return governNow(fund, outbox);
    case "fund.reconfigured":
      return reconfigure(fund, event.data, outbox);
    case "fund.restarted":
      return restart(fund, event.data.poison, outbox, effects);
    case "journal.reserve_used":
      fund.isReserveGone = true;
      return governNow(fund, outbox, { safetyFailure: { part: "journal", message: event.data.message } });
    case "subsystem.start_failed":
      return isolate(fund, event.data, outbox);
    case "policy.store_refused":
      return governNow(fund, outbox, { safetyFailure: { part: "policy store", message: event.data.reason } });
    case "operator.mode_set":
    case "operator.risk_set":
    case "operator.risk_mode_set":
    case "operator.seat_switched":
    case "operator.brake_set":
    case "operator.stage_set":
    case "operator.flags_set":
    case "operator.task_moved":
    case "operator.override_approved":
      return governNow(fund, outbox, { command: event });
    case "operator.symbol_released":
      return releaseSymbol(fund, event.data, outbox);
    case "venue.foreign_filled":
    case "venue.cash_moved":
      hearUnasked(fund, event, outbox, effects);
      return governNow(fund, outbox);
    case "operator.decision_forced":
      return governNow(fund, outbox, { callsCeo: true });
    default:
      return hearReport(fund, event, outbox, effects);
  }
}

function hearReport(fund: Fund, event: VenueEvent, outbox: Outbox, effects: Effect[]): void {
  const mismatch = hearVenue(fund.trading, contextOf(fund, outbox, effects), event);
  const safetyFailure = mismatch === undefined ? undefined : { part: "the venue's report", message: mismatch };
  governNow(fund, outbox, { safetyFailure });
}

/** New limits and costs, same instruments and same money: the policy is derived anew at once. */
function reconfigure(fund: Fund, config: FundConfig, outbox: Outbox): void {
  const changed = changedForGood(fund.config, config);
  if (changed !== undefined) throw new Error(`expected ${changed} to stay as the fund was opened with`);
  const { flags } = fund.governance;
  fund.governance.flags = reconfigured(flags, fund.config.agents, config.agents);
  if (!sameValue(fund.config.strategies, config.strategies)) {
    fund.board = openBoard(config);
    reopenStrategies(fund.trading.strategies, config);
  }
  expectCosts(fund, config);
  fund.config = config;
  forgetScores(fund.governance.opportunityRanker);
  askKernel(fund.trading.signals.book, config);
  fund.governance.directedFrom = "";
  governNow(fund, outbox);
}

type QuoteReceived = Extract<InputEvent, { type: "market.quote_received" }>["data"];

function hearQuoteOf(fund: Fund, { source, symbol, bidUsd, askUsd, quotedAtMs }: QuoteReceived, outbox: Outbox): void {
  const quote = { bid: bidUsd, ask: askUsd, quotedAt: quotedAtMs, heardAt: outbox.at };
  const { maxClockSkewMs } = fund.config.controls;
  const reason = fund.ids.has(symbol)
    ? hearQuote(fund.feeds, { source, symbol }, quote, maxClockSkewMs)
    : `${symbol} is not configured`;
  if (reason !== undefined) emit(outbox, inputIgnored.create({ type: "market.quote_received", reason }));
}

type Weights = Extract<InputEvent, { type: "allocation.estimated" }>["data"];

/** Weights bind entries and ask for trims from the next close on. */
function hearWeights(fund: Fund, data: Weights, outbox: Outbox): void {
  const reason = hearAllocation(fund.trading.balancer, data);
  if (reason !== undefined) emit(outbox, inputIgnored.create({ type: "allocation.estimated", reason }));
}

type StartFailed = Extract<InputEvent, { type: "subsystem.start_failed" }>["data"];

function isolate(fund: Fund, { subsystem, message, fallback }: StartFailed, outbox: Outbox): void {
  fund.governance.isolated.add(subsystem);
  emit(outbox, subsystemFailed.create({ subsystem, message, fallback }));
  governNow(fund, outbox);
}

type Poison = { readonly seq: number; readonly message: string } | null;

/**
 * The process came back. What it may have sent without hearing an answer is UNKNOWN and is asked for; nothing is sent
 * again (resolutions 16b). A skipped poison entry freezes with stops in place (resolutions 16c).
 */
function restart(fund: Fund, poison: Poison, outbox: Outbox, effects: Effect[]): void {
  fund.isReserveGone = false;
  fund.governance.isolated.clear();
  forgetIllness(fund.governance.healing);
  fund.trading.strategies.rested.clear();
  forgetAgreement(fund.trading.reconcile);
  const reason = "the process stopped before an answer was recorded";
  for (const record of fund.trading.orders.values())
    moveOrder(fund.trading, { outbox }, record.order.id, { kind: "OUTCOME_UNKNOWN", reason });
  for (const record of unknownOrders(fund.trading)) effects.push({ kind: "QueryOrder", orderId: record.order.id });
  const safetyFailure = poison === null ? undefined : { part: `entry ${poison.seq}`, message: poison.message };
  governNow(fund, outbox, { safetyFailure });
  protectAll(fund.trading, contextOf(fund, outbox, effects));
}
