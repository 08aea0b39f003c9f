/** GARCH(1,1): the reference fit, the gradient against differences, warm starts, forecasts and what is refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenGarchPath } from "../../../../scripts/reference/golden-path.ts";
import { fitGarch, leastReturns } from "./garch-fit.ts";
import {
  filterByGarch,
  forecastVariance,
  type Garch,
  garchLikelihood,
  longRunVariance,
  nextVariance,
} from "./garch.ts";

const { returns } = goldenGarchPath();
const plain = { hasMean: false, targetsVariance: false };

describe("fit", () => {
  it("finds the reference model of the golden path (own maximum and arch 8 with the same start, methods C1 case 25)", () => {
    const fit = fitGarch(returns, plain);
    expect(fit?.model.omega).toBeCloseTo(0.0870769647, 6);
    expect(fit?.model.alpha).toBeCloseTo(0.1000734715, 6);
    expect(fit?.model.beta).toBeCloseTo(0.8034020086, 6);
    expect(fit?.logLikelihood).toBeCloseTo(-2684.4031196283, 6);
  });

  it("does not see the unit of the returns", () => {
    const small = fitGarch(
      returns.map((value) => value / 1_000),
      plain,
    );
    expect(small?.model.omega).toBeCloseTo(0.0870769647e-6, 12);
    expect(small?.model.alpha).toBeCloseTo(0.1000734715, 6);
  });

  it.each([plain, { hasMean: true, targetsVariance: false }, { hasMean: true, targetsVariance: true }])(
    "a warm start finds what several starts find: %o",
    (options) => {
      const window = returns.slice(700, 1_200);
      const cold = fitGarch(window, options);
      const start = fitGarch(returns.slice(693, 1_193), options)?.model;
      if (cold === undefined || start === undefined) throw new Error("expected a fit");
      const warm = fitGarch(window, { ...options, start });
      expect(warm?.logLikelihood).toBeCloseTo(cold.logLikelihood, 5);
      expect(warm?.model.beta).toBeCloseTo(cold.model.beta, 3);
    },
  );

  it("a warm start leaves an edge, and one that is no model does no harm", () => {
    const window = returns.slice(700, 1_200);
    const cold = fitGarch(window, plain);
    for (const start of [
      { mean: 0, omega: 1, alpha: 0, beta: 0 },
      { mean: 0, omega: 1e-12, alpha: 0, beta: 1 },
      { mean: 0, omega: Number.NaN, alpha: Number.NaN, beta: 0 },
    ])
      expect(fitGarch(window, { ...plain, start })?.logLikelihood).toBeCloseTo(cold?.logLikelihood ?? 0, 4);
  });

  it("with a targeted variance keeps the sample's as its long run", () => {
    const window = returns.slice(0, 500);
    const fit = fitGarch(window, { hasMean: false, targetsVariance: true });
    if (fit === undefined) throw new Error("expected a fit");
    expect(longRunVariance(fit.model)).toBeCloseTo(window.reduce((sum, value) => sum + value ** 2, 0) / 500, 9);
  });

  it(`refuses fewer than ${leastReturns} returns`, () => {
    expect(fitGarch(returns.slice(0, leastReturns - 1), plain)).toBeUndefined();
    expect(fitGarch(returns.slice(0, leastReturns), plain)).toBeDefined();
  });
  it("refuses what is not a number and what does not vary", () => {
    expect(fitGarch([...returns, Number.NaN], plain)).toBeUndefined();
    expect(fitGarch(new Float64Array(500), plain)).toBeUndefined();
  });

  it("gives a valid model for any returns", () => {
    const anyReturns = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 100, maxLength: 140 });
    fc.assert(
      fc.property(anyReturns, fc.boolean(), (values, hasMean) => {
        const fit = fitGarch(values, { hasMean, targetsVariance: false });
        if (fit === undefined) return;
        const { omega, alpha, beta } = fit.model;
        expect(Math.min(omega, alpha, beta)).toBeGreaterThanOrEqual(0);
        expect(alpha + beta).toBeLessThanOrEqual(1);
        expect(fit.logLikelihood).not.toBeNaN();
      }),
      { numRuns: 40 },
    );
  });
});

it("the likelihood's slope is that of small differences", () => {
  const window = Float64Array.from(returns.slice(0, 300));
  const at = { mean: 0.03, omega: 0.08, alpha: 0.12, beta: 0.8 };
  const slope = new Float64Array(4);
  garchLikelihood(at, window, slope);
  const value = (model: Garch) => garchLikelihood(model, window, new Float64Array(4));
  for (const [index, name] of (["mean", "omega", "alpha", "beta"] as const).entries()) {
    const step = 1e-6;
    const difference = value({ ...at, [name]: at[name] + step }) - value({ ...at, [name]: at[name] - step });
    expect(slope[index], name).toBeCloseTo(difference / (2 * step), 3);
  }
});

describe("forecast", () => {
  const model = { mean: 0, omega: 0.05, alpha: 0.1, beta: 0.85 };
  it("is the next variance one step ahead and returns to the long run", () => {
    expect(forecastVariance(model, 4, 1)).toBe(4);
    expect(forecastVariance(model, 4, 2)).toBeCloseTo(0.05 + 0.95 * 4, 12);
    expect(forecastVariance(model, 4, 1_000)).toBeCloseTo(1, 9);
  });
  it("of a filter goes on from its last return", () => {
    const whole = filterByGarch(model, returns.slice(0, 200));
    const last = (whole.deviations[199] ?? 0) ** 2;
    expect(whole.next).toBeCloseTo(nextVariance(model, returns[199] ?? 0, last), 12);
    expect(whole.residuals[199]).toBeCloseTo((returns[199] ?? 0) / (whole.deviations[199] ?? 0), 12);
  });
  it("is not a number after one that is not", () => expect(filterByGarch(model, [1, Number.NaN, 1]).next).toBeNaN());
});
