/** The square-root law and what own fills teach about its factor. */
import { expect, it } from "vitest";
import { impactFactorOf, openImpactRecord, recordImpact, squareRootImpact } from "./square-root-impact.ts";

it("doubles when the size is four times as large, and is the same seen by the hour or by the day", () => {
  expect(squareRootImpact(1, 0.02, 0.04)).toBeCloseTo(2 * squareRootImpact(1, 0.02, 0.01), 15);
  const hourly = squareRootImpact(0.8, 0.01, 10_000 / 1e6);
  expect(squareRootImpact(0.8, 0.01 * Math.sqrt(24), 10_000 / 24e6)).toBeCloseTo(hourly, 15);
});

it("nothing moves nothing, whatever else is unknown; what is unknown stays unknown", () => {
  expect(squareRootImpact(1, Number.NaN, 0)).toBe(0);
  expect(squareRootImpact(1, 0.02, Number.NaN)).toBeNaN();
});

it("before any fill the factor is 1", () => expect(impactFactorOf(openImpactRecord())).toBe(1));

it("finds a factor of 0.5 in many large fills, and hardly moves for small ones", () => {
  const large = openImpactRecord();
  const small = openImpactRecord();
  for (let fill = 0; fill < 200; fill += 1) {
    const noise = fill % 2 === 0 ? 0.0005 : -0.0005;
    recordImpact(large, 0.5 * 0.01 * Math.sqrt(0.05) + noise, 0.01, 0.05);
    recordImpact(small, 0.5 * 0.01 * Math.sqrt(1e-7) + noise, 0.01, 1e-7);
  }
  expect(impactFactorOf(large)).toBeCloseTo(0.5, 2);
  expect(impactFactorOf(small)).toBeCloseTo(1, 2);
});

it("fills without a measure teach nothing, and lucky ones never make trading free", () => {
  const record = openImpactRecord();
  recordImpact(record, Number.NaN, 0.01, 0.01);
  recordImpact(record, 0.001, 0, 0.01);
  recordImpact(record, 0.001, 0.01, 0);
  recordImpact(record, 0.001, 0.01, Number.POSITIVE_INFINITY);
  expect(record).toEqual(openImpactRecord());
  for (let fill = 0; fill < 100; fill += 1) recordImpact(record, -0.02, 0.01, 0.1);
  expect(impactFactorOf(record)).toBe(0.1);
});
