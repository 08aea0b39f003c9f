/** Every freeze trigger at its threshold and just past it; a freeze comes on crossing, not on standing beyond. */
import { describe, expect, it } from "vitest";
import { briefing, trip } from "../../../../../tests/scenarios/given-fund.ts";
import { broken } from "../../../../../tests/scenarios/given-any.ts";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import type { Briefing } from "../../../domain/briefing.ts";
import type { FreezeTrigger } from "../../../domain/decision.ts";
import { defaultHardLimits } from "../../../domain/hard-limits.ts";
import { hours, minutes, ratio, usd } from "../../../units/units.ts";
import { freezeTriggers } from "./freeze-triggers.ts";
import { decideFreezes, openSupervisor, rememberStanding } from "./supervisor.ts";

const limits = defaultHardLimits;
const freezesIn = (state: Briefing): FreezeTrigger[] =>
  decideFreezes(state, openSupervisor(), limits).map(({ payload }) => payload.trigger);

type Case = readonly [trigger: FreezeTrigger, within: Briefing, beyond: Briefing, what: string];
const cases: readonly Case[] = [
  [
    "DRAWDOWN",
    briefing({ performance: { drawdown: ratio(0.1) } }),
    briefing({ performance: { drawdown: ratio(justAbove(0.1)) } }),
    "drawdown strictly above 10 %",
  ],
  [
    "DAILY_LOSS",
    briefing({ performance: { dailyLoss: ratio(0.05) } }),
    briefing({ performance: { dailyLoss: ratio(justAbove(0.05)) } }),
    "daily loss strictly above 5 %",
  ],
  [
    "CONSECUTIVE_LOSSES",
    briefing({ performance: { consecutiveLosses: 4 } }),
    briefing({ performance: { consecutiveLosses: 5 } }),
    "five losses in a row",
  ],
  [
    "MINIMUM_CAPITAL",
    briefing({ portfolio: { equity: usd(1_000) } }),
    briefing({ portfolio: { equity: usd(justBelow(1_000)) } }),
    "equity strictly below 1,000 USD",
  ],
  [
    "ESS_CRITICAL",
    briefing({ ess: { state: "ARMED", level: "WARNING", trip: undefined } }),
    briefing({ ess: { state: "TRIPPED", level: "CRITICAL", trip: undefined } }),
    "an emergency stop tripped by drawdown",
  ],
  [
    "SYSTEM_EMERGENCY",
    briefing({ health: { status: "CRITICAL", issues: ["venue: not connected"], monitors: [] } }),
    briefing({ health: { status: "EMERGENCY", issues: ["venue: on fire"], monitors: [] } }),
    "system health EMERGENCY",
  ],
  [
    "KILL_SWITCH",
    briefing({ performance: { allTimeDrawdown: ratio(0.2) } }),
    briefing({ performance: { allTimeDrawdown: ratio(justAbove(0.2)) } }),
    "drawdown from the all-time peak strictly above 20 %",
  ],
];

describe.each(cases)("%s", (trigger, within, beyond, what) => {
  it(`freezes at ${what}`, () => expect(freezesIn(beyond)).toEqual([trigger]));
  it("does not freeze at its bound", () => expect(freezesIn(within)).toEqual([]));

  it("fires on crossing, not on standing beyond, and again after coming back", () => {
    const memory = openSupervisor();
    const fires = (state: Briefing) => decideFreezes(state, memory, limits).length;
    expect([within, beyond, beyond, within, within, beyond].map(fires)).toEqual([0, 1, 0, 0, 0, 1]);
  });

  it("a release makes what is back within its bound cross anew", () => {
    const memory = openSupervisor();
    decideFreezes(beyond, memory, limits);
    rememberStanding(within, memory, limits);
    expect(decideFreezes(beyond, memory, limits)).toHaveLength(1);
  });

  it("a release does not make what still stands beyond cross anew", () => {
    const memory = openSupervisor();
    decideFreezes(beyond, memory, limits);
    rememberStanding(beyond, memory, limits);
    expect(decideFreezes(beyond, memory, limits)).toHaveLength(0);
  });
});

it("an emergency stop that drawdown has no part in freezes nothing", () => {
  const ess: Briefing["ess"] = { state: "TRIPPED", level: "WARNING", trip: trip() };
  expect(freezesIn(briefing({ ess }))).toEqual([]);
});

it.each([
  ["DRAWDOWN", { drawdown: broken<ReturnType<typeof ratio>>(Number.NaN) }],
  ["DAILY_LOSS", { dailyLoss: broken<ReturnType<typeof ratio>>(Number.NaN) }],
  ["CONSECUTIVE_LOSSES", { consecutiveLosses: Number.NaN }],
  ["KILL_SWITCH", { allTimeDrawdown: broken<ReturnType<typeof ratio>>(Number.NaN) }],
])("%s fires when its value is not a number", (trigger, performance) => {
  expect(freezesIn(briefing({ performance }))).toEqual([trigger]);
});

it("MINIMUM_CAPITAL fires when equity is not a number", () => {
  expect(freezesIn(briefing({ portfolio: { equity: broken(Number.NaN) } }))).toEqual(["MINIMUM_CAPITAL"]);
});

it.each([
  ["DRAWDOWN", minutes(120), "CRITICAL", true, ["trading", "execution", "signals"]],
  ["DAILY_LOSS", minutes(60), "HIGH", true, ["trading", "execution"]],
  ["CONSECUTIVE_LOSSES", minutes(30), "MEDIUM", false, ["trading"]],
  ["MINIMUM_CAPITAL", null, "CRITICAL", true, ["trading", "execution", "risk"]],
  ["ESS_CRITICAL", minutes(60), "CRITICAL", true, ["trading", "execution"]],
  ["SYSTEM_EMERGENCY", minutes(60), "CRITICAL", true, ["trading", "execution"]],
  ["KILL_SWITCH", hours(24), "CRITICAL", true, ["trading", "execution", "signals", "risk"]],
] as const)("%s has the seed's terms", (name, durationMs, severity, requiresReview, affectedSubsystems) => {
  const trigger = freezeTriggers.find((each) => each.name === name);
  expect(trigger).toMatchObject({ durationMs, severity, requiresReview, affectedSubsystems });
});

it("several triggers in one round are several freezes", () => {
  const crash = briefing({
    performance: { drawdown: ratio(0.12), dailyLoss: ratio(0.12) },
    ess: { state: "TRIPPED", level: "CRITICAL", trip: undefined },
  });
  expect(freezesIn(crash)).toEqual(["DRAWDOWN", "DAILY_LOSS", "ESS_CRITICAL"]);
});

it("a reason states the measured value and the limit it broke", () => {
  const [freeze] = decideFreezes(briefing({ performance: { drawdown: ratio(0.102) } }), openSupervisor(), limits);
  expect(freeze?.reason).toBe("drawdown 10.20 % exceeds the limit of 10.00 %");
  const [poor] = decideFreezes(briefing({ portfolio: { equity: usd(999.5) } }), openSupervisor(), limits);
  expect(poor?.reason).toBe("equity 999.50 USD is below the minimum of 1000 USD");
});

it("severity CRITICAL speaks with priority CRITICAL, the others with HIGH", () => {
  const priorityAt = (state: Briefing) =>
    decideFreezes(state, openSupervisor(), limits).map(({ priority }) => priority);
  expect(priorityAt(briefing({ performance: { drawdown: ratio(0.11) } }))).toEqual(["CRITICAL"]);
  expect(priorityAt(briefing({ performance: { dailyLoss: ratio(0.06) } }))).toEqual(["HIGH"]);
  expect(priorityAt(briefing({ performance: { consecutiveLosses: 5 } }))).toEqual(["HIGH"]);
});

it("has an example for every trigger", () => {
  expect(cases.map(([name]) => name)).toEqual(freezeTriggers.map(({ name }) => name));
});
