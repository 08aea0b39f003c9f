/** A month of counts tells limits that never bind from limits that bind too often: at each line and just past it. */
import { describe, expect, it } from "vitest";
import type { ControlTally } from "./control-book.ts";
import { calibrationOf, useOfControl } from "./calibrate.ts";

const tally = (change: Partial<ControlTally>): ControlTally => ({
  asked: 100,
  warned: 0,
  blocked: 0,
  peakUse: 0.7,
  lastBlockedAt: undefined,
  lastReason: "",
  warnedOn: undefined,
  ...change,
});

describe("a limit", () => {
  it.each([
    ["that nothing was held against", { asked: 0 }, "NEVER_ASKED"],
    ["asked 99 times", { asked: 99, blocked: 99 }, "TOO_FEW"],
    ["that refused 5 of 100", { blocked: 5 }, "WELL"],
    ["that refused 6 of 100", { blocked: 6 }, "TOO_TIGHT"],
    ["never used at all", { peakUse: 0 }, "UNUSED"],
    ["hardly ever used", { peakUse: 0.000001 }, "TOO_WIDE"],
    ["used to a half at most", { peakUse: 0.5 }, "TOO_WIDE"],
    ["used to just more than a half", { peakUse: 0.500001 }, "WELL"],
  ] as const)("%s", (_, change, expected) => expect(calibrationOf(tally(change), true)).toBe(expected));

  it("of yes and no is never too wide", () => expect(calibrationOf(tally({ peakUse: 0 }), false)).toBe("WELL"));
});

it("what was never asked has no use, and says so", () =>
  expect(useOfControl(undefined, true)).toMatchObject({ asked: 0, peakUseRatio: null, calibration: "NEVER_ASKED" }));
