/** The Researcher's triggers: each at its threshold, on crossing, once per subject; silent rates stay silent. */
import { describe, expect, it } from "vitest";
import { briefing } from "../../../../../tests/scenarios/given-fund.ts";
import { broken } from "../../../../../tests/scenarios/given-any.ts";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import type { ModelPerformance, Performance } from "../../../domain/briefing.ts";
import { decideResearch, openResearcher, type ResearcherMemory, subjectOf } from "./research-tasks.ts";

type Figures = {
  readonly model?: Partial<Record<keyof ModelPerformance, unknown>>;
  readonly fund?: Partial<Record<keyof Performance, unknown>>;
};
const nothing = (_subject: string): boolean => false;
const ask = ({ model, fund = {} }: Figures, memory: ResearcherMemory = openResearcher(), isUnderWay = nothing) => {
  const known = { model: "trend", winRate: undefined, sharpe: undefined, cases: 20, daysSinceTraining: undefined };
  const models: ModelPerformance[] = model === undefined ? [] : [broken({ ...known, ...model })];
  return decideResearch(briefing({ models, performance: broken(fund) }), memory, isUnderWay);
};
const typesOf = (figures: Figures, ...more: [ResearcherMemory?]) =>
  ask(figures, ...more).map(({ payload }) => payload.taskType);

describe("thresholds", () => {
  it.each<[string, readonly [Figures, Figures, Figures], readonly [boolean, boolean, boolean]]>([
    [
      "hyperparameter_tuning",
      [{ model: { sharpe: justBelow(1) } }, { model: { sharpe: 1 } }, { model: { sharpe: justAbove(1) } }],
      [true, false, false],
    ],
    [
      "feature_engineering",
      [{ model: { winRate: justBelow(0.5) } }, { model: { winRate: 0.5 } }, { model: { winRate: justAbove(0.5) } }],
      [true, false, false],
    ],
    [
      "model_retraining",
      [
        { model: { daysSinceTraining: justBelow(30) } },
        { model: { daysSinceTraining: 30 } },
        { model: { daysSinceTraining: justAbove(30) } },
      ],
      [false, false, true],
    ],
    [
      "risk_analysis",
      [{ fund: { drawdown: justBelow(0.06) } }, { fund: { drawdown: 0.06 } }, { fund: { drawdown: justAbove(0.06) } }],
      [false, false, true],
    ],
    [
      "backtest_strategy",
      [{ fund: { winRate: justBelow(0.45) } }, { fund: { winRate: 0.45 } }, { fund: { winRate: justAbove(0.45) } }],
      [true, false, false],
    ],
  ])("%s", (type, figures, expected) => {
    expect(figures.map((each) => typesOf(each).includes(type as never))).toEqual(expected);
  });

  it("a model that is gone takes its triggers with it, so that names outside cannot pile up", () => {
    const memory = openResearcher();
    ask({ model: { sharpe: 0 }, fund: { drawdown: 0.07 } }, memory);
    expect([...memory.beyond.keys()]).toEqual(["trend", ""]);
    ask({ fund: { drawdown: 0.07 } }, memory);
    expect([...memory.beyond]).toEqual([["", new Set(["risk_analysis"])]]);
  });

  it("a rate that is silent asks nothing; a figure that is not a number does", () => {
    expect(ask({ model: {} })).toEqual([]);
    const unknown = Number.NaN;
    expect(
      typesOf({
        model: { sharpe: unknown, winRate: unknown, daysSinceTraining: unknown },
        fund: { drawdown: unknown, winRate: unknown },
      }),
    ).toEqual([
      "hyperparameter_tuning",
      "feature_engineering",
      "model_retraining",
      "risk_analysis",
      "backtest_strategy",
    ]);
  });
});

describe("a task", () => {
  it("carries the seed's example, with the figure that asked for it", () => {
    expect(ask({ model: { model: "xgboost", sharpe: 0.824 } })).toEqual([
      {
        kind: "RESEARCH_TASK",
        payload: {
          taskType: "hyperparameter_tuning",
          description: "Tune the parameters of xgboost by a search that is judged on data it has not seen",
          estimatedDurationHours: 8,
          expectedImpact: "Sharpe up by 0.3 to 0.5",
          modelName: "xgboost",
        },
        priority: "LOW",
        reason: "Sharpe 0.82 of xgboost is below 1",
      },
    ]);
  });
  it("takes the hours of its type", () => {
    const model = { sharpe: 0, winRate: 0, daysSinceTraining: 99 };
    const hours = ask({ model, fund: { drawdown: 0.5, winRate: 0 } }).map(
      ({ payload }) => payload.estimatedDurationHours,
    );
    expect(hours).toEqual([8, 12, 4, 4, 6]);
  });
});

describe("on crossing", () => {
  it("asks once while the figure stands beyond, and again after it came back", () => {
    const memory = openResearcher();
    const asked = [0.07, 0.08, 0.06, 0.07].map((drawdown) => ask({ fund: { drawdown } }, memory).length);
    expect(asked).toEqual([1, 0, 0, 1]);
  });
  it("a rate that falls silent has not come back", () => {
    const memory = openResearcher();
    const asked = [0.4, undefined, 0.4].map((winRate) => ask({ fund: { winRate } }, memory).length);
    expect(asked).toEqual([1, 0, 0]);
  });
  it("each model crosses for itself", () => {
    const memory = openResearcher();
    const askOf = (sharpes: Readonly<Record<string, number>>) =>
      decideResearch(
        briefing({
          models: Object.entries(sharpes).map(([model, sharpe]) =>
            broken({ model, sharpe, winRate: undefined, daysSinceTraining: undefined }),
          ),
        }),
        memory,
        nothing,
      ).map(({ payload }) => payload.modelName);
    expect(askOf({ a: 0, b: 2 })).toEqual(["a"]);
    expect(askOf({ a: 0, b: 0 })).toEqual(["b"]);
    expect(askOf({ a: 0, b: 0 })).toEqual([]);
  });
  it("not while the same task is open or taken, for that model", () => {
    const isUnderWay = (subject: string) => subject === subjectOf("hyperparameter_tuning", "a");
    const asked = ["a", "b"].map((model) => ask({ model: { model, sharpe: 0 } }, openResearcher(), isUnderWay).length);
    expect(asked).toEqual([0, 1]);
  });
});
