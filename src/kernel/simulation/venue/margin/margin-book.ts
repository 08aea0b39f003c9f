/**
 * What an account holds on margin: one position a symbol, long or short, the wallet behind it, and mark prices.
 *
 * Money is counted in micro-dollars and costs leave at their average, as in the fund's ledger, so that both agree. The wallet
 * holds isolated margins too; what is left of it stands behind all cross positions together.
 */
import type { Instrument } from "../../../domain/instrument.ts";
import { type Exposed, profitAt } from "../../../domain/liquidation.ts";
import { initialMargin, maintenanceMargin, type PerpetualTerms } from "../../../domain/perpetual.ts";
import { fromMicros, toMicros } from "../../../ledger/ledger.ts";
import type { UsdAmount } from "../../../units/units.ts";

export type MarginEntry = {
  /** Notional the position was entered at. */
  costMicros: number;
  /** Set aside for it alone; 0 on cross margin. */
  isolatedMicros: number;
};

/** The part of a venue's book that margin is counted by. */
export type MarginBook = {
  readonly instruments: ReadonlyMap<string, Instrument>;
  /** Base amounts; below zero is short. */
  readonly holdings: Map<string, number>;
  readonly entries: Map<string, MarginEntry>;
  /** Mark prices, which are not the last ones. */
  readonly marks: Map<string, number>;
  /** The wallet. */
  cashMicros: number;
  /** Fills so far, which fill ids are numbered by. */
  fills: number;
};

export const openMarginBook = (instruments: readonly Instrument[], wallet: UsdAmount): MarginBook => ({
  instruments: new Map(instruments.map((each) => [each.symbol, each])),
  holdings: new Map(),
  entries: new Map(),
  marks: new Map(),
  cashMicros: toMicros(wallet),
  fills: 0,
});

export type HeldPerpetual = {
  readonly symbol: string;
  readonly instrument: Instrument;
  readonly terms: PerpetualTerms;
  readonly quantity: number;
  readonly entryPrice: number;
  readonly isolated: number;
  readonly mark: number;
  /** Unrealised, at the mark. */
  readonly profit: number;
  readonly maintenance: number;
  readonly initial: number;
};

/** @param marks in place of the book's, where they name a symbol */
export function heldPerpetuals(book: MarginBook, marks: ReadonlyMap<string, number> = book.marks): HeldPerpetual[] {
  const held: HeldPerpetual[] = [];
  for (const [symbol, entry] of book.entries) {
    const instrument = book.instruments.get(symbol);
    const quantity = book.holdings.get(symbol) ?? 0;
    if (instrument?.perpetual === undefined || quantity === 0) continue;
    const size = Math.abs(quantity);
    const entryPrice = fromMicros(entry.costMicros) / size;
    const mark = marks.get(symbol) ?? book.marks.get(symbol) ?? entryPrice;
    held.push({
      symbol,
      instrument,
      terms: instrument.perpetual,
      quantity,
      entryPrice,
      isolated: fromMicros(entry.isolatedMicros),
      mark,
      profit: profitAt({ quantity, entryPrice }, mark),
      maintenance: maintenanceMargin(instrument.perpetual.brackets, size * mark),
      initial: initialMargin(instrument.perpetual, size * mark),
    });
  }
  return held;
}

export const isCross = ({ terms }: HeldPerpetual): boolean => terms.marginMode === "CROSS";

const sumOf = (held: readonly HeldPerpetual[], of: (each: HeldPerpetual) => number): number =>
  held.reduce((sum, each) => sum + of(each), 0);

/** What stands behind all cross positions, their own profit apart. */
const crossWallet = (book: MarginBook, held: readonly HeldPerpetual[]): number =>
  fromMicros(book.cashMicros) - sumOf(held, ({ isolated }) => isolated);

/** Wallet and unrealised profit. */
export const equityOf = (book: MarginBook): number =>
  fromMicros(book.cashMicros) + sumOf(heldPerpetuals(book), ({ profit }) => profit);

/** What may still be tied up: the wallet that no position has, at the mark, less the initial margins of cross positions. */
export function availableMargin(book: MarginBook): number {
  const held = heldPerpetuals(book);
  const cross = held.filter(isCross);
  return crossWallet(book, held) + sumOf(cross, ({ profit }) => profit) - sumOf(cross, ({ initial }) => initial);
}

/** What stands behind a position: its own margin, or the wallet with what the other cross positions make and need. */
export function exposedOf(
  book: MarginBook,
  position: HeldPerpetual,
  held: readonly HeldPerpetual[],
  withMaintenance = true,
): Exposed {
  const { quantity, entryPrice, isolated, symbol } = position;
  if (!isCross(position)) return { quantity, entryPrice, collateral: isolated };
  const others = held.filter((each) => isCross(each) && each.symbol !== symbol);
  const needed = withMaintenance ? sumOf(others, ({ maintenance }) => maintenance) : 0;
  return { quantity, entryPrice, collateral: crossWallet(book, held) + sumOf(others, ({ profit }) => profit) - needed };
}

/** Of an isolated position, or of all cross positions together: what is needed over what is left. Liquidated at 1. */
export function marginRatioOf(book: MarginBook, position: HeldPerpetual, held: readonly HeldPerpetual[]): number {
  const group = isCross(position) ? held.filter(isCross) : [position];
  const behind = isCross(position) ? crossWallet(book, held) : position.isolated;
  const left = behind + sumOf(group, ({ profit }) => profit);
  return left > 0 ? sumOf(group, ({ maintenance }) => maintenance) / left : Number.POSITIVE_INFINITY;
}
