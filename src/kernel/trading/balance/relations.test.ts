/** How symbols hang together: known only from enough days, symmetric, and grouped where nobody named the groups. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relations } from "../../../../tests/scenarios/book.ts";
import { choleskyFactor } from "../../maths/portfolio/cholesky.ts";
import { alignReturns } from "../../maths/risk/covariance.ts";
import { correlationBetween, minimumRelationDays, relationsOf, sectorsOf } from "./relations.ts";

const noise = (seed: number, days: number): number[] => {
  let state = seed;
  return Array.from({ length: days }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647 - 0.5) * 0.1;
  });
};
const of = (...series: number[][]) => relationsOf(["A", "B", "C"].slice(0, series.length), alignReturns(series));

describe("relations", () => {
  it("need twenty days", () => {
    expect(of(noise(1, minimumRelationDays - 1), noise(2, minimumRelationDays - 1))).toBeUndefined();
    expect(of(noise(1, minimumRelationDays), noise(2, minimumRelationDays))).toBeDefined();
  });
  it("are unknown where a return is no number, or nothing varies", () => {
    expect(of([...noise(1, 30), Number.NaN], noise(2, 31))).toBeUndefined();
    expect(of(noise(1, 30), noise(2, 30).fill(0))).toBeUndefined();
  });
  it("say one of a symbol with itself, the same both ways, NaN of a stranger", () => {
    const known = of(noise(1, 60), noise(2, 60));
    expect(correlationBetween(known, "A", "A")).toBeCloseTo(1, 12);
    expect(correlationBetween(known, "A", "B")).toBe(correlationBetween(known, "B", "A"));
    expect(correlationBetween(known, "A", "Z")).toBeNaN();
    expect(correlationBetween(undefined, "A", "B")).toBeNaN();
  });
  it("make a covariance that no portfolio has a negative variance by", () =>
    fc.assert(
      fc.property(fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 })), ([a, b]) => {
        const known = of(noise(a, 40), noise(b, 40), noise(a + b, 40));
        expect(known === undefined || choleskyFactor(known.covariance).every(Number.isFinite)).toBe(true);
      }),
    ));
  it("that move as one are close to one", () => {
    const market = noise(5, 120);
    const own = noise(6, 120);
    const known = of(
      market,
      market.map((each, day) => each + 0.1 * (own[day] ?? 0)),
    );
    expect(correlationBetween(known, "A", "B")).toBeGreaterThan(0.98);
  });
});

describe("sectors", () => {
  const known = { ...relations(["A", "B", "C"]), correlation: Float64Array.from([1, 0.9, 0, 0.9, 1, 0, 0, 0, 1]) };
  it("as configured, else with what they move with, else alone", () =>
    expect([...sectorsOf(["A", "B", "C", "Z"], { C: "platforms" }, known, 0.85).values()]).toEqual([
      "with A",
      "with A",
      "platforms",
      "with Z",
    ]));
  it("moving with another at the line is with it, below is not", () => {
    const at = (line: number) => sectorsOf(["A", "B"], {}, known, line).get("B");
    expect([at(0.9), at(0.91)]).toEqual(["with A", "with B"]);
  });
  it("nothing is known: each alone", () =>
    expect([...sectorsOf(["A", "B"], {}, undefined, 0.85).values()]).toEqual(["with A", "with B"]));
});
