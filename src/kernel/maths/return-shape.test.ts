/** empyrical-reloaded@efe60664f0ab tests/test_stats.py, `mixed_returns`; percentiles by hand. */
import { expect, it } from "vitest";
import { omegaRatio, tailRatio } from "./return-shape.ts";

const mixed = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1];

it("sets gains over a threshold against losses under it", () => {
  expect(omegaRatio(mixed, 11 ** (1 / 252) - 1)).toBeCloseTo(0.8335426349755793, 12);
  expect(omegaRatio(mixed)).toBeCloseTo(0.19 / 0.14, 12);
});

it("sets the 95th percentile against the 5th", () => {
  expect(tailRatio(mixed)).toBeCloseTo((0.03 + 0.65 * 0.07) / (0.1 - 0.35 * 0.06), 12);
  expect(tailRatio([0.01])).toBe(1);
});

it("has no value where there is nothing below, nothing at all, or a value is missing", () => {
  for (const value of [omegaRatio([0.01]), omegaRatio([]), omegaRatio([0.1, Number.NaN, -0.1]), tailRatio([])])
    expect(value).toBeNaN();
  expect(tailRatio([0, 0, 0])).toBeNaN();
});
