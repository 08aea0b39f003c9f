/** Every way to share money: sums to one, never negative, whatever the order and the unit; and what each promises of its own. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedFormAllocators } from "./allocate.ts";
import { equalRisk, riskShares } from "./equal-risk.ts";
import { frontierAt, leastVariance, leastVarianceReturning, nonNegativeLeast, tangency } from "./frontier.ts";
import { correlationDistance, hierarchicalRiskParity, treeOrder } from "./hierarchical-risk-parity.ts";
import { equalWeights, inverseVariance, inverseVolatility } from "./plain-weights.ts";
import { dot, partOf, sizeOf, times, varianceOf } from "./square-matrix.ts";

/** A factor all share, and noise of its own for each: positive definite. */
const anyCovariance = (most = 6): fc.Arbitrary<Float64Array> =>
  fc
    .array(
      fc.record({
        beta: fc.double({ min: -0.5, max: 2, noNaN: true }),
        own: fc.double({ min: 0.2, max: 2, noNaN: true }),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((assets) =>
      Float64Array.from(
        assets.flatMap((a, row) =>
          assets.map((b, column) => 4e-4 * (a.beta * b.beta + (row === column ? a.own ** 2 : 0))),
        ),
      ),
    );

const diagonal = (...variances: number[]): Float64Array =>
  Float64Array.from(variances.flatMap((each, row) => variances.map((_, column) => (row === column ? each : 0))));

describe.each(Object.entries(closedFormAllocators))("%s", (_, allocate) => {
  it("sums to one and is never negative", () =>
    fc.assert(
      fc.property(anyCovariance(), (covariance) => {
        const weights = allocate(covariance);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(weights.every((weight) => weight >= 0)).toBe(true);
      }),
    ));
  it("does not depend on the unit of the returns", () =>
    fc.assert(
      fc.property(anyCovariance(), (covariance) => {
        const scaled = allocate(covariance.map((each) => each * 1e4));
        for (const [asset, weight] of allocate(covariance).entries()) expect(scaled[asset]).toBeCloseTo(weight, 7);
      }),
    ));
  it("gives all to the only asset, and shares alike among strangers that vary alike", () => {
    expect([...allocate(diagonal(0.04))]).toEqual([1]);
    for (const weight of allocate(diagonal(0.04, 0.04, 0.04, 0.04))) expect(weight).toBeCloseTo(0.25, 9);
  });
  it("is NaN throughout, never a guess, where a variance is", () => {
    const weights = allocate(diagonal(0.04, Number.NaN));
    if (allocate !== equalWeights) expect([...weights].some((weight) => Number.isNaN(weight))).toBe(true);
  });
});

it.each(Object.entries(closedFormAllocators).filter(([name]) => name !== "HRP"))(
  "%s does not depend on the order of the assets",
  (_, allocate) =>
    fc.assert(
      fc.property(anyCovariance(), (covariance) => {
        const turned = Array.from({ length: sizeOf(covariance) }, (__, asset) => asset).toReversed();
        const weights = allocate(covariance);
        const again = allocate(partOf(covariance, turned));
        for (const [place, asset] of turned.entries()) expect(again[place]).toBeCloseTo(weights[asset] ?? NaN, 6);
      }),
    ),
);

describe("HRP", () => {
  it("does not depend on the order of the assets beyond which of two branches stands left", () => {
    /** Two pairs: whichever way they come in, each pair shares its half. */
    const covariance = Float64Array.from([4, 3, 0, 0, 3, 4, 0, 0, 0, 0, 1, 0.8, 0, 0, 0.8, 1]);
    const weights = hierarchicalRiskParity(covariance);
    for (const order of [
      [3, 1, 2, 0],
      [1, 3, 0, 2],
      [2, 0, 3, 1],
    ]) {
      const again = hierarchicalRiskParity(partOf(covariance, order));
      for (const [place, asset] of order.entries()) expect(again[place]).toBeCloseTo(weights[asset] ?? NaN, 12);
    }
  });
  it("is inverse variance between two", () => {
    const covariance = Float64Array.from([1, 0.5, 0.5, 4]);
    for (const [asset, weight] of inverseVariance(covariance).entries())
      expect(hierarchicalRiskParity(covariance)[asset]).toBeCloseTo(weight, 12);
  });
  it("puts what moves alike side by side", () =>
    expect(treeOrder(Float64Array.from([1, 0, 0.9, 0, 1, 0.1, 0.9, 0.1, 1]))).toEqual([1, 0, 2]));
  it("two that always move together are no distance apart, opposites one", () =>
    expect([1, 0, -1].map(correlationDistance)).toEqual([0, Math.sqrt(0.5), 1]));
});

describe("ERC", () => {
  it("every asset adds as much to the variance", () =>
    fc.assert(
      fc.property(anyCovariance(), (covariance) => {
        const shares = riskShares(equalRisk(covariance), covariance);
        for (const share of shares) expect(share).toBeCloseTo(1 / sizeOf(covariance), 8);
      }),
    ));
  it("is inverse volatility where all correlate alike", () => {
    const covariance = Float64Array.from([1, 1, 1.5, 1, 4, 3, 1.5, 3, 9]);
    for (const [asset, weight] of inverseVolatility(covariance).entries())
      expect(equalRisk(covariance)[asset]).toBeCloseTo(weight, 9);
  });
});

describe("the frontier", () => {
  it("no other weights vary less than the least", () =>
    fc.assert(
      fc.property(
        anyCovariance(),
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
        (covariance, raw) => {
          const least = varianceOf(leastVariance(covariance), covariance);
          const others = raw.slice(0, sizeOf(covariance));
          const sum = others.reduce((total, each) => total + each, 0);
          const other = others.map((each) => each / sum);
          expect(least).toBeLessThanOrEqual(varianceOf(other, covariance) * (1 + 1e-9));
        },
      ),
    ));
  it("what is left out would not help, what is held pays alike (Kuhn and Tucker)", () =>
    fc.assert(
      fc.property(anyCovariance(), (covariance) => {
        const m = new Float64Array(sizeOf(covariance)).fill(1);
        const y = nonNegativeLeast(covariance, m);
        const costs = times(covariance, y);
        for (const [asset, cost] of costs.entries()) {
          expect(cost).toBeGreaterThan(1 - 1e-7);
          if ((y[asset] ?? 0) > 0) expect(cost).toBeCloseTo(1, 7);
        }
      }),
    ));
  it("the tangent has the best ratio, the least variance for a return has that return", () => {
    const covariance = Float64Array.from([0.04, 0.01, 0.01, 0.09]);
    const returns = [0.08, 0.15];
    const weights = tangency(covariance, returns, 0.02);
    const ratio = (each: ArrayLike<number>) => (dot(each, returns) - 0.02) / Math.sqrt(varianceOf(each, covariance));
    for (const share of [0, 0.25, 0.5, 0.75, 1])
      expect(ratio(weights)).toBeGreaterThanOrEqual(ratio([share, 1 - share]));
    expect(dot(leastVarianceReturning({ covariance, returns }, 0.12), returns)).toBeCloseTo(0.12, 9);
    const byVolatility = frontierAt({ covariance, returns }, (each) => Math.sqrt(varianceOf(each, covariance)), 0.25);
    expect(Math.sqrt(varianceOf(byVolatility, covariance))).toBeCloseTo(0.25, 9);
  });
  it("nothing returns more than the rate: no answer", () =>
    expect([...tangency(diagonal(1, 1), [0.01, 0.02], 0.05)].every(Number.isNaN)).toBe(true));
});
