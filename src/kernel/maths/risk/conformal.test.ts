/** Conformal value at risk: its guarantee on arbitrary losses, its steps by hand, its edges. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normal, seedRandom } from "../seeded-random.ts";
import { conformalDefaults, conformalGuarantee, conformalRisk, judgeLoss, openConformal } from "./conformal.ts";

/** Above any loss of these tests. */
const ceiling = Number.MAX_VALUE;

const loss = fc.oneof(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.constantFrom(0, 1e300, -1e300),
);

describe("the guarantee", () => {
  it.each([0.005, 0.2])("holds for any losses and any volatilities, with a rate of %s", (rate) => {
    const day = fc.tuple(loss, fc.double({ min: 1e-3, max: 1e3, noNaN: true }));
    fc.assert(
      fc.property(fc.array(day, { maxLength: 300 }), fc.double({ min: 0.01, max: 0.5, noNaN: true }), (days, tail) => {
        const conformal = openConformal({ tail, rate, window: 20, least: 5, ceiling });
        for (const [each, deviation] of days) judgeLoss(conformal, each, deviation);
        fc.pre(conformal.judged > 0);
        const away = Math.abs(conformal.passed / conformal.judged - tail);
        expect(away).toBeLessThanOrEqual(conformalGuarantee(conformal.settings, conformal.judged) + 1e-12);
        expect(conformal.level).toBeGreaterThanOrEqual(-rate - 1e-12);
        expect(conformal.level).toBeLessThanOrEqual(1 + rate + 1e-12);
      }),
      { numRuns: 150 },
    );
  });
  it("holds against a market that always passes a finite bound", () => {
    const conformal = openConformal({ tail: 0.05, rate: 0.05, window: 50, least: 10, ceiling });
    for (let day = 0; day < 4_000; day++) {
      const bound = conformalRisk(conformal, 1)?.valueAtRisk ?? 0;
      judgeLoss(conformal, bound < ceiling ? bound + 1 : 0, 1);
    }
    const away = Math.abs(conformal.passed / conformal.judged - 0.05);
    expect(away).toBeLessThanOrEqual(conformalGuarantee(conformal.settings, conformal.judged));
    expect(away).toBeLessThan(0.01);
  });
});

it("of a still market passes as often as the tail says", () => {
  const random = seedRandom(2);
  const conformal = openConformal({ tail: 0.05 });
  for (let day = 0; day < 5_000; day++) judgeLoss(conformal, normal(random) * 0.03, 0.03);
  expect(conformal.passed / conformal.judged).toBeCloseTo(0.05, 2);
  const risk = conformalRisk(conformal, 0.06);
  expect(risk?.valueAtRisk ?? 0).toBeGreaterThan(0.06 * 1.4);
  expect(risk?.expectedShortfall ?? 0).toBeGreaterThan(risk?.valueAtRisk ?? 9);
});

describe("a step", () => {
  const opened = () => openConformal({ tail: 0.1, rate: 0.01, window: 100, least: 20, ceiling: 1 });
  const fill = (count: number) => {
    const conformal = opened();
    for (let score = 0; score < count; score++) judgeLoss(conformal, score / 1_000, 1);
    return conformal;
  };
  it("has no bound until there are enough scores", () => {
    expect(conformalRisk(fill(19), 1)).toBeUndefined();
    expect(conformalRisk(fill(20), 1)?.valueAtRisk).toBeCloseTo(0.0171, 12);
  });
  it("lowers the level after a loss beyond the bound, and raises it a little after one at it", () => {
    const passed = fill(20);
    judgeLoss(passed, 0.02, 1);
    expect([passed.judged, passed.passed]).toEqual([1, 1]);
    expect(passed.level).toBeCloseTo(0.1 - 0.009, 12);
    const held = fill(20);
    judgeLoss(held, conformalRisk(held, 1)?.valueAtRisk ?? 9, 1);
    expect(held.passed).toBe(0);
    expect(held.level).toBeCloseTo(0.101, 12);
  });
  it("at a level of 0 or less says the ceiling, at 1 or more minus infinity", () => {
    const conformal = fill(30);
    conformal.level = 0;
    expect(conformalRisk(conformal, 1)).toEqual({ valueAtRisk: 1, expectedShortfall: 1 });
    conformal.level = 1;
    expect(conformalRisk(conformal, 1)?.valueAtRisk).toBe(Number.NEGATIVE_INFINITY);
  });
  it.each([
    [Number.NaN, 1],
    [0.1, 0],
    [0.1, Number.NaN],
    [0.1, Number.POSITIVE_INFINITY],
  ])("learns nothing from a loss of %s at a volatility of %s", (value, deviation) => {
    const conformal = fill(30);
    const before = structuredClone(conformal);
    expect(judgeLoss(conformal, value, deviation)).toBe(false);
    expect(conformal).toEqual(before);
    if (deviation !== 1) expect(conformalRisk(conformal, deviation)).toBeUndefined();
  });
  it("refuses a tail outside 0 to 1 and a ceiling that is not finite", () => {
    expect(() => openConformal({ tail: 0 })).toThrow(/tail/);
    expect(() => openConformal({ tail: 1 })).toThrow(/tail/);
    expect(() => openConformal({ ceiling: Number.POSITIVE_INFINITY })).toThrow(/ceiling/);
    expect(conformalDefaults.rate).toBe(0.005);
  });
});
