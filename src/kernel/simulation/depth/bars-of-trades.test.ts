/** Bars of trades stand on whole multiples of their interval, count every trade once, and are never changed once told. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochMs, price, quantity, seconds } from "../../units/units.ts";
import type { ClosedBars } from "../../domain/bar.ts";
import { addTrade, closeBar, openTradeBars } from "./bars-of-trades.ts";

const grid = { tickSize: price(0.1), lotSize: quantity(0.001) };
type Told = readonly [at: number, tick: number, lots: number];

function play(trades: readonly Told[]): ClosedBars[] {
  const bars = openTradeBars("BTC", seconds(1), grid);
  const closed: ClosedBars[] = [];
  for (const [at, tick, lots] of trades) {
    const bar = addTrade(bars, { kind: "TRADE", at: epochMs(at), side: "BUY", tick, lots });
    if (bar !== undefined) closed.push(bar);
  }
  const last = closeBar(bars);
  return last === undefined ? closed : [...closed, last];
}

describe("a bar", () => {
  it("has the first, highest, lowest and last price, and all that was traded", () => {
    const [bar] = play([
      [1_000, 10, 1],
      [1_200, 14, 2],
      [1_400, 7, 3],
      [1_999, 9, 4],
    ]);
    expect(bar).toEqual({
      closedAt: 2_000,
      bars: [{ symbol: "BTC", open: 1, high: 1.4, low: 0.7, close: 0.9, volume: 0.01 }],
      missing: [],
    });
  });
  it.each([
    ["inside it", 1_999, [2_000]],
    ["at its end", 2_000, [2_000, 3_000]],
    ["three seconds on, with none between", 4_500, [2_000, 5_000]],
    ["late for one that was told", 900, [2_000]],
  ])("and a trade %s", (_, at, closes) =>
    expect(
      play([
        [1_500, 10, 1],
        [at, 10, 1],
      ]).map(({ closedAt }) => closedAt),
    ).toEqual(closes),
  );
  it("is not made of nothing", () => expect(play([])).toEqual([]));
});

it("nothing traded is lost, whatever the order of the trades", () => {
  const trade = fc.tuple(fc.nat(10_000), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(fc.array(trade, { maxLength: 50 }), (trades) => {
      const told = play(trades).flatMap(({ bars }) => bars);
      const lots = told.reduce((sum, { volume }) => sum + Math.round(volume / grid.lotSize), 0);
      expect(lots).toBe(trades.reduce((sum, [, , each]) => sum + each, 0));
      for (const { open, high, low, close } of told) {
        expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
        expect(low).toBeLessThanOrEqual(Math.min(open, close));
      }
    }),
  );
});
