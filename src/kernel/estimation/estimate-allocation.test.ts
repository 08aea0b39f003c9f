/** An allocation: asked for, solved outside, read back; none is made up. */
import { expect, it } from "vitest";
import { loadHighs } from "../../adapters/highs/highs.ts";
import type { AllocationRequest } from "../domain/estimate.ts";
import { allocationEstimated } from "../events/estimate-events.ts";
import { epochMs, fraction } from "../units/units.ts";
import { estimate } from "./estimate.ts";

const solve = await loadHighs();
const days = Array.from({ length: 40 }, (_, day) => [0.02 * Math.sin(day), 0.05 * Math.cos(2 * day)]);
const request: AllocationRequest = {
  kind: "ALLOCATION",
  symbols: ["A", "B"],
  asOf: epochMs(1_000),
  returns: Float64Array.from(days.flat()),
  tail: 0.05,
  cap: 0.9,
};

it("answers what was asked, with weights of one whole within the cap", () => {
  const answer = estimate(request, solve);
  if (answer.type !== "allocation.estimated") throw new Error(`expected an allocation, was ${answer.type}`);
  const { symbols, asOfMs, days: seen, weightFractions, expectedShortfallRatio } = answer.data;
  expect({ symbols, asOfMs, seen }).toEqual({ symbols: ["A", "B"], asOfMs: 1_000, seen: 40 });
  expect(Math.max(...(weightFractions ?? []))).toBeLessThanOrEqual(0.9 + 1e-9);
  expect(weightFractions?.[0], "what swings less has more").toBeGreaterThan(0.5);
  expect(expectedShortfallRatio).toBeGreaterThan(0);
  expect(estimate(request, solve)).toEqual(answer);
});

it("says none where the solver has none, and throws where there is no solver", () => {
  const answer = estimate(request, () => ({ kind: "NONE", reason: "out of time" }));
  expect(answer.data).toMatchObject({ weightFractions: null, expectedShortfallRatio: null });
  expect(() => estimate(request)).toThrow("expected a linear solver");
});

it("weights that are not of one whole, or not one for each symbol, are no answer", () => {
  const told = { symbols: ["A", "B"], asOfMs: epochMs(0), days: 40, expectedShortfallRatio: null };
  const parse = (...weights: number[]) =>
    allocationEstimated.schema.safeParse({ ...told, weightFractions: weights.map(fraction) }).success;
  expect([parse(0.5, 0.5), parse(0.5, 0.4), parse(1), parse(0.25, 0.25, 0.5)]).toEqual([true, false, false, false]);
});
