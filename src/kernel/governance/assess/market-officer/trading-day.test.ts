/** Days from bars: each closed by the first bar of a later day, whatever the interval and whatever is missing. */
import { describe, expect, it } from "vitest";
import { at, bar, day, hour, justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import type { Bar } from "../../../domain/bar.ts";
import { quantity } from "../../../units/units.ts";
import { dayOfClose, isDry, openTradingDay, takeBar } from "./trading-day.ts";

const traded = (bars: Bar, volume: number): Bar => ({ ...bars, volume: quantity(volume) });

describe("a day", () => {
  it("begins after midnight: a bar that closes then belongs to the day it covers", () => {
    expect(dayOfClose(at(day))).toBe(dayOfClose(at(hour)));
    expect(dayOfClose(at(day + 1))).toBe(dayOfClose(at(day)) + 1);
  });

  it("is told by the first bar of the next, from the second day on", () => {
    const state = openTradingDay();
    const closes = [100, 110, 121, 133.1];
    const shown = closes.map((close, index) => takeBar(state, bar("BTC", close), at(index * day + hour)));
    expect(shown.slice(0, 2)).toEqual([undefined, undefined]);
    expect(shown[2]?.[0]).toBeCloseTo(Math.log(1.1), 12);
    expect(shown[3]?.[0]).toBeCloseTo(Math.log(1.1), 12);
  });

  it("spans a gap: its return is from the last close there was", () => {
    const state = openTradingDay();
    takeBar(state, bar("BTC", 100), at(hour));
    takeBar(state, bar("BTC", 120), at(5 * day + hour));
    expect(takeBar(state, bar("BTC", 1), at(9 * day))?.[0]).toBeCloseTo(Math.log(1.2), 12);
  });

  it("has the volatility of its bars' ranges: 24 bars of 1 % and one of √24 % are alike (Parkinson)", () => {
    const volatilityOf = (count: number, range: number) => {
      const state = openTradingDay();
      takeBar(state, bar("BTC", 100), at(hour));
      for (let index = 0; index < count; index += 1)
        takeBar(state, bar("BTC", 100, { high: 100 * Math.exp(range) }), at(day + ((index + 1) * day) / count));
      return Math.exp(takeBar(state, bar("BTC", 100), at(2 * day + hour))?.[1] ?? Number.NaN);
    };
    expect(volatilityOf(24, 0.01)).toBeCloseTo(0.01 * Math.sqrt(24 / (4 * Math.LN2)), 9);
    expect(volatilityOf(1, 0.01 * Math.sqrt(24))).toBeCloseTo(volatilityOf(24, 0.01), 9);
  });

  it("without any range has the least volatility, not none", () => {
    const state = openTradingDay();
    [0, 1].forEach((index) => takeBar(state, bar("BTC", 100), at(index * day + hour)));
    expect(takeBar(state, bar("BTC", 100), at(2 * day + hour))?.[1]).toBeCloseTo(Math.log(1e-4), 9);
  });
});

describe("turnover", () => {
  const scores = (volumes: readonly number[]) => {
    const state = openTradingDay();
    return volumes.map((volume, index) => takeBar(state, traded(bar("BTC", 100), volume), at(index * day + hour))?.[2]);
  };
  const usual = (count: number) => Array.from({ length: count }, (_, index) => 1_000 * (index % 2 === 0 ? 0.8 : 1.25));

  it("is not scored before ten days are known, then in deviations from its own past", () => {
    const seen = scores([...usual(20), 20_000, 1_000]);
    expect(seen.slice(2, 11)).toEqual(Array(9).fill(0));
    expect(Math.abs(seen[15] ?? Number.NaN)).toBeLessThan(1.5);
    expect(seen[21]).toBe(5);
  });

  it("that stops scores -5, never less", () => expect(scores([...usual(20), 0, 1]).at(-1)).toBe(-5));

  it.each([
    [9, justBelow, false],
    [10, justBelow, true],
    [10, (line: number) => line, true],
    [10, justAbove, false],
  ])("after %i days at the edge of a quarter of what is usual is dry: case %#", (closedDays, side, dry) => {
    const state = { ...openTradingDay(), closedDays, usualTurnover: 40_000 };
    expect(isDry(state, side(10_000))).toBe(dry);
  });

  it("that is no number is dry", () => expect(isDry({ ...openTradingDay(), closedDays: 10 }, Number.NaN)).toBe(true));
});
