/** Fits of hidden states as the officer asks for them: searched, improved, in a lasting order, and refused. */
import { describe, expect, it } from "vitest";
import { start } from "../../../tests/scenarios/given.ts";
import type { RegimeRequest } from "../domain/estimate.ts";
import { regimeEstimated } from "../events/estimate-events.ts";
import { normal, seedRandom } from "../maths/seeded-random.ts";
import { estimateRegime } from "./estimate-regime.ts";

/** Forty calm days, then twenty wild ones, and so on. */
function daysOf(count: number, seed: number): Float64Array {
  const random = seedRandom(seed);
  return Float64Array.from(
    Array.from({ length: count }, (_, day) => {
      const deviation = day % 60 < 40 ? 0.02 : 0.08;
      return [deviation * normal(random), Math.log(deviation) + 0.2 * normal(random), normal(random)];
    }).flat(),
  );
}
const request = (change: Partial<RegimeRequest> = {}): RegimeRequest => ({
  kind: "REGIME",
  symbol: "BTC",
  asOf: start,
  days: daysOf(360, 4),
  before: undefined,
  isSearch: true,
  ...change,
});
const deviations = (model: RegimeRequest["before"] | null) =>
  model?.covariances.map(([variance]) => Math.sqrt(variance ?? Number.NaN));

describe("a search", () => {
  const { data } = estimateRegime(request());

  it("finds the two kinds of days, the calm one first", () => {
    expect(data.model?.start).toHaveLength(2);
    expect(deviations(data.model)?.[0]).toBeCloseTo(0.02, 2);
    expect(deviations(data.model)?.[1]).toBeCloseTo(0.08, 1);
    expect(data).toMatchObject({ symbol: "BTC", asOfMs: start, days: 360 });
  });

  it("says what the journal can take in", () =>
    expect(regimeEstimated.schema.parse(JSON.parse(JSON.stringify(data)))).toEqual(data));

  it("keeps the order of the model there is", () => {
    const reversed = {
      start: data.model?.start.toReversed() ?? [],
      transition: data.model?.transition.toReversed().map((row) => row.toReversed()) ?? [],
      means: data.model?.means.toReversed() ?? [],
      covariances: data.model?.covariances.toReversed() ?? [],
    };
    for (const isSearch of [true, false])
      expect(deviations(estimateRegime(request({ before: reversed, isSearch })).data.model)?.[0]).toBeCloseTo(0.08, 1);
  });
});

it("of days that cannot be fitted says so", () => {
  const { data } = estimateRegime(request({ days: Float64Array.of(Number.NaN, 0, 0, 1, 1, 1) }));
  expect(data).toMatchObject({ model: null, bic: null, days: 2 });
});
