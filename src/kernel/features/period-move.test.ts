/** PT-02's measure: the farthest move within the period, a gap included, NaN while there is nothing to compare with. */
import { expect, it } from "vitest";
import { at, bar, hour } from "../../../tests/scenarios/given.ts";
import { hours, minutes } from "../units/units.ts";
import { openFeatures, updateFeatures } from "./market-features.ts";
import { moveAllowed, moveWithin } from "./period-move.ts";

function seen(closes: readonly number[]) {
  const features = openFeatures(1, { trend: 8, reversion: 4, outcome: 4 });
  closes.forEach((close, index) => updateFeatures(features, 0, bar("BTC", close), at(index * hour)));
  return features;
}
const moved = (closes: readonly number[], period = hours(1)) => moveWithin(seen(closes), 0, period, hours(1));

it("is that of the last bar where the period is a bar or less, up and down alike", () => {
  expect(moved([100, 90, 99])).toBeCloseTo(0.1, 12);
  expect(moved([100, 110, 99])).toBeCloseTo(0.1, 12);
  expect(moved([100, 90, 99], minutes(1))).toBeCloseTo(0.1, 12);
});
it("is the farthest of all closes within a longer period, and no other", () => {
  expect(moved([50, 90, 95, 99], hours(2))).toBeCloseTo(0.1, 12);
  expect(moved([50, 90, 95, 99], hours(3))).toBeCloseTo(0.98, 12);
});
it("looks no farther back than closes are kept", () => expect(moved([50, ...Array(9).fill(100)], hours(99))).toBe(0));
it("is no number before two closes are known, nor where one is none", () => {
  expect(moved([])).toBeNaN();
  expect(moved([100])).toBeNaN();
  const features = seen([100, 101]);
  features.logCloses[0] = Number.NaN;
  expect(moveWithin(features, 0, hours(1), hours(1))).toBeNaN();
});
it("may be more where one bar is longer than the period, by the root of how much longer", () => {
  expect(moveAllowed(0.1, hours(1), minutes(1))).toBe(0.1);
  expect(moveAllowed(0.1, hours(1), hours(1))).toBe(0.1);
  expect(moveAllowed(0.1, hours(1), hours(4))).toBeCloseTo(0.2, 12);
  expect(moveAllowed(0.1, hours(0), hours(4)), "without a period").toBe(0.1);
});
