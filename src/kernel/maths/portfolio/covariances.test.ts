/** Covariances shrunk, repaired and counted over missing days; clusters; least shortfall as a program. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choleskyFactor, solvePositive } from "./cholesky.ts";
import { impliedReturns, posteriorReturns } from "./black-litterman.ts";
import { readShortfall, shortfallProgram } from "./least-shortfall.ts";
import { shrinkToIdentity, shrinkToOneCorrelation } from "./ledoit-wolf.ts";
import { eigenOf, repairCovariance } from "./repair-covariance.ts";
import { sampleCovariance } from "./sample-covariance.ts";
import { groupsWithin, leafOrder, singleLinkage } from "./single-linkage.ts";
import { diagonalOf, sizeOf, times } from "./square-matrix.ts";

const anyScenarios = fc
  .record({
    assets: fc.integer({ min: 2, max: 5 }),
    values: fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 100, maxLength: 200 }),
  })
  .map(({ assets, values }) => ({
    assets,
    returns: Float64Array.from(values.slice(0, values.length - (values.length % assets))),
  }));

describe("the sample", () => {
  it("PyPortfolioOpt's five prices (methods C1, 17)", () => {
    const prices = [
      [4, 2, 0.6],
      [4.2, 2.1, 0.59],
      [3.9, 2, 0.58],
      [4.3, 2.1, 0.62],
      [4.1, 2.2, 0.63],
    ];
    const returns = [0, 1, 2].map((asset) =>
      prices.slice(1).map((row, day) => (row[asset] ?? NaN) / (prices[day]?.[asset] ?? NaN) - 1),
    );
    const expected = [
      0.0066616879, 0.0026497096, 0.0020849735, 0.0026497096, 0.0023450491, 0.0009677086, 0.0020849735, 0.0009677086,
      0.0016396416,
    ];
    for (const [cell, value] of sampleCovariance(returns).entries())
      expect(value).toBeCloseTo(expected[cell] ?? NaN, 9);
  });
  it("counts a pair over the days both have", () => {
    const [, shared] = sampleCovariance([
      [1, 2, Number.NaN, 4],
      [2, 4, 9, 8],
    ]);
    expect(shared).toBeCloseTo(14 / 3, 12);
  });
});

describe.each([
  ["towards the identity", shrinkToIdentity],
  ["towards one correlation", shrinkToOneCorrelation],
])("shrunk %s", (_, shrink) => {
  it("a share between none and all, the same trace, solvable", () =>
    fc.assert(
      fc.property(anyScenarios, (scenarios) => {
        const { covariance, shrinkage } = shrink(scenarios);
        expect(shrinkage).toBeGreaterThanOrEqual(0);
        expect(shrinkage).toBeLessThanOrEqual(1);
        const days = scenarios.returns.length / scenarios.assets;
        const byAsset = Array.from({ length: scenarios.assets }, (__, asset) =>
          Array.from({ length: days }, (___, day) => scenarios.returns[day * scenarios.assets + asset] ?? NaN),
        );
        const trace = (matrix: Float64Array) => diagonalOf(matrix).reduce((sum, each) => sum + each, 0);
        expect(trace(covariance)).toBeCloseTo((trace(sampleCovariance(byAsset)) * (days - 1)) / days, 12);
      }),
    ));
});

it("one correlation for all leaves variances alone and nears correlations", () => {
  const { random, values } = { random: 7, values: [] as number[] };
  let state = random;
  for (let index = 0; index < 90; index++) {
    state = (state * 48_271) % 2_147_483_647;
    values.push((state / 2_147_483_647 - 0.5) * 0.1);
  }
  const scenarios = { assets: 3, returns: Float64Array.from(values) };
  const { covariance, shrinkage } = shrinkToOneCorrelation(scenarios);
  expect(shrinkage).toBeGreaterThan(0);
  const correlations = [1, 2, 5].map((cell) => {
    const [row, column] = [Math.floor(cell / 3), cell % 3];
    return (covariance[cell] ?? NaN) / Math.sqrt((covariance[row * 4] ?? NaN) * (covariance[column * 4] ?? NaN));
  });
  const plain = shrinkToOneCorrelation({
    assets: 3,
    returns: Float64Array.from([...values, ...values, ...values, ...values]),
  });
  expect(plain.shrinkage, "the same days four times over deserve more trust").toBeLessThan(shrinkage);
  expect(Math.max(...correlations) - Math.min(...correlations)).toBeLessThan(1);
});

describe("repair", () => {
  const broken = Float64Array.from([1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1]);
  it("a matrix that promises a negative variance becomes a covariance with the same variances", () => {
    expect(Math.min(...eigenOf(broken).values)).toBeLessThan(0);
    const repaired = repairCovariance(broken);
    expect(Math.min(...eigenOf(repaired).values)).toBeGreaterThan(0);
    expect(choleskyFactor(repaired).every(Number.isFinite)).toBe(true);
    for (const variance of diagonalOf(repaired)) expect(variance).toBeCloseTo(1, 12);
  });
  it("one that is a covariance stays as it is", () => {
    const sound = Float64Array.from([4, 1, 1, 9]);
    expect(repairCovariance(sound)).toBe(sound);
  });
  it("eigenvalues and vectors rebuild the matrix", () => {
    const { values, vectors } = eigenOf(broken);
    for (const [column, value] of values.entries()) {
      const vector = [0, 1, 2].map((row) => vectors[row * 3 + column] ?? NaN);
      for (const [row, each] of times(broken, vector).entries())
        expect(each).toBeCloseTo(value * (vector[row] ?? NaN), 10);
    }
  });
});

it("solves what is positive definite and says NaN of what is not", () => {
  const matrix = Float64Array.from([4, 2, 2, 3]);
  const x = solvePositive(matrix, [2, 5]);
  for (const [row, each] of times(matrix, x).entries()) expect(each).toBeCloseTo([2, 5][row] ?? NaN, 12);
  expect([...solvePositive(Float64Array.from([1, 2, 2, 1]), [1, 1])].some(Number.isNaN)).toBe(true);
});

describe("single linkage", () => {
  const distances = Float64Array.from([0, 1, 5, 6, 1, 0, 4, 7, 5, 4, 0, 2, 6, 7, 2, 0]);
  const joins = singleLinkage(distances);
  it("joins the nearest first, at the distance of the nearest members", () =>
    expect(joins).toEqual([
      { left: 0, right: 1, distance: 1 },
      { left: 2, right: 3, distance: 2 },
      { left: 4, right: 5, distance: 4 },
    ]));
  it("puts them side by side, and groups them as far as a distance", () => {
    expect(leafOrder(joins)).toEqual([0, 1, 2, 3]);
    expect([0.5, 1, 2, 3.9, 4].map((most) => groupsWithin(joins, most))).toEqual([
      [0, 1, 2, 3],
      [0, 0, 2, 3],
      [0, 0, 2, 2],
      [0, 0, 2, 2],
      [0, 0, 0, 0],
    ]);
  });
  it("one alone is its own group", () => {
    expect(leafOrder(singleLinkage(new Float64Array(1)))).toEqual([0]);
    expect(groupsWithin([], 1)).toEqual([0]);
  });
});

describe("least shortfall", () => {
  const scenarios = { assets: 2, returns: Float64Array.from([0.01, -0.02, -0.03, 0.01]) };
  it("one row for the sum and one for each day, one column for each weight, for the threshold and for each day", () => {
    const { costs, rows, bounds } = shortfallProgram(scenarios, { tail: 0.5, cap: 0.7 });
    expect(costs).toEqual([0, 0, 1, 1, 1]);
    expect(rows).toHaveLength(3);
    expect(rows[2]?.terms).toEqual([
      [0, -0.03],
      [1, 0.01],
      [2, 1],
      [4, 1],
    ]);
    expect(bounds.slice(0, 2)).toEqual([
      [0, 0.7],
      [0, 0.7],
    ]);
  });
  it("says nothing where the solver found nothing", () =>
    expect(readShortfall({ kind: "NONE", reason: "infeasible" }, 2)).toBeUndefined());
});

describe("Black and Litterman", () => {
  const covariance = Float64Array.from([0.04, 0.01, 0.01, 0.09]);
  const prior = impliedReturns(covariance, [0.6, 0.4], 2.5);
  it("a view the prior already holds moves nothing", () => {
    const views = { portfolios: [[1, 0]], returns: [prior[0] ?? NaN] };
    for (const [asset, each] of posteriorReturns({ covariance, prior, tau: 0.05 }, views).returns.entries())
      expect(each).toBeCloseTo(prior[asset] ?? NaN, 12);
  });
  it("a view without error is believed, one without end of it is not", () => {
    const at = (error: number) =>
      posteriorReturns({ covariance, prior, tau: 0.05 }, { portfolios: [[1, 0]], returns: [0.2], errors: [error] })
        .returns[0];
    expect(at(1e-15)).toBeCloseTo(0.2, 9);
    expect(at(1e9)).toBeCloseTo(prior[0] ?? NaN, 9);
  });
  it("a view makes returns more certain", () => {
    const { uncertainty } = posteriorReturns(
      { covariance, prior, tau: 0.05 },
      { portfolios: [[1, 0]], returns: [0.2] },
    );
    expect(sizeOf(uncertainty)).toBe(2);
    expect(uncertainty[0]).toBeCloseTo(0.5 * 0.05 * 0.04, 12);
  });
});
