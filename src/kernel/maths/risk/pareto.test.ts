/** Extreme value theory: the reference fit, known samples, the edges of the shape, and what is too little. */
import { describe, expect, it } from "vitest";
import { goldenGarchPath } from "../../../../scripts/reference/golden-path.ts";
import { seedRandom, uniform } from "../seeded-random.ts";
import { fitPareto, greatestShape, leastShape, paretoLoss } from "./generalised-pareto.ts";
import { fitTail, peaksOverThreshold, tailBeyond, tailIndexOf } from "./peaks-over-threshold.ts";

const losses = goldenGarchPath().returns.map((value) => -value);
const golden = fitTail(losses);

function sampleOf(shape: number, count: number): number[] {
  const random = seedRandom(3);
  return Array.from({ length: count }, () =>
    shape === 0 ? -Math.log(uniform(random)) : (uniform(random) ** -shape - 1) / shape,
  );
}

describe("the golden path (methods C1 case 25)", () => {
  if (golden.kind === "refused") throw new Error("expected a fit");
  it("has the reference threshold, shape, scale and likelihood", () => {
    expect(golden.exceedances).toBe(100);
    expect(golden.threshold).toBeCloseTo(1.5540506093887938, 9);
    expect(golden.pareto.method).toBe("likelihood");
    expect(golden.pareto.shape).toBeCloseTo(-0.1197685615997309, 5);
    expect(golden.pareto.scale).toBeCloseTo(0.46933255240469973, 5);
    expect(golden.pareto.negativeLogLikelihood).toBeCloseTo(12.37877526101984, 8);
  });
  it("has the reference VaR and ES at 99 %", () => {
    const at = peaksOverThreshold(losses, 0.01);
    if (at.kind === "refused") throw new Error(at.reason);
    expect(at.valueAtRisk).toBeCloseTo(2.2410711931532457, 5);
    expect(at.expectedShortfall).toBeCloseTo(2.5867221594072682, 5);
  });
  it("puts the shape's interval at 1.96 (1+ξ)/√k to each side", () => {
    const index = tailIndexOf(golden);
    expect(index.shapeHigh - index.shape).toBeCloseTo((1.959964 * (1 - 0.1197686)) / 10, 5);
    expect(index.index).toBe(Number.POSITIVE_INFINITY);
    expect(index.indexLow).toBeCloseTo(1 / index.shapeHigh, 12);
  });
});

describe("fit", () => {
  it.each([-0.3, -0.1, 0, 0.2, 0.5])("finds a shape of %s and a scale of 1", (shape) => {
    const fit = fitPareto(sampleOf(shape, 20_000));
    expect(Math.abs((fit?.shape ?? 9) - shape)).toBeLessThan(0.03);
    expect(Math.abs((fit?.scale ?? 9) - 1)).toBeLessThan(0.03);
  });
  it("is at least as likely as any shape and scale nearby", () => {
    const sample = Float64Array.from(sampleOf(0.25, 60));
    const fit = fitPareto(sample);
    if (fit === undefined) throw new Error("expected a fit");
    for (const factor of [0.9, 0.999, 1.001, 1.1]) {
      expect(paretoLoss({ ...fit, shape: fit.shape * factor }, sample)).toBeGreaterThan(fit.negativeLogLikelihood);
      expect(paretoLoss({ ...fit, scale: fit.scale * factor }, sample)).toBeGreaterThan(fit.negativeLogLikelihood);
    }
  });
  it("holds the shape of a very heavy tail at its greatest and of a bounded one at its least", () => {
    expect(fitPareto(sampleOf(2, 2_000))?.shape).toBe(greatestShape);
    expect(fitPareto(sampleOf(-0.9, 2_000))?.shape).toBe(leastShape);
  });
  it("refuses 9 excesses, negative ones, zeros and what is no number", () => {
    const sample = sampleOf(0.1, 10);
    expect(fitPareto(sample)).toBeDefined();
    expect(fitPareto(sample.slice(1))).toBeUndefined();
    expect(fitPareto([...sample, -1])).toBeUndefined();
    expect(fitPareto([...sample, Number.NaN])).toBeUndefined();
    expect(fitPareto(new Float64Array(50))).toBeUndefined();
  });
});

describe("peaks over a threshold", () => {
  it("need 500 losses, of which 50 lie beyond the threshold", () => {
    expect(fitTail(losses.slice(0, 499))).toEqual({ kind: "refused", reason: "too few" });
    expect(fitTail(losses.slice(0, 500))).toMatchObject({ kind: "fitted", exceedances: 50 });
    expect(fitTail(losses.slice(0, 1_000))).toMatchObject({ exceedances: 100 });
  });
  it("say nothing of what is likelier than the threshold", () => {
    expect(tailBeyond(golden, 0.05).kind).toBe("estimated");
    expect(tailBeyond(golden, 0.051)).toEqual({ kind: "refused", reason: "invalid tail" });
  });
  it("meet the threshold where the tail is its share", () =>
    expect(tailBeyond(golden, 0.05)).toMatchObject({
      valueAtRisk: expect.closeTo(1.5540506093887938, 9),
    }));
});
