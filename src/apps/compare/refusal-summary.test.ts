/** The verdict on what an authority refused: twenty trades at least, and two standard errors. */
import { describe, expect, it } from "vitest";
import { openTally, summarise } from "./refusal-summary.ts";

const of = (rMultiples: readonly number[]) =>
  summarise(
    "x",
    { ...openTally(), refused: rMultiples.length, rMultiples: [...rMultiples], pnlsUsd: rMultiples.map((r) => r * 10) },
    { count: 0, pnlUsd: 0 },
  );
/** `n` values around `centre`, one above and one below in turn. */
const around = (centre: number, n: number) =>
  Array.from({ length: n }, (_, index) => centre + (index % 2 === 0 ? 1 : -1));

describe("what refused entries would have made", () => {
  it("has a standard error of s/√n in R, and of s·√n of the sum", () => {
    const summary = of([1, 2, 3, 4]);
    expect(summary.meanRRatio).toBe(2.5);
    expect(summary.meanRErrorRatio).toBeCloseTo(Math.sqrt(5 / 3) / 2, 12);
    expect(summary.pnlUsd).toBe(100);
    expect(summary.pnlErrorUsd).toBeCloseTo(10 * Math.sqrt(5 / 3) * 2, 12);
  });

  it("says nothing below twenty trades, however clear they look", () => {
    expect(of(around(5, 19))).toMatchObject({ isLowSample: true, verdict: "UNCLEAR" });
    expect(of(around(5, 20))).toMatchObject({ isLowSample: false, verdict: "COST" });
    expect(of(around(-5, 20))).toMatchObject({ verdict: "SAVED" });
  });

  it("says nothing within two standard errors of nothing", () => {
    // Twenty values of ±1 around the mean have a standard error of √(20/19)/√20.
    const error = Math.sqrt(20 / 19 / 20);
    expect(of(around(2 * error - 1e-9, 20)).verdict).toBe("UNCLEAR");
    expect(of(around(2 * error + 1e-9, 20)).verdict).toBe("COST");
  });

  it("has no rates without a trade", () => {
    expect(of([])).toMatchObject({ winRateFraction: null, meanRRatio: null, pnlErrorUsd: null, pnlUsd: 0 });
  });
});
