/**
 * A fill in a perpetual: a position grows, shrinks, closes or turns round, and only profit and fee move the wallet.
 *
 * Isolated margin is set aside as a position grows and comes back in proportion as it shrinks.
 */
import type { Instrument } from "../../../domain/instrument.ts";
import type { Side } from "../../../domain/order.ts";
import { initialMargin } from "../../../domain/perpetual.ts";
import { toMicros } from "../../../ledger/ledger.ts";
import { heldAfter } from "../venue-funds.ts";
import type { MarginBook, MarginEntry } from "./margin-book.ts";

export type PerpetualFill = {
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: number;
  readonly fee: number;
};

/** Returns the realised profit before the fee, USD. */
export function applyFill(book: MarginBook, fill: PerpetualFill, instrument: Instrument): number {
  const { symbol, side, quantity, price, fee } = fill;
  const held = book.holdings.get(symbol) ?? 0;
  const change = side === "BUY" ? quantity : 0 - quantity;
  const closing = held * change < 0 ? Math.min(quantity, Math.abs(held)) : 0;
  const entry = book.entries.get(symbol) ?? { costMicros: 0, isolatedMicros: 0 };
  const profit = closing > 0 ? release(entry, { held, closing, price }) : 0;
  const after = heldAfter(held, change, instrument);
  if (after !== 0 && quantity > closing) grow(entry, (quantity - closing) * price, instrument);
  book.cashMicros += profit - toMicros(fee);
  book.holdings.set(symbol, after);
  if (after === 0) book.entries.delete(symbol);
  else book.entries.set(symbol, entry);
  if (held === 0) book.marks.set(symbol, price);
  return profit / 1_000_000;
}

type Closing = { readonly held: number; readonly closing: number; readonly price: number };

/** Takes the closed part out at its average cost. Returns its profit, micro-dollars. */
function release(entry: MarginEntry, { held, closing, price }: Closing): number {
  const share = closing / Math.abs(held);
  const cost = Math.round(entry.costMicros * share);
  entry.costMicros -= cost;
  entry.isolatedMicros -= Math.round(entry.isolatedMicros * share);
  return Math.sign(held) * (toMicros(closing * price) - cost);
}

function grow(entry: MarginEntry, notional: number, { perpetual }: Instrument): void {
  entry.costMicros += toMicros(notional);
  if (perpetual?.marginMode === "ISOLATED") entry.isolatedMicros += toMicros(initialMargin(perpetual, notional));
}
