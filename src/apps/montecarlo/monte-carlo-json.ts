/** The answer as data, with units in the names: written to `montecarlo.json` and printed by `--json`. */
import type { Distribution } from "./distribution.ts";
import type { MonteCarlo } from "./monte-carlo-answer.ts";
import { monteCarloNotes } from "./monte-carlo-notes.ts";

export function monteCarloJson(answer: MonteCarlo) {
  const { run, symbols, paths, seed, startAtMs, startEquityUsd, days, trades, code, nodeVersion, folder } = answer;
  const { growth, cagr, sharpe, maxDrawdown, underwaterDays } = days.figures;
  const inUsd = (each: Distribution) => scaled(each, startEquityUsd);
  return {
    format: 1,
    run,
    symbols,
    paths,
    seed,
    code,
    nodeVersion,
    startAtMs,
    startEquityUsd,
    days: {
      days: days.days,
      meanBlockDays: days.meanBlockDays,
      endEquityUsd: inUsd(growth),
      cagrRatio: cagr,
      sharpeRatio: sharpe,
      maxDrawdownRatio: maxDrawdown,
      longestUnderwaterDays: underwaterDays,
      lossFraction: days.lossFraction,
      drawdownBeyond10Fraction: days.drawdownBeyond10Fraction,
      drawdownBeyond20Fraction: days.drawdownBeyond20Fraction,
      fan: days.fan,
    },
    trades:
      trades === null
        ? null
        : {
            trades: trades.trades,
            endEquityUsd: trades.growth * startEquityUsd,
            shuffled: {
              maxDrawdownRatio: trades.shuffled.maxDrawdown,
              losingStreakTrades: trades.shuffled.losingStreak,
              drawdownBeyond10Fraction: trades.shuffled.drawdownBeyond10Fraction,
              drawdownBeyond20Fraction: trades.shuffled.drawdownBeyond20Fraction,
            },
            resampled: {
              endEquityUsd: inUsd(trades.resampled.growth),
              maxDrawdownRatio: trades.resampled.maxDrawdown,
              lossFraction: trades.resampled.lossFraction,
            },
          },
    notes: monteCarloNotes(answer),
    out: folder ?? null,
  };
}

export function scaled({ histogram, ...each }: Distribution, by: number): Distribution {
  const { p5, p50, p95, mean, actual, actualRankFraction } = each;
  return {
    p5: p5 * by,
    p50: p50 * by,
    p95: p95 * by,
    mean: mean * by,
    actual: actual * by,
    actualRankFraction,
    histogram: { ...histogram, low: histogram.low * by, high: histogram.high * by },
  };
}
