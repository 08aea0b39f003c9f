/** CIO weights: start values of those that are there, scores only from known rates, bounded, news above five points. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { briefing } from "../../../../../tests/scenarios/given-fund.ts";
import { justAbove } from "../../../../../tests/scenarios/given.ts";
import type { ModelPerformance } from "../../../domain/briefing.ts";
import { fraction, ratio } from "../../../units/units.ts";
import { decideStrategyAllocation, type ModelWeights } from "./strategy-allocation.ts";

const model = (name: string, sharpe?: number, winRate?: number): ModelPerformance => ({
  model: name,
  sharpe: sharpe === undefined ? undefined : ratio(sharpe),
  winRate: winRate === undefined ? undefined : fraction(winRate),
  cases: 20,
  daysSinceTraining: undefined,
});
const decide = (models: readonly ModelPerformance[], held?: Readonly<Record<string, number>>) =>
  decideStrategyAllocation(
    briefing({ models }),
    held === undefined
      ? undefined
      : Object.fromEntries(Object.entries(held).map(([name, weight]) => [name, fraction(weight)])),
  );
const weightsOf = (models: readonly ModelPerformance[], held?: Readonly<Record<string, number>>): ModelWeights =>
  decide(models, held)?.payload.modelWeights ?? {};
const expectWeights = (weights: ModelWeights, expected: Readonly<Record<string, number>>) => {
  expect(Object.keys(weights), "in the order a snapshot writes them").toEqual(Object.keys(expected).toSorted());
  for (const [name, weight] of Object.entries(expected)) expect(weights[name], name).toBeCloseTo(weight, 12);
};
const unknown = (...names: string[]) => names.map((name) => model(name));

describe("the start weights", () => {
  it("are the seed's, of four that are all active strategies", () => {
    const start = decide(unknown("xgboost", "lightgbm", "nhits", "patchtst"));
    expectWeights(start?.payload.modelWeights ?? {}, { xgboost: 0.3, lightgbm: 0.3, nhits: 0.25, patchtst: 0.15 });
    expect(start?.payload.activeStrategies).toEqual(["xgboost", "lightgbm", "nhits", "patchtst"]);
    expect(start?.priority).toBe("NORMAL");
  });

  it("go to the models that are there; the absent get none", () => {
    expectWeights(weightsOf(unknown("xgboost", "patchtst")), { xgboost: 0.6, patchtst: 0.4 });
    expectWeights(weightsOf(unknown("xgboost", "lightgbm", "patchtst")), {
      xgboost: 0.4,
      lightgbm: 0.4,
      patchtst: 0.2,
    });
  });

  it("are equal among models the seed does not know, which leave the others their part", () => {
    expectWeights(weightsOf(unknown("momentum", "reversion")), { momentum: 0.5, reversion: 0.5 });
    expectWeights(weightsOf(unknown("momentum")), { momentum: 1 });
    expectWeights(weightsOf(unknown("momentum", "xgboost", "patchtst")), {
      momentum: 1 / 3,
      xgboost: 4 / 9,
      patchtst: 2 / 9,
    });
  });

  it("wait for a model", () => expect(decide([])).toBeUndefined());
});

const even = { a: 0.5, b: 0.5 };
const alike = { a: 0.25, b: 0.25, c: 0.25, d: 0.25 };
/** Four models with these scores: a win rate of one half adds nothing to the Sharpe ratio. */
const scored = (...scores: number[]) => scores.map((score, index) => model("abcd".charAt(index), score, 0.5));

describe("a score", () => {
  it("is the Sharpe ratio and twice the win rate above one half", () => {
    expectWeights(weightsOf([model("a", 0.4, 0.6), model("b", 0.5, 0.45)], { a: 0.4, b: 0.6 }), { a: 0.6, b: 0.4 });
  });

  it("is at least 0.1, so that a poor model is not heard backwards", () => {
    expectWeights(weightsOf(scored(-5, 0.3, 0.3, 0.3), alike), { a: 0.1, b: 0.3, c: 0.3, d: 0.3 });
    expectWeights(weightsOf(scored(0.1, 0.3, 0.3, 0.3), alike), { a: 0.1, b: 0.3, c: 0.3, d: 0.3 });
    expectWeights(weightsOf(scored(0.15, 0.3, 0.3, 0.3), alike), { a: 1 / 7, b: 2 / 7, c: 2 / 7, d: 2 / 7 });
  });

  it("gives no more than 0.60 and no less than 0.05", () => {
    expectWeights(weightsOf(scored(8, 0.5, 0.5, 0.1), alike), { a: 0.6, b: 0.175, c: 0.175, d: 0.05 });
  });
});

describe("a new allocation", () => {
  it("needs a weight that moves by strictly more than 0.05", () => {
    const equal = [model("a", 0.5, 0.5), model("b", 0.5, 0.5)];
    expect(decide(equal, { a: 0.549999, b: 0.450001 }), "below").toBeUndefined();
    expect(decide(equal, { a: 0.55, b: 0.45 }), "at").toBeUndefined();
    expect(decide(equal, { a: 0.45, b: 0.55 }), "at, the other way").toBeUndefined();
    expect(decide(equal, { a: 0.550001, b: 0.449999 }), "above").toBeDefined();
    expect(decide(equal, { a: 0.449999, b: 0.550001 }), "above, the other way").toBeDefined();
  });

  it("is silent until every model speaks with known rates", () => {
    const far = { a: 0.4, b: 0.6 };
    expect(decide([model("a", 3, 0.5), model("b", 0.1, 0.5)], far)).toBeDefined();
    expect(decide([model("a", 3, 0.5), model("b", undefined, 0.5)], far)).toBeUndefined();
    expect(decide([model("a", 3, undefined), model("b", 0.1, 0.5)], far)).toBeUndefined();
    expect(decide([{ ...model("a", 3, 0.5), sharpe: Number.NaN as never }, model("b", 1, 0.5)], far)).toBeUndefined();
  });

  it("says what moved, and calls a weight of 0.10 and more active", () => {
    const held = { a: 0.4, b: 0.4, c: 0.1, d: 0.1 };
    const below = decide(scored(3, 3, 3, 0.99), held);
    expect(below?.reason).toContain("d from 0.100 to 0.099");
    expect(below?.payload.activeStrategies).toEqual(["a", "b", "c"]);
    expect(decide(scored(3, 3, 3, 1), held)?.payload.activeStrategies).toEqual(["a", "b", "c", "d"]);
  });

  it("comes at once with a newcomer, who gets a start share; the others keep their proportions", () => {
    expectWeights(weightsOf(unknown("a", "b", "c"), { a: 0.6, b: 0.4 }), { a: 0.4, b: 4 / 15, c: 1 / 3 });
    expect(decide(unknown("a", "b", "c"), even)?.reason).toBe("the models are now a, b, c");
  });

  it("comes at once when a model has gone, also when all have", () => {
    expectWeights(weightsOf(unknown("a", "b"), { a: 0.3, b: 0.3, c: 0.4 }), { a: 0.5, b: 0.5 });
    expectWeights(weightsOf(unknown("c", "d"), even), { c: 0.5, d: 0.5 });
  });

  it("takes a model's name for a name, whatever it is", () => {
    expectWeights(weightsOf(unknown("a", "constructor"), { a: 1 }), { a: 0.5, constructor: 0.5 });
  });
});

describe("on any models", () => {
  const anyModel = fc.record({
    sharpe: fc.option(fc.double({ min: -20, max: 20, noNaN: true }), { nil: undefined }),
    winRate: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  });
  const named = (rates: readonly { sharpe: number | undefined; winRate: number | undefined }[], from: number) =>
    rates.map(({ sharpe, winRate }, index) => model(`model ${from + index}`, sharpe, winRate));

  it("weights add up to one and keep their bounds where bounds can hold", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyModel, { minLength: 1, maxLength: 24 }), { minLength: 1, maxLength: 6 }),
        fc.nat(3),
        (rounds, shift) => {
          let held: ModelWeights | undefined;
          rounds.forEach((rates, round) => {
            const models = named(rates, round * shift);
            held = decideStrategyAllocation(briefing({ models }), held)?.payload.modelWeights ?? held;
            const weights = models.map((each) => held?.[each.model] ?? Number.NaN);
            expect(Object.keys(held ?? {})).toHaveLength(models.length);
            expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
            if (models.length < 2 || models.length > 20) return;
            for (const weight of weights) {
              expect(weight).toBeGreaterThanOrEqual(0.05 - 1e-9);
              expect(weight).toBeLessThanOrEqual(justAbove(0.6));
            }
          });
        },
      ),
    );
  });

  it("says nothing twice: its own allocation moves nothing", () => {
    fc.assert(
      fc.property(fc.array(anyModel, { minLength: 1, maxLength: 8 }), (rates) => {
        const models = named(rates, 0);
        const start = decideStrategyAllocation(briefing({ models }), undefined)?.payload.modelWeights;
        const held = decideStrategyAllocation(briefing({ models }), start)?.payload.modelWeights ?? start;
        expect(decideStrategyAllocation(briefing({ models }), held)).toBeUndefined();
      }),
    );
  });
});
