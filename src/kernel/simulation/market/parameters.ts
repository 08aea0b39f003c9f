/**
 * Every number of the simulated market, with its source. Changing one changes every bar: raise `marketVersion` too.
 *
 * "Estimated" means from the hourly bars of BTCUSDT, ETHUSDT, SOLUSDT, XRPUSDT and BNBUSDT, Binance spot, 2020-09-20 to
 * 2023-12-31 (28,731 hours). The common factor is the mean of the five log returns. "Tuned" means set so that simulated
 * bars match those bars in the facts listed in `stylised-facts.test.ts`. "Chosen" means neither, with the reason.
 */
import { type DurationMs, type EpochMs, epochMs, hours } from "../../units/units.ts";
import type { MarketModel, MarketParameters } from "./market-model.ts";

/** Version of the rules and figures that make the bars: part of the identity of every simulated history. */
export const marketVersion = 1;

export const marketModel: MarketModel = {
  // Estimated: 0.88 % over the whole sample. Tuned a little higher: most of a simulated run is calmer than its mean.
  commonVolatility: 0.0093,
  // Estimated by maximum likelihood on hourly returns cleared of the weekly profile: alpha 0.039, asymmetry 0.007,
  // persistence 0.99999. Tuned down, because the regimes carry part of the slow swell.
  garch: { alpha: 0.045, asymmetry: 0.007, persistence: 0.998 },
  // Estimated the same way on each coin's residual: alpha 0.039 to 0.112, asymmetry about 0, persistence 0.993 to 1.
  ownGarch: { alpha: 0.07, asymmetry: 0, persistence: 0.997 },
  // Chosen: with 4.2 degrees of freedom the variance has no fourth moment, so it needs a ceiling (volatility times 4).
  varianceCap: 16,
  // Estimated: 3.8 to 4.4 over the common factor and the five residuals.
  shockDegrees: 4.2,
  // Chosen: ten standard deviations, so that no single draw moves a price beyond the worst real hours.
  shockCap: 10,
  // Estimated by the 20-day trend of the common factor, for bull (above 0.6 % a day), bear (below -0.6 %) and range:
  // 30, 19 and 51 % of the time, volatility 1.14, 1.31 and 0.81 of the mean, drift 1.4, -1.3 and 0.0 % a day. Stays and
  // the next state are chosen to give about those shares; drifts are a third, since labels given in hindsight exaggerate
  // them; volatilities are tuned. In a crisis the common factor is three times as wild as on average: chosen.
  regimes: {
    bull: {
      driftPerDay: 0.005,
      commonVolatility: 1.1,
      ownVolatility: 1.1,
      expectedDays: 28,
      next: [0, 0.2, 0.55, 0.25],
    },
    bear: { driftPerDay: -0.004, commonVolatility: 1.2, ownVolatility: 1, expectedDays: 20, next: [0.2, 0, 0.4, 0.4] },
    range: {
      driftPerDay: 0.0005,
      commonVolatility: 0.7,
      ownVolatility: 0.85,
      expectedDays: 32,
      next: [0.5, 0.3, 0, 0.2],
    },
    crisis: {
      driftPerDay: 0,
      commonVolatility: 2.8,
      ownVolatility: 1.3,
      expectedDays: 2.6,
      next: [0.3, 0.25, 0.45, 0],
    },
  },
  // Estimated: the mean of the five fell more than 15 % (log) in 24 hours 4.6 times a year and more than 20 % 2.4 times,
  // 42 % at worst (2021-05-19). From the highest to the lowest of 60 hours those 15 falls took 26 to 59 hours, and the
  // best of the next four days won back 36 to 91 %. Depth (log, exponential above the smallest) is tuned on their
  // number. Length and rebound are chosen lower than measured, since picking extremes in hindsight stretches both.
  crisis: {
    smallestFall: 0.07,
    meanExtraFall: 0.08,
    largestFall: 0.4,
    fallHours: [4, 30],
    reboundShare: [0.2, 0.7],
    reboundHours: [18, 72],
  },
  // Tuned on the kurtosis of the common factor (20) and the worst and best hours (-9 % and +12 % in BTCUSDT).
  commonJumps: { perYear: 10, size: 0.025 },
  // Tuned on the kurtosis of the residuals (16 to 69) and the best hours of SOLUSDT and XRPUSDT (+19 %, +28 %).
  ownJumpSize: 7,
  // Chosen: a weak pull of each price to its start, so that a run of many years stays readable. Not a fact of markets.
  pullHalfLifeYears: 4,
  // Chosen points; roughness tuned on mean range over mean body of a bar, 2.10 to 2.20 in the real bars.
  path: { points: 4, roughness: 1 },
  // Tuned on log volume: standard deviation 0.90 to 1.16, autocorrelation 0.72 to 0.85 after 1 hour and 0.34 to 0.67
  // after a week, correlation with the absolute return 0.35 to 0.56.
  volume: { elasticity: 0.8, quiet: 0.35, tide: 0.5, tideDays: 15, noise: 0.3 },
  // Start prices: the closes of 2023-12-31, rounded. Beta and gaps: estimated. Own volatility: estimated as that of the
  // residual (0.36, 0.41, 0.81, 0.76 and 0.54 %), then tuned up, since own noise is part of the mean of five too. Traded
  // value: mean of 2023. Own jumps: tuned.
  coins: [
    {
      symbol: "BTC-SIM",
      startPrice: 42_300,
      beta: 0.69,
      ownVolatility: 0.0048,
      jumpsPerYear: 3,
      hourlyValueUsd: 105e6,
      gapBps: 0.14,
    },
    {
      symbol: "ETH-SIM",
      startPrice: 2_280,
      beta: 0.91,
      ownVolatility: 0.0052,
      jumpsPerYear: 3,
      hourlyValueUsd: 27.8e6,
      gapBps: 0.2,
    },
    {
      symbol: "SOL-SIM",
      startPrice: 102,
      beta: 1.38,
      ownVolatility: 0.0128,
      jumpsPerYear: 5,
      hourlyValueUsd: 7.6e6,
      gapBps: 3.3,
    },
    {
      symbol: "XRP-SIM",
      startPrice: 0.616,
      beta: 1.11,
      ownVolatility: 0.0112,
      jumpsPerYear: 9,
      hourlyValueUsd: 8e6,
      gapBps: 1.2,
    },
    {
      symbol: "BNB-SIM",
      startPrice: 312,
      beta: 0.91,
      ownVolatility: 0.0074,
      jumpsPerYear: 5,
      hourlyValueUsd: 5.6e6,
      gapBps: 1.6,
    },
  ],
};

export const defaultInterval: DurationMs = hours(1);
/** 2024-01-01T00:00:00Z. */
export const defaultStart: EpochMs = epochMs(1_704_067_200_000);

export const marketParameters = (seed: number): MarketParameters => ({
  seed,
  interval: defaultInterval,
  start: defaultStart,
  model: marketModel,
});
