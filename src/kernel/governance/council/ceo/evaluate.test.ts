/** The CEO's rules at, just below and just above each of their lines, its transitions, confidence and alerts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { defaultCeoThresholds } from "../../../domain/ceo-thresholds.ts";
import { comesBefore } from "../../../domain/ladder.ts";
import { type OperatingMode, operatingModes, systemHealths } from "../../../domain/modes.ts";
import { fraction, minutes } from "../../../units/units.ts";
import { evaluate } from "./evaluate.ts";
import { recommend } from "./recommend-mode.ts";
import type { SystemState } from "./system-state.ts";

/** A fund in EXPANSION with nothing to report: `... other fields` of seed 001's example. */
const systemState = (change: Partial<SystemState> = {}): SystemState => ({
  riskScore: 40,
  winRate: 0.5,
  currentDrawdown: 0,
  sharpe: undefined,
  openPositions: 1,
  systemHealth: "HEALTHY",
  healthyComponents: undefined,
  regimeConfidence: undefined,
  marketIsVolatile: false,
  operatingMode: "EXPANSION",
  isFrozen: false,
  sinceChange: undefined,
  warnedOf: [],
  ...change,
});
const recommended = (change: Partial<SystemState>, thresholds = defaultCeoThresholds) =>
  recommend(systemState(change), thresholds).mode;

it("decides DEFENSIVE on seed 001's own example", () => {
  const state = systemState({ riskScore: 75, winRate: 0.55, currentDrawdown: 0.04 });
  expect(evaluate(state).operatingMode).toBe("DEFENSIVE");
});

describe("the recommendation", () => {
  it.each([
    ["drawdown", 0.08, "BLACK_SWAN", "CAPITAL_PRESERVATION"],
    ["drawdown", 0.05, "CAPITAL_PRESERVATION", "DEFENSIVE"],
    ["drawdown", 0.03, "DEFENSIVE", "EXPANSION"],
    ["risk score", 85, "BLACK_SWAN", "DEFENSIVE"],
    ["risk score", 70, "DEFENSIVE", "EXPANSION"],
  ] as const)("%s of %d and more asks for %s", (what, line, beyond, before) => {
    const at = (value: number) => recommended(what === "drawdown" ? { currentDrawdown: value } : { riskScore: value });
    expect([at(justBelow(line)), at(line), at(justAbove(line))]).toEqual([before, beyond, beyond]);
  });

  it("a win rate below 0.48 asks for DEFENSIVE, unless the fund is in GROWTH", () => {
    expect([justBelow(0.48), 0.48].map((winRate) => recommended({ winRate }))).toEqual(["DEFENSIVE", "EXPANSION"]);
    expect(recommended({ winRate: justBelow(0.48), operatingMode: "GROWTH" })).toBe("GROWTH");
  });

  it("GROWTH needs a win rate of 0.55, a risk score of 30 and good health", () => {
    const growing = (change: Partial<SystemState>) => recommended({ winRate: 0.55, riskScore: 30, ...change });
    expect([justBelow(0.55), 0.55, justAbove(0.55)].map((winRate) => growing({ winRate }))).toEqual([
      "EXPANSION",
      "GROWTH",
      "GROWTH",
    ]);
    expect([justBelow(30), 30, justAbove(30)].map((riskScore) => growing({ riskScore }))).toEqual([
      "GROWTH",
      "GROWTH",
      "EXPANSION",
    ]);
    expect(systemHealths.map((systemHealth) => growing({ systemHealth }))).toEqual([
      "BLACK_SWAN",
      "CAPITAL_PRESERVATION",
      "EXPANSION",
      "GROWTH",
      "GROWTH",
    ]);
    expect(
      recommended(
        { winRate: 0.55, riskScore: 30, systemHealth: "DEGRADED" },
        { ...defaultCeoThresholds, requireHealthyForGrowth: false },
      ),
    ).toBe("GROWTH");
  });

  it("EXPANSION needs a win rate of 0.52 and a risk score of 50", () => {
    const from = (change: Partial<SystemState>) =>
      recommended({ operatingMode: "DEFENSIVE", winRate: 0.52, ...change });
    expect([justBelow(0.52), 0.52].map((winRate) => from({ winRate }))).toEqual(["DEFENSIVE", "EXPANSION"]);
    expect([50, justAbove(50)].map((riskScore) => from({ riskScore }))).toEqual(["EXPANSION", "DEFENSIVE"]);
  });

  it("DEGRADED health asks for DEFENSIVE only where it is not allowed", () => {
    expect(recommended({ systemHealth: "DEGRADED" })).toBe("EXPANSION");
    expect(recommended({ systemHealth: "DEGRADED" }, { ...defaultCeoThresholds, allowDegraded: false })).toBe(
      "DEFENSIVE",
    );
  });

  it("without a known win rate the start value holds, whatever was held", () => {
    expect(operatingModes.map((operatingMode) => recommended({ winRate: undefined, operatingMode }))).toEqual(
      operatingModes.map(() => "EXPANSION"),
    );
  });

  it("keeps what is held when nothing speaks, but no protective mode without its cause", () => {
    expect(operatingModes.map((operatingMode) => recommended({ winRate: 0.5, operatingMode }))).toEqual([
      "DEFENSIVE",
      "DEFENSIVE",
      "DEFENSIVE",
      "EXPANSION",
      "GROWTH",
    ]);
  });

  it("takes a number that is none for the worst", () => {
    expect(recommended({ currentDrawdown: Number.NaN })).toBe("BLACK_SWAN");
    expect(recommended({ riskScore: Number.NaN })).toBe("BLACK_SWAN");
    expect(recommended({ winRate: Number.NaN })).toBe("DEFENSIVE");
  });

  it("follows the thresholds it is given", () => {
    const strict = { ...defaultCeoThresholds, expansionDrawdownFraction: fraction(0.01) };
    expect(recommended({ currentDrawdown: 0.01 }, strict)).toBe("DEFENSIVE");
  });
});

const anyState: fc.Arbitrary<SystemState> = fc.record({
  riskScore: fc.double({ min: 0, max: 100, noNaN: true }),
  winRate: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  currentDrawdown: fc.double({ min: 0, max: 0.2, noNaN: true }),
  sharpe: fc.option(fc.double({ min: -3, max: 6, noNaN: true }), { nil: undefined }),
  openPositions: fc.nat(15),
  systemHealth: fc.constantFrom(...systemHealths),
  healthyComponents: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  regimeConfidence: fc.constant(undefined),
  marketIsVolatile: fc.boolean(),
  operatingMode: fc.constantFrom(...operatingModes),
  sinceChange: fc.option(fc.record({ ms: fc.nat(3_600_000), hasClosedDayOrTrade: fc.boolean() }), { nil: undefined }),
  isFrozen: fc.boolean(),
  warnedOf: fc.constant([]),
});

describe("the transition", () => {
  const calm = { winRate: 0.6, riskScore: 0 };
  const from = (operatingMode: OperatingMode, ms: number, hasClosedDayOrTrade = true) =>
    evaluate(systemState({ ...calm, operatingMode, sinceChange: { ms, hasClosedDayOrTrade } })).operatingMode;

  it("to a tighter mode never waits, from any state, and goes all the way", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const { operatingMode, recommendedMode, previousMode } = evaluate(state);
        if (comesBefore(operatingModes, recommendedMode, previousMode)) expect(operatingMode).toBe(recommendedMode);
      }),
    );
  });

  it("to a looser mode goes one step and never past what is recommended", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const { operatingMode, recommendedMode, previousMode } = evaluate(state);
        const rungs = operatingModes.indexOf(operatingMode) - operatingModes.indexOf(previousMode);
        expect(rungs).toBeLessThanOrEqual(1);
        if (rungs > 0) expect(comesBefore(operatingModes, recommendedMode, operatingMode)).toBe(false);
      }),
    );
  });

  it.each([
    ["DEFENSIVE", "EXPANSION", minutes(10)],
    ["EXPANSION", "GROWTH", minutes(10)],
    ["BLACK_SWAN", "CAPITAL_PRESERVATION", minutes(5)],
    ["CAPITAL_PRESERVATION", "DEFENSIVE", minutes(5)],
  ] as const)("from %s to %s waits %d ms and for a day or trade to close", (held, next, wait) => {
    expect([from(held, wait - 1), from(held, wait), from(held, wait + 1)]).toEqual([held, next, next]);
    expect(from(held, 10 * wait, false)).toBe(held);
  });

  it("waits for the end of a freeze", () => {
    expect(evaluate(systemState({ ...calm, isFrozen: true })).operatingMode).toBe("EXPANSION");
  });

  it("waits for nothing while the start value has always held", () => {
    expect(evaluate(systemState({ ...calm })).operatingMode).toBe("GROWTH");
  });

  it("waits for numbers that leave a margin", () => {
    const rises = (change: Partial<SystemState>) =>
      evaluate(systemState({ operatingMode: "DEFENSIVE", winRate: 0.6, riskScore: 0, ...change })).modeChanged;
    expect([0.0249, 0.0251].map((currentDrawdown) => rises({ currentDrawdown }))).toEqual([true, false]);
    expect([45, justAbove(45)].map((riskScore) => rises({ riskScore }))).toEqual([true, false]);
    expect([0.5301, 0.5299].map((winRate) => rises({ winRate }))).toEqual([true, false]);
  });

  it("leaves every mode again once its cause has passed, even without a known win rate", () => {
    for (const winRate of [undefined, 0.5, 0.2]) {
      let operatingMode: OperatingMode = "BLACK_SWAN";
      for (let days = 0; days < 3; days += 1)
        operatingMode = evaluate(
          systemState({
            operatingMode,
            winRate,
            riskScore: 0,
            sinceChange: { ms: 86_400_000, hasClosedDayOrTrade: true },
          }),
        ).operatingMode;
      expect(operatingMode).toBe(winRate === undefined ? "EXPANSION" : "DEFENSIVE");
    }
  });
});

describe("the confidence", () => {
  const confidence = (change: Partial<SystemState>) => evaluate(systemState(change)).decisionConfidence;
  it("is the health's alone where nothing else is known", () =>
    expect(systemHealths.map((systemHealth) => confidence({ systemHealth }))).toEqual([0.3, 0.3, 0.6, 1, 1]));
  it("is the mean of what exists", () => {
    expect(confidence({ healthyComponents: 0.5 })).toBe(0.75);
    expect(confidence({ healthyComponents: 0.5, regimeConfidence: 0.3 })).toBeCloseTo(0.6, 9);
  });
  it.each([
    [0.45, 0.5, 0.95],
    [0.7, 5, 0.95],
    [justBelow(0.45), 0.5, 0.8],
    [justAbove(0.7), 1, 0.8],
    [0.5, justBelow(0.5), 0.8],
    [0.5, justAbove(5), 0.8],
  ])("doubts a win rate of %d with a Sharpe of %d: %d", (winRate, sharpe, expected) =>
    expect(confidence({ winRate, sharpe })).toBeCloseTo(expected, 9),
  );
});

describe("the alert", () => {
  const alert = (change: Partial<SystemState>) => {
    const { alertLevel, alertCauses } = evaluate(systemState(change));
    return { alertLevel, alertCauses };
  };
  it("is none for a calm fund", () => expect(alert({})).toEqual({ alertLevel: "info", alertCauses: [] }));
  it("is critical for BLACK_SWAN, critical health and a drawdown above 6 %", () => {
    expect(alert({ operatingMode: "BLACK_SWAN", riskScore: 90 })).toEqual({
      alertLevel: "critical",
      alertCauses: ["operating mode is BLACK_SWAN"],
    });
    expect(alert({ operatingMode: "BLACK_SWAN", riskScore: 90, systemHealth: "CRITICAL" }).alertCauses).toContain(
      "system health is CRITICAL",
    );
    const deep = (currentDrawdown: number) => alert({ operatingMode: "CAPITAL_PRESERVATION", currentDrawdown });
    expect([deep(0.06).alertLevel, deep(justAbove(0.06)).alertLevel]).toEqual(["warning", "critical"]);
  });
  it("is a warning for CAPITAL_PRESERVATION, a change, DEGRADED health and a drawdown above 3 %", () => {
    expect(alert({ operatingMode: "CAPITAL_PRESERVATION", currentDrawdown: 0.05 }).alertLevel).toBe("warning");
    expect(alert({ riskScore: 75 }).alertCauses).toEqual(["operating mode changed from EXPANSION to DEFENSIVE"]);
    expect(alert({ systemHealth: "DEGRADED" })).toEqual({
      alertLevel: "warning",
      alertCauses: ["system health is DEGRADED"],
    });
    const held = (currentDrawdown: number, warnedOf: string[] = []) =>
      alert({ operatingMode: "DEFENSIVE", currentDrawdown, warnedOf }).alertCauses;
    expect([held(0.03), held(justAbove(0.03))]).toEqual([[], ["drawdown above 3 %"]]);
    expect(held(0.026, ["drawdown above 3 %"]), "it stands until it is back by half a point").toHaveLength(1);
    expect(held(0.0249, ["drawdown above 3 %"])).toEqual([]);
  });
});

it("names what stands out", () => {
  const factors = (change: Partial<SystemState>) => evaluate(systemState(change)).contributingFactors;
  expect(factors({})).toEqual([]);
  expect(factors({ riskScore: justAbove(80), winRate: justBelow(0.45), sharpe: justAbove(2) })).toEqual([
    "risk score is high",
    "win rate is low",
    "Sharpe is high",
  ]);
  expect(factors({ riskScore: 30, winRate: 0.6, sharpe: 0.5, openPositions: 12, currentDrawdown: 0.03 })).toEqual([]);
  expect(factors({ openPositions: 13, marketIsVolatile: true, regimeConfidence: 0.49 })).toEqual([
    "confidence in the regime is low",
    "a market is volatile",
    "many positions",
  ]);
  expect(factors({ openPositions: 0, riskScore: 29, winRate: 0.61, currentDrawdown: 0.031 })).toEqual([
    "risk score is low",
    "drawdown is notable",
    "win rate is high",
    "no position",
  ]);
});
