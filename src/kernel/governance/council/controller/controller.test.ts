/** The controller: points, seed sentences, transitions, emergencies, lists and thresholds; each line below, at and above. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, day, hour, justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { briefing, freeze } from "../../../../../tests/scenarios/given-fund.ts";
import type { Briefing, ModelPerformance, Performance } from "../../../domain/briefing.ts";
import { riskModes, systemHealths, trends, volatilities } from "../../../domain/modes.ts";
import type { MarketAssessment } from "../../../domain/regime.ts";
import { defaultController } from "../../../domain/risk-mode.ts";
import { fraction, minutes, ratio } from "../../../units/units.ts";
import { decideController, type HeldByController, openController, thresholdsOf } from "./controller.ts";
import { determineRiskMode, pointsOf } from "./risk-mode.ts";
import { decideStrategyLists, scoreOf } from "./strategy-lists.ts";

const market = (change: Partial<MarketAssessment> = {}): MarketAssessment => ({
  trend: "RANGE",
  volatility: "NORMAL",
  isIlliquid: false,
  confidence: fraction(0.8),
  dailyVolatility: ratio(0.03),
  trendStrength: fraction(0.5),
  breakProbability: undefined,
  hidden: undefined,
  ...change,
});
/** Neither side has a point: 3 % down in a market that does nothing. */
const neutral = { performance: { drawdown: ratio(0.03) }, market: market() };
type Change = { readonly performance?: Partial<Performance>; readonly market?: Partial<MarketAssessment> };
const seen = ({ performance = {}, market: kind = {} }: Change, health: Briefing["health"]["status"] = "HEALTHY") =>
  briefing({
    performance: { ...neutral.performance, ...performance },
    market: market(kind),
    health: { status: health, issues: [], monitors: [] },
  });
const modeIn = (change: Change, health?: Briefing["health"]["status"]) => determineRiskMode(seen(change, health)).mode;
const pointsIn = (change: Change) => {
  const { defensive, aggressive } = pointsOf(seen(change));
  return [defensive, aggressive];
};

describe("the points, for defence and attack", () => {
  it.each<[string, Change, Change, Change, readonly (readonly [number, number])[]]>([
    ...(
      [
        [
          "drawdown of 5 % and more",
          "drawdown",
          0.05,
          [
            [0, 0],
            [2, 0],
            [2, 0],
          ],
        ],
        [
          "drawdown of 2 % and less",
          "drawdown",
          0.02,
          [
            [0, 1],
            [0, 1],
            [0, 0],
          ],
        ],
        [
          "win rate below 45 %",
          "winRate",
          0.45,
          [
            [2, 0],
            [0, 0],
            [0, 0],
          ],
        ],
        [
          "win rate of 60 % and more",
          "winRate",
          0.6,
          [
            [0, 0],
            [0, 1],
            [0, 1],
          ],
        ],
        [
          "growth below -0.5 % a day",
          "dailyGrowth",
          -0.005,
          [
            [2, 0],
            [0, 0],
            [0, 0],
          ],
        ],
        [
          "growth above 1 % a day",
          "dailyGrowth",
          0.01,
          [
            [0, 0],
            [0, 0],
            [0, 1],
          ],
        ],
      ] as const
    ).map(([name, field, line, points]) => {
      const with_ = (value: number): Change => ({ performance: { [field]: value } });
      return [name, with_(justBelow(line)), with_(line), with_(justAbove(line)), points] as never;
    }),
    [
      "losses in a row",
      losses(4),
      losses(5),
      losses(6),
      [
        [0, 0],
        [1, 0],
        [1, 0],
      ],
    ],
    [
      "days without profit",
      idle(2),
      idle(3),
      idle(4),
      [
        [0, 0],
        [1, 0],
        [1, 0],
      ],
    ],
  ])("%s", (_, below, atTheLine, above, points) => expect([below, atTheLine, above].map(pointsIn)).toEqual(points));

  function losses(consecutiveLosses: number): Change {
    return { performance: { consecutiveLosses } };
  }
  function idle(daysWithoutProfit: number): Change {
    return { performance: { daysWithoutProfit } };
  }

  it("volatility, a choppy or illiquid market, and a trend", () => {
    const points = volatilities.map((volatility) => pointsIn({ market: { volatility } }));
    expect(points).toEqual([
      [0, 0],
      [0, 0],
      [1, 0],
      [1, 0],
    ]);
    expect(trends.map((trend) => pointsIn({ market: { trend } }))).toEqual([
      [0, 1],
      [0, 1],
      [0, 0],
      [1, 0],
    ]);
    expect(pointsIn({ market: { isIlliquid: true } })).toEqual([1, 0]);
    expect(pointsIn({ market: { isIlliquid: true, trend: "CHOPPY" } })).toEqual([1, 0]);
  });

  it("a figure that is no number counts against the fund", () => {
    const nothing = Number.NaN as never;
    const broken = { drawdown: nothing, winRate: nothing, dailyGrowth: nothing };
    expect(pointsIn({ performance: { ...broken, consecutiveLosses: nothing } })).toEqual([7, 0]);
  });
});

describe("the mode they select", () => {
  it("DEFENSIVE from three points on, NORMAL with any fewer", () => {
    const two = { performance: { drawdown: ratio(0.05) } };
    expect(modeIn(two)).toBe("NORMAL");
    expect(modeIn({ ...two, market: { trend: "CHOPPY" } })).toBe("DEFENSIVE");
  });

  it("AGGRESSIVE with two points in favour, none against, and a healthy system (resolutions 58)", () => {
    const calm = { performance: { drawdown: ratio(0.01) } };
    expect(modeIn(calm)).toBe("NORMAL");
    expect(modeIn({ ...calm, market: { trend: "UP" } })).toBe("AGGRESSIVE");
    expect(modeIn({ ...calm, market: { trend: "UP" } }, "OPTIMAL")).toBe("AGGRESSIVE");
    expect(modeIn({ ...calm, market: { trend: "UP", isIlliquid: true } }), "one against").toBe("NORMAL");
    expect(modeIn({ performance: { drawdown: ratio(0.01), winRate: fraction(0.6) } })).toBe("AGGRESSIVE");
    const blind = { ...seen({ performance: { drawdown: ratio(0), winRate: fraction(0.7) } }), market: undefined };
    expect(determineRiskMode(blind).mode, "nothing is known of the market").toBe("NORMAL");
  });

  it("seed 003: low volatility, a strong trend and a healthy system together are AGGRESSIVE", () => {
    for (const trend of ["UP", "DOWN"] as const)
      expect(modeIn({ market: { trend, volatility: "LOW" } })).toBe("AGGRESSIVE");
    expect(modeIn({ market: { trend: "UP", volatility: "NORMAL" } })).toBe("NORMAL");
    expect(modeIn({ market: { trend: "RANGE", volatility: "LOW" } })).toBe("NORMAL");
  });

  it("seed 003: neutral conditions are NORMAL", () => expect(modeIn({})).toBe("NORMAL"));

  it("seed 003: high volatility with a weak trend, or an unhealthy system, is DEFENSIVE", () => {
    for (const volatility of ["HIGH", "EXTREME"] as const)
      expect(trends.map((trend) => modeIn({ market: { trend, volatility } }))).toEqual([
        "NORMAL",
        "NORMAL",
        "DEFENSIVE",
        "DEFENSIVE",
      ]);
    const best = {
      performance: { drawdown: ratio(0), winRate: fraction(0.9) },
      market: { trend: "UP", volatility: "LOW" },
    } as const;
    expect(systemHealths.map((health) => modeIn(best, health))).toEqual([
      "DEFENSIVE",
      "DEFENSIVE",
      "DEFENSIVE",
      "AGGRESSIVE",
      "AGGRESSIVE",
    ]);
  });
});

const held = (mode: (typeof riskModes)[number], isEmergency = false): HeldByController => ({
  riskMode: { mode, isEmergency },
  lists: undefined,
  thresholds: thresholdsOf(mode, defaultController),
});
const good: Change = { performance: { drawdown: ratio(0) }, market: { trend: "UP" } };
const bad: Change = { market: { trend: "CHOPPY", volatility: "HIGH" } };
/** Some hours and closed days after the start. */
const later = (change: Change, hours: number, closedDays = 0, health?: Briefing["health"]["status"]): Briefing => {
  const now = seen(change, health);
  return { ...now, at: at(hours * hour), performance: { ...now.performance, closedDays } };
};
const decided = (now: Briefing, stands: HeldByController, memory = openController(), config = defaultController) => {
  const decisions = decideController(now, stands, memory, config);
  return Object.fromEntries(decisions.map(({ kind, payload }) => [kind, payload]));
};
/** The risk mode it changes to, if it does. */
const modeOf = (now: Briefing, stands: HeldByController, memory: ReturnType<typeof openController>) => {
  const [first] = decideController(now, stands, memory, defaultController);
  return first?.kind === "RISK_MODE" ? first.payload : undefined;
};

describe("a change of mode", () => {
  it("tightens at once and all the way, with the thresholds of the mode", () => {
    const memory = openController();
    decideController(later(good, 0), held("NORMAL"), memory, defaultController);
    expect(decided(later(bad, 0), held("AGGRESSIVE"), memory)).toEqual({
      RISK_MODE: { mode: "DEFENSIVE", isEmergency: false },
      THRESHOLDS: { minConfidenceFraction: 0.5, maxRiskPerTradeFraction: 0.003, maxPositions: 3 },
    });
  });

  it("loosens by one step; the first at once, since no cool-down runs at the start", () =>
    expect(decided(later(good, 0), held("DEFENSIVE"))).toMatchObject({ RISK_MODE: { mode: "NORMAL" } }));

  it("loosens further after its cool-down of an hour, once a day or a trade has closed", () => {
    const after = (hours: number, days: number) => {
      const memory = openController();
      decideController(later(bad, 0), held("NORMAL"), memory, defaultController);
      return decided(later(good, hours, days), held("DEFENSIVE"), memory)["RISK_MODE"];
    };
    expect(after(1 - 1 / hour, 1)).toBeUndefined();
    expect(after(1, 0)).toBeUndefined();
    expect(after(1, 1)).toEqual({ mode: "NORMAL", isEmergency: false });
  });

  it("never loosens in a freeze, and tightens in one", () => {
    const frozen = (change: Change) => ({ ...later(change, 0), freeze: freeze() });
    expect(decided(frozen(good), held("NORMAL"))).toEqual({});
    expect(decided(frozen(bad), held("NORMAL"))).toMatchObject({ RISK_MODE: { mode: "DEFENSIVE" } });
  });

  it("moves by itself only where it may (QT_MSC_AUTO_MODE)", () => {
    const byHand = { ...defaultController, isAutomatic: false };
    expect(decided(later(good, 0), held("NORMAL"), openController(), byHand)).toEqual({});
    expect(decided(later(bad, 0), held("NORMAL"), openController(), byHand)).toEqual({});
    expect(decided(later(good, 0), held("DEFENSIVE"), openController(), byHand)).toMatchObject({
      RISK_MODE: { mode: "NORMAL" },
    });
  });

  it("on any course of events goes one step up at most, and never up twice within the cool-down", () => {
    const anyMoment = fc.record({
      drawdown: fc.constantFrom(0, 0.03, 0.06),
      trend: fc.constantFrom(...trends),
      volatility: fc.constantFrom(...volatilities),
      health: fc.constantFrom(...systemHealths),
      minutes: fc.integer({ min: 1, max: 120 }),
      closes: fc.nat(1),
    });
    fc.assert(
      fc.property(fc.array(anyMoment, { maxLength: 40 }), (moments) => {
        const memory = openController();
        let stands = held("NORMAL");
        let now = 0;
        let days = 0;
        let changedAt = Number.NEGATIVE_INFINITY;
        for (const each of moments) {
          now += each.minutes / 60;
          days += each.closes;
          const change = { performance: { drawdown: ratio(each.drawdown) }, market: each };
          const next = modeOf(later(change, now, days, each.health), stands, memory);
          if (next === undefined) continue;
          const rise = riskModes.indexOf(next.mode) - riskModes.indexOf(stands.riskMode.mode);
          expect(rise).toBeLessThanOrEqual(1);
          if (rise > 0) expect(now - changedAt).toBeGreaterThanOrEqual(1 - 1e-9);
          if (rise > 0) expect(stands.riskMode.isEmergency).toBe(false);
          changedAt = now;
          stands = held(next.mode, next.isEmergency);
        }
      }),
    );
  });
});

describe("an emergency of health", () => {
  it.each(systemHealths)("health %s: at once where it is CRITICAL or worse", (status) => {
    const { RISK_MODE: mode } = decided(later(good, 0, 0, status), held("AGGRESSIVE"));
    const isEmergency = status === "CRITICAL" || status === "EMERGENCY";
    const expected = isEmergency || status === "DEGRADED" ? { mode: "DEFENSIVE", isEmergency } : undefined;
    expect(mode).toEqual(expected);
  });

  it("is also made where the mode may not move by itself, with the highest priority", () => {
    const [decision] = decideController(later(good, 0, 0, "CRITICAL"), held("NORMAL"), openController(), {
      ...defaultController,
      isAutomatic: false,
    });
    expect(decision).toMatchObject({ kind: "RISK_MODE", priority: "CRITICAL", payload: { isEmergency: true } });
  });

  it("is said once, however often health is looked at", () => {
    const memory = openController();
    decideController(later(good, 0, 0, "CRITICAL"), held("NORMAL"), memory, defaultController);
    expect(decided(later(good, 1, 0, "EMERGENCY"), held("DEFENSIVE", true), memory)).toEqual({});
    expect(memory.emergencySince, "and runs from then").toBe(at(0));
  });

  it("ends in DEFENSIVE when health has been good and 30 minutes have passed, then loosens like any other", () => {
    const memory = openController();
    decideController(later(good, 0, 0, "CRITICAL"), held("AGGRESSIVE"), memory, defaultController);
    const emergency = held("DEFENSIVE", true);
    const half = minutes(30) / hour;
    expect(decided(later(good, half - 1 / hour), emergency, memory)).toEqual({});
    expect(decided(later(good, half, 0, "DEGRADED"), emergency, memory)).toEqual({});
    expect(decided(later(good, half), emergency, memory)).toEqual({
      RISK_MODE: { mode: "DEFENSIVE", isEmergency: false },
    });
    expect(decided(later(good, 1, 0), held("DEFENSIVE"), memory)).toEqual({});
    expect(decided(later(good, day / hour, 1), held("DEFENSIVE"), memory)).toMatchObject({
      RISK_MODE: { mode: "NORMAL" },
    });
  });
});

const model = (name: string, change: Partial<ModelPerformance> = {}): ModelPerformance => ({
  model: name,
  winRate: fraction(0.55),
  sharpe: ratio(1),
  cases: 50,
  daysSinceTraining: undefined,
  profitFactor: ratio(1.5),
  drawdown: ratio(0.02),
  ...change,
});
const poor = (name: string) => model(name, { winRate: fraction(0.4), profitFactor: ratio(0.5), drawdown: ratio(0.1) });

describe("the strategy lists", () => {
  const lists = (
    models: readonly ModelPerformance[],
    mode: (typeof riskModes)[number] = "DEFENSIVE",
    more: { blocked?: readonly string[]; disable?: readonly string[]; mayReturn?: boolean } = {},
  ) => {
    const { blocked, disable = [], mayReturn = true } = more;
    const stands = blocked === undefined ? undefined : { allowedStrategies: [], blockedStrategies: blocked };
    const now = briefing({ models, modelsToDisable: disable, market: market() });
    return decideStrategyLists(now, { mode, held: stands, mayReturn })?.payload;
  };

  it("score profit factor, win rate, drawdown, cases and regime", () => {
    expect(scoreOf(model("a"), false)).toBeCloseTo(0.4 * 0.75 + 0.3 * 0.5 + 0.2 * 0.8 + 0.1, 12);
    expect(scoreOf(model("a"), true)).toBeCloseTo(0.4 * 0.75 + 0.3 * 0.5 + 0.2 * 0.8 + 0.1 + 0.15, 12);
    const perfect = { profitFactor: ratio(9), winRate: fraction(0.9), drawdown: ratio(0), cases: 500 };
    expect(scoreOf(model("a", perfect), true)).toBeCloseTo(1.15, 12);
    expect(
      scoreOf(model("a", { winRate: fraction(0.3), profitFactor: undefined, drawdown: undefined, cases: 25 }), false),
    ).toBeCloseTo(0.05, 12);
    expect(scoreOf(model("a", { winRate: undefined }), true)).toBeUndefined();
  });

  it("allow those above 0.3, and the best of the rest up to the least count: 2, 4, 6", () => {
    const six = [model("a"), poor("b"), poor("c"), poor("d"), poor("e"), poor("f"), poor("g")];
    expect(lists(six)?.blockedStrategies).toEqual(["c", "d", "e", "f", "g"]);
    expect(lists(six, "NORMAL")?.blockedStrategies).toEqual(["e", "f", "g"]);
    expect(lists(six, "AGGRESSIVE")?.blockedStrategies).toEqual(["g"]);
    expect(lists([poor("a"), poor("b")]), "two models are never fewer").toMatchObject({ blockedStrategies: [] });
  });

  it("allow the best of many up to the largest count: 4, 8, 10", () => {
    const many = Array.from({ length: 12 }, (_, index) => model(`m${index}`, { profitFactor: ratio(1 + index / 20) }));
    expect(lists(many)?.allowedStrategies).toEqual(["m8", "m9", "m10", "m11"]);
    expect([lists(many, "NORMAL"), lists(many, "AGGRESSIVE")].map((each) => each?.allowedStrategies.length)).toEqual([
      8, 10,
    ]);
  });

  it("qualify strictly above 0.3", () => {
    const worth = (winRate: number) => ({ ...poor("x"), winRate: fraction(winRate), profitFactor: ratio(0) });
    const line = 0.4 + 0.3 * (0.2 / 0.3);
    const blockedAt = (winRate: number) => lists([model("a"), model("b"), worth(winRate)])?.blockedStrategies;
    expect(scoreOf(worth(line), false)).toBeCloseTo(0.3, 12);
    expect([blockedAt(line - 1e-9), blockedAt(line + 1e-9)]).toEqual([["x"], []]);
  });

  it("allow a model nobody can judge yet, and none the strategy officer disables unless the count needs it", () => {
    const young = model("young", { winRate: undefined, cases: 3 });
    expect(lists([model("a"), model("b"), young])?.blockedStrategies).toEqual([]);
    expect(lists([model("a"), model("b"), model("c")], "DEFENSIVE", { disable: ["a"] })?.blockedStrategies).toEqual([
      "a",
    ]);
    expect(lists([model("a"), model("b")], "DEFENSIVE", { disable: ["a"] })?.blockedStrategies).toEqual([]);
  });

  it("let a blocked model back when it is clearly better, and only after the lists have rested", () => {
    const three = [model("a"), model("b"), model("c")];
    expect(lists(three, "DEFENSIVE", { blocked: ["c"] })?.blockedStrategies).toEqual([]);
    expect(lists(three, "DEFENSIVE", { blocked: ["c"], mayReturn: false })?.blockedStrategies).toEqual(["c"]);
    const barely = model("c", { profitFactor: ratio(0.2), winRate: fraction(0.4) });
    expect(scoreOf(barely, false)).toBeCloseTo(0.3, 12);
    const between = model("c", { profitFactor: ratio(0.3), winRate: fraction(0.4) });
    expect(scoreOf(between, false)).toBeCloseTo(0.32, 12);
    expect(lists([model("a"), model("b"), between])?.blockedStrategies).toEqual([]);
    expect(lists([model("a"), model("b"), between], "DEFENSIVE", { blocked: ["c"] })?.blockedStrategies).toEqual(["c"]);
  });

  it("are said once", () => {
    const models = [model("a"), model("b"), poor("c")];
    const first = lists(models);
    const now = briefing({ models, market: market() });
    expect(decideStrategyLists(now, { mode: "DEFENSIVE", held: first, mayReturn: true })).toBeUndefined();
    expect(
      decideStrategyLists(briefing({ models: [] }), { mode: "NORMAL", held: undefined, mayReturn: true }),
    ).toBeUndefined();
  });
});
