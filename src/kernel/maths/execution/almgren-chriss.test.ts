/** The trajectory against the paper's example, its two limits, and the trade-off it is the best of. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { almgrenChriss } from "./almgren-chriss.ts";

const market = { volatility: 0.95, fixedCost: 0.0625, permanentImpact: 2.5e-7, temporaryImpact: 2.5e-6 };
const task = { quantity: 1e6, duration: 5, periods: 5, riskAversion: 1e-6 };
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

it("trades the paper's million shares in five days as the paper does", () => {
  const { holdings, expectedCost, variance, kappa } = almgrenChriss(task, market);
  expect(kappa).toBeCloseTo(0.607, 3);
  expect(holdings.map(Math.round)).toEqual([1_000_000, 541_956, 289_854, 147_897, 62_142, 0]);
  expect(expectedCost).toBeCloseTo(911_226.99, 1);
  expect(Math.sqrt(variance)).toBeCloseTo(603_430.67, 1);
});

it("without risk aversion it is a straight line: TWAP", () => {
  const { trades, kappa } = almgrenChriss({ ...task, riskAversion: 0 }, market);
  expect(kappa).toBe(0);
  for (const each of trades) expect(each).toBeCloseTo(200_000, 6);
});

it("in a great hurry it trades everything in the first period, and does not overflow", () => {
  const { trades } = almgrenChriss({ ...task, riskAversion: 1e6 }, market);
  expect(trades[0]).toBeCloseTo(1e6, 0);
  expect(trades.every(Number.isFinite)).toBe(true);
});

it("refuses a market in which haste is cheaper", () =>
  expect(() => almgrenChriss(task, { ...market, permanentImpact: 5e-6 })).toThrow("above half the permanent one"));

describe("over any order", () => {
  const anyTask = fc.record({
    quantity: fc.double({ min: 1, max: 1e7, noNaN: true }),
    duration: fc.double({ min: 0.1, max: 50, noNaN: true }),
    periods: fc.integer({ min: 1, max: 40 }),
    riskAversion: fc.oneof(fc.constant(0), fc.double({ min: 1e-12, max: 1e-2, noNaN: true })),
  });
  const calm = { ...market, permanentImpact: 0 };

  it("everything is traded, never more than is left, the first part never the smallest", () =>
    fc.assert(
      fc.property(anyTask, (any) => {
        const { trades, holdings } = almgrenChriss(any, calm);
        expect(sum(trades)).toBeCloseTo(any.quantity, 3);
        expect(holdings.at(-1)).toBe(0);
        for (const each of trades) expect(each).toBeGreaterThanOrEqual(-1e-9 * any.quantity);
        for (let index = 1; index < trades.length; index += 1)
          expect(trades[index]).toBeLessThanOrEqual(trades[index - 1]! + 1e-9 * any.quantity);
      }),
    ));

  it("no small shift of work between two periods does better on cost plus priced risk", () =>
    fc.assert(
      fc.property(anyTask, fc.nat(100), fc.double({ min: -0.02, max: 0.02, noNaN: true }), (any, place, shift) => {
        const { holdings, expectedCost, variance } = almgrenChriss(any, calm);
        const moved = holdings.map((left, index) =>
          any.periods > 1 && index === 1 + (place % (any.periods - 1)) ? left + shift * any.quantity : left,
        );
        const period = any.duration / any.periods;
        const traded = moved.slice(1).map((left, index) => moved[index]! - left);
        const cost =
          calm.fixedCost * any.quantity + (calm.temporaryImpact / period) * sum(traded.map((each) => each * each));
        const risk = calm.volatility ** 2 * period * sum(moved.slice(1).map((left) => left * left));
        const best = expectedCost + any.riskAversion * variance;
        expect(cost + any.riskAversion * risk).toBeGreaterThanOrEqual(best * (1 - 1e-9));
      }),
    ));
});
