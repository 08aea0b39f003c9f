/** What becomes of a wish: an exit is asked for at once, an entry goes past the pre-trade hooks. */
import type { Intent } from "../domain/signal.ts";
import { ratio } from "../units/units.ts";
import { announceIntent } from "./announce-intent.ts";
import type { Balancing, Entry } from "./balance-book.ts";
import { doubtAbout } from "./books-agree.ts";
import { reviewIn } from "./balancing.ts";
import { hearHooks } from "./hear-hooks.ts";
import { preTradeHooks } from "./hooks/pre-trade/pre-trade.ts";
import type { HookTrace } from "./hooks/run-hooks.ts";
import { requestExit } from "./protect.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

/** An entry that the hooks have let through. */
export type Wish = {
  readonly id: number;
  readonly intent: Intent;
  readonly trace: readonly HookTrace[];
  /** What of the size the hooks that only advise would have left. */
  readonly advisedShare: number;
};

/** What a wish finds: those that go before it, and the book. */
export type Floor = { readonly earlier: readonly Wish[]; readonly balancing: Balancing | undefined };

export function leave(state: TradingState, context: TradingContext, id: number, intent: Intent): void {
  requestExit(state, id, intent.exitReason ?? "SIGNAL");
  announceIntent(context, intent, [], { outcome: "ORDERED", refusedBy: null, reason: intent.reason });
}

/** Cools the symbol down and asks the hooks, which see what earlier wishes of this close would add; a veto ends it. */
export function reviewEntry(
  state: TradingState,
  context: TradingContext,
  { id, intent }: Entry,
  { earlier, balancing }: Floor,
): Wish[] {
  state.cooldownUntil[id] = context.outbox.at + context.config.trading.cooldownMs;
  if (balancing?.stop !== undefined) {
    announceIntent(context, intent, [], { outcome: "REFUSED", refusedBy: "exposure-check", reason: balancing.stop });
    return [];
  }
  const doubt = doubtAbout(state, context, intent.symbol);
  if (doubt !== undefined) {
    announceIntent(context, intent, [], { outcome: "REFUSED", refusedBy: "reconciliation", reason: doubt });
    return [];
  }
  const { config, policy, portfolio, features } = context;
  const added = earlier.reduce((sum, wish) => sum + wish.intent.notional * context.shortfallAlone(wish.id), 0);
  const expectedShortfall975 = ratio(context.risk.expectedShortfall975 + added / portfolio.equity);
  const risk = { ...context.risk, expectedShortfall975 };
  const barTurnover = features.turnover[id] ?? Number.NaN;
  const [shortfallAlone, regime] = [context.shortfallAlone(id), context.regimeOf(id)];
  const place = context.placeOf(id);
  const taken = earlier.map((wish) => wish.intent);
  const reviewInBook = balancing && reviewIn(balancing.view, state, context, taken);
  const view = { config, policy, portfolio, risk, barTurnover, shortfallAlone, regime, place, reviewInBook };
  const { outcome, advised, trace } = hearHooks(state, context, preTradeHooks(config), { subject: intent, view });
  if (outcome.kind === "PASS") {
    const advisedShare = (advised?.notional ?? 0) / outcome.subject.notional;
    return [{ id, intent: outcome.subject, trace, advisedShare }];
  }
  announceIntent(context, intent, trace, { outcome: "REFUSED", refusedBy: outcome.hook, reason: outcome.reason });
  return [];
}
