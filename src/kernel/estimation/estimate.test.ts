/** Estimates: every answer can be read back from the journal, whatever the days were; what cannot be fitted is null. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInput } from "../events/catalogue.ts";
import { normal, seedRandom } from "../maths/seeded-random.ts";
import { epochMs } from "../units/units.ts";
import { estimate } from "./estimate.ts";

const tailOf = (returns: readonly number[], before?: { omega: number; alpha: number; beta: number }) => {
  const event = estimate({
    kind: "TAIL",
    subject: "BTC",
    asOf: epochMs(5),
    returns: Float64Array.from(returns),
    before,
  });
  if (event.type !== "tail.estimated") throw new Error("expected an estimate of the tail");
  return event.data;
};
const random = (days: number, seed: number, scale: (day: number) => number) => {
  const state = seedRandom(seed);
  return Array.from({ length: days }, (_, day) => scale(day) * normal(state));
};

describe("of a tail", () => {
  it("gives GARCH, a Pareto tail and degrees of freedom from 500 days", () => {
    const data = tailOf(random(500, 1, (day) => (day % 100 < 20 ? 0.05 : 0.015)));
    expect(data.garch).not.toBeNull();
    expect(data.excess).toMatchObject({ losses: 500 });
    expect(data.degreesRatio).toBeGreaterThan(2);
    expect(data.residualDegreesRatio).toBeGreaterThan(2);
  });

  it("can be read back, whatever the days were", () => {
    const anyDays = fc.oneof(
      fc.array(fc.double({ min: -0.9, max: 3, noNaN: true }), { minLength: 2, maxLength: 160 }),
      fc
        .tuple(fc.nat(99), fc.double({ min: 0.9, max: 1.1, noNaN: true }))
        .map(([seed, growth]) => random(300, seed, (day) => 0.01 * growth ** day)),
      fc.constantFrom([], [0, 0, 0], Array<number>(200).fill(0), Array<number>(200).fill(0.01)),
    );
    fc.assert(
      fc.property(anyDays, (days) => {
        const data = tailOf(days);
        const event = JSON.parse(JSON.stringify({ type: "tail.estimated", version: 1, data }));
        expect(parseInput(event)).toMatchObject({ kind: "PARSED" });
        if (data.garch === null) return;
        expect(data.garch.omegaRatio).toBeGreaterThan(0);
        expect(data.garch.alphaRatio + data.garch.betaRatio).toBeLessThan(1);
      }),
      { numRuns: 60 },
    );
  });

  it("goes on from a fit at the edge without one that never comes back", () => {
    const calm = random(400, 3, (day) => 0.02 * 0.99 ** day);
    const data = tailOf(calm, { omega: 1e-12, alpha: 1e-6, beta: 1 - 1e-6 - 1e-9 });
    expect(data.garch === null || data.garch.omegaRatio > 0).toBe(true);
  });
});

describe("of hidden states", () => {
  const regimeOf = (days: readonly number[]) => {
    const asOf = epochMs(5);
    const event = estimate({
      kind: "REGIME",
      symbol: null,
      asOf,
      days: Float64Array.from(days),
      before: undefined,
      isSearch: true,
    });
    if (event.type !== "regime.estimated") throw new Error("expected an estimate of hidden states");
    return event.data;
  };
  it("finds two kinds of days", () => {
    const days = random(360, 4, (place) => (place % 180 < 90 ? 0.01 : 0.06));
    expect(regimeOf(days).model?.start.length).toBeGreaterThanOrEqual(2);
  });
  it.each([
    ["stand still", Array<number>(360).fill(0)],
    ["move once", Array.from({ length: 360 }, (_, place) => (place === 180 ? 1 : 0))],
    ["are none", []],
  ])("can be read back for days that %s", (_, days) => {
    const data = regimeOf(days);
    const event = JSON.parse(JSON.stringify({ type: "regime.estimated", version: 1, data }));
    expect(parseInput(event)).toMatchObject({ kind: "PARSED" });
  });
});
