/** What the kernel relies on in a linear solver, held against HiGHS. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { loadHighs } from "../../src/adapters/highs/highs.ts";
import type { LinearProgram } from "../../src/kernel/maths/linear-program.ts";
import { readShortfall, shortfallProgram } from "../../src/kernel/maths/portfolio/least-shortfall.ts";

const solve = await loadHighs();

it("finds the optimum of a program with rows of both kinds", () => {
  const program: LinearProgram = {
    costs: [1, 2],
    rows: [
      {
        terms: [
          [0, 1],
          [1, 1],
        ],
        bound: "EQUAL",
        value: 4,
      },
      { terms: [[1, 1]], bound: "AT_LEAST", value: 1 },
    ],
    bounds: [
      [0, 2],
      [0, Number.POSITIVE_INFINITY],
    ],
  };
  expect(solve(program)).toEqual({ kind: "OPTIMAL", values: [2, 2], cost: 6 });
});

it("says that there is none where rows contradict each other, and where costs have no floor", () => {
  const impossible: LinearProgram = {
    costs: [1],
    rows: [{ terms: [[0, 1]], bound: "AT_LEAST", value: 2 }],
    bounds: [[0, 1]],
  };
  expect(solve(impossible).kind).toBe("NONE");
  const endless: LinearProgram = { costs: [-1], rows: [], bounds: [[0, Number.POSITIVE_INFINITY]] };
  expect(solve(endless).kind).toBe("NONE");
});

it("the least shortfall: one sum, within the cap, as bad as no other weights, and the same every time", () => {
  const anyDays = fc.array(
    fc.tuple(fc.double({ min: -0.1, max: 0.1, noNaN: true }), fc.double({ min: -0.1, max: 0.1, noNaN: true })),
    { minLength: 20, maxLength: 60 },
  );
  fc.assert(
    fc.property(anyDays, fc.double({ min: 0.5, max: 1, noNaN: true }), (days, cap) => {
      const scenarios = { assets: 2, returns: Float64Array.from(days.flat()) };
      const program = shortfallProgram(scenarios, { tail: 0.1, cap });
      const least = readShortfall(solve(program), 2);
      const [first = Number.NaN, second = Number.NaN] = least?.weights ?? [];
      expect(first + second).toBeCloseTo(1, 6);
      expect(Math.max(first, second)).toBeLessThanOrEqual(cap + 1e-6);
      for (const share of [1 - cap, 0.5, cap]) {
        const losses = days.map(([a, b]) => -(share * a + (1 - share) * b)).toSorted((a, b) => b - a);
        expect(least?.expectedShortfall).toBeLessThanOrEqual(shortfallOf(losses, 0.1) + 1e-7);
      }
      expect(solve(program)).toEqual(solve(program));
    }),
    { numRuns: 30 },
  );
});

/** Mean of the worst share of losses, the last of them in part. */
function shortfallOf(descending: readonly number[], tail: number): number {
  let left = descending.length * tail;
  let sum = 0;
  for (const loss of descending) {
    const part = Math.min(1, left);
    if (part <= 0) break;
    sum += part * loss;
    left -= part;
  }
  return sum / (descending.length * tail);
}
