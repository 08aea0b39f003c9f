/**
 * Goal P1: six indicators over a million bars, against the npm libraries that compute them: at least twice as fast as the
 * fastest of them for each, four times in the geometric mean.
 *
 * Everyone gets bars in the form it takes (we typed columns, the libraries arrays) and makes columns it allocates itself.
 * Before the clock starts, the columns must agree to six digits over the second half, where every way to begin a recursion
 * has faded: a library that does not, computes something else and is left out, which the lists below say. The board is timed
 * too, bar by bar: that is what a running fund pays, for one feature it asks for.
 */
import { IndicatorsSync } from "@ixjb94/indicators";
import * as indicatorts from "indicatorts";
import { ATR, BollingerBands, EMA, MACD, RSI, SMA } from "trading-signals";
import { featureColumns } from "../../src/kernel/features/board/columns.ts";
import {
  type FeatureName,
  featureOf,
  openFeatureBoard,
  updateFeatureBoard,
} from "../../src/kernel/features/board/feature-board.ts";
import {
  close,
  exponential,
  type Formula,
  mean,
  minus,
  relativeStrength,
} from "../../src/kernel/features/board/formula.ts";
import { averageTrueRange, bollinger } from "../../src/kernel/features/board/indicators/volatility.ts";
import { normal, seedRandom, uniform } from "../../src/kernel/maths/seeded-random.ts";
import { price, quantity } from "../../src/kernel/units/units.ts";
import type { Candidate, Workload } from "../workload.ts";

const bars = 1_000_000;

const whole = "featureColumns";
const stream = "board, bar by bar";
const ours = [whole, stream];

type Column = ArrayLike<number | null>;
type Maker = { readonly name: string; readonly columns: () => readonly Column[] };

/** A market without gaps: each bar opens where the last one closed. */
function marketOf(count: number) {
  const random = seedRandom(42);
  const [high, low, closes] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  let last = 100;
  for (let i = 0; i < count; i++) {
    const open = last;
    last = open * Math.exp(0.004 * normal(random));
    high[i] = Math.max(open, last) * (1 + 0.002 * uniform(random));
    low[i] = Math.min(open, last) * (1 - 0.002 * uniform(random));
    closes[i] = last;
  }
  return { high, low, close: closes };
}

export function indicators(): Workload[] {
  const market = marketOf(bars);
  const [highs, lows, closes] = [[...market.high], [...market.low], [...market.close]];
  const mine = (...formulas: Formula[]): Maker => ({
    name: whole,
    columns: () => featureColumns(formulas, market),
  });
  const board = (name: FeatureName): Maker => ({ name: stream, columns: () => [streamed(market, name)] });
  const ixjb94 = (columns: () => readonly Column[]): Maker => ({ name: "@ixjb94/indicators", columns });
  const arrays = (columns: () => readonly Column[]): Maker => ({ name: "indicatorts", columns });
  const signals = (columns: () => readonly Column[]): Maker => ({ name: "trading-signals", columns });
  const library = new IndicatorsSync();
  const each = <T>(of: (value: number, index: number) => T): T[] => closes.map(of);

  const macd = minus(exponential(close, 12), exponential(close, 26));
  const bands = bollinger(close, 20, 2);
  return [
    workloadOf("SMA 20", [
      mine(mean(close, 20)),
      board("sma_20"),
      arrays(() => [indicatorts.sma(closes, { period: 20 })]),
      ixjb94(() => [library.sma(closes, 20)]),
      signals(() => {
        const sma = new SMA(20);
        return [each((value) => sma.update(value, false))];
      }),
    ]),
    workloadOf("EMA 21", [
      mine(exponential(close, 21)),
      board("ema_21"),
      arrays(() => [indicatorts.ema(closes, { period: 21 })]),
      ixjb94(() => [library.ema(closes, 21)]),
      signals(() => {
        const ema = new EMA(21);
        return [each((value) => ema.update(value, false))];
      }),
    ]),
    workloadOf("RSI 14", [
      mine(relativeStrength(close, 14)),
      board("rsi_14"),
      arrays(() => [indicatorts.rsi(closes, { period: 14 })]),
      ixjb94(() => [library.rsi(closes, 14)]),
      signals(() => {
        const rsi = new RSI(14);
        return [each((value) => rsi.update(value, false))];
      }),
    ]),
    workloadOf("MACD 12 26 9", [
      mine(macd, exponential(macd, 9)),
      board("macd_12_26"),
      arrays(() => {
        const { macdLine, signalLine } = indicatorts.macd(closes, { fast: 12, slow: 26, signal: 9 });
        return [macdLine, signalLine];
      }),
      ixjb94(() => library.macd(closes, 12, 26, 9).slice(0, 2)),
      signals(() => {
        const of = new MACD(new EMA(12), new EMA(26), new EMA(9));
        const signal = new Float64Array(bars);
        const line = each((value, index) => {
          const result = of.update(value, false);
          signal[index] = result?.signal ?? Number.NaN;
          return result?.macd ?? Number.NaN;
        });
        return [line, signal];
      }),
    ]),
    workloadOf("Bollinger 20 2", [
      mine(bands.upper, bands.middle, bands.lower),
      board("bollinger_upper_20"),
      arrays(() => {
        const { upper, middle, lower } = indicatorts.bb(closes, { period: 20 });
        return [upper, middle, lower];
      }),
      ixjb94(() => {
        const [lower = [], middle = [], upper = []] = library.bbands(closes, 20, 2);
        return [upper, middle, lower];
      }),
      signals(() => {
        const of = new BollingerBands(20, 2);
        const [middle, lower] = [new Float64Array(bars), new Float64Array(bars)];
        const upper = each((value, index) => {
          const result = of.update(value, false);
          middle[index] = result?.middle ?? Number.NaN;
          lower[index] = result?.lower ?? Number.NaN;
          return result?.upper ?? Number.NaN;
        });
        return [upper, middle, lower];
      }),
    ]),
    workloadOf("ATR 14", [
      mine(averageTrueRange(14)),
      board("atr_14"),
      ixjb94(() => [library.atr(highs, lows, closes, 14)]),
      signals(() => {
        const atr = new ATR(14);
        return [each((value, index) => atr.update({ high: highs[index]!, low: lows[index]!, close: value }, false))];
      }),
    ]),
  ];
}

function streamed({ high, low, close: closes }: ReturnType<typeof marketOf>, name: FeatureName): Float64Array {
  const board = openFeatureBoard(1, [name]);
  const volume = quantity(1);
  return closes.map((last, index) => {
    const open = price(closes[index - 1] ?? last);
    const [top, bottom] = [price(Math.max(high[index]!, open)), price(Math.min(low[index]!, open))];
    updateFeatureBoard(board, 0, { symbol: "BTC", open, high: top, low: bottom, close: price(last), volume });
    return featureOf(board, name, 0);
  });
}

function workloadOf(indicator: string, makers: readonly Maker[]): Workload {
  const candidates = makers.map(
    ({ name, columns }): Candidate => ({ name, isPeer: !ours.includes(name), run: () => proofOf(columns()) }),
  );
  const name = `indicators: ${indicator}`;
  return {
    name,
    amount: bars,
    unit: "bars",
    candidates,
    agree: () => agree(indicator, makers),
    floor: 20_000_000,
    margin: { family: "indicators", alone: 2, together: 4 },
  };
}

const proofOf = (columns: readonly Column[]): string => columns.map((column) => column[column.length - 1]).join();

/** Throws where a column differs from ours. Columns end at the last bar; some leave the bars out that have no value. */
function agree(indicator: string, [first, ...others]: readonly Maker[]): void {
  const wanted = first?.columns() ?? [];
  for (const { name, columns } of others)
    for (const [index, column] of columns().entries())
      expectSame(`${indicator}, ${name}, ${index}`, wanted[index]!, column);
}

function expectSame(what: string, expected: Column, actual: Column): void {
  for (let back = 1; back < bars / 2; back += 101) {
    const wanted = expected[expected.length - back] ?? Number.NaN;
    const found = actual[actual.length - back] ?? Number.NaN;
    if (!(Math.abs(wanted - found) <= 1e-6 * (1 + Math.abs(wanted))))
      throw new Error(`${what}: expected ${wanted}, was ${found}, ${back} bars from the end`);
  }
}
