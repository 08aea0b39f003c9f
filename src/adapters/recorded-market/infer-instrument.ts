/**
 * Trading rules of a recorded symbol. A recording does not hold them, so they are inferred, and can be overridden.
 *
 * - Tick: the finest decimal place that any price of the whole file uses, as long as float64 can count it.
 * - Lot: the power of ten worth 0.1 to 1 US cent at the median close of the whole file, so that no order is lost to
 *   rounding. A largest order of 1e9 lots, 1 to 10 million USD, keeps counts of lots exact.
 * - Smallest order 5 USD and fees of 10 bps are those of Binance spot without a discount (VIP 0).
 * - Half-spread 2 bps: an assumption, cautious for liquid pairs and kind to thin ones.
 *
 * Quote currencies are taken for US dollars.
 */
import type { Instrument } from "../../kernel/domain/instrument.ts";
import { bps, price, quantity, usd } from "../../kernel/units/units.ts";
import { assumedPerpetual } from "./infer-perpetual.ts";
import type { BarFile } from "./read-bar-file.ts";

/** What to set instead of what would be inferred. */
export type InstrumentOverride = Partial<Omit<Instrument, "symbol">>;

const lotWorthUsd = 0.01;
const mostLotsExponent = 9;
const mostTicksOfAPrice = 1e15;

export function inferInstrument(file: BarFile, override: InstrumentOverride = {}): Instrument {
  const lotExponent = withinRange(Math.floor(Math.log10(lotWorthUsd / medianOf(file.columns.close))));
  return {
    symbol: file.name.symbol,
    tickSize: price(powerOfTen(-tickDecimals(file))),
    lotSize: quantity(powerOfTen(lotExponent)),
    minNotionalUsd: usd(5),
    maxOrderQuantity: quantity(powerOfTen(lotExponent + mostLotsExponent)),
    makerFeeBps: bps(10),
    takerFeeBps: bps(10),
    halfSpreadBps: bps(2),
    ...(file.name.kind === "perp" ? { perpetual: assumedPerpetual } : {}),
    ...override,
  };
}

/** Noise such as 0.30000000000000004 would ask for a tick too fine to count; the highest price says what is. */
function tickDecimals({ columns, priceDecimals }: BarFile): number {
  const highest = columns.high.toSorted().at(-1) ?? Number.NaN;
  const countable = Math.floor(Math.log10(mostTicksOfAPrice / highest));
  return withinRange(Math.max(0, Math.min(priceDecimals, countable)));
}

function medianOf(values: Float64Array): number {
  const sorted = values.toSorted();
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Prices near the ends of float64 must not lead to a step of zero or infinity. */
const withinRange = (exponent: number): number => Math.max(-250, Math.min(250, exponent));

/** By text, because `10 ** -5` is not the float nearest to 0.00001 on every engine. */
const powerOfTen = (exponent: number): number => Number(`1e${exponent}`);
