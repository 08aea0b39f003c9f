/**
 * What the policy asks of orders and positions that are there already (controls.md, KL-02).
 *
 *   HOLD     nothing more
 *   CANCEL   nothing more than to cancel entries; protective stops stay
 *   REDUCE   and half of every position is sold, once; the rest keeps its stop
 *   FLATTEN  and every position is sold
 *
 * Whatever the exit mode: where the policy allows no entries, those that wait at the venue are cancelled first.
 *
 * After every event, since tightening is instant. An exit the venue refuses is tried again at the next close and at
 * every tick of the clock, never at once, so that a venue that refuses all of them is not flooded.
 */
import type { Instrument } from "../domain/instrument.ts";
import { snapQuantity } from "../domain/instrument.ts";
import type { FundConfig } from "../domain/config.ts";
import { isOpen } from "../domain/order.ts";
import { type Position, reductionLeft } from "../domain/position.ts";
import { type EpochMs, quantity } from "../units/units.ts";
import { needOf } from "./positions/protection.ts";
import { cancelEntries, cancelEntriesIn, cancelEntriesOutside, protect, requestExit } from "./protect.ts";
import { reduceRisky } from "./reduce-risky.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";

export function obeyExitMode(state: TradingState, context: TradingContext): void {
  const { exitMode, exitAskedAt, activeSymbols, mandate } = context.policy;
  reduceRisky(state, context);
  cancelEntriesOutside(state, context, activeSymbols);
  for (const symbol of state.reconcile.frozen.keys()) cancelEntriesIn(state, context, symbol);
  if (exitMode !== "HOLD") cancelEntries(state, context, `exit mode is ${exitMode}`);
  else if (!mandate.envelope.entriesAllowed)
    cancelEntries(state, context, `entries are stopped by ${mandate.setBy.entriesAllowed}`);
  if (exitMode === "HOLD" || exitMode === "CANCEL") return;
  state.positions.forEach((position, id) => {
    const instrument = context.config.instruments[id];
    if (position === undefined || instrument === undefined || position.exitReason !== undefined) return;
    if (exitMode === "FLATTEN") requestExit(state, id, "GOVERNANCE");
    else if (exitAskedAt === undefined || !requestReduction(position, instrument, exitAskedAt)) return;
    protect(state, context, id);
  });
}

/**
 * Asks for half, rounded down to whole lots, once per asking. Half that the venue would find too small to trade is
 * left alone. Returns whether there is anything new to do.
 */
function requestReduction(position: Position, instrument: Instrument, askedAt: EpochMs): boolean {
  const known = isAsking(position, askedAt) ? position.reduction : undefined;
  const added = known === undefined ? position.quantity : position.boughtQuantity - known.counted;
  if (!(added > instrument.lotSize / 2)) return false;
  const half = snapQuantity(instrument, added / 2);
  const worthSelling = half * position.lastPrice >= instrument.minNotionalUsd ? half : 0;
  const from = known?.sellUntil ?? position.soldQuantity;
  const sellUntil = quantity(from + worthSelling);
  position.reduction = { askedAt, counted: position.boughtQuantity, sellUntil, reason: "GOVERNANCE" };
  return true;
}

/** Parts that others ask for at the same moment are not this one. */
const isAsking = ({ reduction }: Position, askedAt: EpochMs | undefined): boolean =>
  reduction?.reason === "GOVERNANCE" && reduction.askedAt === askedAt;

export type ExitWork = {
  /** Entries that may still be filled, unknown ones included. */
  readonly openEntries: number;
  /** Positions the exit mode wants smaller than the venue has reported them to be. */
  readonly positionsLeft: number;
  /** Positions that need an order at the venue and have none. */
  readonly unsentOrders: number;
};

/** Worth less than the venue trades: no order can get rid of it, so nothing waits for it. */
const isDust = ({ quantity: held, lastPrice }: Position, { minNotionalUsd }: Instrument): boolean =>
  held * lastPrice < minNotionalUsd;

/** What the exit mode in force still has to get done at the venue. */
export function exitWork(state: TradingState, context: Pick<TradingContext, "config" | "policy">): ExitWork {
  let openEntries = 0;
  const exiting = new Set<string>();
  for (const { order, status } of state.orders.values()) {
    if (!isOpen(status)) continue;
    if (order.purpose === "ENTRY") openEntries += 1;
    if (order.purpose === "EXIT") exiting.add(order.symbol);
  }
  let positionsLeft = 0;
  state.positions.forEach((position, id) => {
    const instrument = context.config.instruments[id];
    if (position === undefined || instrument === undefined || isDust(position, instrument)) return;
    const { lotSize } = instrument;
    if (isLeft(position, context.policy, lotSize, exiting)) positionsLeft += 1;
  });
  return { openEntries, positionsLeft, unsentOrders: unsentOrdersOf(state, context.config) };
}

/** Positions that need an order at the venue and have none. */
export function unsentOrdersOf(state: TradingState, { instruments }: FundConfig): number {
  let unsent = 0;
  state.positions.forEach((position, id) => {
    const instrument = instruments[id];
    if (position === undefined || instrument === undefined || isDust(position, instrument)) return;
    if (needOf(position, state.orders.values(), instrument.lotSize).kind !== "NOTHING") unsent += 1;
  });
  return unsent;
}

/** An exit that is on its way still sells, whatever stops have sold meanwhile. */
function isLeft(
  position: Position,
  { exitMode, exitAskedAt }: TradingContext["policy"],
  lotSize: number,
  exiting: ReadonlySet<string>,
): boolean {
  if (exitMode === "FLATTEN") return true;
  if (exitMode !== "REDUCE") return false;
  if (position.exitReason !== undefined || !isAsking(position, exitAskedAt)) return true;
  return exiting.has(position.symbol) || reductionLeft(position) > lotSize / 2;
}
