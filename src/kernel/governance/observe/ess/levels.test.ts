/** ESS levels: reached at `>=`, hysteresis of one point on the way back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { justBelow } from "../../../../../tests/scenarios/given.ts";
import { comesBefore } from "../../../domain/ladder.ts";
import { type EssLevel, essLevels } from "../../../domain/modes.ts";
import { fraction } from "../../../units/units.ts";
import { type EssThresholds, essHysteresis, levelAfter, levelOf } from "./levels.ts";

const base: EssThresholds = {
  cautionFraction: fraction(0.03),
  warningFraction: fraction(0.05),
  criticalFraction: fraction(0.08),
};
const tight: EssThresholds = {
  cautionFraction: fraction(0.02),
  warningFraction: fraction(0.04),
  criticalFraction: fraction(0.07),
};
const after = (level: EssLevel, drawdown: number): EssLevel => levelAfter(level, drawdown, base);

describe("levels are reached at their threshold", () => {
  it.each([
    ["CAUTION", 0.03, "NOMINAL"],
    ["WARNING", 0.05, "CAUTION"],
    ["CRITICAL", 0.08, "WARNING"],
  ] as const)("%s at a drawdown of %f and not just below", (level, threshold, milder) => {
    expect(levelOf(threshold, base)).toBe(level);
    expect(levelOf(justBelow(threshold), base)).toBe(milder);
    expect(after("NOMINAL", threshold)).toBe(level);
    expect(after("NOMINAL", justBelow(threshold))).toBe(milder);
  });

  it("follow the CRO's tightened policy", () => {
    expect([0.02, 0.04, 0.07].map((each) => levelOf(each, tight))).toEqual(["CAUTION", "WARNING", "CRITICAL"]);
    expect([0.02, 0.04, 0.07].map((each) => levelOf(justBelow(each), tight))).toEqual([
      "NOMINAL",
      "CAUTION",
      "WARNING",
    ]);
  });

  it("a drawdown or a policy that is not a number is CRITICAL", () => {
    expect(levelOf(Number.NaN, base)).toBe("CRITICAL");
    expect(after("NOMINAL", Number.NaN)).toBe("CRITICAL");
    expect(levelOf(0, { ...base, criticalFraction: Number.NaN as never })).toBe("CRITICAL");
  });
});

describe("hysteresis", () => {
  it.each([
    ["CAUTION", 0.03, "NOMINAL"],
    ["WARNING", 0.05, "CAUTION"],
  ] as const)("%s eases only a whole point below its threshold of %f", (level, threshold, milder) => {
    expect(after(level, justBelow(threshold))).toBe(level);
    expect(after(level, threshold - essHysteresis + 1e-9), "still within a point").toBe(level);
    expect(after(level, threshold - essHysteresis - 1e-9), "a point below").toBe(milder);
  });

  it("eases by more than one level at once when the drawdown is gone", () => {
    expect(after("WARNING", 0)).toBe("NOMINAL");
    expect(after("WARNING", 0.025)).toBe("CAUTION");
  });
});

it("over any path: never milder than the drawdown says, never flapping within a point", () => {
  const anyPath = fc.array(fc.double({ min: 0, max: 0.12, noNaN: true }), { maxLength: 60 });
  fc.assert(
    fc.property(anyPath, (path) => {
      let level: EssLevel = "NOMINAL";
      for (const drawdown of path) {
        const before = level;
        level = after(before, drawdown);
        expect(comesBefore(essLevels, levelOf(drawdown, base), level), "tightens at once").toBe(false);
        if (comesBefore(essLevels, before, level))
          expect(levelOf(drawdown + essHysteresis, base), "eased only past the hysteresis").toBe(level);
      }
    }),
  );
});
