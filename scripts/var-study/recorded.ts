/** Every estimator and every test on a recorded market. */
import { type BacktestReading, readTally } from "../../src/kernel/maths/risk/backtest-tally.ts";
import { trafficLightDays } from "../../src/kernel/maths/risk/coverage-tests.ts";
import { compareForecasts } from "../../src/kernel/maths/risk/diebold-mariano.ts";
import { dailyDecay, filterByEwma } from "../../src/kernel/maths/risk/ewma-volatility.ts";
import { shortfallPValue, simulateShortfall } from "../../src/kernel/maths/risk/shortfall-tests.ts";
import { seedRandom } from "../../src/kernel/maths/seeded-random.ts";
import { historicalValueAtRisk, worstFirst } from "../../src/kernel/maths/value-at-risk.ts";
import { type Outcome, walkForward } from "./forecasts.ts";

export const recordedTails = [0.05, 0.025, 0.01];
const size = 0.05;
const simulatedPaths = 10_000;

export type Judged = {
  readonly estimator: string;
  readonly tail: number;
  readonly reading: BacktestReading;
  readonly shortfallP: number;
  /** Most hits in 250 days on end. */
  readonly mostHits: number;
  readonly refusals: number;
  /** Kupiec, conditional coverage and Z2 all at 5 %, and no day refused. */
  readonly passes: boolean;
  /** Chance of an FZ0 as much above the best one's, if they were equal (Diebold and Mariano, one-sided); 1 for the best. */
  readonly againstBest: number;
};

/** Best FZ0 first, for each tail. */
export function judge(returns: Float64Array, firstDay: number): Judged[] {
  const { outcomes } = walkForward(returns, firstDay, recordedTails);
  return recordedTails.flatMap((tail) => judgeTail(outcomes, tail, returns, firstDay));
}

function judgeTail(outcomes: readonly Outcome[], tail: number, returns: Float64Array, firstDay: number): Judged[] {
  const simulated = simulateAt(tail, returns, firstDay);
  const judged = outcomes
    .filter((outcome) => outcome.tail === tail)
    .map((outcome) => {
      const reading = readTally(outcome.tally)!;
      const shortfallP = shortfallPValue(reading.z2, simulated);
      const p = Math.min(reading.kupiec.pValue, reading.conditionalCoverage.pValue, shortfallP);
      const passes = p >= size && outcome.refusals === 0;
      return { outcome, reading, shortfallP, passes, mostHits: mostHits(outcome, returns, firstDay) };
    })
    .toSorted((a, b) => a.reading.score - b.reading.score);
  const best = (judged.find(({ passes }) => passes) ?? judged[0]!).outcome;
  return judged.map(({ outcome, ...rest }) => {
    const differences = outcome.scores.map((score, day) => score - best.scores[day]!);
    const againstBest = outcome === best ? 1 : (compareForecasts(differences, 1)?.pGreater ?? Number.NaN);
    return { estimator: outcome.estimator, tail, refusals: outcome.refusals, againstBest, ...rest };
  });
}

/** Z2 of a right model whose standardised losses are those of the market, divided by EWMA's volatility. */
function simulateAt(tail: number, returns: Float64Array, firstDay: number): Float64Array {
  const { variances } = filterByEwma(returns, dailyDecay);
  const sorted = worstFirst(returns.map((value, day) => -value / Math.sqrt(variances[day]!)).slice(firstDay));
  const lossAt = (probability: number) => historicalValueAtRisk(sorted, probability);
  return simulateShortfall({ days: sorted.length, tail, lossAt, paths: simulatedPaths }, seedRandom(77));
}

function mostHits({ valueAtRisk }: Outcome, returns: Float64Array, firstDay: number): number {
  const hits = valueAtRisk.map((risk, day) => (-returns[firstDay + day]! > risk ? 1 : 0));
  let [most, now] = [0, 0];
  for (const [day, hit] of hits.entries()) {
    now += hit - (hits[day - trafficLightDays] ?? 0);
    most = Math.max(most, now);
  }
  return most;
}
