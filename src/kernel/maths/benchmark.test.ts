/** Identities every source agrees on, and empyrical-reloaded's cases of a series against itself and its mirror. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { alphaBeta, captureRatio } from "./benchmark.ts";

const mixed = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1];
const daily = { perYear: 252 };

it("is all market and no alpha against itself, and the mirror against its mirror", () => {
  expect(alphaBeta(mixed, mixed)).toEqual({ alpha: 0, beta: 1 });
  const mirror = alphaBeta(
    mixed,
    mixed.map((value) => -value),
  );
  expect(mirror.alpha).toBeCloseTo(0, 15);
  expect(mirror.beta).toBeCloseTo(-1, 12);
});

it("finds the alpha and beta that were put in", () => {
  const coefficient = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(coefficient, coefficient, (alpha, beta) => {
      const found = alphaBeta(
        mixed.map((market) => alpha + beta * market),
        mixed,
      );
      expect(found.alpha).toBeCloseTo(alpha, 12);
      expect(found.beta).toBeCloseTo(beta, 10);
    }),
  );
});

it("captures a series whole against itself, up and down", () => {
  for (const side of ["ALL", "UP", "DOWN"] as const)
    expect(captureRatio(mixed, mixed, { side, ...daily })).toBeCloseTo(1, 12);
});

it("counts only the days of its side", () => {
  const market = [0.02, -0.02, 0.02, -0.02];
  const own = [0.02, 0, 0.02, 0];
  expect(captureRatio(own, market, { side: "UP", perYear: 2 })).toBeCloseTo(1, 12);
  expect(captureRatio(own, market, { side: "DOWN", perYear: 2 })).toBeCloseTo(0, 12);
});

it("has no value without a day of its side, or where the benchmark never varies", () => {
  expect(captureRatio([0.01], [0.01], { side: "DOWN", ...daily })).toBeNaN();
  expect(captureRatio([], [], { side: "ALL", ...daily })).toBeNaN();
  expect(alphaBeta([0.01], [0.01]).beta).toBeNaN();
});
