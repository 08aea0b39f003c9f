/** The strategy officer: ranks, choice, disabling, analysis, meta strategy and alerts, each line below, at and above. */
import { describe, expect, it } from "vitest";
import { at, justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import type { ModelPerformance } from "../../../domain/briefing.ts";
import { metaStrategyFor, suits } from "../../../domain/meta-strategy.ts";
import { trends, volatilities } from "../../../domain/modes.ts";
import type { StrategyAdvice } from "../../../domain/strategy-advice.ts";
import { fraction, ratio } from "../../../units/units.ts";
import { analyseModels } from "./analyse-models.ts";
import { confidenceIn } from "./confidence.ts";
import { chooseStrategies, rankStrategies, strategiesToDisable } from "./rank-strategies.ts";
import { strategyAlerts } from "./strategy-alert.ts";
import { analyseStrategies } from "./strategy-officer.ts";

type Figures = Partial<Record<"winRate" | "sharpe" | "profitFactor" | "recentWinRate" | "confidentWinRate", number>> & {
  readonly cases?: number;
  readonly daysSinceTraining?: number;
};
const share = (value: number | undefined) => (value === undefined ? undefined : fraction(value));
const model = (name: string, figures: Figures = {}): ModelPerformance => ({
  model: name,
  winRate: share(figures.winRate ?? 0.55),
  sharpe: ratio(figures.sharpe ?? 1.5),
  cases: figures.cases ?? 100,
  daysSinceTraining: figures.daysSinceTraining,
  profitFactor: figures.profitFactor === undefined ? undefined : ratio(figures.profitFactor),
  recentWinRate: share(figures.recentWinRate),
  confidentWinRate: share(figures.confidentWinRate),
});
const unknown = (name: string): ModelPerformance => ({
  ...model(name),
  winRate: undefined,
  sharpe: undefined,
  cases: 3,
});

const noFit = { metaStrategy: "ensemble", score: 0 } as const;
const rankOf = (figures: Figures, fit: Parameters<typeof rankStrategies>[1] = noFit, name = "a") =>
  rankStrategies([model(name, figures)], fit)[0]?.rank;

describe("the rank", () => {
  it("adds win rate, Sharpe ratio up to 3, profit factor up to 2, regime and improvement", () => {
    expect(rankOf({ winRate: 0.5, sharpe: 1.5, profitFactor: 1.2 })).toBeCloseTo(20 + 15 + 12, 12);
    expect(rankOf({ winRate: 0.5, sharpe: 9, profitFactor: 9 })).toBeCloseTo(20 + 30 + 20, 12);
    expect(rankOf({ winRate: 0.5, sharpe: -1.5 }), "an unknown profit factor is 1").toBeCloseTo(20 - 15 + 10, 12);
    const trending = { metaStrategy: "trend_following", score: 0.8 } as const;
    expect(rankOf({ winRate: 0.5, sharpe: 0 }, trending, "momentum")).toBeCloseTo(20 + 10 + 8, 12);
    expect(rankOf({ winRate: 0.5, sharpe: 0 }, trending, "reversion")).toBeCloseTo(20 + 10, 12);
    expect(rankOf({ winRate: 0.5, sharpe: 0, recentWinRate: 0.6 })).toBeCloseTo(20 + 10 + 2, 12);
    expect(rankOf({ winRate: 0.4, sharpe: 0, recentWinRate: 1 }), "at most 10").toBeCloseTo(16 + 10 + 10, 12);
  });

  it.each([
    [19, 0],
    [20, 1],
    [21, 1],
  ])("needs 20 cases: with %d there are %d", (cases, ranked) =>
    expect(rankStrategies([model("a", { cases })], noFit)).toHaveLength(ranked),
  );

  it("knows nothing of a model whose figures are no numbers", () =>
    expect(rankStrategies([{ ...model("a"), sharpe: Number.NaN as never }, unknown("b")], noFit)).toEqual([]));

  it.each([
    [justBelow(0.45), 9, "poor"],
    [0.45, 9, "fair"],
    [0.9, justBelow(0.5), "poor"],
    [0.9, 0.5, "fair"],
    [justBelow(0.55), 9, "fair"],
    [0.55, 9, "good"],
    [0.9, justBelow(1.5), "fair"],
    [0.9, 1.5, "good"],
    [justBelow(0.6), 9, "good"],
    [0.6, 2.5, "excellent"],
    [0.6, justBelow(2.5), "good"],
  ])("a win rate of %d and a Sharpe ratio of %d are %s", (winRate, sharpe, band) =>
    expect(rankStrategies([model("a", { winRate, sharpe })], noFit)[0]?.band).toBe(band),
  );
});

describe("the choice", () => {
  const choose = (models: readonly ModelPerformance[], primary?: string, disable: readonly string[] = []) =>
    chooseStrategies(rankStrategies(models, noFit), models, { primary, disable });

  it("is the best, and the next three as fallbacks, each with a win rate of 0.45 and more", () => {
    const rated = [0.5, 0.6, 0.58, 0.56, 0.54, 0.45, 0.449].map((winRate, index) =>
      model("abcdefg".charAt(index), { winRate }),
    );
    expect(choose(rated)).toEqual({ primary: "b", fallbacks: ["c", "d", "e"] });
    const poor = [model("a", { winRate: justBelow(0.45) }), model("b", { winRate: 0.45 })];
    expect(choose(poor)).toEqual({ primary: "b", fallbacks: [] });
    expect(choose([unknown("a")])).toEqual({ primary: undefined, fallbacks: [] });
  });

  it("keeps the primary unless another wins more than 1.1 times as often", () => {
    const against = (winRate: number) => choose([model("held", { winRate: 0.5 }), model("new", { winRate })], "held");
    expect(against(0.55).primary, "at").toBe("held");
    expect(against(0.551).primary, "above").toBe("new");
    expect(choose([model("held", { winRate: 0.449 }), model("new", { winRate: 0.45 })], "held").primary).toBe("new");
    expect(choose([model("new")], "gone").primary).toBe("new");
  });

  it("never names one that is to be disabled", () =>
    expect(choose([model("a", { sharpe: 2 }), model("b")], "a", ["a"])).toEqual({ primary: "b", fallbacks: [] }));
});

describe("disabling", () => {
  const disabled = (figures: Figures, before: readonly string[] = []) =>
    strategiesToDisable([model("a", { profitFactor: 2, ...figures })], before).length === 1;

  it.each<[string, Figures, Figures, Figures]>([
    ["win rate below 0.45", { winRate: justAbove(0.45) }, { winRate: 0.45 }, { winRate: justBelow(0.45) }],
    ["Sharpe ratio below 0", { sharpe: 1e-9 }, { sharpe: 0 }, { sharpe: -1e-9 }],
    ["profit factor below 1", { profitFactor: justAbove(1) }, { profitFactor: 1 }, { profitFactor: justBelow(1) }],
  ])("%s", (_, within, atTheLine, beyond) =>
    expect([within, atTheLine, beyond].map((figures) => disabled(figures))).toEqual([false, false, true]),
  );

  it("needs more than 50 cases", () =>
    expect([49, 50, 51].map((cases) => disabled({ winRate: 0.3, cases }))).toEqual([false, false, true]));

  it("lasts until the model is clearly better", () => {
    expect(disabled({ winRate: 0.4599, sharpe: 1 }, ["a"])).toBe(true);
    expect(disabled({ winRate: 0.46, sharpe: 1 }, ["a"])).toBe(false);
    expect(disabled({ sharpe: 0.099 }, ["a"])).toBe(true);
    expect(disabled({ profitFactor: 1.019 }, ["a"])).toBe(true);
    expect(disabled({ sharpe: 0.1, profitFactor: 1.02 }, ["a"])).toBe(false);
  });
});

describe("the analysis of models", () => {
  const weights = (...models: ModelPerformance[]) => analyseModels(models).map((each) => each.advisedWeightFraction);

  it("gives weight from an accuracy of 0.52, in proportion to what lies beyond one half", () => {
    expect(weights(model("a", { winRate: 0.52 }), model("b", { winRate: justBelow(0.52) }))).toEqual([1, 0]);
    const [a = 0, b = 0] = weights(model("a", { winRate: 0.52 }), model("b", { winRate: 0.56 }));
    expect([a, b]).toEqual([expect.closeTo(1 / 4, 12), expect.closeTo(3 / 4, 12)]);
  });

  it("a fifth more where its confident words are better still", () => {
    const even = model("b", { winRate: 0.55, confidentWinRate: 0.55 });
    const [a = 0] = weights(model("a", { winRate: 0.55, confidentWinRate: 0.551 }), even);
    expect(a).toBeCloseTo(1.2 / 2.2, 12);
    expect(weights(model("a", { winRate: 0.55 }), even)[0]).toBeCloseTo(0.5, 12);
  });

  it("weighs all alike where none is right often enough", () =>
    expect(weights(model("a", { winRate: 0.5 }), unknown("b"))).toEqual([0.5, 0.5]));
});

describe("the meta strategy", () => {
  it("follows the regime of the market", () => {
    const table = trends.map((trend) => volatilities.map((volatility) => metaStrategyFor({ trend, volatility })));
    const trending = ["trend_following", "trend_following", "trend_following", "breakout"];
    expect(table).toEqual([
      trending,
      trending,
      ["mean_reversion", "range_trading", "breakout", "breakout"],
      ["range_trading", "range_trading", "breakout", "breakout"],
    ]);
    expect(metaStrategyFor(undefined)).toBe("ensemble");
  });

  it("is surer where the best model's name says the same", () => {
    expect(confidenceIn("trend_following", "momentum")).toBe(0.85);
    expect(confidenceIn("range_trading", "reversion")).toBe(0.85);
    expect(confidenceIn("trend_following", "reversion")).toBe(0.7);
    expect(confidenceIn("ensemble", undefined)).toBe(0.7);
    expect(suits("Momentum of the day", "breakout")).toBe(false);
  });

  it("is the careful ensemble while nobody is ranked", () => {
    const market = { trend: "UP", volatility: "LOW", confidence: 1 } as const;
    expect(analyseStrategies({ at: at(0), models: [unknown("a")], market }, undefined).metaStrategy).toBe(
      "ensemble_conservative",
    );
    expect(analyseStrategies({ at: at(0), models: [model("a")], market }, undefined).metaStrategy).toBe(
      "trend_following",
    );
  });
});

describe("alerts", () => {
  const warns = (models: readonly ModelPerformance[], text: string, before: readonly string[] = []) =>
    strategyAlerts(models, before).includes(text);

  it("mean win rate below 0.45, until it is back at 0.46", () => {
    const text = "mean win rate below 45 %";
    const rated = (winRate: number) => [model("a", { winRate: winRate - 0.1 }), model("b", { winRate: winRate + 0.1 })];
    expect([0.4501, 0.4499].map((rate) => warns(rated(rate), text))).toEqual([false, true]);
    expect([0.4599, 0.4601].map((rate) => warns(rated(rate), text, [text]))).toEqual([true, false]);
    expect(warns([model("a", { winRate: 0.45 })], text), "at the line").toBe(false);
    expect(warns([unknown("a")], text)).toBe(false);
  });

  it("half of the models with a recent win rate below 0.8 of their own", () => {
    const text = "half of the models win much less than before";
    const fine = model("fine", { winRate: 0.5, recentWinRate: 0.4 });
    const fallen = model("fallen", { winRate: 0.5, recentWinRate: justBelow(0.4) });
    expect(warns([fine, fallen], text)).toBe(true);
    expect(warns([fine, fine, fallen], text)).toBe(false);
    expect(warns([fine], text)).toBe(false);
    expect(warns([fallen, unknown("a")], text), "of those that have one").toBe(true);
  });

  it("accuracy below 0.52, and a training more than seven days ago", () => {
    const inaccurate = "a is right in less than 52 %";
    expect([0.52, justBelow(0.52)].map((winRate) => warns([model("a", { winRate })], inaccurate))).toEqual([
      false,
      true,
    ]);
    expect([0.5299, 0.53].map((winRate) => warns([model("a", { winRate })], inaccurate, [inaccurate]))).toEqual([
      true,
      false,
    ]);
    const old = "a was trained more than 7 days ago";
    const ages = [justBelow(7), 7, justAbove(7)].map((daysSinceTraining) =>
      warns([model("a", { daysSinceTraining })], old),
    );
    expect(ages).toEqual([false, false, true]);
  });
});

it("truncated, it sees the same: advice depends on models, market and its own last advice alone", () => {
  const picture = { at: at(0), models: [model("momentum"), model("reversion", { sharpe: -1 })], market: undefined };
  const first: StrategyAdvice = analyseStrategies(picture, undefined);
  expect(analyseStrategies(picture, first)).toEqual(first);
  expect(first).toMatchObject({ primary: "momentum", disable: ["reversion"], confidence: 0.7, alertLevel: "info" });
});
