/** Dynamic targets and stops, each rule below, at and above its threshold, and what no rule may ever do. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, btc, hour } from "../../../../tests/scenarios/given.ts";
import { planOf, positionOf } from "../../../../tests/scenarios/given-fund.ts";
import type { PositionPlan } from "../../domain/position-plan.ts";
import type { Regime } from "../../domain/regime.ts";
import { trends, volatilities } from "../../domain/modes.ts";
import { price } from "../../units/units.ts";
import { exitRowOf, exitTable } from "./exit-rows.ts";
import { breakEvenOf, exitMovesOf } from "./exit-rules.ts";

/** Bought at 100 with a stop at 98: one R is 2. Costs of both ways are 0.1 %, a mean true range is 1 %. */
const ask = (close: number, plan: Partial<PositionPlan> = {}, more: { stop?: number; hours?: number } = {}) => {
  const { stop = 98, hours = 1 } = more;
  const position = positionOf({
    stopPrice: price(stop),
    plan: planOf({ peak: price(close > 100 ? close : 100), ...plan }),
  });
  return exitMovesOf(position, { at: at(hours * hour), close, atr: 0.01, roundTripCost: 0.001, instrument: btc });
};
const kinds = (moves: ReturnType<typeof ask>) => moves.map((move) => (move.kind === "LEAVE" ? move.reason : move.kind));

describe("the exit table", () => {
  const rowOf = (trend: Regime["trend"], volatility: Regime["volatility"]) => exitRowOf({ trend, volatility });
  it("is read by extreme volatility first, then by the trend, then by volatility", () => {
    expect(volatilities.map((volatility) => rowOf("UP", volatility))).toEqual(
      volatilities.map((volatility) => (volatility === "EXTREME" ? "EXTREME" : "TRENDING")),
    );
    expect(volatilities.map((volatility) => rowOf("RANGE", volatility))).toEqual(
      volatilities.map((volatility) => (volatility === "EXTREME" ? "EXTREME" : "RANGING")),
    );
    for (const trend of ["DOWN", "CHOPPY"] as const)
      for (const volatility of volatilities) expect(rowOf(trend, volatility)).toBe(volatility);
    expect(exitRowOf(undefined)).toBe("NORMAL");
    expect(trends).toHaveLength(4);
  });
  it("has the numbers of its source", () =>
    expect(Object.entries(exitTable).map(([row, each]) => [row, ...Object.values(each)])).toEqual([
      ["LOW", 1.2, 3.5, 1.8, 48],
      ["NORMAL", 1.5, 3, 2, 36],
      ["HIGH", 2, 4, 2.5, 24],
      ["EXTREME", 2.5, 5, 3, 12],
      ["TRENDING", 1.8, 4.5, 2.5, 72],
      ["RANGING", 1, 2, 1.5, 18],
    ]));
});

it("a young position that has made little is left alone", () => expect(ask(101.99)).toEqual([]));

describe("at 1 R the stop goes to break-even", () => {
  it.each([
    [101.99, []],
    [102, ["RAISE_STOP"]],
    [102.01, ["RAISE_STOP"]],
  ])("with a close of %f: %j", (close, expected) => expect(kinds(ask(close))).toEqual(expected));
  it("which pays for the costs of both ways", () =>
    expect(ask(102)).toMatchObject([{ kind: "RAISE_STOP", to: 100.1, state: "BREAKEVEN" }]));
  it("once", () => expect(ask(102, { state: "BREAKEVEN" }, { stop: 100.1 })).toEqual([]));
  it("never through the market: where costs are more than the risk, it stays", () =>
    expect(ask(100.06, { risk: 0.05, firstStop: price(99.95) }, { stop: 99.95 })).toEqual([]));
});

describe("at 2 R half is taken", () => {
  it.each([
    [103.99, ["RAISE_STOP"]],
    [104, ["SELL", "RAISE_STOP"]],
  ])("with a close of %f: %j", (close, expected) =>
    expect(kinds(ask(close)).map((kind) => kind.replace("TAKE_PARTIAL", "SELL"))).toEqual(expected),
  );
  it("once", () => expect(kinds(ask(104.5, { state: "PARTIAL_TP" }, { stop: 103 }))).toEqual([]));
});

describe("after the partial the stop trails the highest close", () => {
  const trailing = { state: "TRAILING", peak: price(110) } as const;
  it("by the plan's number of mean true ranges of now", () =>
    expect(ask(109, trailing, { stop: 103 })).toMatchObject([{ kind: "RAISE_STOP", to: 107.82, state: "TRAILING" }]));
  it("and is never lowered when ranges widen", () => expect(ask(109, trailing, { stop: 107.83 })).toEqual([]));
  it("a close below where it would trail leaves at once", () =>
    expect(kinds(ask(107, trailing, { stop: 103 }))).toEqual(["TRAIL"]));
  it("not before the partial", () => expect(ask(103, { state: "BREAKEVEN" }, { stop: 100.1 })).toEqual([]));
});

describe("at the target the rest is sold", () => {
  it.each([
    [106.99, false],
    [107, true],
  ])("with a close of %f: %s", (close, leaves) =>
    expect(kinds(ask(close, { target: price(107) })).includes("TARGET")).toBe(leaves),
  );
});

describe("a position that has made too little is given up when its time is over", () => {
  it.each([
    [35.99, 100.99, []],
    [36, 100.99, ["TIME"]],
    [36, 101, []],
    [100, 99, ["TIME"]],
  ])("after %f hours at %f: %j", (hours, close, expected) =>
    expect(kinds(ask(close, {}, { hours }))).toEqual(expected),
  );
});

it("prices that are not numbers move nothing", () => {
  expect(ask(Number.NaN)).toEqual([]);
  expect(ask(110, { state: "TRAILING", peak: price(110), trailAtr: Number.NaN }, { stop: 103 })).toEqual([]);
});

it("whatever the market does, a stop that is moved goes up, stays below the close and pays for the costs", () => {
  const anyCase = fc.record({
    close: fc.integer({ min: 9_000, max: 13_000 }).map((cents) => cents / 100),
    peak: fc.integer({ min: 10_000, max: 13_000 }).map((cents) => cents / 100),
    stop: fc.integer({ min: 9_600, max: 11_000 }).map((cents) => cents / 100),
    state: fc.constantFrom("OPEN" as const, "BREAKEVEN" as const, "PARTIAL_TP" as const, "TRAILING" as const),
    hours: fc.nat(100),
  });
  let raised = 0;
  fc.assert(
    fc.property(anyCase, ({ close, peak, stop, state, hours }) => {
      for (const move of ask(close, { peak: price(peak), state }, { stop, hours })) {
        if (move.kind !== "RAISE_STOP") continue;
        raised += 1;
        expect(move.to).toBeGreaterThan(stop);
        expect(move.to).toBeLessThan(close);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(raised).toBeGreaterThan(50);
  expect(breakEvenOf(positionOf(), { instrument: btc, roundTripCost: 0.001 })).toBe(100.1);
});
