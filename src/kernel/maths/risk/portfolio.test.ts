/** Portfolio risk: parts that add up, against direct computation; covariances, concentration, drawdown, stress. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normal, seedRandom } from "../seeded-random.ts";
import { addProducts, alignReturns, concentration, correlationOf, ewmaCovariance } from "./covariance.ts";
import { chanceOfDrawdown, pastDrawdownRisk, riskOf, simulateDrawdowns } from "./drawdown-at-risk.ts";
import { historicalTail } from "./historical-tail.ts";
import { normalTailOf } from "./parametric-tail.ts";
import { historicalPortfolio, incrementalRisk, normalPortfolio, portfolioLosses } from "./portfolio-tail.ts";
import { stressDays } from "./stress-days.ts";
import { lossInDays, stressBook, worstStress } from "./stress.ts";

const random = seedRandom(21);
const market = Array.from({ length: 400 }, () => 0.02 * normal(random));
const series = [1, 1.5, -0.5].map((beta) => market.map((move) => beta * move + 0.02 * normal(random)));
const scenarios = alignReturns(series);
const weights = [0.5, 0.3, 0.2];

describe("historical portfolio", () => {
  it("is the estimate of its own losses", () => {
    const direct = historicalTail(portfolioLosses(scenarios, weights), 0.025);
    if (direct.kind === "refused") throw new Error(direct.reason);
    const whole = historicalPortfolio(scenarios, weights, 0.025);
    expect(whole).toMatchObject({
      valueAtRisk: expect.closeTo(direct.valueAtRisk, 12),
      expectedShortfall: expect.closeTo(direct.expectedShortfall, 12),
    });
  });
  it("has parts that add up, for any weights and returns", () => {
    const weight = fc.double({ min: -3, max: 3, noNaN: true });
    const change = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    const day = fc.tuple(change, change, change);
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 20, maxLength: 60 }),
        fc.tuple(weight, weight, weight),
        fc.double({ min: 0.005, max: 0.4, noNaN: true }),
        (days, held, tail) => {
          const some = { assets: 3, returns: Float64Array.from(days.flat()) };
          const whole = historicalPortfolio(some, held, tail);
          const direct = historicalTail(portfolioLosses(some, held), tail);
          if (whole.kind === "refused" || direct.kind === "refused") throw new Error("expected an estimate");
          const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
          expect(sum(whole.valueAtRiskParts)).toBeCloseTo(direct.valueAtRisk, 9);
          expect(sum(whole.expectedShortfallParts)).toBeCloseTo(direct.expectedShortfall, 9);
        },
      ),
      { numRuns: 60 },
    );
  });
  it("has the derivative for its marginal shortfall", () => {
    const whole = historicalPortfolio(scenarios, weights, 0.05);
    const more = historicalPortfolio(scenarios, [0.5 + 1e-7, 0.3, 0.2], 0.05);
    if (whole.kind === "refused" || more.kind === "refused") throw new Error("expected estimates");
    const slope = (more.expectedShortfall - whole.expectedShortfall) / 1e-7;
    expect(whole.marginalShortfall[0]).toBeCloseTo(slope, 5);
  });
  it("gains from selling what adds risk and loses from selling the hedge", () => {
    expect(incrementalRisk(scenarios, weights, 1, 0.05)?.expectedShortfall ?? 0).toBeGreaterThan(0);
    expect(incrementalRisk(scenarios, weights, 2, 0.05)?.expectedShortfall ?? 0).toBeLessThan(0);
    expect(incrementalRisk(scenarios, [Number.NaN, 0, 0], 1, 0.05)).toBeUndefined();
  });
  it("refuses 19 days, weights that are no numbers and tails outside 0 to 1", () => {
    const days = (count: number) => alignReturns(series.map((each) => each.slice(0, count)));
    expect(historicalPortfolio(days(19), weights, 0.05)).toEqual({ kind: "refused", reason: "too few" });
    expect(historicalPortfolio(days(20), weights, 0.05).kind).toBe("estimated");
    expect(historicalPortfolio(scenarios, [0.5, 0.3], 0.05)).toEqual({ kind: "refused", reason: "not finite" });
    expect(historicalPortfolio(scenarios, weights, 1).kind).toBe("refused");
  });
});

describe("normal portfolio", () => {
  const covariance = Float64Array.of(0.0004, 0.0003, 0.0003, 0.0009);
  it("is the normal estimate of its spread, and its parts add up", () => {
    const whole = normalPortfolio([0.001, 0.002], covariance, [0.6, 0.4], 0.01);
    const variance = 0.36 * 0.0004 + 2 * 0.24 * 0.0003 + 0.16 * 0.0009;
    const direct = normalTailOf({ mean: -0.0014, deviation: Math.sqrt(variance) }, 0.01);
    if (whole.kind === "refused" || direct.kind === "refused") throw new Error("expected estimates");
    expect(whole.valueAtRisk).toBeCloseTo(direct.valueAtRisk, 12);
    expect(whole.expectedShortfall).toBeCloseTo(direct.expectedShortfall, 12);
    expect(whole.valueAtRiskParts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole.valueAtRisk, 12);
  });
  it("refuses what does not vary, what is no number and no tail", () => {
    expect(normalPortfolio([0, 0], new Float64Array(4), [1, 1], 0.01)).toMatchObject({ reason: "does not vary" });
    expect(normalPortfolio([0, 0], covariance, [1, Number.NaN], 0.01)).toMatchObject({ reason: "not finite" });
    expect(normalPortfolio([0, 0], covariance, [1, 1], 0)).toMatchObject({ reason: "invalid tail" });
  });
});

describe("covariance", () => {
  it("forgets: worked by hand over two days", () => {
    const two = { assets: 2, returns: Float64Array.of(0.1, 0.2, 0.3, -0.1) };
    const start = [(0.01 + 0.09) / 2, (0.02 - 0.03) / 2, (0.04 + 0.01) / 2];
    const step = (before: number, product: number) => 0.9 * before + 0.1 * product;
    const expected = [
      step(step(start[0] ?? 0, 0.01), 0.09),
      step(step(start[1] ?? 0, 0.02), -0.03),
      step(step(start[2] ?? 0, 0.04), 0.01),
    ];
    const covariance = ewmaCovariance(two, 0.9);
    for (const [index, place] of [0, 1, 3].entries()) expect(covariance[place]).toBeCloseTo(expected[index] ?? 9, 12);
    expect(covariance[2]).toBe(covariance[1]);
  });
  it("in steps is the same as at once", () => {
    const before = ewmaCovariance(alignReturns(series.map((each) => each.slice(0, 399))), 1);
    const stepped = before.slice();
    addProducts(stepped, scenarios.returns.subarray(399 * 3), 0.94, 0.06);
    expect(stepped[1]).toBeCloseTo(
      0.94 * (before[1] ?? 9) + 0.06 * (series[0]?.[399] ?? 9) * (series[1]?.[399] ?? 9),
      15,
    );
  });
  it("has correlations between -1 and 1, and 1 with itself", () => {
    const correlation = correlationOf(ewmaCovariance(scenarios, 0.97));
    expect([correlation[0], correlation[4], correlation[8]]).toEqual([1, 1, 1]);
    for (const each of correlation) expect(Math.abs(each)).toBeLessThanOrEqual(1 + 1e-12);
    expect(correlation[1] ?? 0).toBeGreaterThan(0.3);
    expect(correlation[2] ?? 0).toBeLessThan(0);
    expect(correlationOf(Float64Array.of(0, 0, 0, 1))[0]).toBeNaN();
  });
  it("cuts series to the days that all have", () =>
    expect([
      ...alignReturns([
        [1, 2, 3],
        [5, 6],
      ]).returns,
    ]).toEqual([2, 5, 3, 6]));
});

it("concentration is 1 for one asset, 1/n spread evenly, and blind to the side", () => {
  expect(concentration([0, -2, 0])).toBe(1);
  expect(concentration([0.1, -0.1, 0.1, 0.1])).toBeCloseTo(0.25, 12);
  expect(concentration([0.6, 0.4])).toBeCloseTo(0.52, 12);
  expect(concentration([0, 0])).toBeUndefined();
  expect(concentration([1, Number.NaN])).toBeUndefined();
});

describe("drawdown at risk", () => {
  const values = Array.from({ length: 100 }, (_, day) => 100 - day);
  it("of a steady fall: worked by hand", () => {
    const risk = pastDrawdownRisk(values, 0.05);
    expect(risk?.drawdownAtRisk).toBeCloseTo(0.9405, 9);
    expect(risk?.conditionalDrawdownAtRisk).toBeCloseTo((0.99 + 0.98 + 0.97 + 0.96 + 0.95) / 5, 9);
  });
  it("refuses 19 values, a value of 0 and what is no number", () => {
    expect(pastDrawdownRisk(values.slice(0, 19), 0.05)).toBeUndefined();
    expect(pastDrawdownRisk(values.slice(0, 20), 0.05)).toBeDefined();
    expect(pastDrawdownRisk([...values, 0], 0.05)).toBeUndefined();
    expect(pastDrawdownRisk([...values, Number.NaN], 0.05)).toBeUndefined();
  });

  const residuals = Array.from({ length: 500 }, () => normal(random));
  const centre = residuals.reduce((sum, each) => sum + each, 0) / 500;
  const spread = Math.sqrt(residuals.reduce((sum, each) => sum + (each - centre) ** 2, 0) / 500);
  const standard = residuals.map((each) => (each - centre) / spread);
  const still = { mean: 0, omega: 0, alpha: 0, beta: 1 };
  const simulation = { residuals: standard, model: still, variance: 1e-6, horizon: 400, paths: 4_000 };

  it("of a driftless walk is 1.2533·σ·√T on average, less what falls between the steps (methods B1)", () => {
    const deepest = simulateDrawdowns(simulation, seedRandom(9)) ?? new Float64Array();
    const average = deepest.reduce((sum, each) => sum + each, 0) / deepest.length;
    expect(average / (0.001 * Math.sqrt(400))).toBeGreaterThan(1.1);
    expect(average / (0.001 * Math.sqrt(400))).toBeLessThan(1.2533);
  });
  it("is the same for the same seed, and deeper when volatility is", () => {
    const first = simulateDrawdowns(simulation, seedRandom(9)) ?? new Float64Array();
    expect(simulateDrawdowns(simulation, seedRandom(9))).toEqual(first);
    const wild = simulateDrawdowns({ ...simulation, variance: 4e-6 }, seedRandom(9)) ?? new Float64Array();
    expect(riskOf(wild, 0.05).drawdownAtRisk).toBeGreaterThan(1.8 * riskOf(first, 0.05).drawdownAtRisk);
    expect(riskOf(first, 0.05).conditionalDrawdownAtRisk).toBeGreaterThan(riskOf(first, 0.05).drawdownAtRisk);
    expect(chanceOfDrawdown(first, riskOf(first, 0.05).drawdownAtRisk)).toBeCloseTo(0.05, 2);
  });
  it("counts a path as beyond a depth only when it lies beyond it", () =>
    expect([0.19, 0.2, 0.21].map((depth) => chanceOfDrawdown(Float64Array.of(0.3, 0.2), depth))).toEqual([
      1, 0.5, 0.5,
    ]));
  it("refuses what cannot be simulated", () => {
    for (const broken of [
      { residuals: standard.slice(0, 19) },
      { residuals: [...standard, Number.NaN] },
      { variance: 0 },
      { variance: Number.NaN },
      { horizon: 0 },
    ])
      expect(simulateDrawdowns({ ...simulation, ...broken }, seedRandom(9))).toBeUndefined();
  });
});

describe("stress", () => {
  const positions = [
    { asset: "BTC", weight: 0.5, deviation: 0.03 },
    { asset: "DOGE", weight: -0.2, deviation: 0.05, halfHourMove: 0.04 },
  ];
  const book = { positions, deviation: 0.02, stableShare: 0.7 };
  const lossOf = (name: string) => stressBook(book).find((each) => each.name === name)?.loss;

  it("has the six named days of the methods, each a fall for all", () => {
    expect(stressDays.map(({ from }) => from)).toEqual([
      "2020-03-12",
      "2021-05-19",
      "2022-05-09",
      "2022-11-06",
      "2024-08-05",
      "2025-10-10",
    ]);
    for (const { changes, others } of stressDays)
      for (const change of [...Object.values(changes), others]) expect(change > -1 && change < -0.1).toBe(true);
  });
  it("worked by hand: coins on record by name, the others by default, shorts gain", () => {
    const luna = stressDays.find(({ name }) => name === "Luna");
    if (luna === undefined) throw new Error("expected Luna");
    expect(lossInDays(luna, book)).toBeCloseTo(0.5 * 0.216 - 0.2 * 0.441, 12);
    expect(lossOf("every position goes wrong together")).toBeCloseTo(2.3263479 * (0.015 + 0.01), 6);
    expect(lossOf("volatility times 3")).toBeCloseTo(2.3263479 * 0.06, 6);
    expect(lossOf("funding of 0.3 % every 8 hours, a day")).toBeCloseTo(0.7 * 0.009, 12);
    expect(lossOf("gap of -30 %")).toBeCloseTo(0.3 * 0.3, 12);
    expect(lossOf("stablecoin loses 5 %")).toBeCloseTo(0.035, 12);
    expect(lossOf("venue out for 30 minutes")).toBeCloseTo((0.5 * 2.3263479 * 0.03) / Math.sqrt(48) + 0.2 * 0.04, 6);
  });
  it("names the worst, and what cannot be told before it", () => {
    expect(worstStress(stressBook(book))?.name).toBe("covid crash");
    expect(worstStress(stressBook({ ...book, deviation: Number.NaN }))).toEqual({
      name: "volatility times 3",
      loss: undefined,
    });
    expect(worstStress([])).toBeUndefined();
  });
});
