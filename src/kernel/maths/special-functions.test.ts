/** Numbers: Boost.Math reference data as kept by scipy (scipy/special/tests/data/boost), each recomputed with 40 digits. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { betaI, digamma, erf, erfc, erfInv, gammaP, gammaQ, logGamma } from "./special-functions.ts";

const offBy = (actual: number, wanted: number) => Math.abs(actual / wanted - 1);

it.each([
  ["erf", erf, [-1.2518196105957031], -0.9233295267095686],
  ["erf", erf, [1.9749689102172852], 0.9947782798791369],
  ["erf", erf, [-3.5835986137390137], -0.9999995979271881],
  ["erfc", erfc, [2.5619115829467773], 0.00029110435622291253],
  ["erfc", erfc, [-0.4652266502380371], 1.48941678375152],
  ["erfc", erfc, [5.213071823120117], 1.675872245192054e-13],
  ["erfInv", erfInv, [0.7568613290786743], 0.8253191678260589],
  ["erfInv", erfInv, [-0.6522696614265442], -0.6639738263692764],
  ["digamma", digamma, [95.35517883300781], 4.552355925956436],
  ["digamma", digamma, [492.4419860839844], 6.198360967247667],
])("%s%# to ten digits", (_name, of, [x], wanted) => expect(offBy(of(x ?? Number.NaN), wanted)).toBeLessThan(1e-10));

it.each([
  [48.79487609863281, 46.79487609863281, 0.40422922353287816],
  [40.17448425292969, 80.34896850585938, 0.9999997342981608],
  [30.054428100585938, 15.027214050292969, 0.00041373583160141906],
])("gammaP(%d, %d) to ten digits", (a, x, wanted) => expect(offBy(gammaP(a, x), wanted)).toBeLessThan(1e-10));

it.each([
  [23.993202209472656, 33.3005256652832, 0.5688667297363281, 0.9888154185625609],
  [37.860939025878906, 14.014384269714355, 0.394968718290329, 4.5503935052025717e-7],
  [26.380290985107422, 9.535517692565918, 0.2599444091320038, 1.3276265675326854e-9],
])("betaI(%d, %d, %d) to ten digits", (a, b, x, wanted) => expect(offBy(betaI(a, b, x), wanted)).toBeLessThan(1e-10));

it("is the logarithm of the factorial at whole numbers", () => {
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 12);
});

it("is minus Euler's constant at 1 (digamma), with the reflection below 0", () => {
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
  expect(digamma(-0.5)).toBeCloseTo(0.03648997397857652, 13);
  expect(digamma(0)).toBeNaN();
});

const positive = fc.double({ min: 0.05, max: 300, noNaN: true });
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

it("splits what is whole: P + Q = 1, and I_x(a, b) + I_(1−x)(b, a) = 1", () => {
  fc.assert(
    fc.property(positive, positive, share, (a, b, x) => {
      expect(gammaP(a, b) + gammaQ(a, b)).toBeCloseTo(1, 12);
      expect(betaI(a, b, x) + betaI(b, a, 1 - x, x)).toBeCloseTo(1, 10);
    }),
  );
});

it("undoes erf", () => {
  fc.assert(
    fc.property(fc.double({ min: -0.999999, max: 0.999999, noNaN: true }), (x) => {
      expect(erf(erfInv(x))).toBeCloseTo(x, 13);
    }),
  );
});

it("has no value outside the domain", () => {
  for (const value of [
    logGamma(0),
    logGamma(-1),
    gammaP(0, 1),
    gammaQ(1, -1),
    betaI(1, 1, 1.1),
    betaI(0, 1, 0.5),
    erfInv(1.1),
  ])
    expect(value).toBeNaN();
  expect(erfInv(1)).toBe(Number.POSITIVE_INFINITY);
  expect([betaI(2, 3, 0), betaI(2, 3, 1), gammaP(2, 0), gammaQ(2, Number.POSITIVE_INFINITY)]).toEqual([0, 1, 0, 0]);
});
