/** The weights models speak with when the controller blocks some of them. */
import { expect, it } from "vitest";
import { said, stance } from "../../../tests/scenarios/given-fund.ts";
import { fraction } from "../units/units.ts";
import { arbitrate } from "./arbitrate/arbitrate.ts";
import { modelWeightsInForce } from "./in-force.ts";

const weightsWith = (weights: Readonly<Record<string, number>>, blockedStrategies: readonly string[]) => {
  const modelWeights = Object.fromEntries(Object.entries(weights).map(([model, weight]) => [model, fraction(weight)]));
  const allowedStrategies = Object.keys(weights).filter((model) => !blockedStrategies.includes(model));
  const stances = [
    stance(
      "CIO",
      { kind: "STRATEGY_ALLOCATION", payload: { modelWeights, activeStrategies: Object.keys(weights) }, ...said },
      1,
    ),
    stance("CONTROLLER", { kind: "STRATEGY_LISTS", payload: { allowedStrategies, blockedStrategies }, ...said }, 2),
  ];
  return modelWeightsInForce(arbitrate(stances, []));
};

it("a blocked model has none, and the others share all of it as the CIO weighs them", () => {
  const weights = weightsWith({ a: 0.3, b: 0.1, c: 0.6 }, ["c"]);
  expect(weights).toMatchObject({ c: 0 });
  expect(weights?.["a"]).toBeCloseTo(0.75, 12);
  expect(weights?.["b"]).toBeCloseTo(0.25, 12);
});

it("nobody has any where the CIO gave all of it to who is blocked", () =>
  expect(weightsWith({ a: 0, b: 1 }, ["b"])).toEqual({ a: 0, b: 0 }));

it("all is as the CIO weighs it while nobody is blocked", () =>
  expect(weightsWith({ a: 0.3, b: 0.7 }, [])).toEqual({ a: 0.3, b: 0.7 }));
