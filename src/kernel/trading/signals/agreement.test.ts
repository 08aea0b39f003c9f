/** Agreement: where each degree begins, and a word that is never farther from one half than it has been worth. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreements } from "../../domain/signal.ts";
import { agreementOf, wordOf } from "./agreement.ts";

describe("agreement", () => {
  it.each([
    [4, 4, "UNANIMOUS"],
    [3, 4, "STRONG"],
    [2, 4, "SPLIT"],
    [1, 4, "WEAK"],
    [0, 4, "WEAK"],
    [2, 2, "UNANIMOUS"],
    [1, 2, "SPLIT"],
    [2, 3, "SPLIT"],
    [6, 8, "STRONG"],
    [5, 7, "SPLIT"],
    [4, 9, "WEAK"],
  ])("%d of %d that count: %s", (agreeing, counting, agreement) =>
    expect(agreementOf(agreeing, counting)).toBe(agreement),
  );

  it.each([0, 1, Number.NaN])("%d voices agree with nobody", (counting) =>
    expect(agreementOf(counting, counting)).toBe("WEAK"),
  );
});

const anyShare = fc.double({ min: 0, max: 1, noNaN: true });
const anyAgreement = fc.constantFrom(...agreements);

describe("the panel's word", () => {
  it.each([
    ["UNANIMOUS", 0.62],
    ["STRONG", 0.61],
    ["SPLIT", 0.6],
    ["WEAK", 0.56],
  ] as const)("lifts or shrinks the distance from one half: %s", (agreement, word) => {
    expect(wordOf(0.6, agreement, 1)).toBeCloseTo(word, 12);
    expect(wordOf(0.4, agreement, 0)).toBeCloseTo(1 - word, 12);
  });

  it("is capped by what such words have been worth", () => {
    expect(wordOf(0.6, "UNANIMOUS", 0.61)).toBeCloseTo(0.61, 12);
    expect(wordOf(0.6, "SPLIT", 0.55)).toBeCloseTo(0.55, 12);
    expect(wordOf(0.4, "UNANIMOUS", 0.39)).toBeCloseTo(0.39, 12);
    expect(wordOf(0.6, "UNANIMOUS", 0.4), "proven wrong: nothing is said, and nothing turned").toBe(0.5);
    expect(wordOf(0.4, "UNANIMOUS", 0.6)).toBe(0.5);
  });

  it("without a proof is not lifted", () => {
    expect(wordOf(0.6, "UNANIMOUS", null)).toBeCloseTo(0.6, 12);
    expect(wordOf(0.6, "WEAK", null)).toBeCloseTo(0.56, 12);
  });

  it("never crosses one half, has no floor, and is never beyond the proof or, without one, the voices", () => {
    fc.assert(
      fc.property(anyShare, anyAgreement, fc.option(anyShare), (pooled, agreement, proven) => {
        const lean = wordOf(pooled, agreement, proven) - 0.5;
        expect(lean * (pooled - 0.5)).toBeGreaterThanOrEqual(0);
        const cap = Math.abs((proven ?? pooled) - 0.5);
        expect(Math.abs(lean)).toBeLessThanOrEqual(cap + 1e-12);
        expect(Math.abs(lean)).toBeLessThanOrEqual(1.2 * Math.abs(pooled - 0.5) + 1e-12);
      }),
    );
  });
});
