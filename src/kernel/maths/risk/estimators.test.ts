/** The estimators of tail risk against reference numbers, each other, and what they must refuse. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenGarchPath } from "../../../../scripts/reference/golden-path.ts";
import { normalQuantile } from "../distributions.ts";
import { seedRandom, studentT } from "../seeded-random.ts";
import { cornishFisher, cornishFisherTail, cornishFisherTailOf, isMonotone } from "./cornish-fisher.ts";
import { filteredHistoricalTail, filteredParetoTail } from "./filtered-tail.ts";
import { ageWeightedTail, historicalTail } from "./historical-tail.ts";
import {
  degreesOfKurtosis,
  fitDegrees,
  normalTail,
  normalTailOf,
  studentTail,
  studentTailOf,
} from "./parametric-tail.ts";
import { peaksOverThreshold } from "./peaks-over-threshold.ts";
import type { TailEstimate } from "./tail-estimate.ts";

const losses = goldenGarchPath().returns.map((value) => -value);
const riskOf = (estimate: TailEstimate) => (estimate.kind === "estimated" ? estimate.valueAtRisk : Number.NaN);
const shortfallOf = (estimate: TailEstimate) =>
  estimate.kind === "estimated" ? estimate.expectedShortfall : Number.NaN;
const refusal = (reason: string) => ({ kind: "refused", reason });

/** Of the golden path (methods C1 case 25): type-7 quantile, normal quantile and ES with ddof 0, Cornish-Fisher. */
const golden = [
  {
    tail: 0.05,
    historical: 1.5540506093887938,
    normal: 1.5362387573669798,
    beyond: 1.9315612241941582,
    bent: 1.5399448335072652,
  },
  {
    tail: 0.025,
    historical: 1.9027246107024236,
    normal: 1.8343540308401494,
    beyond: 2.1918145736694266,
    bent: 1.853011736723609,
  },
  {
    tail: 0.01,
    historical: 2.192942824483421,
    normal: 2.180977462232708,
    beyond: 2.501567474800482,
    bent: 2.2254459914106546,
  },
];

describe.each(golden)("at a tail of $tail the golden path has the reference", ({ tail, ...expected }) => {
  it("historical VaR", () => expect(riskOf(historicalTail(losses, tail))).toBeCloseTo(expected.historical, 9));
  it("normal VaR and ES, with the population's spread", () => {
    const known = normalTailOf({ mean: -0.019901740757166077, deviation: 0.9460662472491577 }, tail);
    expect(riskOf(known)).toBeCloseTo(expected.normal, 8);
    expect(shortfallOf(known)).toBeCloseTo(expected.beyond, 8);
    expect(riskOf(normalTail(losses, tail))).toBeCloseTo(expected.normal, 2);
  });
  it("Cornish-Fisher quantile", () => {
    const shape = { skewness: 0.023011778069845692, excess: 0.1295276467571731 };
    const z = -normalQuantile(tail);
    expect(-0.019901740757166077 + 0.9460662472491577 * cornishFisher(z, shape)).toBeCloseTo(expected.bent, 8);
  });
});

describe("age weights", () => {
  it("worked by hand: four losses, half a weight each day", () => {
    const old = Array.from({ length: 16 }, () => 0);
    const weighted = ageWeightedTail([...old, 9, 1, 5, 3], 0.3, 0.5);
    const whole = 0.5 / (1 - 0.5 ** 20);
    expect(riskOf(weighted)).toBe(5);
    expect(shortfallOf(weighted)).toBeCloseTo((9 * whole * 0.125 + 5 * (0.3 - whole * 0.125)) / 0.3, 9);
  });
  it("near a decay of 1 is the plain expected shortfall", () => {
    const weighted = ageWeightedTail(losses, 0.05, 1 - 1e-9);
    expect(shortfallOf(weighted)).toBeCloseTo(shortfallOf(historicalTail(losses, 0.05)), 5);
  });
  it.each([0, 1, Number.NaN])("refuses a decay of %s", (decay) =>
    expect(ageWeightedTail(losses, 0.05, decay).kind).toBe("refused"),
  );
});

describe("Student's t", () => {
  it("with 1,000 degrees is nearly the normal", () => {
    const centre = { mean: 0.1, deviation: 2 };
    expect(riskOf(studentTailOf(centre, 1_000, 0.01))).toBeCloseTo(riskOf(normalTailOf(centre, 0.01)), 1);
    expect(shortfallOf(studentTailOf(centre, 1_000, 0.01))).toBeCloseTo(shortfallOf(normalTailOf(centre, 0.01)), 1);
  });
  it("of 4 degrees and variance 2 is the plain t: t(0.99; 4) = 3.7469, ES by its formula", () => {
    const plain = studentTailOf({ mean: 0, deviation: Math.SQRT2 }, 4, 0.01);
    expect(riskOf(plain)).toBeCloseTo(3.746947, 5);
    const density = 0.375 * (1 + 3.746947 ** 2 / 4) ** -2.5;
    expect(shortfallOf(plain)).toBeCloseTo((density / 0.01) * ((4 + 3.746947 ** 2) / 3), 4);
  });
  it("finds the degrees of a sample of t(5), and takes a normal sample for one", () => {
    const random = seedRandom(11);
    const sample = Array.from({ length: 20_000 }, () => studentT(random, 5));
    expect(fitDegrees(sample)).toBeGreaterThan(4.4);
    expect(fitDegrees(sample)).toBeLessThan(5.8);
    expect(degreesOfKurtosis(sample)).toBeGreaterThan(4);
    expect(fitDegrees(losses)).toBeGreaterThan(15);
  });
  it("needs more than 2 degrees", () => {
    expect(studentTailOf({ mean: 0, deviation: 1 }, 2, 0.01)).toEqual(refusal("no fit"));
    expect(studentTailOf({ mean: 0, deviation: 1 }, 2.01, 0.01).kind).toBe("estimated");
  });
});

describe("Cornish-Fisher", () => {
  it("is invalid for the Convertible Arbitrage index, skewness -2.60 and excess 18.6 (methods B1)", () => {
    const shape = { skewness: -2.6, excess: 18.6 };
    expect(isMonotone(shape)).toBe(false);
    expect(cornishFisherTailOf(shape, 0.01)).toEqual(refusal("invalid expansion"));
  });
  it("is valid from where the curve stops turning, at skewness 0 from 0 to 8", () => {
    expect([-0.001, 0, 0.001, 7.999, 8].map((excess) => isMonotone({ skewness: 0, excess }))).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(isMonotone({ skewness: 0, excess: 8.001 })).toBe(false);
    expect(isMonotone({ skewness: Number.NaN, excess: 1 })).toBe(false);
  });
  it("says valid exactly where the curve rises on a fine grid", () => {
    const rises = (shape: { skewness: number; excess: number }) => {
      for (let z = -60; z < 60; z += 0.02) if (cornishFisher(z + 0.02, shape) < cornishFisher(z, shape)) return false;
      return true;
    };
    const skewness = fc.double({ min: -1.5, max: 1.5, noNaN: true });
    const excess = fc.double({ min: 0.3, max: 12, noNaN: true });
    fc.assert(
      fc.property(skewness, excess, (s, k) => {
        const near = [0.97, 1.03].map((factor) => isMonotone({ skewness: s * factor, excess: k }));
        fc.pre(near[0] === near[1] && isMonotone({ skewness: s, excess: k * 0.98 }) === near[0]);
        expect(rises({ skewness: s, excess: k })).toBe(near[0]);
      }),
      { numRuns: 40 },
    );
  });
  it("has the expected shortfall of quadrature", () => {
    const shape = { skewness: 0.5, excess: 2 };
    const steps = 200_000;
    let sum = 0;
    for (let step = 0; step < steps; step++)
      sum += cornishFisher(-normalQuantile((0.025 * (step + 0.5)) / steps), shape);
    expect(shortfallOf(cornishFisherTailOf(shape, 0.025))).toBeCloseTo(sum / steps, 4);
  });
});

describe("filtered", () => {
  const residuals = losses.slice(0, 500).map((loss) => -loss);
  const sample = { residuals, mean: 0.01, deviation: 2 };
  it("is the residual's tail times the next volatility, less the mean", () => {
    const plain = losses.slice(0, 500);
    expect(riskOf(filteredHistoricalTail(sample, 0.05))).toBeCloseTo(
      -0.01 + 2 * riskOf(historicalTail(plain, 0.05)),
      12,
    );
    expect(shortfallOf(filteredParetoTail(sample, 0.01))).toBeCloseTo(
      -0.01 + 2 * shortfallOf(peaksOverThreshold(plain, 0.01)),
      12,
    );
  });
  it.each([0, -1, Number.NaN])("refuses a volatility of %s", (deviation) => {
    expect(filteredHistoricalTail({ ...sample, deviation }, 0.05)).toEqual(refusal("does not vary"));
  });
});

describe("every estimator", () => {
  const estimators: Record<string, (sample: readonly number[], tail: number) => TailEstimate> = {
    historical: historicalTail,
    aged: (sample, tail) => ageWeightedTail(sample, tail, 0.99),
    normal: normalTail,
    student: studentTail,
    "Cornish-Fisher": cornishFisherTail,
    Pareto: peaksOverThreshold,
  };
  it.each(Object.entries(estimators))("%s refuses too few, what is no number and no tail", (name, of) => {
    const least = name === "Pareto" ? 500 : 20;
    expect(of(losses.slice(0, least - 1), 0.05)).toEqual(refusal("too few"));
    expect(of(name === "Pareto" ? losses.slice(0, 500) : losses, 0.05).kind).toBe("estimated");
    expect(of([...losses, Number.NaN], 0.05)).toEqual(refusal("not finite"));
    expect(of([...losses, Number.POSITIVE_INFINITY], 0.05)).toEqual(refusal("not finite"));
    for (const tail of [0, 1, Number.NaN]) expect(of(losses, tail)).toEqual(refusal("invalid tail"));
  });
  it.each(Object.entries(estimators))("%s: ES is above VaR, and both move with the losses", (_, of) => {
    for (const tail of [0.05, 0.025, 0.01]) {
      const at = of(losses, tail);
      expect(shortfallOf(at)).toBeGreaterThan(riskOf(at));
      const moved = of(
        losses.map((loss) => 3 * loss + 1),
        tail,
      );
      expect(riskOf(moved)).toBeCloseTo(3 * riskOf(at) + 1, 5);
      expect(shortfallOf(moved)).toBeCloseTo(3 * shortfallOf(at) + 1, 5);
    }
  });
  it.each(["normal", "student", "Cornish-Fisher", "Pareto"])("%s refuses losses all alike", (name) =>
    expect(
      estimators[name]?.(
        Array.from({ length: 600 }, () => 0.01),
        0.05,
      ).kind,
    ).toBe("refused"),
  );
});
