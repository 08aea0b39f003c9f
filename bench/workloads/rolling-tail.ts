/**
 * Goal P15: exact rolling VaR and ES at 5 %, over windows of 250 and 1,000 losses, against sorting the window at each step.
 *
 * All candidates answer with the same two sums, which are the proof that they did the same work. The losses are seeded
 * normal ones whose volatility wanders, so that the tail is now and then left behind.
 */
import {
  openRollingTail,
  pushLoss,
  rollingExpectedShortfall,
  rollingValueAtRisk,
} from "../../src/kernel/maths/risk/rolling-tail.ts";
import { largestFirst, openSortedWindow, pushSorted } from "../../src/kernel/maths/risk/sorted-window.ts";
import { normal, seedRandom } from "../../src/kernel/maths/seeded-random.ts";
import {
  historicalExpectedShortfall,
  historicalValueAtRisk,
  worstFirst,
} from "../../src/kernel/maths/value-at-risk.ts";
import type { Candidate, Workload } from "../workload.ts";

const tail = 0.05;
const steps = 20_000;

function lossesOf(count: number): Float64Array {
  const random = seedRandom(42);
  let logarithm = 0;
  return Float64Array.from({ length: count }, () => {
    logarithm = 0.995 * logarithm + 0.05 * normal(random);
    return 0.02 * Math.exp(logarithm) * normal(random);
  });
}

const proofOf = (risk: number, shortfall: number): string => `${risk.toPrecision(12)} ${shortfall.toPrecision(12)}`;

function rolling(size: number, losses: Float64Array): string {
  const state = openRollingTail(size, tail);
  let [risk, shortfall] = [0, 0];
  for (let index = 0; index < losses.length; index++) {
    pushLoss(state, losses[index]!);
    if (index >= size) {
      risk += rollingValueAtRisk(state);
      shortfall += rollingExpectedShortfall(state);
    }
  }
  return proofOf(risk, shortfall);
}

function sortedWindow(size: number, losses: Float64Array): string {
  const window = openSortedWindow(size);
  let [risk, shortfall] = [0, 0];
  for (let index = 0; index < losses.length; index++) {
    pushSorted(window, losses[index]!);
    if (index >= size) {
      risk += historicalValueAtRisk(largestFirst(window), tail);
      shortfall += historicalExpectedShortfall(largestFirst(window), tail);
    }
  }
  return proofOf(risk, shortfall);
}

function sortPerStep(size: number, losses: Float64Array): string {
  let [risk, shortfall] = [0, 0];
  for (let index = size; index < losses.length; index++) {
    const sorted = worstFirst(losses.slice(index + 1 - size, index + 1));
    risk += historicalValueAtRisk(sorted, tail);
    shortfall += historicalExpectedShortfall(sorted, tail);
  }
  return proofOf(risk, shortfall);
}

/** The floors are half of what a busy machine of two cores does. */
export const rollingTail = (): Workload[] =>
  [
    { size: 250, floor: 4_000_000 },
    { size: 1_000, floor: 3_000_000 },
  ].map(({ size, floor }) => {
    const losses = lossesOf(steps + size);
    const candidates: Candidate[] = [
      { name: "the worst few kept", run: () => rolling(size, losses) },
      { name: "a sorted window", run: () => sortedWindow(size, losses) },
      { name: "sorted at each step", run: () => sortPerStep(size, losses) },
    ];
    return { name: `rolling tail over ${size}`, amount: steps, unit: "steps", candidates, floor };
  });
