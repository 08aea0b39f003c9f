/** Numbers without another source were computed with 40 or more digits from the textbook definitions (mpmath). */
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  binomialCdf,
  chiSquaredTail,
  normalCdf,
  normalPdf,
  normalQuantile,
  studentTCdf,
  studentTPdf,
  studentTQuantile,
} from "./distributions.ts";

const offBy = (actual: number, wanted: number) => Math.abs(actual / wanted - 1);

it("knows the normal tails", () => {
  expect(offBy(normalCdf(-10), 7.619853024160525e-24)).toBeLessThan(1e-12);
  expect(offBy(normalCdf(-37), 5.725571222524577e-300)).toBeLessThan(1e-12);
  expect(offBy(normalQuantile(1e-12), -7.034483825301132)).toBeLessThan(1e-14);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect(normalPdf(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 15);
});

it.each([
  [2.1, 1e-12, -384396.00231980626],
  [2.1, 0.01, -6.530821866914483],
  [2.1, 0.3, -0.6124168057253698],
  [4.5, 1e-12, -670.942702505106],
  [4.5, 0.01, -3.5270508906260924],
  [30, 1e-12, -11.397217523311411],
  [30, 0.3, -0.5300190039065045],
  [200, 1e-12, -7.503247657072683],
  [200, 0.01, -2.3451370822594684],
])("finds the quantile of t with %d degrees of freedom at %d", (nu, probability, wanted) =>
  expect(offBy(studentTQuantile(probability, nu), wanted)).toBeLessThan(1e-11),
);

it.each([
  [2.1, 0.0066130312654777805],
  [30, 3.1329112378503795e-9],
  [200, 4.9396004546653196e-14],
])("knows the tail of t with %d degrees of freedom beyond 8", (nu, wanted) =>
  expect(offBy(studentTCdf(-8, nu), wanted)).toBeLessThan(1e-11),
);

it("is Cauchy's distribution with one degree of freedom", () => {
  expect(studentTCdf(1, 1)).toBeCloseTo(0.75, 14);
  expect(studentTPdf(1, 1)).toBeCloseTo(1 / (2 * Math.PI), 14);
});

it("undoes the t distribution, and mirrors it", () => {
  const nus = fc.double({ min: 2.1, max: 200, noNaN: true });
  const probabilities = fc.double({ min: 1e-9, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(nus, probabilities, (nu, probability) => {
      const t = studentTQuantile(probability, nu);
      expect(offBy(studentTCdf(t, nu), probability)).toBeLessThan(1e-10);
      expect(studentTCdf(-t, nu)).toBeCloseTo(1 - probability, 12);
    }),
  );
});

/** Chi-squared 3.84 and 5.99 are the 5 % points of any printed table. */
it("gives the p-value of a likelihood ratio", () => {
  expect(chiSquaredTail(3.841458820694124, 1)).toBeCloseTo(0.05, 12);
  expect(chiSquaredTail(5.991464547107979, 2)).toBeCloseTo(0.05, 12);
  expect(offBy(chiSquaredTail(3.9125508275532184, 1), 0.047926801000087525)).toBeLessThan(1e-12);
  expect(chiSquaredTail(0, 1)).toBe(1);
});

/** Basel Committee (1996), supervisory framework for backtesting, table 2: percent for 250 days at 1 %. */
it.each([
  [0, 8.11],
  [4, 89.22],
  [9, 99.97],
])("counts at most %d exceptions as the traffic light does", (exceptions, percent) =>
  expect(Math.abs(binomialCdf(exceptions, 250, 0.01) * 100 - percent)).toBeLessThan(0.0051),
);

it("ends where a distribution ends, and has no value outside its domain", () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect([studentTQuantile(0, 5), studentTQuantile(1, 5)]).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
  expect([studentTCdf(Number.NEGATIVE_INFINITY, 5), studentTCdf(Number.POSITIVE_INFINITY, 5)]).toEqual([0, 1]);
  expect([binomialCdf(-1, 10, 0.5), binomialCdf(10, 10, 0.5)]).toEqual([0, 1]);
  const outside = [normalQuantile(-0.1), normalQuantile(Number.NaN), studentTQuantile(0.1, 0), studentTCdf(1, -1)];
  for (const value of [...outside, chiSquaredTail(-1, 1), binomialCdf(1, 2, 1.5)]) expect(value).toBeNaN();
});
