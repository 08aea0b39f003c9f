/**
 * What the configured strategies want of one symbol: who would enter it, and whether its owner wants to leave.
 *
 * Asked only where the answer can matter: for an entry where one is possible, for an exit whoever owns what is held. One
 * that rests, or is not configured any more, cannot watch what it owns, so that is left. Targets and times are looked at
 * on closes.
 */
import type { ExitReason, Position } from "../domain/position.ts";
import { ensembleName, type Intent } from "../domain/signal.ts";
import type { ExitPlan } from "../domain/strategy-choice.ts";
import { maySpeak } from "./orchestrate/choose-entry.ts";
import { strategyEntry, strategyExit } from "./orchestrate/strategy-wish.ts";
import { leaveShadow } from "./shadow/shadow-book.ts";
import { ask, isResting } from "./strategies/strategies.ts";
import type { Held } from "./strategies/strategy.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

/** The entries that strategies wish for in a symbol that nobody holds. */
export function strategyEntries({ desk, config, policy, outbox }: TradingContext, id: number): Intent[] {
  const instrument = config.instruments[id];
  if (desk === undefined || instrument === undefined) return [];
  const wishes: Intent[] = [];
  const scene = { config, instrument, stopLossMultiplier: policy.stopLossMultiplier, at: outbox.at };
  for (const choice of config.strategies) {
    if (!maySpeak(choice.name, policy.strategies)) continue;
    const advice = ask(desk, choice, { id, symbol: instrument.symbol, held: undefined });
    const wish = advice.kind === "LONG" ? strategyEntry(choice.name, advice, scene) : undefined;
    if (wish !== undefined) wishes.push(wish);
  }
  return wishes;
}

/** The exit that the strategy which owns a position wishes for; nothing of the ensemble's. */
export function ownersExit(
  state: TradingState,
  context: TradingContext,
  id: number,
  position: Position,
): Intent | undefined {
  const { strategy, symbol, averagePrice: entryPrice, stopPrice } = position;
  const bars = Math.ceil((context.outbox.at - position.openedAt) / context.config.intervalMs);
  const held = { entryPrice, stopPrice, bars: Math.max(1, bars) };
  const owned = { id, symbol, strategy, held, plan: state.strategies.plans[id] };
  const leaving = whyLeave(state, context, owned, position.lastPrice);
  if (leaving === undefined) return undefined;
  return { ...strategyExit(strategy, symbol, leaving.why, context.outbox.at), exitReason: leaving.reason };
}

/** The same for what is only played on paper while entries are stopped. */
export function leaveOwnersShadow(state: TradingState, context: TradingContext, id: number): void {
  const shadowed = state.shadow.positions.get(id);
  const symbol = context.config.instruments[id]?.symbol;
  if (shadowed === undefined || symbol === undefined) return;
  const { strategy = ensembleName, entryPrice, stopPrice, lastPrice, bars, plan } = shadowed;
  if (strategy === ensembleName) return;
  const owned = { id, symbol, strategy, held: { entryPrice, stopPrice, bars }, plan };
  if (whyLeave(state, context, owned, lastPrice) !== undefined) leaveShadow(state.shadow, id, strategy);
}

type Owned = {
  readonly id: number;
  readonly symbol: string;
  readonly strategy: string;
  readonly held: Held;
  readonly plan: ExitPlan | undefined;
};
type Leaving = { readonly reason: ExitReason; readonly why: string };

function whyLeave(
  { strategies }: TradingState,
  { desk, config }: TradingContext,
  { id, symbol, strategy, held, plan }: Owned,
  close: number,
): Leaving | undefined {
  const choice = config.strategies.find(({ name }) => name === strategy);
  if (choice === undefined || desk === undefined)
    return { reason: "SIGNAL", why: `${strategy} is not configured any more` };
  const advice = ask(desk, choice, { id, symbol, held });
  if (isResting(strategies, strategy, symbol)) return { reason: "SIGNAL", why: `${strategy} rests on ${symbol}` };
  if (advice.kind === "OUT") return { reason: "SIGNAL", why: advice.reason };
  const { targetDistance, maxBars } = plan ?? {};
  if (targetDistance !== undefined && close >= held.entryPrice * (1 + targetDistance))
    return { reason: "TARGET", why: `closed at the target ${(100 * targetDistance).toFixed(1)} % above the entry` };
  if (maxBars !== undefined && held.bars >= maxBars)
    return { reason: "TIME", why: `was held for the ${maxBars} bars it was given` };
  return undefined;
}
