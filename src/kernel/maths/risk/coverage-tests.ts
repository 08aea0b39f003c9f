/**
 * Whether a value at risk is passed as often as it says, and not in clusters.
 *
 * Sources: Kupiec (1995), proportion of failures; Christoffersen (1998), independence and conditional coverage; Basel
 * Committee (1996), traffic light of 250 days at 99 %; methods B1. A p-value below 0.05 rejects at the usual size.
 */
import { binomialCdf, chiSquaredTail } from "../distributions.ts";

/** A statistic and the probability of one as great when the model is right. */
export type TestResult = { readonly statistic: number; readonly pValue: number };

/** How often a day without (0) or with a hit (1) was followed by one without or with. */
export type HitTransitions = {
  readonly n00: number;
  readonly n01: number;
  readonly n10: number;
  readonly n11: number;
};

/** count·ln(share), and 0 for a count of 0. */
const part = (count: number, share: number): number => (count === 0 ? 0 : count * Math.log(share));

const result = (statistic: number, degrees: number): TestResult => {
  const kept = Math.max(0, statistic);
  return { statistic: kept, pValue: chiSquaredTail(kept, degrees) };
};

/**
 * Kupiec's likelihood ratio of `hits` in `days` against the share `tail`.
 * @param hits whole number from 0 to `days`; outside, and for no days, the result is NaN
 */
export function kupiec(days: number, hits: number, tail: number): TestResult {
  if (!(days > 0 && hits >= 0 && hits <= days)) return { statistic: Number.NaN, pValue: Number.NaN };
  const share = hits / days;
  const expected = part(days - hits, 1 - tail) + part(hits, tail);
  return result(-2 * (expected - part(days - hits, 1 - share) - part(hits, share)), 1);
}

/** Fewest and most hits that Kupiec's test of size `size` (0.05 by default) does not reject. */
export function kupiecRegion(days: number, tail: number, size: number = 0.05): readonly [number, number] {
  const holds = (hits: number) => kupiec(days, hits, tail).pValue >= size;
  let [low, high] = [Math.round(days * tail), Math.round(days * tail)];
  while (holds(low - 1)) low -= 1;
  while (holds(high + 1)) high += 1;
  return [low, high];
}

/** Christoffersen's test that a hit does not depend on the day before. */
export function christoffersen({ n00, n01, n10, n11 }: HitTransitions): TestResult {
  const [afterNone, afterHit] = [n00 + n01, n10 + n11];
  const share = (n01 + n11) / (afterNone + afterHit);
  const together = part(n00 + n10, 1 - share) + part(n01 + n11, share);
  const apart =
    part(n00, n00 / afterNone) + part(n01, n01 / afterNone) + part(n10, n10 / afterHit) + part(n11, n11 / afterHit);
  return result(-2 * (together - apart), 1);
}

/** Both at once: as many hits as said, and not in clusters. */
export const conditionalCoverage = (coverage: TestResult, independence: TestResult): TestResult =>
  result(coverage.statistic + independence.statistic, 2);

/** Of a VaR at 99 %, over its last 250 days. */
export const trafficLightDays = 250;
export type TrafficLight = "green" | "yellow" | "red";
const mostGreen = 4;
const mostYellow = 9;

/** Green to 4 hits, yellow to 9, red above; a count that is no number is red. */
export function trafficLight(hits: number): TrafficLight {
  if (hits <= mostGreen) return "green";
  return hits <= mostYellow ? "yellow" : "red";
}

/** Probability of at most `hits` in 250 days when the model is right. */
export const trafficLightProbability = (hits: number): number => binomialCdf(hits, trafficLightDays, 0.01);
