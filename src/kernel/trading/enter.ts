/** From wishes to orders: those that fit into the mandate, most promising first; all of them into the shadow book while entries are stopped. */
import { announceIntent } from "./announce-intent.ts";
import { type Balanced, balance } from "./balance/balance.ts";
import { commitmentsOf } from "./commitments.ts";
import { tiedShareIn } from "./margin-use.ts";
import { parentOf, reviewPlan } from "./plan-entry.ts";
import { wishInShadow } from "./shadow/shadow-book.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";
import { openParent } from "./work-parents.ts";
import type { Wish } from "./wish.ts";

/** @param isRanked they come best first already */
export function enterOrShadow(
  state: TradingState,
  context: TradingContext,
  wishes: readonly Wish[],
  isRanked: boolean,
): void {
  if (wishes.length === 0) return;
  const { policy, portfolio, performance } = context;
  if (!policy.mandate.envelope.entriesAllowed) return shadow(state, context, wishes);
  const committed = commitmentsOf(state, portfolio, context.config.instruments);
  const intents = wishes.map((wish) => wish.intent);
  const { hardLimits: limits, instruments } = context.config;
  const lossToday = performance.dailyLoss;
  const room = { policy, portfolio, limits, lossToday, isRanked, tiedShareOf: tiedShareIn(instruments) };
  for (const result of balance(intents, room, committed)) {
    const wish = wishes.find((each) => each.intent.symbol === result.intent.symbol);
    if (wish !== undefined) enter(state, context, wish, result);
  }
}

function shadow(state: TradingState, context: TradingContext, wishes: readonly Wish[]): void {
  const refusedBy = context.policy.mandate.setBy.entriesAllowed;
  for (const { id, intent, trace, advisedShare } of wishes) {
    const { notional, stopDistance, strategy, plan } = intent;
    wishInShadow(state.shadow, id, { notional, stopDistance, advisedShare, strategy, plan });
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
  if (instrument === undefined || context.features.close[id] === undefined) return;
  const { desk, run } = reviewPlan(state, context, { id, instrument, intent });
  const heard = [...trace, ...run.trace];
  if (run.outcome.kind === "VETO") {
    const { hook, reason } = run.outcome;
    return announceIntent(context, intent, heard, { outcome: "REFUSED", refusedBy: hook, reason });
  }
  const plan = run.outcome.subject;
  announceIntent(context, { ...intent, notional: plan.notional }, heard, {
    outcome: "ORDERED",
    refusedBy: null,
    reason: intent.reason,
  });
  const advised = (run.advised?.notional ?? 0) / plan.notional;
  const parent = parentOf(context, desk, plan, advisedShare * advised);
  const isNew = state.positions[id] === undefined;
  if (openParent(state, context, parent, result.caps) && isNew) state.strategies.plans[id] = intent.plan;
}
