/** The eight estimators on one sample: seed 001's own case, order of levels, and refusals instead of numbers. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tailLevels } from "../../../domain/tail.ts";
import { judgeLoss, openConformal } from "../../../maths/risk/conformal.ts";
import { normal, seedRandom } from "../../../maths/seeded-random.ts";
import { epochMs } from "../../../units/units.ts";
import { forecastAll, type Sample } from "./estimators.ts";

const model = {
  asOf: epochMs(0),
  garch: { omega: 2e-5, alpha: 0.08, beta: 0.87 },
  excess: {
    threshold: 1.3,
    shape: 0.15,
    shapeLow: -0.1,
    shapeHigh: 0.4,
    scale: 0.6,
    exceedances: 50,
    losses: 500,
  },
  degrees: 5,
  residualDegrees: 6,
};

function sampleOf(losses: readonly number[]): Sample {
  const conformal = tailLevels.map((tail) => openConformal({ tail }));
  for (const each of conformal) for (const loss of losses) judgeLoss(each, loss, 0.02);
  return { losses: Float64Array.from(losses), model, conformal };
}

const losing = (days: number, seed: number): number[] => {
  const random = seedRandom(seed);
  return Array.from({ length: days }, () => 0.001 - 0.02 * normal(random));
};

it("of seed 001: the 95 % value at risk of 100 losing normal returns is positive, whoever estimates it", () => {
  fc.assert(
    fc.property(fc.nat(1_000), (seed) => {
      for (const forecast of forecastAll(sampleOf(losing(100, seed))).by.values())
        if (forecast.kind === "FORECAST") expect(forecast.levels[0].valueAtRisk).toBeGreaterThan(0);
    }),
    { numRuns: 30 },
  );
});

it("a further level is a larger loss, and the mean beyond it larger still", () => {
  fc.assert(
    fc.property(fc.nat(1_000), (seed) => {
      for (const forecast of forecastAll(sampleOf(losing(300, seed))).by.values()) {
        if (forecast.kind !== "FORECAST") continue;
        const [near, middle, far] = forecast.levels;
        expect(near.valueAtRisk).toBeLessThanOrEqual(middle.valueAtRisk);
        expect(middle.valueAtRisk).toBeLessThanOrEqual(far.valueAtRisk);
        for (const { valueAtRisk, expectedShortfall } of forecast.levels)
          expect(expectedShortfall).toBeGreaterThanOrEqual(valueAtRisk);
      }
    }),
    { numRuns: 30 },
  );
});

describe("refuses by name", () => {
  const kindsOf = (losses: readonly number[], change: Partial<Sample> = {}) =>
    new Map([...forecastAll({ ...sampleOf(losses), ...change }).by].map(([name, { kind }]) => [name, kind]));
  it("days that do not vary, for all that divide by their spread", () => {
    const kinds = kindsOf(Array<number>(100).fill(0));
    expect([kinds.get("NORMAL"), kinds.get("STUDENT_T"), kinds.get("CORNISH_FISHER")]).toEqual(
      Array<string>(3).fill("REFUSED"),
    );
  });
  it("a number that is none, for everybody", () => {
    const losses = losing(100, 1);
    losses[50] = Number.NaN;
    const kinds = kindsOf(losing(100, 1), { losses: Float64Array.from(losses), conformal: sampleOf([]).conformal });
    expect(new Set(kinds.values())).toEqual(new Set(["REFUSED"]));
  });
  it("what has not been fitted", () => {
    const kinds = kindsOf(losing(200, 1), { model: undefined });
    expect([kinds.get("EXTREME_VALUE"), kinds.get("FILTERED_STUDENT_T")]).toEqual(["REFUSED", "REFUSED"]);
    expect([kinds.get("HISTORICAL"), kinds.get("FILTERED_HISTORICAL")]).toEqual(["FORECAST", "FORECAST"]);
  });
});
