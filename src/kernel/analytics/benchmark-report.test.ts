/** Runs made by hand from the benchmark, so that beta, alpha and capture are known. */
import { expect, it } from "vitest";
import { dayMs, epochMs, ratio, usd } from "../units/units.ts";
import { reportAgainst } from "./benchmark-report.ts";
import { openRunRecord, recordClose, type RunRecord } from "./run-record.ts";

/** 2024-01-01, one close a day at midnight. */
const start = 1_704_067_200_000;
function runOf(returns: readonly number[]): RunRecord {
  const record = openRunRecord(epochMs(start), usd(1_000));
  let equity = 1_000;
  for (const [day, each] of returns.entries()) {
    equity *= 1 + each;
    recordClose(record, epochMs(start + (day + 1) * dayMs), { equity: usd(equity), exposure: ratio(0) }, undefined);
  }
  return record;
}

/** January and March rise, February falls. */
const market = Array.from(
  { length: 91 },
  (_, day) => (day % 2 === 0 ? 0.01 : -0.006) - (day >= 31 && day < 60 ? 0.008 : 0),
);

it("finds half the market and a basis point a day", () => {
  const own = market.map((each) => 0.5 * each + 0.0001);
  const report = reportAgainst(runOf(own), runOf(market));
  expect(report?.betaRatio).toBeCloseTo(0.5, 9);
  expect(report?.alphaRatio).toBeCloseTo(1.0001 ** 365 - 1, 9);
  expect(report).toMatchObject({ days: 91, months: 3, isLowSample: false });
});

it("catches rising months whole and falling ones not at all, where it did", () => {
  const own = market.map((each, day) => (day >= 31 && day < 60 ? 0 : each));
  const report = reportAgainst(runOf(own), runOf(market));
  expect(report?.upCaptureRatio).toBeCloseTo(1, 9);
  expect(report?.downCaptureRatio).toBeCloseTo(0, 9);
});

it("says that fewer than twenty days are few", () => {
  const report = (days: number) => reportAgainst(runOf(market.slice(0, days)), runOf(market.slice(0, days)));
  expect([report(19), report(20), report(21)].map((each) => each?.isLowSample)).toEqual([true, false, false]);
  expect(report(19)).toMatchObject({ upCaptureRatio: 1, downCaptureRatio: null });
});

it("compares nothing with a market that never moved, or with other days", () => {
  const flat = reportAgainst(runOf(market), runOf(market.map(() => 0)));
  expect(flat).toMatchObject({ betaRatio: null, alphaRatio: null, upCaptureRatio: null, downCaptureRatio: null });
  expect(reportAgainst(runOf(market), runOf(market.slice(1)))).toBeNull();
});
