/**
 * A backtest that runs all the time: counts of a forecast's days, updated in a step, from which every test is read.
 *
 * One tally for each estimator, tail and series. Plain data: it can be cloned and stored. Its tests: Kupiec, Christoffersen,
 * traffic light, Acerbi and Szekely, mean FZ0.
 */
import {
  christoffersen,
  conditionalCoverage,
  type HitTransitions,
  kupiec,
  type TestResult,
  type TrafficLight,
  trafficLight,
  trafficLightDays,
} from "./coverage-tests.ts";
import { firstShortfallStatistic, secondShortfallStatistic } from "./shortfall-tests.ts";
import { fz0 } from "./tail-score.ts";

export type BacktestTally = {
  readonly tail: number;
  days: number;
  hits: number;
  /** n00, n01, n10, n11. */
  readonly transitions: [number, number, number, number];
  /** Σ loss / ES over the hits. */
  excess: number;
  /** Σ FZ0 over the days. */
  score: number;
  /** 1 for a hit, of the last 250 days in order of arrival; the oldest is overwritten. */
  readonly recent: Int8Array;
  next: number;
  recentHits: number;
};

export type ForecastDay = {
  /** Share of the value lost on the day, negative for a gain. */
  readonly loss: number;
  /** As forecast before the day. */
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
};

export function openTally(tail: number): BacktestTally {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`expected a tail above 0 and below 1, was ${tail}`);
  const recent = new Int8Array(trafficLightDays);
  return { tail, days: 0, hits: 0, transitions: [0, 0, 0, 0], excess: 0, score: 0, recent, next: 0, recentHits: 0 };
}

/** Counts a day. False, with nothing counted, unless all are finite and ES is above 0 and at least VaR. */
export function tallyDay(tally: BacktestTally, { loss, valueAtRisk, expectedShortfall }: ForecastDay): boolean {
  const score = fz0(loss, valueAtRisk, expectedShortfall, tally.tail);
  if (!(Number.isFinite(score) && expectedShortfall >= valueAtRisk)) return false;
  const hit = loss > valueAtRisk ? 1 : 0;
  const before = tally.recent[(tally.next + trafficLightDays - 1) % trafficLightDays] ?? 0;
  if (tally.days > 0) tally.transitions[2 * before + hit] = (tally.transitions[2 * before + hit] ?? 0) + 1;
  tally.days += 1;
  tally.hits += hit;
  tally.score += score;
  if (hit === 1) tally.excess += loss / expectedShortfall;
  tally.recentHits += hit - (tally.recent[tally.next] ?? 0);
  tally.recent[tally.next] = hit;
  tally.next = (tally.next + 1) % trafficLightDays;
  return true;
}

export type BacktestReading = {
  readonly days: number;
  readonly hits: number;
  /** Hits a day, to be held against the tail. */
  readonly hitShare: number;
  readonly kupiec: TestResult;
  readonly independence: TestResult;
  readonly conditionalCoverage: TestResult;
  /** Only for a tail of 1 %, after 250 days. */
  readonly light: TrafficLight | undefined;
  /** Undefined without a hit. */
  readonly z1: number | undefined;
  readonly z2: number;
  /** Mean FZ0; compare it over the same days only. */
  readonly score: number;
};

/** Undefined before the second day. */
export function readTally(tally: BacktestTally): BacktestReading | undefined {
  const { days, hits, tail } = tally;
  if (!(days >= 2)) return undefined;
  const coverage = kupiec(days, hits, tail);
  const independence = christoffersen(transitionsOf(tally));
  return {
    days,
    hits,
    hitShare: hits / days,
    kupiec: coverage,
    independence,
    conditionalCoverage: conditionalCoverage(coverage, independence),
    light: tail === 0.01 && days >= trafficLightDays ? trafficLight(tally.recentHits) : undefined,
    z1: firstShortfallStatistic(tally),
    z2: secondShortfallStatistic(tally, tail) ?? Number.NaN,
    score: tally.score / days,
  };
}

function transitionsOf({ transitions: [n00, n01, n10, n11] }: BacktestTally): HitTransitions {
  return { n00, n01, n10, n11 };
}
