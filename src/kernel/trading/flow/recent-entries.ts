/**
 * The entries sent lately: what a duplicate is recognised by, and a strategy that repeats itself.
 *
 * Kept as far back as either looks. The parts of one parent order are one execution, and no duplicates of each other.
 * Source: controls.md, PT-06 and PT-07.
 */
import type { Order, Side } from "../../domain/order.ts";
import type { EpochMs } from "../../units/units.ts";

export type RecentEntry = {
  readonly at: EpochMs;
  readonly strategy: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: number | undefined;
  /** A later part of a parent order that was decided once. */
  readonly isPart: boolean;
};

export const entryOf = (
  { symbol, side, quantity, limitPrice }: Order,
  { at, strategy, isPart }: Pick<RecentEntry, "at" | "strategy" | "isPart">,
): RecentEntry => ({ at, strategy, symbol, side, quantity, price: limitPrice, isPart });

export function rememberEntry(entries: RecentEntry[], entry: RecentEntry, keepMs: number): void {
  entries.push(entry);
  const since = entry.at - keepMs;
  while (entries[0] !== undefined && entries[0].at < since) entries.shift();
}

/** When the same was last sent; undefined when it was not, or when the order is a part of what was decided once. */
export function lastSent(entries: readonly RecentEntry[], { isPart, ...wanted }: RecentEntry): EpochMs | undefined {
  if (isPart) return undefined;
  const { symbol, side, quantity, price } = wanted;
  return entries.findLast(
    (each) => each.symbol === symbol && each.side === side && each.quantity === quantity && each.price === price,
  )?.at;
}

/** How often the strategy has entered this symbol on this side within the window, this time included. */
export function executionsWithin(entries: readonly RecentEntry[], wanted: RecentEntry, windowMs: number): number {
  if (wanted.isPart) return 0;
  const { strategy, symbol, side, at } = wanted;
  const earlier = entries.filter(
    (each) =>
      !each.isPart &&
      each.at > at - windowMs &&
      each.strategy === strategy &&
      each.symbol === symbol &&
      each.side === side,
  );
  return earlier.length + 1;
}
