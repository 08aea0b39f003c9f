/** Risk officer: historical tail of current weights until another estimator has earned its place, and a conservative prior while young. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historicalExpectedShortfall, historicalValueAtRisk, worstFirst } from "../../../maths/value-at-risk.ts";
import { epochMs } from "../../../units/units.ts";
import { lossesOf, widenRings } from "./return-rings.ts";
import {
  bookSubject,
  closeBookDay,
  openRiskOfficer,
  recordDayClose,
  type RiskOfficerState,
  shortfallAlone,
  tailRiskOf,
  takeFit,
} from "./risk-officer.ts";

/** An officer that has seen these daily returns of instrument `id`. */
function seen(state: RiskOfficerState, id: number, returns: readonly number[]): RiskOfficerState {
  let close = 100;
  recordDayClose(state, id, close);
  for (const each of returns) recordDayClose(state, id, (close *= 1 + each));
  return state;
}
const wave = (days: number, phase = 0) => Array.from({ length: days }, (_, day) => 0.03 * Math.sin(day * 1.7 + phase));

describe("the tail", () => {
  it("of an empty book is nothing", () => {
    expect(tailRiskOf(openRiskOfficer(["A", "B"]), Float64Array.of(0, 0))).toMatchObject({
      valueAtRisk95: 0,
      expectedShortfall975: 0,
      fromPrior: false,
    });
  });

  it("of a young history is the prior, per unit of exposure, until 60 days are known", () => {
    const young = tailRiskOf(seen(openRiskOfficer(["A"]), 0, wave(59)), Float64Array.of(0.5));
    expect(young).toMatchObject({ sampleDays: 59, fromPrior: true });
    expect([young.valueAtRisk95, young.expectedShortfall975]).toEqual([0.04, 0.07]);
    expect(tailRiskOf(seen(openRiskOfficer(["A"]), 0, wave(60)), Float64Array.of(0.5))).toMatchObject({
      sampleDays: 60,
      fromPrior: false,
    });
  });

  it("is as young as the youngest symbol that is held, and no younger", () => {
    const state = seen(seen(openRiskOfficer(["A", "B"]), 0, wave(100)), 1, wave(10));
    expect(tailRiskOf(state, Float64Array.of(0.5, 0.1)).sampleDays).toBe(10);
    expect(tailRiskOf(state, Float64Array.of(0.5, 0)).sampleDays).toBe(100);
  });

  it("equals the estimators on the weighted losses of the last 250 days", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 560 }),
        fc.integer({ min: 1, max: 90 }),
        fc.nat(50),
        (days, first, second) => {
          const [a, b] = [wave(days), wave(days, 2)];
          const weights = Float64Array.of(first / 100, second / 100);
          const losses = worstFirst(
            Float64Array.from(a, (each, day) => -(weights[0]! * each + weights[1]! * b[day]!)).slice(-250),
          );
          const tail = tailRiskOf(seen(seen(openRiskOfficer(["A", "B"]), 0, a), 1, b), weights);
          expect(tail.valueAtRisk95).toBeCloseTo(historicalValueAtRisk(losses, 0.05), 9);
          expect(tail.expectedShortfall975).toBeCloseTo(historicalExpectedShortfall(losses, 0.025), 9);
          expect(tail.sampleDays).toBe(Math.min(days, 500));
        },
      ),
      { numRuns: 12 },
    );
  });

  it("opposed positions offset each other's losses", () => {
    const state = seen(seen(openRiskOfficer(["A", "B"]), 0, wave(100)), 1, wave(100, Math.PI));
    expect(tailRiskOf(state, Float64Array.of(0.5, 0.5)).valueAtRisk95).toBeCloseTo(0, 9);
  });
});

it("closes that are no prices teach nothing until two good ones follow", () => {
  const state = openRiskOfficer(["A"]);
  for (const close of [0, 100, 110]) recordDayClose(state, 0, close);
  expect([state.daysSeen[0], state.returns[0]]).toEqual([1, expect.closeTo(0.1, 12)]);
});

it("keeps the days of rings that older code wrote shorter, in their order", () => {
  const state = openRiskOfficer(["A", "B"]);
  state.returns = Float64Array.of(0.04, 0.02, 0.03, 0.01, 0, 0);
  state.daysSeen.set([4, 1]);
  widenRings(state);
  expect([...lossesOf(state, 0)]).toEqual([-0.02, -0.03, -0.04]);
  expect([...lossesOf(state, 1)]).toEqual([-0.01]);
  const known = structuredClone(state);
  widenRings(state);
  expect(state).toEqual(known);
});

describe("the standing forecast of the book", () => {
  const seenByTwo = () => seen(seen(openRiskOfficer(["A", "B"]), 0, wave(200)), 1, wave(200, 2));

  it("speaks for any size of the same mix, and is made anew for another", () => {
    const state = seenByTwo();
    closeBookDay(state, Float64Array.of(0.25, 0.25), { day: 1, closed: [0, 1] });
    const fresh = (weights: Float64Array) => tailRiskOf(seenByTwo(), weights);
    for (const weights of [Float64Array.of(0.5, 0.5), Float64Array.of(0.5, 0.25), Float64Array.of(0, 0.5)])
      expect(tailRiskOf(state, weights)).toEqual(fresh(weights));
  });

  it("is made anew when a fit has come", () => {
    const state = seenByTwo();
    const weights = Float64Array.of(0.5, 0.5);
    closeBookDay(state, weights, { day: 1, closed: [0, 1] });
    const before = tailRiskOf(state, weights).tail.volatility;
    const garch = { omega: 0.01, alpha: 0.1, beta: 0.8 };
    const unknown = { excess: undefined, degrees: undefined, residualDegrees: undefined };
    takeFit(state, bookSubject, { asOf: epochMs(1), garch, ...unknown });
    expect(tailRiskOf(state, weights).tail.volatility).toBeGreaterThan(2 * before);
  });
});

describe("the day of the book", () => {
  const held = () => {
    const state = seen(seen(openRiskOfficer(["A", "B"]), 0, wave(100)), 1, wave(100, 2));
    closeBookDay(state, Float64Array.of(0.3, 0.3), { day: 1, closed: [0, 1] });
    return state;
  };
  it("is judged once, however many symbols close it late", () => {
    const state = held();
    expect(closeBookDay(state, Float64Array.of(0.3, 0.3), { day: 2, closed: [0, 1] })).toBe(true);
    expect(closeBookDay(state, Float64Array.of(0.3, 0.3), { day: 2, closed: [1] })).toBe(false);
    expect(state.book.scoreboard.judgedDays).toBe(1);
  });
  it("judges nobody while something held has not closed", () => {
    const state = held();
    closeBookDay(state, Float64Array.of(0.3, 0.3), { day: 2, closed: [0] });
    expect(state.book.scoreboard.judgedDays).toBe(0);
  });
});

it("days that only rose, or stood still, forecast no loss: the prior speaks", () => {
  for (const returns of [Array<number>(90).fill(0.005), Array<number>(90).fill(0)]) {
    const state = seen(openRiskOfficer(["A"]), 0, returns);
    expect(shortfallAlone(state, 0)).toBe(0.14);
    expect(tailRiskOf(state, Float64Array.of(0.5))).toMatchObject({ fromPrior: true, expectedShortfall975: 0.07 });
  }
});
