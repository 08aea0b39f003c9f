/** Backtests of VaR and ES: published cases, published regions, simulation, and the tally against the series. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenGarchPath } from "../../../../scripts/reference/golden-path.ts";
import { normalPdf, normalQuantile } from "../distributions.ts";
import { normal, seedRandom } from "../seeded-random.ts";
import { openTally, readTally, tallyDay } from "./backtest-tally.ts";
import {
  christoffersen,
  conditionalCoverage,
  kupiec,
  kupiecRegion,
  trafficLight,
  trafficLightProbability,
} from "./coverage-tests.ts";
import { compareForecasts } from "./diebold-mariano.ts";
import { dailyDecay, filterByEwma } from "./ewma-volatility.ts";
import { qlike } from "./qlike.ts";
import {
  firstShortfallStatistic,
  secondShortfallStatistic,
  shortfallDeviation,
  shortfallPValue,
  simulateShortfall,
} from "./shortfall-tests.ts";
import { fz0 } from "./tail-score.ts";

describe("Kupiec and Christoffersen", () => {
  it("MathWorks: 57 hits in 1,043 days at 5 % (methods C1 case 6)", () => {
    const coverage = kupiec(1_043, 57, 0.05);
    expect(coverage.statistic).toBeCloseTo(0.46147, 5);
    expect(coverage.pValue).toBeCloseTo(0.49694, 5);
    const independence = christoffersen({ n00: 932, n01: 53, n10: 53, n11: 4 });
    expect(independence.statistic).toBeCloseTo(0.25866, 5);
    expect(independence.pValue).toBeCloseTo(0.61104, 5);
    const both = conditionalCoverage(coverage, independence);
    expect(both.statistic).toBeCloseTo(0.72013, 5);
    expect(both.pValue).toBeCloseTo(0.69763, 5);
  });
  it("JP Morgan 1998: 20 hits in 252 days at 5 % is 3.91 (Jorion), just rejected", () => {
    expect(kupiec(252, 20, 0.05).statistic).toBeCloseTo(3.91, 2);
    expect(kupiec(252, 20, 0.05).pValue).toBeLessThan(0.05);
    expect(kupiec(252, 19, 0.05).pValue).toBeGreaterThan(0.05);
  });
  it.each([
    [0.01, 1_000, 5, 16],
    [0.025, 255, 3, 11],
    [0.025, 1_000, 16, 35],
    [0.05, 255, 7, 20],
    [0.05, 510, 17, 35],
    [0.05, 1_000, 38, 64],
    [0.075, 255, 12, 27],
    [0.1, 1_000, 82, 119],
  ])("Kupiec 1995: at %s of %s days, %s to %s hits are not rejected", (tail, days, low, high) =>
    expect(kupiecRegion(days, tail)).toEqual([low, high]),
  );
  it("of no hits, all hits and no days", () => {
    expect(kupiec(100, 0, 0.01).statistic).toBeCloseTo(-200 * Math.log(0.99), 9);
    expect(kupiec(100, 100, 0.01).pValue).toBeLessThan(1e-12);
    expect(kupiec(0, 0, 0.01).pValue).toBeNaN();
    expect(kupiec(10, 11, 0.01).pValue).toBeNaN();
    expect(christoffersen({ n00: 99, n01: 0, n10: 0, n11: 0 })).toEqual({ statistic: 0, pValue: 1 });
  });
  it("hits that follow each other are not independent", () =>
    expect(christoffersen({ n00: 940, n01: 10, n10: 10, n11: 39 }).pValue).toBeLessThan(1e-6));
});

it("the traffic light turns at 5 and at 10 of 250 (Basel 1996: 89.22 % to 4, 99.97 % to 9)", () => {
  expect([0, 4, 5, 9, 10, Number.NaN].map(trafficLight)).toEqual(["green", "green", "yellow", "yellow", "red", "red"]);
  expect(100 * trafficLightProbability(4)).toBeCloseTo(89.22, 2);
  expect(100 * trafficLightProbability(9)).toBeCloseTo(99.97, 1);
});

describe("Acerbi and Szekely", () => {
  const lossAt = (probability: number) => -normalQuantile(probability);
  it("are 0 for as many hits as said, each as large as said", () => {
    const counts = { days: 400, hits: 10, excess: 10 };
    expect(firstShortfallStatistic(counts)).toBe(0);
    expect(secondShortfallStatistic(counts, 0.025)).toBe(0);
    expect(firstShortfallStatistic({ days: 400, hits: 0, excess: 0 })).toBeUndefined();
    expect(secondShortfallStatistic({ days: 0, hits: 0, excess: 0 }, 0.025)).toBeUndefined();
  });
  it("Z2 has the published critical values: -0.70 at 5 % and -1.8 at 0.01 % over 250 days, tail 2.5 %", () => {
    const simulated = simulateShortfall({ days: 250, tail: 0.025, lossAt, paths: 60_000 }, seedRandom(1));
    expect(Math.abs((simulated[3_000] ?? 0) + 0.7)).toBeLessThan(0.02);
    expect(Math.abs((simulated[6] ?? 0) + 1.8)).toBeLessThan(0.15);
    expect(shortfallPValue(-0.7, simulated)).toBeCloseTo(0.05, 2);
  });
  it("Z2 has MathWorks' critical value -0.346 at 1 % over 1,966 days, and the standard deviation 0.1424", () => {
    const simulated = simulateShortfall({ days: 1_966, tail: 0.025, lossAt, paths: 60_000 }, seedRandom(4));
    expect(Math.abs((simulated[600] ?? 0) + 0.34639)).toBeLessThan(0.01);
    expect(shortfallDeviation(1_966, 0.025)).toBeCloseTo(0.1424, 4);
  });
  it("a p-value is never 0, and none for what is no number", () => {
    expect(shortfallPValue(-9, Float64Array.of(-1, 0, 1))).toBe(0.25);
    expect(shortfallPValue(0, Float64Array.of(-1, 0, 1))).toBe(0.75);
    expect(shortfallPValue(Number.NaN, Float64Array.of(-1, 0, 1))).toBeNaN();
  });
});

describe("FZ0", () => {
  it("worked by hand: a loss of 4 against VaR 2 and ES 3 at 5 %", () =>
    expect(fz0(4, 2, 3, 0.05)).toBeCloseTo(2 / 0.15 + 2 / 3 + Math.log(3) - 1, 12));
  it("is least on average at the true VaR and ES", () => {
    const random = seedRandom(8);
    const losses = Array.from({ length: 40_000 }, () => normal(random));
    const score = (risk: number, shortfall: number) =>
      losses.reduce((sum, loss) => sum + fz0(loss, risk, shortfall, 0.05), 0) / losses.length;
    const [risk, shortfall] = [1.6449, normalPdf(1.6449) / 0.05];
    for (const factor of [0.8, 0.9, 1.1, 1.2]) {
      expect(score(risk * factor, shortfall * factor)).toBeGreaterThan(score(risk, shortfall));
      expect(score(risk, shortfall * factor)).toBeGreaterThan(score(risk, shortfall));
    }
  });
  it("has no value for an ES of 0 and for what is no number", () => {
    expect(fz0(1, 1, 0, 0.05)).toBeNaN();
    expect(fz0(Number.NaN, 1, 2, 0.05)).toBeNaN();
    expect(fz0(1, Number.NaN, 2, 0.05)).toBeNaN();
  });
});

describe("Diebold and Mariano", () => {
  const { returns, variances } = goldenGarchPath();
  const ewma = filterByEwma(returns, dailyDecay).variances;
  const differences = returns.map(
    (value, day) => qlike(ewma[day] ?? 0, value ** 2) - qlike(variances[day] ?? 0, value ** 2),
  );
  it("of EWMA against the true variance has the reference values (methods C1 case 25)", () => {
    const one = compareForecasts(differences, 1);
    expect(one?.statistic).toBeCloseTo(4.636095365653136, 6);
    expect(one?.corrected).toBeCloseTo(4.634936196897512, 6);
    expect(one?.pGreater ?? 1).toBeLessThan(1e-5);
    const five = compareForecasts(differences, 5);
    expect(five?.statistic).toBeCloseTo(4.224089900886394, 6);
    expect(five?.corrected).toBeCloseTo(4.214585566308912, 6);
  });
  it("turns its sign with the forecasts", () => {
    const turned = compareForecasts(
      differences.map((each) => -each),
      1,
    );
    expect(turned?.pGreater ?? 0).toBeCloseTo(1, 4);
  });
  it("refuses 9 differences, equal ones and what is no number", () => {
    expect(compareForecasts(differences.slice(0, 9), 1)).toBeUndefined();
    expect(compareForecasts(differences.slice(0, 10), 1)).toBeDefined();
    expect(
      compareForecasts(
        Array.from({ length: 50 }, () => 0.1),
        1,
      ),
    ).toBeUndefined();
    expect(compareForecasts([...differences, Number.NaN], 1)).toBeUndefined();
    expect(compareForecasts(differences, 0)).toBeUndefined();
  });
});

describe("the tally", () => {
  const day = fc.record({
    loss: fc.double({ min: -1, max: 1, noNaN: true }),
    valueAtRisk: fc.double({ min: 0, max: 0.5, noNaN: true }),
    expectedShortfall: fc.double({ min: 0.5, max: 1, noNaN: true }),
  });
  it("reads what the whole series says, however long", () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 2, maxLength: 600 }), (days) => {
        const tally = openTally(0.01);
        for (const each of days) expect(tallyDay(tally, each)).toBe(true);
        const hits: number[] = days.map(({ loss, valueAtRisk }) => (loss > valueAtRisk ? 1 : 0));
        const count = (from: number, to: number) =>
          hits.filter((hit, index) => index > 0 && hits[index - 1] === from && hit === to).length;
        const independence = christoffersen({ n00: count(0, 0), n01: count(0, 1), n10: count(1, 0), n11: count(1, 1) });
        const sum = (of: (each: (typeof days)[number]) => number) => days.reduce((total, each) => total + of(each), 0);
        const all = sum(({ loss, valueAtRisk }) => (loss > valueAtRisk ? 1 : 0));
        const excess = sum(({ loss, valueAtRisk, expectedShortfall }) =>
          loss > valueAtRisk ? loss / expectedShortfall : 0,
        );
        const reading = readTally(tally);
        expect(reading).toMatchObject({ days: days.length, hits: all, independence });
        expect(reading?.kupiec).toEqual(kupiec(days.length, all, 0.01));
        expect(reading?.z2).toBeCloseTo(1 - excess / (0.01 * days.length), 9);
        const scored = sum((each) => fz0(each.loss, each.valueAtRisk, each.expectedShortfall, 0.01));
        expect(reading?.score).toBeCloseTo(scored / days.length, 9);
        const lately = hits.slice(-250).reduce((total, hit) => total + hit, 0);
        expect(reading?.light).toBe(days.length < 250 ? undefined : trafficLight(lately));
      }),
      { numRuns: 40 },
    );
  });
  it("has no light at another tail, and no reading of one day", () => {
    const tally = openTally(0.05);
    const quiet = { loss: 0, valueAtRisk: 0.1, expectedShortfall: 0.2 };
    tallyDay(tally, quiet);
    expect(readTally(tally)).toBeUndefined();
    for (let each = 0; each < 300; each++) tallyDay(tally, quiet);
    expect(readTally(tally)?.light).toBeUndefined();
    expect(readTally(tally)?.z1).toBeUndefined();
  });
  it("a loss at the VaR is no hit, one above it is", () => {
    const tally = openTally(0.05);
    tallyDay(tally, { loss: 0.1, valueAtRisk: 0.1, expectedShortfall: 0.2 });
    expect(tally.hits).toBe(0);
    tallyDay(tally, { loss: 0.1001, valueAtRisk: 0.1, expectedShortfall: 0.2 });
    expect(tally.hits).toBe(1);
  });
  it.each([
    { loss: Number.NaN, valueAtRisk: 0.1, expectedShortfall: 0.2 },
    { loss: 0.1, valueAtRisk: Number.POSITIVE_INFINITY, expectedShortfall: Number.POSITIVE_INFINITY },
    { loss: 0.1, valueAtRisk: 0.1, expectedShortfall: 0 },
    { loss: 0.1, valueAtRisk: 0.3, expectedShortfall: 0.2 },
  ])("does not count %o", (unusable) => {
    const tally = openTally(0.05);
    expect(tallyDay(tally, unusable)).toBe(false);
    expect(tally).toEqual(openTally(0.05));
  });
});
