/**
 * Indicators: the formulas of the feature board over the cases' bars.
 *
 * A formula has parameters and the catalogue (`docs/features.md`) fixes some; here each runs with the case's. Where a case
 * begins a recursion otherwise than the catalogue does, the same kernels are begun the case's way, and the line says so: an
 * exponential mean shown from its first bar on (`atOnce`), or another first value (`first`). What is left to tell is the
 * recursion itself, which is ours.
 */
import { z } from "zod";
import { type BarColumns, featureColumns } from "../../src/kernel/features/board/columns.ts";
import {
  adapted,
  ago,
  always,
  change,
  close,
  deviation,
  exponential,
  type Formula,
  highest,
  lowest,
  mean,
  meanDistance,
  minus,
  open,
  over,
  parabolic,
  plus,
  relativeStrength,
  scaled,
  smoothed,
  sum,
  trueRange,
  variance,
  volume,
  weightedMean,
  wilder,
} from "../../src/kernel/features/board/formula.ts";
import * as candles from "../../src/kernel/features/board/indicators/candles.ts";
import * as directional from "../../src/kernel/features/board/indicators/directional.ts";
import * as means from "../../src/kernel/features/board/indicators/means.ts";
import * as momentum from "../../src/kernel/features/board/indicators/momentum.ts";
import * as prices from "../../src/kernel/features/board/indicators/prices.ts";
import * as volatility from "../../src/kernel/features/board/indicators/volatility.ts";
import * as flow from "../../src/kernel/features/board/indicators/volume.ts";
import { type Inputs, read, type Topic } from "./topic.ts";

/** A formula, or one whose value before its first is another's. */
type Column = Formula | { readonly first: Formula; readonly rest: Formula };
type Columns = Readonly<Record<string, Column>>;

const atOnce = (a: Formula, bars: number): Formula => smoothed(a, 1, 2 / (bars + 1));
const macd = minus(atOnce(close, 12), atOnce(close, 26));
const bands = volatility.bollinger(close, 20, 2);
const donchian = volatility.donchian(20);
const wilder14 = (a: Formula): Formula => wilder(a, 14);

/** Published worksheets, whose parameters the names say. */
const worksheets: Readonly<Record<string, Column>> = {
  "atr/14": volatility.averageTrueRange(14),
  "atr/10": volatility.averageTrueRange(10),
  "adx/+DI14": directional.plusIndicator(wilder14),
  "adx/-DI14": directional.minusIndicator(wilder14),
  "adx/ADX": directional.averageIndex(14),
  "bollinger/upper": bands.upper,
  "bollinger/lower": bands.lower,
  "bollinger/percent_b": volatility.placeInBand(close, bands),
  "cci/20": momentum.commodityChannel(20),
  "donchian/upper": donchian.upper,
  "donchian/lower": donchian.lower,
  obv: flow.onBalance,
  "williams_r/14": momentum.williams(14),
  "stochastic/k14": momentum.stochastic(14),
  "stochastic/d3": mean(momentum.stochastic(14), 3),
  "roc/12": scaled(momentum.rateOfChange(close, 12), 100),
  "vortex/+14": directional.vortexUp(14),
  "vortex/-14": directional.vortexDown(14),
  "wma/9": weightedMean(close, 9),
  "kama/10-2-30": means.kaufman(close, 10),
  "vwap/rolling14": means.volumeWeighted(prices.typicalPrice, 14),
  "mfi/14": momentum.moneyFlow(14),
  adl: flow.accumulation,
  "force_index/1": flow.force,
  // Begins with the mean of the first 13.
  "force_index/13": {
    first: mean(flow.force, 13),
    rest: adapted(flow.force, always(2 / 14, flow.force), ago(mean(flow.force, 13), 1)),
  },
  "tsi/25-13": momentum.trueStrength(close, 25, 13),
  "stoch_rsi/14": momentum.ownPlace(close, 14),
  "rsi/14-ewm": strengthFromNothing(14),
  "macd/line": macd,
  "macd/signal": exponential(macd, 9),
  "macd/histogram": minus(macd, exponential(macd, 9)),
  "ppo/line": scaled(momentum.meanGap(atOnce(close, 12), atOnce(close, 26)), 100),
  "pvo/line": scaled(momentum.meanGap(atOnce(volume, 12), atOnce(volume, 26)), 100),
};

/** Relative strength whose means begin with 0 at the first bar. */
function strengthFromNothing(bars: number): Formula {
  const from0 = (a: Formula) => adapted(a, always(1 / bars, a), always(0, a));
  const [up, down] = [from0(prices.gain(change(close))), from0(prices.loss(change(close)))];
  return scaled(over(up, plus(up, down)), 100);
}

/** Tulip's smoothing of directional moves: a sum of n - 1 to begin with, of which an n-th leaves as each new one comes. */
const leaking = (bars: number) => (a: Formula) =>
  adapted(scaled(a, bars), always(1 / bars, a), ago(sum(a, bars - 1), 1));
const firstFour = (a: Formula) => sum(a, 4);
const beginning = (of: (smooth: (a: Formula) => Formula) => Formula): Column => ({
  first: of(firstFour),
  rest: of(leaking(5)),
});
/**
 * Wilder's mean of n begins the same way if a move of 0 comes before the first: the cases in `beginStanding` get their first
 * bar twice.
 */
const wilder5 = (a: Formula): Formula => wilder(a, 5);
const beginStanding = ["adx-5", "adxr-5", "dm-5", "dx-5"].map((name) => `indicator/tulip-untest/${name}`);

const bands5 = volatility.bollinger(close, 5, 2);
const slow5 = mean(momentum.stochastic(5), 3);
const macd2 = momentum.macd(close, 2, 5);

/** Tulip Indicators' tests. The one series of many is read as the close. */
const tulip: Readonly<Record<string, Columns>> = {
  ad: { ad: flow.accumulation },
  "adosc-2-5": { adosc: flow.chaikinOscillator(2, 5) },
  "adx-5": { adx: directional.averageIndex(5, wilder5) },
  "adxr-5": {
    adxr: scaled(plus(directional.averageIndex(5, wilder5), ago(directional.averageIndex(5, wilder5), 4)), 0.5),
  },
  "apo-2-5": { apo: minus(atOnce(close, 2), atOnce(close, 5)) },
  "aroon-5": { down: directional.aroonDown(5), up: directional.aroonUp(5) },
  "aroonosc-5": { aroonosc: minus(directional.aroonUp(5), directional.aroonDown(5)) },
  "atr-5": { atr: volatility.averageTrueRange(5) },
  avgprice: { avgprice: prices.averagePrice },
  "bbands-5-2": { lower: bands5.lower, middle: bands5.middle, upper: bands5.upper },
  bop: { bop: candles.balanceOfPower },
  "cci-5": { cci: momentum.commodityChannel(5) },
  "cmo-5": { cmo: momentum.chande(close, 5) },
  "dema-5": { dema: means.doubleExponential(close, 5) },
  "di-5": { plus: beginning(directional.plusIndicator), minus: beginning(directional.minusIndicator) },
  "dm-5": { plus: scaled(wilder5(directional.plusMove), 5), minus: scaled(wilder5(directional.minusMove), 5) },
  "dx-5": { dx: directional.directionalIndex(wilder5) },
  "ema-5": { ema: atOnce(close, 5) },
  "hma-5": { hma: means.hull(close, 5) },
  "kama-5": { kama: { first: close, rest: means.kaufman(close, 5) } },
  "lag-5": { lag: ago(close, 5) },
  "linreg-5": { linreg: means.lineEnd(close, 5) },
  "linregslope-5": { linregslope: means.slope(close, 5) },
  "macd-2-5-9": {
    macd: macd2,
    signal: smoothed(macd2, 1, 2 / 10),
    histogram: minus(macd2, smoothed(macd2, 1, 2 / 10)),
  },
  "max-5": { max: highest(close, 5) },
  "md-5": { md: meanDistance(close, 5) },
  medprice: { medprice: prices.middlePrice },
  "mfi-5": { mfi: momentum.moneyFlow(5) },
  "min-5": { min: lowest(close, 5) },
  "mom-5": { mom: change(close, 5) },
  "natr-5": { natr: scaled(over(volatility.averageTrueRange(5), close), 100) },
  // Begins with 0 at the first bar.
  obv: { obv: { first: always(0, close), rest: flow.onBalance } },
  "ppo-2-5": { ppo: scaled(momentum.meanGap(atOnce(close, 2), atOnce(close, 5)), 100) },
  "psar-0.2-2": { psar: parabolic(0.2, 10) },
  "qstick-5": { qstick: mean(minus(close, open), 5) },
  "roc-5": { roc: momentum.rateOfChange(close, 5) },
  "rocr-5": { rocr: over(close, ago(close, 5)) },
  "rsi-5": { rsi: relativeStrength(close, 5) },
  "sma-5": { sma: mean(close, 5) },
  "stddev-5": { stddev: deviation(close, 5) },
  "stoch-5-3-3": { k: slow5, d: mean(slow5, 3) },
  "stochrsi-5": { stochrsi: momentum.stochasticRsi(5) },
  "sum-5": { sum: sum(close, 5) },
  "tema-5": { tema: means.tripleExponential(close, 5) },
  tr: { tr: trueRange },
  "trima-5": { trima: means.triangular(close, 5) },
  "tsf-5": { tsf: means.lineNext(close, 5) },
  typprice: { typprice: prices.typicalPrice },
  "ultosc-2-3-5": { ultosc: momentum.ultimate(2, 3, 5) },
  "var-5": { var: variance(close, 5) },
  "vhf-5": { vhf: directional.trendFilter(close, 5) },
  "vosc-2-5": { vosc: scaled(flow.volumeGap(2, 5), 100) },
  "vwma-5": { vwma: means.volumeWeighted(close, 5) },
  wad: { wad: flow.williamsAccumulation() },
  wcprice: { wcprice: prices.weightedPrice },
  "wilders-5": { wilders: wilder(close, 5) },
  "willr-5": { willr: momentum.williams(5) },
  "wma-5": { wma: weightedMean(close, 5) },
  "zlema-5": { zlema: { first: close, rest: means.zeroLag(close, 5) } },
};

const columnsByCase: ReadonlyMap<string, Columns> = new Map([
  ...Object.entries(worksheets).map(([name, value]): [string, Columns] => [`indicator/${name}`, { value }]),
  ...Object.entries(tulip).map(([name, columns]): [string, Columns] => [`indicator/tulip-untest/${name}`, columns]),
]);

const seriesSchema = z.record(z.string(), z.array(z.number().nullable()));
const askedSchema = z.record(z.string(), z.object({ from: z.number(), count: z.number() }));

/** The values asked for, by output. */
function answer(inputs: Inputs): unknown {
  const name = read(z.string(), inputs, "name");
  const columns = columnsByCase.get(name);
  if (columns === undefined) throw new Error(`expected a formula for ${name}`);
  const ahead = beginStanding.includes(name) ? 1 : 0;
  const bars = columnsOf(read(seriesSchema, inputs, "series"), ahead);
  const outputs = Object.entries(read(askedSchema, inputs, "asked")).map(([output, { from, count }]) => {
    const column = columns[output];
    if (column === undefined) throw new Error(`expected a formula for ${output} of ${name}`);
    return [output, [...valuesOf(column, bars).subarray(from + ahead, from + ahead + count)]];
  });
  return Object.fromEntries(outputs);
}

/** A value that is missing stands where no value asked for reads it. The one series of many is read as the close. */
function columnsOf(series: Readonly<Record<string, readonly (number | null)[]>>, ahead: number): BarColumns {
  const columns = Object.entries(series).map(([name, values]): [string, Float64Array] => {
    const field = ["input", "rsi"].includes(name.toLowerCase()) ? "close" : name.toLowerCase();
    return [field, Float64Array.from([...values.slice(0, ahead), ...values], (value) => value ?? 0)];
  });
  return Object.fromEntries(columns);
}

function valuesOf(column: Column, bars: BarColumns): Float64Array {
  if ("kernel" in column) return featureColumns([column], bars)[0]!;
  const [first, rest] = featureColumns([column.first, column.rest], bars) as [Float64Array, Float64Array];
  const before = rest.findLastIndex(Number.isNaN);
  rest[before] = first[before] ?? Number.NaN;
  return rest;
}

/** The kinds of cases: an indicator's name without its parameters. */
const kindsOf = (names: readonly string[]): string[] => names.map((name) => `indicator/${name.split("/")[0]}`);
const kinds = kindsOf([...Object.keys(worksheets), ...Object.keys(tulip).map((name) => name.replace(/-[\d.]+/g, ""))]);

export const indicators: Topic = { answers: Object.fromEntries(kinds.map((kind) => [kind, answer])) };
