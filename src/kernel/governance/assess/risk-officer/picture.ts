/**
 * What the book looks like besides its tail: how concentrated, how alike its parts move, how long it takes to sell, and what
 * the worst of the named and made-up days would cost (methods B1; limits from origin-facts 27).
 *
 * Counted when positions or the day changed. Cash is USD, so the stablecoin scenario costs nothing here; funding and distance
 * to liquidation come with leverage.
 */
import type { BookPicture } from "../../../domain/briefing.ts";
import type { Instrument } from "../../../domain/instrument.ts";
import { alignReturns, correlationOf, ewmaCovariance } from "../../../maths/risk/covariance.ts";
import { dailyDecay } from "../../../maths/risk/ewma-volatility.ts";
import { type StressResult, stressBook, worstStress } from "../../../maths/risk/stress.ts";
import { ratio } from "../../../units/units.ts";
import type { Desk } from "./desk.ts";
import { type RiskOfficerState } from "./risk-officer.ts";
import { lossesOf } from "./return-rings.ts";

/** Share of the usual turnover that can be sold without moving the price much. */
const participation = 0.1;
/** A day's standard deviation of a symbol nothing is known of: as cautious as the prior of its tail. */
const priorDeviation = 0.05;

export type BookInputs = {
  readonly instruments: readonly Instrument[];
  /** Notional per instrument id over equity. */
  readonly weights: Float64Array;
  readonly equity: number;
  /** Usual traded value of a day per instrument id in USD. */
  readonly dailyTurnover: (id: number) => number;
  /** Standard deviation of a day's return of the book, share of equity. */
  readonly deviation: number;
};

export function pictureOf(officer: RiskOfficerState, book: BookInputs): BookPicture {
  const { weights, equity, dailyTurnover } = book;
  let squares = 0;
  let daysToSell = 0;
  const held: number[] = [];
  for (let id = 0; id < weights.length; id++) {
    const weight = weights[id] ?? 0;
    if (weight === 0) continue;
    held.push(id);
    squares += weight * weight;
    daysToSell = Math.max(daysToSell, (weight * equity) / (participation * dailyTurnover(id)));
  }
  const worst = worstStress(stressesOf(officer.desks, book));
  return {
    concentration: ratio(book.instruments.length > 1 ? squares : 0),
    meanCorrelation: meanCorrelation(officer, held),
    daysToSell: ratio(Math.min(daysToSell, longestSale)),
    stress: { scenario: worst?.name ?? "none", loss: ratio(worst === undefined ? 0 : (worst.loss ?? totalLoss)) },
  };
}
/** A symbol nobody trades any more cannot be sold at all: said as a year. */
const longestSale = 365;
/** A scenario that cannot be told counts as the loss of everything. */
const totalLoss = 1;

/** What each scenario would cost the book as it stands, share of equity. */
export function stressesOf(desks: readonly Desk[], { instruments, weights, deviation }: StressInputs): StressResult[] {
  const positions = instruments.flatMap(({ symbol }, id) => {
    const weight = weights[id] ?? 0;
    const known = desks[id]?.standing?.deviation ?? priorDeviation;
    return weight === 0 ? [] : [{ asset: baseAssetOf(symbol), weight, deviation: known }];
  });
  return stressBook({ positions, deviation, stableShare: 0 });
}
export type StressInputs = Pick<BookInputs, "instruments" | "weights" | "deviation">;

/** `BTCUSDT` and `BTC/USD` are BTC. */
export const baseAssetOf = (symbol: string): string => symbol.replace(/[-/_]?(?:USDT|USDC|BUSD|USD)$/, "");

/** Mean of the correlations of every pair that is held; undefined below two. */
function meanCorrelation(officer: RiskOfficerState, held: readonly number[]) {
  if (held.length < 2) return undefined;
  const scenarios = alignReturns(held.map((id) => lossesOf(officer, id)));
  const correlations = correlationOf(ewmaCovariance(scenarios, dailyDecay));
  let sum = 0;
  for (let row = 0; row < held.length; row++)
    for (let column = 0; column < row; column++) sum += correlations[row * held.length + column] ?? Number.NaN;
  const value = sum / ((held.length * (held.length - 1)) / 2);
  return Number.isFinite(value) ? ratio(value) : undefined;
}
