/** Series whose steps are independent, follow each other, or turn back; `npm run reference` holds the published case. */
import { expect, it } from "vitest";
import { hurstExponent } from "./hurst-exponent.ts";
import { seedRandom, uniform } from "./seeded-random.ts";

const windows = [16, 32, 64, 128, 256, 512];

function steps(kept: number): Float64Array {
  const random = seedRandom(11);
  let value = 0;
  return Float64Array.from({ length: 4_096 }, () => {
    value = kept * value + uniform(random) - 0.5;
    return value;
  });
}

it("is near one half for independent steps, above it where they follow each other, below where they turn back", () => {
  const independent = hurstExponent(steps(0), windows);
  expect(independent).toBeGreaterThan(0.48);
  expect(independent).toBeLessThan(0.62);
  expect(hurstExponent(steps(0.9), windows)).toBeGreaterThan(independent + 0.1);
  expect(hurstExponent(steps(-0.7), windows)).toBeLessThan(independent);
});

it("is 1 for steps that never turn within the longest window", () => {
  const values = Float64Array.from({ length: 64 }, (_, index) => index);
  expect(hurstExponent(values, [16, 32, 64])).toBeGreaterThan(0.95);
});

it("has no value of fewer than two windows, or where nothing varies", () => {
  expect(hurstExponent(steps(0), [16])).toBeNaN();
  expect(hurstExponent(new Float64Array(64), [16, 32])).toBeNaN();
});
