/**
 * Liquidation: the venue closes what has no more than its maintenance margin left, and keeps a fee for its insurance fund.
 *
 * An isolated position falls alone; of cross positions the largest loser falls first, until what is left suffices. The whole
 * position is closed at once. It is sold into the market from the price that liquidated it, with the market's costs, and at
 * worst at the price of bankruptcy, where the insurance fund takes over; the fee takes no more than what is left. So an
 * account never owes, and an isolated position never loses more than its margin (Binance, "Liquidation Protocols").
 */
import type { Instrument } from "../../../domain/instrument.ts";
import { snapPriceDown, snapPriceUp } from "../../../domain/instrument.ts";
import { liquidationPrice, liquidationPriceBy, profitAt } from "../../../domain/liquidation.ts";
import type { Side } from "../../../domain/order.ts";
import type { ForeignCause, ForeignReport } from "../../../domain/venue-report.ts";
import { type Price, price, quantity, usd } from "../../../units/units.ts";
import { applyFill } from "./apply-fill.ts";
import { exposedOf, type HeldPerpetual, heldPerpetuals, type MarginBook, marginRatioOf } from "./margin-book.ts";

export type ForeignFill = Extract<ForeignReport, { kind: "FOREIGN_FILL" }>;

export type Fall = {
  /** Where each symbol's mark stood before, and the worst it came to. */
  readonly from: ReadonlyMap<string, number>;
  readonly worst: ReadonlyMap<string, number>;
  /** What the market pays, or asks, for so much at a price. */
  readonly marketPrice: (side: Side, symbol: string, from: number, size: number) => number;
};

/** Closes whatever the fall liquidates. */
export function liquidate(book: MarginBook, fall: Fall): ForeignFill[] {
  const fills: ForeignFill[] = [];
  for (let fallen = mostFallen(book, fall); fallen !== undefined; fallen = mostFallen(book, fall))
    fills.push(takeOver(book, fallen, fall));
  return fills;
}

/** Of what is liquidated the largest loser; of equal ones the first by name. */
function mostFallen(book: MarginBook, { worst }: Fall): HeldPerpetual | undefined {
  const held = heldPerpetuals(book, worst);
  const fallen = held.filter((each) => !(marginRatioOf(book, each, held) < 1));
  return fallen.toSorted((a, b) => a.profit - b.profit || (a.symbol < b.symbol ? -1 : 1))[0];
}

function takeOver(book: MarginBook, position: HeldPerpetual, fall: Fall): ForeignFill {
  const { symbol, instrument, quantity: held } = position;
  const side: Side = held > 0 ? "SELL" : "BUY";
  const size = Math.abs(held);
  const all = heldPerpetuals(book, fall.worst);
  const market = fall.marketPrice(side, symbol, passedAt(book, position, all, fall), size);
  const exposed = exposedOf(book, position, all, false);
  const bankruptAt = liquidationPriceBy(exposed, { rate: 0, amount: 0 });
  const paid = noWorseThan(instrument, side, market, bankruptAt);
  const left = exposed.collateral + profitAt(exposed, paid);
  const fee = Math.max(0, Math.min((size * paid * position.terms.liquidationFeeBps) / 10_000, left));
  return foreignFill(book, position, { cause: "LIQUIDATION", side, paid, size, fee });
}

/** The price on the way at which it was liquidated; where the fall began if that was beyond already. */
function passedAt(book: MarginBook, position: HeldPerpetual, all: readonly HeldPerpetual[], fall: Fall): number {
  const { symbol, quantity: held, terms, mark } = position;
  const began = fall.from.get(symbol) ?? mark;
  const at = liquidationPrice(exposedOf(book, position, all), terms.brackets) ?? mark;
  return held > 0 ? Math.min(began, Math.max(at, mark)) : Math.max(began, Math.min(at, mark));
}

function noWorseThan(instrument: Instrument, side: Side, market: number, bankruptAt: number): Price {
  const tick = instrument.tickSize;
  if (side === "SELL")
    return price(Math.max(snapPriceDown(instrument, market), snapPriceUp(instrument, Math.max(tick, bankruptAt))));
  return price(
    Math.max(tick, Math.min(snapPriceUp(instrument, market), snapPriceDown(instrument, Math.max(tick, bankruptAt)))),
  );
}

type Taken = {
  readonly cause: ForeignCause;
  readonly side: Side;
  readonly paid: Price;
  readonly size: number;
  readonly fee: number;
};

function foreignFill(book: MarginBook, { symbol, instrument }: HeldPerpetual, taken: Taken): ForeignFill {
  const { cause, side, paid, size, fee } = taken;
  applyFill(book, { symbol, side, quantity: size, price: paid, fee }, instrument);
  book.fills += 1;
  return {
    kind: "FOREIGN_FILL",
    symbol,
    side,
    fillId: `X${book.fills}`,
    price: paid,
    quantity: quantity(size),
    fee: usd(fee),
    cause,
  };
}

/** Auto-deleveraging: part of a winner is closed at a price of the venue's, without a fee. Nothing held, nothing happens. */
export function deleverage(book: MarginBook, symbol: string, size: number, at: Price): ForeignFill | undefined {
  const position = heldPerpetuals(book).find((each) => each.symbol === symbol);
  if (position === undefined) return undefined;
  const side: Side = position.quantity > 0 ? "SELL" : "BUY";
  const taken = Math.min(size, Math.abs(position.quantity));
  return foreignFill(book, position, { cause: "AUTO_DELEVERAGING", side, paid: at, size: taken, fee: 0 });
}
