/**
 * From words to a wish: who of the models and the strategies gets a symbol, and who leaves what.
 *
 * One position a symbol. What is held is its owner's to leave; what is not, anybody's to enter.
 */
import { ensembleName, type Intent, type Signal } from "../domain/signal.ts";
import { announceIntent } from "./announce-intent.ts";
import { leaveOwnersShadow, ownersExit, strategyEntries } from "./hear-strategies.ts";
import { stopMultiplierOf } from "./manage-positions.ts";
import { chooseEntry, isStrongConsensus, mostWishesPerClose } from "./orchestrate/choose-entry.ts";
import { type Holding, intentFrom, stopDistanceFor } from "./orchestrate/orchestrate.ts";
import { isShadowed, leaveShadow } from "./shadow/shadow-book.ts";
import { sizeByStop } from "./size-by-stop.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

/** The wish of one symbol at this close, if there is one. */
export function wishFor(
  state: TradingState,
  context: TradingContext,
  id: number,
  signal: Signal | undefined,
): Intent | undefined {
  if (signal?.direction === "OUT") leaveShadow(state.shadow, id);
  leaveOwnersShadow(state, context, id);
  const position = state.positions[id];
  if (position?.exitReason !== undefined) return undefined;
  if (position !== undefined && position.strategy !== ensembleName) return ownersExit(state, context, id, position);
  const { policy, portfolio } = context;
  const chosen =
    position === undefined ? entryFor(state, context, id, signal) : ensemblesWish(state, context, id, signal);
  if (chosen === undefined) return undefined;
  const { maxRiskPerTrade } = policy.mandate.envelope;
  return { ...chosen, notional: sizeByStop(portfolio.tradable, maxRiskPerTrade, chosen.stopDistance) };
}

/** Of those who wish to enter, the one who does. */
function entryFor(
  state: TradingState,
  context: TradingContext,
  id: number,
  signal: Signal | undefined,
): Intent | undefined {
  const ensembles = signal?.direction === "LONG" ? ensemblesWish(state, context, id, signal) : undefined;
  if (context.desk === undefined || !mayEnter(state, context, id)) return ensembles;
  const wishes = strategyEntries(context, id);
  if (ensembles !== undefined) wishes.push(ensembles);
  return chooseEntry(wishes, signal !== undefined && isStrongConsensus(signal, context.policy.modelWeights));
}

function ensemblesWish(
  state: TradingState,
  context: TradingContext,
  id: number,
  signal: Signal | undefined,
): Intent | undefined {
  if (signal === undefined) return undefined;
  const { features, config, outbox } = context;
  const distance = stopDistanceFor(features, id, config, stopMultiplierOf(context, id));
  return intentFrom(signal, holdingOf(state, context, id), distance, outbox.at);
}

function holdingOf(state: TradingState, { config, policy }: TradingContext, id: number): Holding {
  const isPlayedInShadow = !policy.mandate.envelope.entriesAllowed && isShadowed(state.shadow, id);
  return {
    isHeld: state.positions[id] !== undefined,
    hasOpenOrders: isPlayedInShadow || hasOpenOrders(state, config.instruments[id]?.symbol ?? ""),
    cooldownUntil: state.cooldownUntil[id] ?? 0,
  };
}

function mayEnter(state: TradingState, context: TradingContext, id: number): boolean {
  const { isHeld, hasOpenOrders: isWorking, cooldownUntil } = holdingOf(state, context, id);
  return !isHeld && !isWorking && context.outbox.at >= cooldownUntil;
}

export function turnAway(context: TradingContext, intent: Intent): void {
  const reason = `${mostWishesPerClose} wishes of this close promise more`;
  announceIntent(context, intent, [], { outcome: "REFUSED", refusedBy: "throttle", reason });
}

function hasOpenOrders(state: TradingState, symbol: string): boolean {
  for (const record of state.orders.values()) if (record.order.symbol === symbol) return true;
  for (const parent of state.execution.parents.values()) if (parent.symbol === symbol) return true;
  return false;
}
