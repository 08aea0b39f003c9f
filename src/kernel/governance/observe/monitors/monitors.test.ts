/** Each monitor's score at, just below and just above its lines, and one that throws. */
import { describe, expect, it } from "vitest";
import { at, hour, justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { vitals } from "../../../../../tests/scenarios/given-fund.ts";
import { defaultHealing } from "../../../domain/healing.ts";
import { fraction, ratio } from "../../../units/units.ts";
import { calmFloor, subsystemsIn } from "../../../../../tests/scenarios/trust.ts";
import { inspect, monitors } from "./inspect.ts";
import type { FloorReport } from "../../../domain/floor-report.ts";
import type { HealingReading, Readings } from "./readings.ts";

type Change = Partial<Omit<Readings, "vitals">> & { readonly vitals?: Parameters<typeof vitals>[0] };
const calm: Readings["performance"] = {
  dailyLoss: ratio(0),
  openDrawdown: ratio(0),
  drawdown: ratio(0),
  winRate: undefined,
  consecutiveLosses: 0,
};
const readings = (change: Change = {}): Readings => ({
  at: at(0),
  performance: calm,
  models: [],
  configuredSymbols: 2,
  activeSymbols: 2,
  universe: undefined,
  knownRegimes: 2,
  brakeIsOn: false,
  healing: undefined,
  floor: calmFloor,
  subsystems: subsystemsIn("OFF"),
  ...change,
  vitals: vitals(change.vitals),
});
const loses = (dailyLoss: number, openDrawdown = 0): Change => ({
  performance: { ...calm, dailyLoss: ratio(dailyLoss), openDrawdown: ratio(openDrawdown) },
});
const model = (winRate: number | undefined) => ({
  model: `m${winRate}`,
  winRate: winRate === undefined ? undefined : fraction(winRate),
  sharpe: undefined,
  cases: 100,
  daysSinceTraining: undefined,
});

it("a calm fund scores 100 everywhere, and has no model monitor without models", () => {
  const { reports, failures } = inspect(readings());
  expect(reports.map(({ monitor, score, status }) => [monitor, score, status])).toEqual(
    ["risk", "execution", "orchestrator", "universe", "feed", "journal"].map((name) => [name, 100, "ACTIVE"]),
  );
  expect(failures).toEqual([]);
});

describe("risk", () => {
  const risk = (change: Change) => monitors.risk(readings(change));
  it("takes 5 a point of daily loss, 30 at most, and 2 a point of open drawdown, 20 at most", () => {
    expect([0.01, 0.06, 0.2].map((loss) => risk(loses(loss))?.score)).toEqual([95, 70, 70]);
    expect([0.01, 0.1, 0.5].map((loss) => risk(loses(0, loss))?.score)).toEqual([98, 80, 80]);
  });
  it("takes 40 for the brake and is ACTIVE from 60", () => {
    expect(risk({ brakeIsOn: true })).toMatchObject({ score: 60, status: "ACTIVE" });
    expect(risk({ brakeIsOn: true, ...loses(0.001) })).toMatchObject({ status: "DEGRADED" });
  });
  it("names a daily loss above 3 % and an open drawdown above 8 %", () => {
    const issues = (daily: number, open: number) => risk(loses(daily, open))?.issues.length;
    expect([issues(0.03, 0.08), issues(justAbove(0.03), 0.08), issues(0.03, justAbove(0.08))]).toEqual([0, 1, 1]);
  });
});

describe("execution", () => {
  const execution = (change: Change["vitals"]) => monitors.execution(readings({ vitals: change ?? {} }));
  it("takes 50 for all orders refused, and speaks of ten answers or more", () => {
    expect(execution({ recentAnswers: 10, recentRejects: 10 })?.score).toBe(50);
    expect(execution({ recentAnswers: 10, recentRejects: 2 })).toMatchObject({
      score: 90,
      issues: [expect.anything()],
    });
    expect(execution({ recentAnswers: 10, recentRejects: 1 })?.issues).toEqual([]);
    expect(execution({ recentAnswers: 9, recentRejects: 9 })?.score).toBe(100);
  });
  it.each([
    ["unknown", undefined, 100, 0],
    ["better than decided", -5, 100, 0],
    ["0", 0, 100, 0],
    ["5", 5, 90, 0],
    ["10", 10, 80, 0],
    ["just above 10", 10.01, 79.98, 1],
    ["15", 15, 70, 1],
    ["40: no more than 30 points", 40, 70, 1],
    ["no number", Number.NaN, 0, 1],
  ] as const)("takes 2 points a basis point of mean slippage: %s", (_, meanSlippageBps, score, issues) => {
    const report = execution({ meanSlippageBps });
    expect(report?.score).toBeCloseTo(score, 9);
    expect(report?.issues).toHaveLength(issues);
  });
  it("names unknown orders", () => expect(execution({ unknownOrders: 1 })?.issues).toHaveLength(1));
  it("fails without a connection", () =>
    expect(execution({ venueConnected: false })).toMatchObject({ score: 0, status: "FAILED" }));
});

describe("models", () => {
  it("take 5 for each that is known to win less than 48 %", () => {
    const score = (...rates: (number | undefined)[]) => monitors.model(readings({ models: rates.map(model) }))?.score;
    expect([score(justBelow(0.48)), score(0.48), score(undefined), score(0.1, 0.2, 0.9)]).toEqual([95, 100, 100, 90]);
  });
});

it("the orchestrator is at 70 while no regime is known", () => {
  expect(monitors.orchestrator(readings({ knownRegimes: 0 }))).toMatchObject({ score: 70, status: "ACTIVE" });
  expect(monitors.orchestrator(readings({ knownRegimes: 1 }))?.score).toBe(100);
});

describe("the universe", () => {
  const score = (activeSymbols: number, configuredSymbols: number) =>
    monitors.universe(readings({ activeSymbols, configuredSymbols }))?.score;
  it("wants 50 symbols, or all it is configured for", () =>
    expect([score(2, 2), score(1, 2), score(49, 90), score(50, 90)]).toEqual([100, 70, 70, 100]));
  it("takes 10 with more than 150 left out", () => expect([score(50, 200), score(50, 201)]).toEqual([100, 90]));
  it("is worth nothing without an active symbol", () => expect(score(0, 2)).toBe(0));
  it("with Universe OS counts those it takes, its blacklist, and how well it knows them", () => {
    const seen = (taken: number, confidence: "LOW" | "KNOWN", blacklisted: number, configuredSymbols = 60) => {
      const symbols = Array.from({ length: taken }, String);
      const universe = { symbols, health: { confidence, blacklisted } };
      return monitors.universe(readings({ activeSymbols: 5, configuredSymbols, universe }))?.score;
    };
    expect([seen(50, "KNOWN", 150), seen(49, "KNOWN", 150), seen(50, "LOW", 150), seen(50, "KNOWN", 151)]).toEqual([
      100, 70, 80, 90,
    ]);
    expect(seen(12, "KNOWN", 0, 12), "a fund of twelve is asked for twelve").toBe(100);
  });
});

describe("the feed", () => {
  const feed = (hours: number, silentSymbols: string[] = []) =>
    monitors.feed(readings({ at: at(hours * hour), vitals: { lastBarsAt: at(0), silentSymbols } }));
  it("is late after 3 intervals and lost after 12", () => {
    expect([3, 3.001, 12, 12.001].map((hours) => feed(hours)?.score)).toEqual([100, 50, 50, 0]);
    expect(feed(12.001)?.status).toBe("FAILED");
    expect(monitors.feed(readings({ vitals: { lastBarsAt: undefined } }))?.status).toBe("FAILED");
  });
  it("takes 10 for each silent symbol", () => expect(feed(0, ["BTC", "ETH"])?.score).toBe(80));
});

it("the journal fails without its reserve", () =>
  expect(monitors.journal(readings({ vitals: { journalHasReserve: false } }))).toMatchObject({
    score: 0,
    status: "FAILED",
  }));

it("a monitor that throws has failed, and the others speak", () => {
  const { reports, failures } = inspect(readings(), {
    ...monitors,
    universe: () => {
      throw new Error("no symbols");
    },
  });
  expect(failures).toEqual([{ monitor: "universe", message: "Error: no symbols" }]);
  expect(reports.find(({ monitor }) => monitor === "universe")).toMatchObject({ score: 0, status: "FAILED" });
  expect(reports).toHaveLength(6);
});

it("a number that is none is worth nothing", () => {
  const lost = Number.NaN;
  expect(monitors.execution(readings({ vitals: { recentAnswers: 10, recentRejects: lost } }))?.score).toBe(0);
});

describe("self-healing", () => {
  const healing = { limits: defaultHealing, quarantined: [], degraded: [], givenUp: [] };
  const healed = (change: Partial<HealingReading>, performance: Partial<Readings["performance"]> = {}) =>
    monitors.self_healing(readings({ healing: { ...healing, ...change }, performance: { ...calm, ...performance } }));
  it("is absent where it is OFF", () => expect(monitors.self_healing(readings())).toBeUndefined());
  it("takes 40 for what is given up, 10 for a quarantine, 5 for what is watched", () => {
    expect(healed({})?.score).toBe(100);
    expect(healed({ givenUp: ["pal", "pil"] })?.score).toBe(60);
    expect(healed({ quarantined: ["pal", "pil"] })?.score).toBe(80);
    expect(healed({ degraded: ["pal", "pil"], quarantined: ["pba"] })?.score).toBe(80);
  });
  it("tells of losses past their lines and takes nothing off for them", () => {
    const told = (performance: Partial<Readings["performance"]>) => {
      const { score, issues } = healed({}, performance)!;
      return [score, issues.length];
    };
    expect([told({ drawdown: ratio(0.02) }), told({ drawdown: ratio(justAbove(0.02)) })]).toEqual([
      [100, 0],
      [100, 1],
    ]);
    expect(healed({}, { drawdown: ratio(justAbove(0.035)) })?.issues).toEqual([
      "self-healing: a drawdown of 3.5 % is critical",
    ]);
    expect([told({ winRate: fraction(0.45) }), told({ winRate: fraction(justBelow(0.45)) })]).toEqual([
      [100, 0],
      [100, 1],
    ]);
    expect([told({ consecutiveLosses: 4 }), told({ consecutiveLosses: 5 })]).toEqual([
      [100, 0],
      [100, 1],
    ]);
  });
});

describe("the floor", () => {
  const on = (floor: Partial<FloorReport>, unsentOrders = 0) =>
    readings({
      floor: { ...calmFloor, ...floor },
      subsystems: subsystemsIn("ENFORCED"),
      vitals: { unsentOrders },
    });
  it("has no monitor for what is OFF, and 100 for what is calm", () => {
    const seen = (each: Readings) =>
      (["pil", "pal", "portfolio", "protection"] as const).map((name) => monitors[name](each)?.score);
    expect(seen(readings())).toEqual([undefined, undefined, undefined, undefined]);
    expect(seen(on({}))).toEqual([100, 100, 100, 100]);
  });
  it("takes 10 for each toxic position, and names more than 30 % of them", () => {
    const told = (heldPositions: number, toxicSymbols: string[]) => {
      const { score, issues } = monitors.pil(on({ heldPositions, toxicSymbols }))!;
      return [score, issues.length];
    };
    expect([told(10, ["A", "B", "C"]), told(10, ["A", "B", "C", "D"])]).toEqual([
      [70, 0],
      [60, 1],
    ]);
  });
  it("takes 40 for broken constraints and 10 for each warning", () => {
    const score = (criticalViolations: number, warnings: number) =>
      monitors.portfolio(on({ criticalViolations, warnings }))?.score;
    expect([score(1, 0), score(3, 0), score(0, 2), score(1, 7)]).toEqual([60, 60, 80, 0]);
  });
  it("is worth what is protected", () => {
    expect(monitors.protection(on({ heldPositions: 4 }, 1))).toMatchObject({ score: 75, issues: [expect.anything()] });
    expect(monitors.protection(on({ heldPositions: 0 }, 1))?.score).toBe(0);
  });
});
