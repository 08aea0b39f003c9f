/** Bounded shares: in proportion where the bounds allow it, within them wherever they can hold, whole always. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedShares } from "./bounded-shares.ts";

const bounds = { low: 0.05, high: 0.6 };
const rounding = 1e-12;
const anyScore = fc.double({ min: 0.1, max: 1e6, noNaN: true });
const anyScores = (minLength: number, maxLength: number) => fc.array(anyScore, { minLength, maxLength });
const sum = (shares: readonly number[]): number => shares.reduce((total, share) => total + share, 0);

describe("bounded shares", () => {
  it.each<[string, number[], number[]]>([
    ["in proportion while nothing is off", [1, 2, 2], [0.2, 0.4, 0.4]],
    ["one alone has all, whatever the bound", [7], [1]],
    ["two: the second gets what the first may not have", [9, 1], [0.6, 0.4]],
    ["two inside the bounds", [0.55, 0.45], [0.55, 0.45]],
    ["a clamp at the top lifts the rest in proportion", [8, 1, 1], [0.6, 0.2, 0.2]],
    ["a clamp at the bottom lowers the rest in proportion", [0.02, 0.49, 0.49], [0.05, 0.475, 0.475]],
    ["a share that plain renormalising would push out again", [20, 1, 1, 0.1], [0.6, 0.175, 0.175, 0.05]],
    ["no scores, no shares", [], []],
  ])("%s", (_, scores, expected) => {
    boundedShares(scores, bounds).forEach((share, index) => expect(share).toBeCloseTo(expected[index] ?? -1, 12));
    expect(boundedShares(scores, bounds)).toHaveLength(expected.length);
  });

  it("keeps both bounds from 2 to 20 scores, and adds up to one", () => {
    fc.assert(
      fc.property(anyScores(2, 20), (scores) => {
        const shares = boundedShares(scores, bounds);
        expect(Math.abs(sum(shares) - 1)).toBeLessThan(rounding);
        for (const share of shares) {
          expect(share).toBeGreaterThanOrEqual(bounds.low - rounding);
          expect(share).toBeLessThanOrEqual(bounds.high + rounding);
        }
      }),
    );
  });

  it("never turns the order of scores around", () => {
    fc.assert(
      fc.property(anyScores(2, 20), (scores) => {
        const shares = boundedShares(scores, bounds);
        scores.forEach((score, a) =>
          scores.forEach((other, b) => {
            if (score > other) expect(shares[a]).toBeGreaterThanOrEqual((shares[b] ?? 0) - rounding);
          }),
        );
      }),
    );
  });

  it("shares alike where the bounds cannot hold: above 20 scores", () => {
    fc.assert(
      fc.property(anyScores(21, 60), (scores) => {
        expect(new Set(boundedShares(scores, bounds))).toEqual(new Set([1 / scores.length]));
      }),
    );
  });

  it("shares the largest numbers there are", () =>
    expect(boundedShares([Number.MAX_VALUE, Number.MAX_VALUE], bounds)).toEqual([0.5, 0.5]));
});
