/** Names of hidden states: the volatility axis' lines first, then the drift of one expected stay. */
import { expect, it } from "vitest";
import type { HiddenMarket } from "../../../domain/hidden-market.ts";
import { defaultMarketThresholds as lines } from "../../../domain/regime.ts";
import { namesOf, probabilitiesOf } from "./hidden-names.ts";

/** One state that stays ten days on average. */
const state = (drift: number, deviation: number): HiddenMarket => ({
  start: [1, 0],
  transition: [
    [0.9, 0.1],
    [0.1, 0.9],
  ],
  means: [
    [drift, 0, 0],
    [0, 0, 0],
  ],
  covariances: [
    [deviation ** 2, 0, 0, 0, 1, 0, 0, 0, 1],
    [1e-4, 0, 0, 0, 1, 0, 0, 0, 1],
  ],
});

/** Score 1.036 is a strength of 0.7: here a drift of 0.02 · 1.036 / √10 a day. */
const strongDrift = (0.02 * 1.0364333894937896) / Math.sqrt(10);

it.each([
  [0, 0.0499, "RANGE"],
  [0, 0.0501, "HIGH_VOL"],
  [0, 0.0999, "HIGH_VOL"],
  [0, 0.1001, "CRISIS"],
  [0.2, 0.0501, "HIGH_VOL"],
  [strongDrift * 1.001, 0.02, "TRENDING_UP"],
  [strongDrift * 0.999, 0.02, "RANGE"],
  [-strongDrift * 1.001, 0.02, "TRENDING_DOWN"],
  [-strongDrift * 0.999, 0.02, "RANGE"],
  [Number.NaN, 0.02, "RANGE"],
])("a drift of %f with a deviation of %f is %s", (drift, deviation, name) =>
  expect(namesOf(state(drift, deviation), lines)[0]).toBe(name),
);

it("states of one name count together", () => {
  const { RANGE, CRISIS, HIGH_VOL } = probabilitiesOf(["RANGE", "CRISIS", "RANGE"], [0.2, 0.5, 0.3]);
  expect([RANGE, CRISIS, HIGH_VOL]).toEqual([0.5, 0.5, 0]);
});
