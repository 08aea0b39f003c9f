/** The figures of a symbol: formulas of the earlier system on records small enough to count by hand. */
import { describe, expect, it } from "vitest";
import { justAbove } from "../../../../../tests/scenarios/given.ts";
import { figuresOf, stabilityOf } from "./figures.ts";
import { conditionsIn, openRecord, recordFill, recordTrade, recordWish, type RecordedTrade } from "./symbol-record.ts";

const trade = (r: number, change: Partial<RecordedTrade> = {}): RecordedTrade => ({
  r,
  costR: 0.1,
  openedIn: [],
  ...change,
});
const recordOf = (rs: readonly number[]) => {
  const record = openRecord();
  for (const r of rs) recordTrade(record, trade(r));
  return record;
};

describe("of two trades, one won", () => {
  const figures = figuresOf(recordOf([2, -1]));
  it("R, win rate and costs", () =>
    expect(figures).toMatchObject({ trades: 2, totalR: 1, meanR: 0.5, winRate: 0.5, varianceR: 4.5, costR: 0.1 }));
  it("stability is mean R times win rate over costs and variance", () =>
    expect(figures.stability).toBeCloseTo((0.5 * 0.5) / (0.1 + 4.5), 12));
  it("quality is 0.4 profitability, 0.3 reliability, 0.3 stability", () =>
    expect(figures.quality).toBeCloseTo(0.4 * 0.5 + 0.3 * 0.5 + 0.3 * figures.stability, 12));
  it("nothing of it is toxic", () => expect(figures.toxicity).toBe(0));
});

it("an empty record is all zeros, and nothing to divide by is no stability", () => {
  expect(figuresOf(openRecord())).toMatchObject({ trades: 0, meanR: 0, stability: 0, quality: 0, toxicity: 0 });
  expect(stabilityOf({ meanR: 1, winRate: 1, costR: 0, varianceR: 0 })).toBe(0);
});

it("toxicity is the mean of slippage spikes, refusals and lost R; explosions of the spread need a book", () => {
  const record = recordOf([-0.5, -0.5]);
  for (const isRefused of [true, false, false, false]) recordWish(record, isRefused);
  for (const slippage of [0.01, justAbove(0.01), -0.2, Number.NaN]) recordFill(record, slippage);
  const { toxicity, disallowRate, quality } = figuresOf(record);
  expect(disallowRate).toBe(0.25);
  expect(toxicity).toBeCloseTo((0.5 + 0.25 + 0.5) / 3, 12);
  expect(quality, "a loss is no profitability").toBe(0);
});

it("only the last hundred count", () => {
  const record = openRecord();
  for (let index = 0; index < 300; index += 1) recordTrade(record, trade(index < 200 ? -1 : 1));
  expect(figuresOf(record)).toMatchObject({ trades: 100, meanR: 1, winRate: 1 });
});

it("R by kind of market speaks from ten trades on", () => {
  const record = openRecord();
  for (let index = 0; index < 10; index += 1) recordTrade(record, trade(1, { openedIn: ["TRENDING"] }));
  for (let index = 0; index < 9; index += 1) recordTrade(record, trade(3, { openedIn: ["CALM"] }));
  expect(figuresOf(record).meanRIn).toEqual({ TRENDING: 1, CALM: undefined, UNSTABLE: undefined });
});

it("kinds of market are read from both axes of the regime", () => {
  expect(conditionsIn({ trend: "UP", volatility: "NORMAL" })).toEqual(["TRENDING", "CALM"]);
  expect(conditionsIn({ trend: "DOWN", volatility: "EXTREME" })).toEqual(["TRENDING", "UNSTABLE"]);
  expect(conditionsIn({ trend: "CHOPPY", volatility: "HIGH" })).toEqual(["UNSTABLE"]);
  expect(conditionsIn({ trend: "RANGE", volatility: "LOW" })).toEqual([]);
  expect(conditionsIn(undefined)).toEqual([]);
});
