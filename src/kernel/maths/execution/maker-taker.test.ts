/** The rule of maker and taker at its edge, against the expected costs it is derived from, and what it learns from. */
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  adverseSelectionOf,
  chaseCostOf,
  fillProbabilityOf,
  leastFillProbability,
  openMakerRecord,
} from "./maker-taker.ts";

const costs = { spread: 4, takerFee: 5, makerFee: 2, impact: 1, adverseSelection: 3, chase: 5 };

it("is δ over what is saved and δ", () => expect(leastFillProbability(costs)).toBe(5 / 10));

it("is never reached where a fill saves nothing, and 0 where chasing costs nothing", () => {
  expect(leastFillProbability({ ...costs, adverseSelection: 8 })).toBe(Number.POSITIVE_INFINITY);
  expect(leastFillProbability({ ...costs, adverseSelection: 20, chase: 30 })).toBe(Number.POSITIVE_INFINITY);
  expect(leastFillProbability({ ...costs, chase: 0 })).toBe(0);
});

it("a cost that is none decides for nobody", () => {
  for (const name of Object.keys(costs))
    expect(1 > leastFillProbability({ ...costs, [name]: Number.NaN }), name).toBe(false);
});

it("is where waiting and paying cost the same: above it waiting is cheaper, below it dearer", () => {
  const cost = fc.double({ min: 0, max: 50, noNaN: true });
  const anyCosts = fc.record({
    spread: cost,
    takerFee: cost,
    makerFee: cost,
    impact: cost,
    adverseSelection: cost,
    chase: fc.double({ min: 0.01, max: 50, noNaN: true }),
  });
  fc.assert(
    fc.property(anyCosts, fc.double({ min: 0, max: 1, noNaN: true }), (any, p) => {
      const taker = any.spread / 2 + any.takerFee + any.impact;
      const filled = any.makerFee - any.spread / 2 + any.adverseSelection;
      const maker = p * filled + (1 - p) * (taker + any.chase);
      const least = leastFillProbability(any);
      if (p > least + 1e-9) expect(maker).toBeLessThan(taker + 1e-9);
      if (p < least - 1e-9) expect(maker).toBeGreaterThan(taker - 1e-9);
    }),
  );
});

it("before any order a fill is a coin toss, the spread is lost again, and a miss costs the move", () => {
  const record = openMakerRecord();
  expect(fillProbabilityOf(record)).toBe(0.5);
  expect(adverseSelectionOf(record, 4)).toBe(4);
  expect(chaseCostOf(record, 30)).toBe(30);
});

it("ten orders weigh as much as the belief before them", () => {
  const record = { filled: 9, tried: 10, adverse: 60, judged: 10, chased: 100, missed: 10 };
  expect(fillProbabilityOf(record)).toBeCloseTo(0.7, 12);
  expect(adverseSelectionOf(record, 4)).toBeCloseTo(5, 12);
  expect(chaseCostOf(record, 30)).toBeCloseTo(20, 12);
});

it("chasing is never thought to earn", () =>
  expect(chaseCostOf({ ...openMakerRecord(), chased: -1_000, missed: 10 }, 1)).toBe(0));
