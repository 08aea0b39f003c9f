/** CEO profile: upgrade needs all, downgrade any, one rung at a time, once per cause; an emergency goes to MICRO. */
import { describe, expect, it } from "vitest";
import { briefing } from "../../../../../tests/scenarios/given-fund.ts";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import type { Performance } from "../../../domain/briefing.ts";
import type { CapitalProfile } from "../../../domain/modes.ts";
import { fraction, ratio } from "../../../units/units.ts";
import {
  type CapitalProfileMemory,
  capitalProfilePayload,
  decideCapitalProfile,
  openCapitalProfile,
} from "./capital-profile.ts";

const decide = (
  performance: Partial<Performance>,
  held: CapitalProfile = "NORMAL",
  memory: CapitalProfileMemory = openCapitalProfile(),
) => decideCapitalProfile(briefing({ performance }), held, memory);
const profileAfter = (performance: Partial<Performance>, held: CapitalProfile = "NORMAL") =>
  decide(performance, held)?.payload.profile ?? held;

it.each([
  ["MICRO", 0.005, 0.02, 2],
  ["LOW", 0.01, 0.03, 3],
  ["NORMAL", 0.02, 0.05, 5],
  ["AGGRESSIVE", 0.02, 0.05, 8],
] as const)("%s allows %f per trade, %f per day and %d positions", (profile, perTrade, perDay, maxPositions) => {
  expect(capitalProfilePayload(profile)).toEqual({
    profile,
    maxRiskPerTradeFraction: perTrade,
    maxDailyRiskFraction: perDay,
    maxPositions,
  });
});

const earned = {
  profitableDayStreak: 5,
  closedDays: 5,
  drawdown: ratio(0.01),
  winRate: fraction(0.7),
  sharpe: ratio(2),
};

describe("an upgrade needs all four conditions", () => {
  it("goes one rung up, with priority NORMAL", () => {
    expect(decide(earned, "LOW")).toMatchObject({ payload: { profile: "NORMAL" }, priority: "NORMAL" });
    expect(decide(earned, "MICRO")?.payload.profile).toBe("LOW");
  });

  it("stops at the top", () => expect(decide(earned, "AGGRESSIVE")).toBeUndefined());

  it.each<[string, Partial<Performance>, Partial<Performance>]>([
    ["five profitable days or more", { profitableDayStreak: 4 }, { profitableDayStreak: 6, closedDays: 6 }],
    ["drawdown strictly below 3 %", { drawdown: ratio(0.03) }, { drawdown: ratio(justBelow(0.03)) }],
    ["win rate strictly above 60 %", { winRate: fraction(0.6) }, { winRate: fraction(justAbove(0.6)) }],
    ["Sharpe ratio strictly above 1.5", { sharpe: ratio(1.5) }, { sharpe: ratio(justAbove(1.5)) }],
  ])("%s", (_, missed, met) => {
    expect(profileAfter({ ...earned, ...missed }, "LOW")).toBe("LOW");
    expect(profileAfter({ ...earned, ...met }, "LOW")).toBe("NORMAL");
  });

  it.each<[string, Partial<Performance>]>([
    ["unknown win rate", { winRate: undefined }],
    ["unknown Sharpe ratio", { sharpe: undefined }],
    ["drawdown that is not a number", { drawdown: Number.NaN as never }],
    ["win rate that is not a number", { winRate: Number.NaN as never }],
    ["Sharpe ratio that is not a number", { sharpe: Number.NaN as never }],
  ])("%s never permits", (_, unknown) => expect(profileAfter({ ...earned, ...unknown }, "LOW")).toBe("LOW"));

  it("waits until five closed days lie after the last change", () => {
    const memory = { ...openCapitalProfile(), closedDaysAtChange: 10 };
    expect(decide({ ...earned, closedDays: 14 }, "LOW", { ...memory })).toBeUndefined();
    expect(decide({ ...earned, closedDays: 15 }, "LOW", { ...memory })).toBeDefined();
  });

  it("a change itself starts the wait", () => {
    const memory = openCapitalProfile();
    expect(decide({ ...earned, closedDays: 5 }, "MICRO", memory)?.payload.profile).toBe("LOW");
    expect(decide({ ...earned, closedDays: 9 }, "LOW", memory)).toBeUndefined();
    expect(decide({ ...earned, closedDays: 10 }, "LOW", memory)?.payload.profile).toBe("NORMAL");
  });
});

describe("a downgrade needs any condition", () => {
  it.each<[string, Partial<Performance>, Partial<Performance>]>([
    ["drawdown strictly above 5 %", { drawdown: ratio(0.05) }, { drawdown: ratio(justAbove(0.05)) }],
    ["win rate strictly below 40 %", { winRate: fraction(0.4) }, { winRate: fraction(justBelow(0.4)) }],
    ["three losing days in a row", { losingDayStreak: 2 }, { losingDayStreak: 3 }],
  ])("%s", (_, within, beyond) => {
    expect(profileAfter(within)).toBe("NORMAL");
    expect(decide(beyond)).toMatchObject({ payload: { profile: "LOW" }, priority: "HIGH" });
  });

  it("goes one rung, also when two causes come at once", () => {
    expect(profileAfter({ drawdown: ratio(0.06), losingDayStreak: 3 }, "AGGRESSIVE")).toBe("NORMAL");
  });

  it("fires once per cause and again after the cause was gone", () => {
    const memory = openCapitalProfile();
    const fires = [0.06, 0.06, 0.04, 0.06].map(
      (drawdown) => decide({ drawdown: ratio(drawdown) }, "NORMAL", memory) !== undefined,
    );
    expect(fires).toEqual([true, false, false, true]);
  });

  it("a second cause is a downgrade of its own", () => {
    const memory = openCapitalProfile();
    expect(decide({ drawdown: ratio(0.06) }, "AGGRESSIVE", memory)?.payload.profile).toBe("NORMAL");
    expect(decide({ drawdown: ratio(0.06), losingDayStreak: 3 }, "NORMAL", memory)?.payload.profile).toBe("LOW");
  });

  it("does not wait for any cool-down", () => {
    const memory = { ...openCapitalProfile(), closedDaysAtChange: 10 };
    expect(decide({ drawdown: ratio(0.06), closedDays: 10 }, "NORMAL", memory)).toBeDefined();
  });

  it("stops at the bottom", () => expect(decide({ drawdown: ratio(0.06) }, "MICRO")).toBeUndefined());
});

describe("an emergency goes straight to MICRO", () => {
  it.each<[string, Partial<Performance>, Partial<Performance>]>([
    ["drawdown strictly above 8 %", { drawdown: ratio(0.08) }, { drawdown: ratio(justAbove(0.08)) }],
    ["deepest drawdown strictly above 10 %", { maxDrawdown: ratio(0.1) }, { maxDrawdown: ratio(justAbove(0.1)) }],
  ])("%s", (_, within, beyond) => {
    expect(profileAfter(within, "AGGRESSIVE")).not.toBe("MICRO");
    expect(profileAfter(beyond, "AGGRESSIVE")).toBe("MICRO");
  });

  it("fires once per cause", () => {
    const memory = openCapitalProfile();
    expect(decide({ drawdown: ratio(0.09) }, "NORMAL", memory)?.payload.profile).toBe("MICRO");
    expect(decide({ drawdown: ratio(0.09) }, "NORMAL", memory)).toBeUndefined();
  });
});
