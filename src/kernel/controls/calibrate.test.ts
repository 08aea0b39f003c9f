/** A month of counts tells limits that never bind from limits that bind too often: at each line and just past it. */
import { describe, expect, it } from "vitest";
import type { ControlTally } from "./control-book.ts";
import { calibrationOf, useOfControl } from "./calibrate.ts";

const tally = (change: Partial<ControlTally>): ControlTally => ({
  asked: 100,
  warned: 0,
  blocked: 0,
  judged: 100,
  judgedBlocked: 0,
  isMeasured: true,
  peakUse: 0.7,
  lastBlockedAt: undefined,
  lastReason: "",
  warnedOn: undefined,
  ...change,
});

describe("a limit", () => {
  it.each([
    ["that nothing was held against", { judged: 0 }, "NEVER_ASKED"],
    ["asked 99 times", { judged: 99, judgedBlocked: 99 }, "TOO_FEW"],
    ["that refused 5 of 100", { judgedBlocked: 5 }, "WELL"],
    ["that refused 6 of 100", { judgedBlocked: 6 }, "TOO_TIGHT"],
    ["never used at all", { peakUse: 0 }, "UNUSED"],
    ["hardly ever used", { peakUse: 0.000001 }, "TOO_WIDE"],
    ["used to a half at most", { peakUse: 0.5 }, "TOO_WIDE"],
    ["used to just more than a half", { peakUse: 0.500001 }, "WELL"],
  ] as const)("%s", (_, change, expected) => expect(calibrationOf(tally(change))).toBe(expected));

  it("that also looks at exits is judged by entries alone", () => {
    expect(calibrationOf(tally({ asked: 1_000, blocked: 10, judgedBlocked: 6 }))).toBe("TOO_TIGHT");
    expect(calibrationOf(tally({ asked: 1_000, judged: 99 }))).toBe("TOO_FEW");
  });

  it("of yes and no is never too wide nor unused, and has no use", () => {
    expect(calibrationOf(tally({ peakUse: 0, isMeasured: false }))).toBe("WELL");
    expect(useOfControl(tally({ peakUse: 0, isMeasured: false })).peakUseRatio).toBeNull();
  });
});

it("what was never asked has no use, and says so", () =>
  expect(useOfControl(undefined)).toMatchObject({ asked: 0, peakUseRatio: null, calibration: "NEVER_ASKED" }));
