/**
 * Runs the stages of governance in this order and holds no opinion of its own.
 *
 *   observe     what is true: performance, health, ESS
 *   assess      what it means: risk officer, market officer, strategy officer
 *   council     what each seat wants: Supervisor, CRO, CEO
 *   conduct     what the whole system can bear: AI-HFOS
 *   arbitrate   who is heard: seniority within a kind, tightest across kinds
 *   direct      what trading must obey: the policy
 *
 * Runs after every event that can change what a seat sees: bar closes, fills, timers, reviews. A seat that throws
 * freezes the fund (resolutions 36).
 */
import type { Briefing, ModelPerformance } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import type { FloorReport } from "../domain/floor-report.ts";
import type { HookName } from "../domain/hooks.ts";
import type { ClosedTrade, Portfolio } from "../domain/position.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { dayClosed } from "../events/trading-events.ts";
import { dayMs, epochMs, ratio, usd } from "../units/units.ts";
import { assessRisk } from "./assess-risk.ts";
import { assessStrategies } from "./assess-strategies.ts";
import { recordCapital } from "./council/cfo/capital-efficiency.ts";
import { type Act, convene, freezeForSafety, giveReview, type Review, seatCouncil } from "./convene.ts";
import { coordinate } from "./coordinate.ts";
import { directPolicy, isObeyed } from "./direct-policy.ts";
import { type EssOrder, reviewEss, watchEss } from "./emergency-stop.ts";
import { type GovernanceState, stanceOf } from "./governance-state.ts";
import { hearFloor } from "./hear-floor.ts";
import { heal } from "./heal.ts";
import { expireFlags, hearOperator, type OperatorCommand } from "./hear-operator.ts";
import { observeHealth } from "./observe-health.ts";
import type { Vitals } from "./observe/health.ts";
import { recordAdvice } from "./stage/stage.ts";
import { callCeo } from "./evaluate-ceo.ts";
import { closeDay, performanceOf, recordTrade, recordValuation } from "./observe/performance.ts";
import { expireResearchTasks } from "./research.ts";
import { reviewUniverse } from "./review-universe.ts";
import { demoteForMissedDrill } from "./operator-stage.ts";
import { expireHolds, type LatestWords } from "./operator/operator-book.ts";

/** A closed trade with what of its size the hooks that only advise would have left. */
export type ReportedTrade = ClosedTrade & { readonly advisedShare: number };

/** What trading and the edge report to governance: positions, health, and the trades that just ended. */
export type Report = {
  readonly portfolio: Portfolio;
  /** Notional per instrument id over equity. */
  readonly weights: Float64Array;
  /** Usual traded value of a bar per instrument id in USD. */
  readonly barTurnover: Float64Array;
  readonly vitals: Vitals;
  readonly closedTrades: readonly ReportedTrade[];
  readonly positionsChanged: boolean;
  readonly models: readonly ModelPerformance[];
  readonly candidates: readonly string[];
  readonly floor: FloorReport;
  /** Hooks that threw since the last round, once for each time. */
  readonly hookFailures: readonly HookName[];
  readonly review?: Review | undefined;
  readonly command?: OperatorCommand | undefined;
  /** An operator trips the emergency stop. */
  readonly essOrder?: EssOrder | undefined;
  /** An operator wants the CEO to evaluate at once. */
  readonly callsCeo?: boolean | undefined;
  /** A failure outside governance that must freeze: a poisoned entry, a full disk. */
  readonly safetyFailure?: { readonly part: string; readonly message: string } | undefined;
};

/** The first round of a new fund: seats take their start stances and the first policy is published. */
export function inaugurate(state: GovernanceState, config: FundConfig, portfolio: Portfolio, outbox: Outbox): void {
  seatCouncil(state, config, outbox);
  state.lastPerformance = performanceOf(state.performance, portfolio, outbox.at);
  directPolicy(state, config, outbox);
}

/** One round. Returns the acts to carry out on trading's side of the books: none where the council is not obeyed. */
export function govern(state: GovernanceState, config: FundConfig, report: Report, outbox: Outbox): readonly Act[] {
  observeTime(state, report, outbox);
  observePeople(state, config, report, outbox);
  const briefing = brief(state, config, report, outbox);
  heal(state, config, report.hookFailures, outbox);
  if (report.safetyFailure !== undefined) freezeForSafety(state, report.safetyFailure, outbox);
  if (report.review !== undefined) giveReview(state, report.review, outbox);
  if (report.callsCeo === true) callCeo(state, config, outbox);
  const acts = convene(state, config, briefing, outbox);
  hearFloor(state, config, report.floor, outbox);
  coordinate({ state, config, briefing: state.lastBriefing ?? briefing, outbox });
  reviewUniverse(state, config, report.candidates, outbox);
  expireHolds(state.operator, outbox.at, latestWords(state, config));
  demoteForMissedDrill(state, config, outbox);
  directPolicy(state, config, outbox);
  return isObeyed(state, config, true) ? acts : [];
}

/** Closes the UTC day before the first valuation of the next one. */
function observeTime(state: GovernanceState, report: Report, outbox: Outbox): void {
  for (const trade of report.closedTrades) {
    recordTrade(state.performance, trade);
    recordAdvice(state.stage, trade.pnl, trade.advisedShare);
  }
  const closed = closeDay(state.performance, report.portfolio.equity, outbox.at);
  recordValuation(state.performance, report.portfolio);
  if (closed === undefined) return;
  recordCapital(state.capital, report.portfolio);
  state.riskIsDirty = true;
  if (state.cleanDaysSinceRelease !== undefined && state.freeze === undefined)
    state.cleanDaysSinceRelease = state.cleanDaysSinceRelease >= 3 ? undefined : state.cleanDaysSinceRelease + 1;
  emit(
    outbox,
    dayClosed.create({
      dayStartMs: epochMs(closed.day * dayMs),
      equityUsd: closed.equity,
      pnlUsd: usd(closed.pnl),
      returnRatio: ratio(closed.pnl / (closed.equity - closed.pnl)),
      worstDrawdownRatio: ratio(closed.worstDrawdown),
    }),
  );
}

/** Ends what operators set for a while, and hears what they order now. */
function observePeople(state: GovernanceState, config: FundConfig, { command }: Report, outbox: Outbox): void {
  expireFlags(state, config, outbox);
  expireResearchTasks(state, outbox);
  expireHolds(state.operator, outbox.at, latestWords(state, config));
  if (command !== undefined) hearOperator(state, config, command, outbox);
}

const silence: LatestWords = { mode: undefined, risk: undefined };

/** What seats have said that may end a grant. A word nobody obeys ends none: no limit would take the place of the grant's. */
const latestWords = (state: GovernanceState, config: FundConfig): LatestWords =>
  isObeyed(state, config, true)
    ? { mode: stanceOf(state, "CEO", "MODE_CHANGE"), risk: stanceOf(state, "CRO", "RISK_ADJUSTMENT") }
    : silence;

const none: readonly string[] = [];

/** Observe and assess: one briefing, the same for every seat. */
function brief(state: GovernanceState, config: FundConfig, report: Report, outbox: Outbox): Briefing {
  const { portfolio, vitals } = report;
  const performance = performanceOf(state.performance, portfolio, outbox.at);
  const health = observeHealth(
    state,
    config,
    { vitals, performance, models: report.models, floor: report.floor },
    outbox,
  );
  if (report.review !== undefined)
    reviewEss(state, config, { reason: `reviewed by ${report.review.operator}`, performance }, outbox);
  watchEss(state, config, { performance, vitals, order: report.essOrder }, outbox);
  state.lastPerformance = performance;
  assessRisk(state, config, { ...report, performance }, outbox);
  assessStrategies(state, config, report.models, outbox);
  const { ess, freeze, risk, strategyOfficer } = state;
  state.lastBriefing = {
    at: outbox.at,
    portfolio,
    performance,
    health,
    risk,
    ess,
    freeze,
    barInterval: vitals.barInterval,
    models: report.models,
    modelsToDisable: strategyOfficer.advice?.disable ?? none,
    candidates: report.candidates,
    market: state.marketOfficer.market.assessment,
    symbols: state.marketOfficer.symbols,
  };
  return state.lastBriefing;
}
