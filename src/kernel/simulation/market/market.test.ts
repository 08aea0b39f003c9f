/** The market repeats, resumes and adds up; its bars are always possible ones. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bar, ClosedBars } from "../../domain/bar.ts";
import { isWholeSteps } from "../../domain/instrument.ts";
import { epochMs, hours, minutes } from "../../units/units.ts";
import { simulatedInstruments } from "./instruments.ts";
import { nextBars, skipBar } from "./market.ts";
import type { MarketParameters } from "./market-model.ts";
import { type MarketState, openMarket } from "./market-state.ts";
import { defaultStart, marketParameters } from "./parameters.ts";

const read = (market: MarketState, count: number): ClosedBars[] =>
  Array.from({ length: count }, () => nextBars(market));
const open = (seed: number, change: Partial<MarketParameters> = {}): MarketState =>
  openMarket({ ...marketParameters(seed), ...change });

describe("repeating", () => {
  it("gives the same bars for the same seed and others for another", () => {
    expect(read(open(1), 200)).toEqual(read(open(1), 200));
    expect(read(open(1), 1)).not.toEqual(read(open(2), 1));
  });

  it("gives the same bars when cut anywhere and resumed from a clone or from JSON", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(300), (seed, cut) => {
        const market = open(seed);
        read(market, cut);
        const cloned = structuredClone(market);
        const stored = JSON.parse(JSON.stringify(market)) as MarketState;
        const rest = read(market, 50);
        expect(read(cloned, 50)).toEqual(rest);
        expect(read(stored, 50)).toEqual(rest);
      }),
      { numRuns: 30 },
    );
  });

  it("leaves the same state behind whether a bar is skipped or drawn", () => {
    const [drawn, skipped] = [open(5), open(5)];
    for (let i = 0; i < 500; i += 1) {
      nextBars(drawn);
      skipBar(skipped);
    }
    expect(nextBars(skipped)).toEqual(nextBars(drawn));
  });
});

describe("bars", () => {
  const expectPossible = (bar: Bar, index: number): void => {
    const instrument = simulatedInstruments[index]!;
    expect(bar.symbol).toBe(instrument.symbol);
    const prices = [bar.open, bar.high, bar.low, bar.close];
    expect(
      prices.every((value) => value > 0 && Number.isFinite(value) && isWholeSteps(value, instrument.tickSize)),
    ).toBe(true);
    expect(bar.high).toBeGreaterThanOrEqual(Math.max(bar.open, bar.close));
    expect(bar.low).toBeLessThanOrEqual(Math.min(bar.open, bar.close));
    expect(bar.volume).toBeGreaterThan(0);
    expect(isWholeSteps(bar.volume, instrument.lotSize)).toBe(true);
  };

  it("are consistent, on the tick and complete at any seed and interval", () => {
    const intervals = [minutes(1), minutes(15), hours(1), hours(4), hours(24)];
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom(...intervals), (seed, interval) => {
        const market = open(seed, { interval });
        for (const [count, closed] of read(market, 60).entries()) {
          expect(closed.closedAt).toBe(defaultStart + (count + 1) * interval);
          expect(closed.missing).toEqual([]);
          expect(closed.bars.length).toBe(simulatedInstruments.length);
          closed.bars.forEach(expectPossible);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("open close to where the last one closed", () => {
    const market = open(9);
    let before = nextBars(market).bars;
    for (const { bars } of read(market, 2_000)) {
      for (const [i, bar] of bars.entries()) {
        const tickShare = simulatedInstruments[i]!.tickSize / bar.open;
        expect(Math.abs(bar.open / before[i]!.close - 1)).toBeLessThan(0.002 + tickShare);
      }
      before = bars;
    }
  });

  it("stay possible over 30 years", () => {
    const market = open(3);
    for (let day = 0; day < 30 * 365; day += 1) {
      for (let hour = 0; hour < 23; hour += 1) skipBar(market);
      nextBars(market).bars.forEach(expectPossible);
    }
  });

  it("of four hours are the hourly bars of the same seed put together", () => {
    const long = read(open(4, { interval: hours(4) }), 100);
    const short = read(open(4), 400);
    for (const [i, { closedAt, bars }] of long.entries()) {
      const parts = short.slice(4 * i, 4 * i + 4);
      expect(closedAt).toBe(parts[3]!.closedAt);
      for (const [coin, bar] of bars.entries()) {
        const hourly = parts.map((part) => part.bars[coin]!);
        expect(bar.open).toBe(hourly[0]!.open);
        expect(bar.close).toBe(hourly[3]!.close);
        expect(bar.high).toBe(Math.max(...hourly.map((part) => part.high)));
        expect(bar.low).toBe(Math.min(...hourly.map((part) => part.low)));
        expect(bar.volume / hourly.reduce((sum, part) => sum + part.volume, 0)).toBeCloseTo(1, 9);
      }
    }
  });
});

describe("opening", () => {
  it("refuses an interval that neither divides an hour nor is whole hours, and a seed out of range", () => {
    expect(() => open(1, { interval: minutes(7) })).toThrow(/expected an interval/);
    expect(() => open(1, { interval: minutes(90) })).toThrow(/expected an interval/);
    expect(() => open(1, { interval: minutes(0) })).toThrow(/expected an interval/);
    expect(() => open(-1)).toThrow(/expected a seed/);
  });

  it("starts when it is told to, at the start prices", () => {
    const start = epochMs(1_600_000_000_000);
    const market = open(1, { start });
    const first = nextBars(market);
    expect(first.closedAt).toBe(start + hours(1));
    for (const [i, bar] of first.bars.entries()) {
      expect(bar.open / market.coins[i]!.model.startPrice).toBeCloseTo(1, 1);
    }
  });
});
