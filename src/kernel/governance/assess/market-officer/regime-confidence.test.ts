/** Confidence: the formula case by case, and its bounds. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { type HiddenRegime, hiddenRegimes, type RegimeProbabilities } from "../../../domain/hidden-market.ts";
import { fraction } from "../../../units/units.ts";
import { confidenceOf, type Evidence } from "./regime-confidence.ts";

const only = (change: Partial<Record<HiddenRegime, number>>): RegimeProbabilities => {
  const of = (name: HiddenRegime) => fraction(change[name] ?? 0);
  return {
    TRENDING_UP: of("TRENDING_UP"),
    TRENDING_DOWN: of("TRENDING_DOWN"),
    RANGE: of("RANGE"),
    HIGH_VOL: of("HIGH_VOL"),
    CRISIS: of("CRISIS"),
  };
};
const evidence = (change: Partial<Evidence>): Evidence => ({
  direction: "NONE",
  isWild: false,
  moves: [0, 0, 0],
  hidden: undefined,
  breakProbability: undefined,
  ...change,
});

it.each<[string, Partial<Evidence>, number]>([
  ["a still market, nothing else known", {}, (1 + 0.5) / 2],
  ["a range in which every horizon is half a trend", { moves: [0.5, 0.5, 0.5] }, (0.5 + 0.5) / 2],
  ["a trend on every horizon", { direction: "UP", moves: [1, 1, 1] }, (1 + 0.5) / 2],
  ["a fall on every horizon", { direction: "DOWN", moves: [-1, -1, -1] }, (1 + 0.5) / 2],
  ["a trend whose last day goes against it", { direction: "UP", moves: [1, 1, -1] }, (2 / 3 + 0.5) / 2],
  ["hidden states that agree", { hidden: only({ RANGE: 1 }) }, (1 + 1) / 2],
  ["hidden states of another trend", { hidden: only({ TRENDING_UP: 1 }) }, (1 + 0.5) / 2],
  ["hidden states in a storm the rule does not see", { hidden: only({ CRISIS: 1 }) }, (1 + 0) / 2],
  ["a storm both see", { isWild: true, hidden: only({ HIGH_VOL: 0.4, CRISIS: 0.6 }) }, (1 + 1) / 2],
  ["a storm only the rule sees", { isWild: true, hidden: only({ RANGE: 1 }) }, (1 + 0) / 2],
  ["an even chance of a break", { breakProbability: fraction(0.5) }, ((1 + 0.5) / 2) * 0.75],
  ["a certain break", { hidden: only({ RANGE: 1 }), breakProbability: fraction(1) }, 0.5],
])("%s: %#", (_, change, wanted) => expect(confidenceOf(evidence(change))).toBeCloseTo(wanted, 12));

it("lies between 0 and 1, and a break never adds to it", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const anyEvidence = fc.record({
    direction: fc.constantFrom("UP" as const, "DOWN" as const, "NONE" as const),
    isWild: fc.boolean(),
    moves: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
    hidden: fc.option(
      fc
        .tuple(fc.constantFrom(...hiddenRegimes), fc.constantFrom(...hiddenRegimes), share)
        .map(([a, b, part]) => (a === b ? only({ [a]: 1 }) : only({ [a]: part, [b]: 1 - part }))),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(anyEvidence, share, (each, probability) => {
      const calm = confidenceOf({ ...each, breakProbability: undefined });
      const broken = confidenceOf({ ...each, breakProbability: fraction(probability) });
      expect(broken).toBeLessThanOrEqual(calm);
    }),
  );
});
