/**
 * The trading loop: runs the stages in this order at every close.
 *
 *   signals      what the models say
 *   orchestrate  what we wish
 *   hooks        what each subsystem says to the wish
 *   balance      what fits into the mandate
 *   execute      the order
 *   guard        the last word, fails closed
 *   positions    stops, exits, profit
 *
 * Governance has spoken before this runs: its policy and the facts behind it come in as a `TradingContext`.
 */
import type { Intent, Signal } from "../domain/signal.ts";
import { ratio } from "../units/units.ts";
import { nextOrderId } from "../events/outbox.ts";
import { type Balanced, balance } from "./balance/balance.ts";
import { commitmentsOf } from "./commitments.ts";
import { entryOrder } from "./execute/make-order.ts";
import { preTradeHooks } from "./hooks/pre-trade/pre-trade.ts";
import { type HookTrace, runHooks } from "./hooks/run-hooks.ts";
import { announceIntent } from "./announce-intent.ts";
import { intentFrom, stopDistanceFor } from "./orchestrate/orchestrate.ts";
import { obeyExitMode } from "./obey-exit-mode.ts";
import { protectAll, raiseStops, requestExit } from "./protect.ts";
import { sizeByStop } from "./size-by-stop.ts";
import { submit } from "./submit.ts";
import type { TradingContext } from "./trading-context.ts";
import { closeWorkings } from "./workings.ts";
import { isShadowed, leaveShadow, wishInShadow } from "./shadow/shadow-book.ts";
import { type Scene, signalOf } from "./signals/ensemble.ts";
import { rememberAdvice, type TradingState } from "./trading-state.ts";

/** Before trading begins: the models learn, nothing is wished. */
export function learnOnly(state: TradingState, scene: Scene, ids: readonly number[]): void {
  for (const id of ids) state.latest[id] = signalOf(state.signals, id, scene);
}

type Wish = {
  readonly id: number;
  readonly intent: Intent;
  readonly trace: readonly HookTrace[];
  /** What of the size the hooks that only advise would have left. */
  readonly advisedShare: number;
};

/** One pass at a close, over the instruments that have a bar. */
export function trade(state: TradingState, context: TradingContext, ids: readonly number[]): void {
  const wishes: Wish[] = [];
  const { features, config, outbox, policy } = context;
  const scene = { features, config, at: outbox.at, modelWeights: policy.modelWeights };
  for (const id of ids) {
    const signal = signalOf(state.signals, id, scene);
    state.latest[id] = signal;
    context.outbox.workings?.closes.push(closeWorkings(state, context, id));
    const intent = signal === undefined ? undefined : wishFor(state, context, id, signal);
    if (intent === undefined) continue;
    if (intent.kind === "EXIT") leave(state, context, id, intent);
    else wishes.push(...reviewEntry(state, context, { id, intent }, wishes));
  }
  enterOrShadow(state, context, wishes);
  obeyExitMode(state, context);
  protectAll(state, context);
  raiseStops(state, context);
}

function wishFor(state: TradingState, context: TradingContext, id: number, signal: Signal): Intent | undefined {
  if (signal.direction === "OUT") leaveShadow(state.shadow, id);
  const position = state.positions[id];
  if (position?.exitReason !== undefined) return undefined;
  if (position === undefined && signal.direction !== "LONG") return undefined;
  const isPlayedInShadow = !context.policy.mandate.envelope.entriesAllowed && isShadowed(state.shadow, id);
  const holding = {
    isHeld: position !== undefined,
    hasOpenOrders: hasOpenOrders(state, signal.symbol) || isPlayedInShadow,
    cooldownUntil: state.cooldownUntil[id] ?? 0,
  };
  const { policy, portfolio } = context;
  const distance = stopDistanceFor(context.features, id, context.config, policy.stopLossMultiplier);
  const intent = intentFrom(signal, holding, distance, context.outbox.at);
  if (intent === undefined) return undefined;
  return { ...intent, notional: sizeByStop(portfolio.tradable, policy.mandate.envelope.maxRiskPerTrade, distance) };
}

function leave(state: TradingState, context: TradingContext, id: number, intent: Intent): void {
  requestExit(state, id, "SIGNAL");
  announceIntent(context, intent, [], { outcome: "ORDERED", refusedBy: null, reason: intent.reason });
}

/** Cools the symbol down and asks the hooks, which see what earlier wishes of this close would add; a veto ends it. */
function reviewEntry(
  state: TradingState,
  context: TradingContext,
  { id, intent }: Pick<Wish, "id" | "intent">,
  earlier: readonly Wish[],
): Wish[] {
  state.cooldownUntil[id] = context.outbox.at + context.config.trading.cooldownMs;
  const { config, policy, portfolio, features } = context;
  const added = earlier.reduce((sum, wish) => sum + wish.intent.notional * context.shortfallAlone(wish.id), 0);
  const expectedShortfall975 = ratio(context.risk.expectedShortfall975 + added / portfolio.equity);
  const risk = { ...context.risk, expectedShortfall975 };
  const barTurnover = features.turnover[id] ?? Number.NaN;
  const view = { config, policy, portfolio, risk, barTurnover, shortfallAlone: context.shortfallAlone(id) };
  const { stage, braked: brake } = policy.modes;
  const { outcome, advised, trace } = runHooks(preTradeHooks(config), intent, view, { stage, brake });
  if (outcome.kind === "PASS") {
    const advisedShare = (advised?.notional ?? 0) / outcome.subject.notional;
    return [{ id, intent: outcome.subject, trace, advisedShare }];
  }
  announceIntent(context, intent, trace, { outcome: "REFUSED", refusedBy: outcome.hook, reason: outcome.reason });
  return [];
}

function enterOrShadow(state: TradingState, context: TradingContext, wishes: readonly Wish[]): void {
  if (wishes.length === 0) return;
  const { policy, portfolio, performance } = context;
  if (!policy.mandate.envelope.entriesAllowed) return shadow(state, context, wishes);
  const committed = commitmentsOf(state, portfolio);
  const intents = wishes.map((wish) => wish.intent);
  const room = { policy, portfolio, limits: context.config.hardLimits, lossToday: performance.dailyLoss };
  for (const result of balance(intents, room, committed)) {
    const wish = wishes.find((each) => each.intent.symbol === result.intent.symbol);
    if (wish !== undefined) enter(state, context, wish, result);
  }
}

function shadow(state: TradingState, context: TradingContext, wishes: readonly Wish[]): void {
  const refusedBy = context.policy.mandate.setBy.entriesAllowed;
  for (const { id, intent, trace, advisedShare } of wishes) {
    const { notional, stopDistance } = intent;
    wishInShadow(state.shadow, id, { notional, stopDistance, advisedShare });
    announceIntent(context, intent, trace, { outcome: "SHADOWED", refusedBy, reason: intent.reason });
  }
}

function enter(state: TradingState, context: TradingContext, wish: Wish, result: Balanced): void {
  const { id, trace, advisedShare } = wish;
  const { intent } = result;
  if (result.kind === "REFUSED") {
    context.outbox.workings?.caps.set(intent.symbol, result.caps);
    announceIntent(context, intent, trace, { outcome: "REFUSED", refusedBy: result.by, reason: result.reason });
    return;
  }
  const instrument = context.config.instruments[id];
  const reference = context.features.close[id];
  if (instrument === undefined || reference === undefined) return;
  const worstPrice = reference * (1 + context.config.trading.priceProtectionFraction);
  const order = entryOrder(nextOrderId(context.outbox), intent, instrument, worstPrice);
  announceIntent(context, intent, trace, { outcome: "ORDERED", refusedBy: null, reason: intent.reason });
  const { strategy, reason, stopDistance } = intent;
  const purpose = { strategy, reason, stopDistance, caps: result.caps };
  if (submit(state, context, order, purpose)) rememberAdvice(state, order.id, advisedShare);
}

function hasOpenOrders(state: TradingState, symbol: string): boolean {
  for (const record of state.orders.values()) if (record.order.symbol === symbol) return true;
  return false;
}
