/**
 * Do simulated hours behave like real ones?
 *
 * Each fact is measured on as many hours as the real sample had (3.3 years), for several seeds. Bands hold the real
 * figure (BTCUSDT, ETHUSDT, SOLUSDT, XRPUSDT and BNBUSDT, Binance spot, 2020-09-20 to 2023-12-31) for the middle seed,
 * and rule out the absurd for every seed: one sample of 3.3 years scatters widely, in the real market too.
 */
import { describe, expect, it } from "vitest";
import { nextBars } from "./market.ts";
import { openMarket } from "./market-state.ts";
import { marketParameters } from "./parameters.ts";

const hoursMeasured = 28_731;
const seeds = [1, 2, 3, 4, 5, 6, 7];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const covariance = (a: readonly number[], b: readonly number[]): number => {
  const [meanA, meanB] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - meanA) * (b[i]! - meanB)));
};
const deviation = (values: readonly number[]): number => Math.sqrt(covariance(values, values));
const correlation = (a: readonly number[], b: readonly number[]): number =>
  covariance(a, b) / (deviation(a) * deviation(b));
const kurtosis = (values: readonly number[]): number => {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 4)) / covariance(values, values) ** 2;
};
const lagged = (values: readonly number[], lag: number): number =>
  correlation(values.slice(lag), values.slice(0, -lag));
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const logReturns = (closes: readonly number[], every: number): number[] => {
  const returns: number[] = [];
  for (let i = every; i < closes.length; i += every) returns.push(Math.log(closes[i]! / closes[i - every]!));
  return returns;
};
const pairMean = (series: readonly (readonly number[])[]): number =>
  mean(series.flatMap((a, i) => series.slice(0, i).map((b) => correlation(a, b))));

type Sample = {
  hourly: number[][];
  daily: number[][];
  closes: number[][];
  volumes: number[][];
  rangeOverBody: number[];
  /** Log return of the mean of the five over each stretch of 24 hours. */
  fallsOfDay: number[];
};

function sampleOf(seed: number): Sample {
  const market = openMarket(marketParameters(seed));
  const coins = market.coins.length;
  const closes: number[][] = Array.from({ length: coins }, () => []);
  const volumes: number[][] = Array.from({ length: coins }, () => []);
  const [ranges, bodies]: [number[], number[]] = [Array(coins).fill(0), Array(coins).fill(0)];
  for (let hour = 0; hour < hoursMeasured; hour += 1) {
    for (const [i, bar] of nextBars(market).bars.entries()) {
      closes[i]!.push(bar.close);
      volumes[i]!.push(Math.log(bar.volume));
      ranges[i]! += Math.log(bar.high / bar.low);
      bodies[i]! += Math.abs(Math.log(bar.close / bar.open));
    }
  }
  const hourly = closes.map((series) => logReturns(series, 1));
  const common = closes[0]!.map((_, hour) => mean(closes.map((series) => Math.log(series[hour]!))));
  return {
    hourly,
    daily: closes.map((series) => logReturns(series, 24)),
    closes,
    volumes,
    rangeOverBody: ranges.map((range, i) => range / bodies[i]!),
    fallsOfDay: common.slice(24).map((value, i) => value - common[i]!),
  };
}

const samples = seeds.map((seed) => sampleOf(seed));
const each = (measure: (sample: Sample) => number): number[] => samples.map((sample) => measure(sample));

function expectBands(values: readonly number[], bands: { middle: [number, number]; all: [number, number] }): void {
  expect(median(values), `middle of ${values.join()}`).toBeGreaterThan(bands.middle[0]);
  expect(median(values), `middle of ${values.join()}`).toBeLessThan(bands.middle[1]);
  for (const value of values) {
    expect(value).toBeGreaterThan(bands.all[0]);
    expect(value).toBeLessThan(bands.all[1]);
  }
}

describe("simulated hours", () => {
  it("have the volatility of each coin (real, daily: 3.5, 4.4, 7.0, 6.0 and 4.8 %)", () => {
    for (const [coin, real] of [0.035, 0.044, 0.07, 0.06, 0.048].entries()) {
      expectBands(
        each(({ daily }) => deviation(daily[coin]!) / real),
        { middle: [0.75, 1.3], all: [0.5, 2] },
      );
    }
  });

  it("have fat tails (real kurtosis of hourly returns: 16 to 45; the normal: 3)", () => {
    for (let coin = 0; coin < 5; coin += 1) {
      expectBands(
        each(({ hourly }) => kurtosis(hourly[coin]!)),
        { middle: [12, 50], all: [6, 300] },
      );
    }
  });

  it("have fat tails by the day too, though less (real: 8 to 19)", () => {
    expectBands(
      each(({ daily }) => mean(daily.map(kurtosis))),
      { middle: [6, 22], all: [4, 60] },
    );
  });

  it("come in calm and wild stretches (real autocorrelation of |r|: 0.28 to 0.37 at 1, 0.19 to 0.27 at 24 hours)", () => {
    const memory = (lag: number) =>
      each(({ hourly }) => mean(hourly.map((series) => lagged(series.map(Math.abs), lag))));
    expectBands(memory(1), { middle: [0.18, 0.4], all: [0.12, 0.5] });
    expectBands(memory(24), { middle: [0.13, 0.3], all: [0.1, 0.4] });
    expectBands(memory(168), { middle: [0.05, 0.2], all: [0.01, 0.3] });
  });

  it("do not foretell the next hour (real autocorrelation of returns: -0.03 to 0.01)", () => {
    expectBands(
      each(({ hourly }) => mean(hourly.map((series) => lagged(series, 1)))),
      {
        middle: [-0.03, 0.03],
        all: [-0.06, 0.06],
      },
    );
  });

  it("move together (real mean correlation of pairs: 0.64 by the hour, 0.61 by the day)", () => {
    expectBands(
      each(({ hourly }) => pairMean(hourly)),
      { middle: [0.52, 0.76], all: [0.4, 0.9] },
    );
    expectBands(
      each(({ daily }) => pairMean(daily)),
      { middle: [0.52, 0.78], all: [0.4, 0.9] },
    );
  });

  it("crash now and then (real: 15 falls of the mean by 15 % in a day, 42 % at worst, as logs)", () => {
    const worst = each(({ fallsOfDay }) => Math.min(...fallsOfDay));
    expectBands(worst, { middle: [-0.65, -0.25], all: [-1, -0.15] });
    const crashes = each(({ fallsOfDay }) => countEpisodes(fallsOfDay, -0.15));
    expectBands(crashes, { middle: [6, 25], all: [0, 60] });
  });

  it("have bad hours, but possible ones (real worst hour of BTC: -9 %, of SOL: -19 %)", () => {
    expectBands(
      each(({ hourly }) => Math.min(...hourly[0]!)),
      { middle: [-0.18, -0.05], all: [-0.4, -0.03] },
    );
    expectBands(
      each(({ hourly }) => Math.min(...hourly[2]!)),
      { middle: [-0.4, -0.1], all: [-0.8, -0.06] },
    );
  });

  it("take long to recover (real: BTC fell 77 % and stood below its peak for 781 days)", () => {
    const drawdowns = samples.map(({ closes }) => drawdownOf(closes[0]!));
    expectBands(
      drawdowns.map(({ depth }) => depth),
      { middle: [0.5, 0.85], all: [0.3, 0.98] },
    );
    expectBands(
      drawdowns.map(({ days }) => days),
      { middle: [200, 1_000], all: [90, 1_200] },
    );
  });

  it("range about twice their body (real: 2.10 to 2.20)", () => {
    for (const sample of samples)
      for (const ratio of sample.rangeOverBody) expect(Math.abs(ratio - 2.13)).toBeLessThan(0.1);
  });

  it("trade more when they move more (real correlation of log volume and |r|: 0.35 to 0.56)", () => {
    const withMove = (sample: Sample) =>
      mean(sample.volumes.map((series, i) => correlation(series.slice(1), sample.hourly[i]!.map(Math.abs))));
    expectBands(each(withMove), { middle: [0.3, 0.56], all: [0.2, 0.65] });
    expectBands(
      each(({ volumes }) => mean(volumes.map((series) => lagged(series, 1)))),
      { middle: [0.65, 0.88], all: [0.5, 0.95] },
    );
  });
});

/** Stretches below `bound` that lie more than a week apart. */
function countEpisodes(values: readonly number[], bound: number): number {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const [hour, value] of values.entries()) {
    if (value >= bound) continue;
    if (hour - last > 168) count += 1;
    last = hour;
  }
  return count;
}

function drawdownOf(closes: readonly number[]): { depth: number; days: number } {
  let [peak, peakAt, depth, longest] = [0, 0, 0, 0];
  for (const [hour, close] of closes.entries()) {
    if (close > peak) [peak, peakAt] = [close, hour];
    depth = Math.max(depth, 1 - close / peak);
    longest = Math.max(longest, hour - peakAt);
  }
  return { depth, days: longest / 24 };
}
