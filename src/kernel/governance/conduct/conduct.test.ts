/** AI-HFOS: the system risk mode at its lines, the way back, emergency actions, and who is heard in a conflict. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, justAbove, justBelow } from "../../../../tests/scenarios/given.ts";
import { briefing } from "../../../../tests/scenarios/given-fund.ts";
import { defaultHardLimits } from "../../domain/hard-limits.ts";
import { comesBefore } from "../../domain/ladder.ts";
import { systemHealths, systemRiskModes } from "../../domain/modes.ts";
import { minutes, ratio } from "../../units/units.ts";
import { conflictsBetween } from "./conflicts.ts";
import { emergencyActionsOf } from "./emergency-actions.ts";
import {
  type Conditions,
  openSystemRisk,
  type SystemRisk,
  systemRiskAfter,
  wishedRiskMode,
} from "./system-risk-mode.ts";

const conditions = (change: Partial<Conditions> = {}): Conditions => ({
  health: "OPTIMAL",
  brakeIsOn: false,
  dailyLoss: 0,
  openPositions: 0,
  isFrozen: false,
  maxPositions: 10,
  ...change,
});
const wished = (change: Partial<Conditions>) => wishedRiskMode(conditions(change)).mode;

describe("the system risk mode", () => {
  it("follows health", () =>
    expect(systemHealths.map((health) => wished({ health }))).toEqual([
      "CRITICAL",
      "SAFE",
      "SAFE",
      "NORMAL",
      "AGGRESSIVE",
    ]));
  it("is CRITICAL under the brake", () => expect(wished({ brakeIsOn: true })).toBe("CRITICAL"));
  it("is SAFE above a daily loss of 3 % and no longer AGGRESSIVE from 1.5 %", () => {
    expect([0.03, justAbove(0.03), Number.NaN].map((dailyLoss) => wished({ dailyLoss }))).toEqual([
      "NORMAL",
      "SAFE",
      "SAFE",
    ]);
    expect([justBelow(0.015), 0.015].map((dailyLoss) => wished({ dailyLoss }))).toEqual(["AGGRESSIVE", "NORMAL"]);
  });
  it("is AGGRESSIVE below eight tenths of the mandate's positions", () =>
    expect([7, 8, 9].map((openPositions) => wished({ openPositions }))).toEqual(["AGGRESSIVE", "NORMAL", "NORMAL"]));

  const changed = { at: at(0), closedDays: 1, closedTrades: 1 };
  const safe: SystemRisk = { mode: "SAFE", reason: "", changed, beforeBrake: undefined };
  const after = (held: SystemRisk, ms: number, closedDays: number, change: Partial<Conditions> = {}) =>
    systemRiskAfter(held, conditions(change), { at: at(ms), closedDays, closedTrades: 1 });

  it("loosens one step, ten minutes after the last change and once something has closed", () => {
    const wait = minutes(10);
    expect([wait - 1, wait, wait + 1].map((ms) => after(safe, ms, 2).mode)).toEqual(["SAFE", "NORMAL", "NORMAL"]);
    expect(after(safe, 10 * wait, 1).mode).toBe("SAFE");
    expect(after(safe, wait, 2, { isFrozen: true }).mode).toBe("SAFE");
  });
  it("waits for nothing at the start", () => expect(after(openSystemRisk(), 0, 0).mode).toBe("AGGRESSIVE"));
  it("goes back to what the brake found when a person lets it go, unless things are worse", () => {
    const braked = after(safe, 1, 1, { brakeIsOn: true });
    expect(braked).toMatchObject({ mode: "CRITICAL", beforeBrake: "SAFE" });
    expect(after(braked, 2, 1, { brakeIsOn: true })).toBe(braked);
    expect(after(braked, 3, 1)).toMatchObject({ mode: "SAFE", beforeBrake: undefined });
    expect(after(braked, 3, 1, { health: "EMERGENCY" }).mode).toBe("CRITICAL");
  });
  it("tightens at once from anywhere", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...systemRiskModes),
        fc.constantFrom(...systemHealths),
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        fc.boolean(),
        (mode, health, dailyLoss, brakeIsOn) => {
          const change = { health, dailyLoss, brakeIsOn };
          const next = after({ ...safe, mode }, 1, 1, change).mode;
          if (comesBefore(systemRiskModes, wished(change), mode)) expect(next).toBe(wished(change));
          else expect(next).toBe(mode);
        },
      ),
    );
  });
});

describe("emergency actions", () => {
  const actions = (change: Parameters<typeof briefing>[0]) =>
    emergencyActionsOf(briefing(change), defaultHardLimits).map(({ action, reason }) => [action, reason]);
  const losing = (dailyLoss: number, openDrawdown = 0) =>
    actions({ performance: { dailyLoss: ratio(dailyLoss), openDrawdown: ratio(openDrawdown) } });
  const sick = (status: "CRITICAL" | "EMERGENCY" | "DEGRADED") =>
    actions({ health: { status, issues: [], monitors: [] } });

  it("close everything above an open drawdown of 10 %", () => {
    expect([losing(0, 0.1), losing(0, justAbove(0.1))]).toEqual([
      [],
      [["CLOSE_ALL_POSITIONS", "open drawdown above its limit"]],
    ]);
  });
  it("pause new trades above a daily loss of 5 %, or reduce where the emergency stop does", () => {
    expect([losing(0.05), losing(justAbove(0.05))]).toEqual([[], [["PAUSE_NEW_TRADES", "daily loss above its limit"]]]);
    const trip = {
      at: at(0),
      evaluator: "DAILY_LOSS" as const,
      reason: "daily loss",
      exitMode: "REDUCE" as const,
      exitAskedAt: at(0),
      timeToZero: undefined,
      coolDownEndsAt: undefined,
    };
    expect(
      actions({ ess: { state: "TRIPPED", level: "NOMINAL", trip }, performance: { dailyLoss: ratio(0.06) } }),
    ).toEqual([["REDUCE_ALL_POSITIONS", "daily loss above its limit"]]);
  });
  it("pause new trades in critical health and in an emergency", () => {
    expect([sick("DEGRADED"), sick("CRITICAL"), sick("EMERGENCY")]).toEqual([
      [],
      [["PAUSE_NEW_TRADES", "system health is CRITICAL"]],
      [["PAUSE_NEW_TRADES", "system health is EMERGENCY"]],
    ]);
    const trip = {
      at: at(0),
      evaluator: "SYSTEM_HEALTH" as const,
      reason: "system health",
      exitMode: "FLATTEN" as const,
      exitAskedAt: at(0),
      timeToZero: undefined,
      coolDownEndsAt: undefined,
    };
    expect(
      actions({
        ess: { state: "TRIPPED", level: "NOMINAL", trip },
        health: { status: "EMERGENCY", issues: [], monitors: [] },
      }),
    ).toEqual([["CLOSE_ALL_POSITIONS", "system health is EMERGENCY"]]);
  });
});

describe("conflicts", () => {
  const universe = { who: "CIO SYMBOL_UNIVERSE", decisionId: "D1-0", addsSymbols: 2 };
  it("risk is heard before a universe that grows, in SAFE and CRITICAL only", () => {
    const counts = systemRiskModes.map((systemRiskMode) => conflictsBetween({ systemRiskMode, universe }).length);
    expect(counts).toEqual([1, 1, 0, 0]);
    expect(conflictsBetween({ systemRiskMode: "SAFE", universe })[0]).toMatchObject({
      severity: "WARNING",
      heard: { wants: "SAFE" },
      overruled: { who: "CIO SYMBOL_UNIVERSE", decisionId: "D1-0" },
    });
    expect(conflictsBetween({ systemRiskMode: "SAFE", universe: { ...universe, addsSymbols: 0 } })).toEqual([]);
  });
  it("a toxic position is not amplified", () => {
    const claims = { systemRiskMode: "NORMAL", pil: { toxicSymbols: ["BTC"] } } as const;
    expect(conflictsBetween({ ...claims, pal: { amplifies: ["BTC", "ETH"] } })).toMatchObject([
      { about: "the position in BTC", severity: "ERROR", heard: { wants: "TOXIC" } },
    ]);
    expect(conflictsBetween({ ...claims, pal: { amplifies: ["ETH"] } })).toEqual([]);
  });
  it("limit orders are sent when risk asks for them", () => {
    const claims = { systemRiskMode: "NORMAL", execution: { wantsMarketOrders: true } } as const;
    expect(conflictsBetween({ ...claims, riskWantsLimitOrders: true })).toMatchObject([{ heard: { wants: "LIMIT" } }]);
    expect(conflictsBetween({ ...claims, riskWantsLimitOrders: false })).toEqual([]);
  });
  it("what is not registered makes no claim", () =>
    expect(conflictsBetween({ systemRiskMode: "CRITICAL", pil: { toxicSymbols: ["BTC"] } })).toEqual([]));
});
