/** The strategies that ship: each rule at its line, and none of them sees what has not happened. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barsOf, walkedBars } from "../../../../../tests/scenarios/closed-bars.ts";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { shippedStrategies } from "../library.ts";
import type { ClosedBar, Strategy } from "../strategy.ts";
import { tryOut } from "../try-out.ts";
import { dipInUptrend } from "./dip-in-uptrend.ts";
import { squeezeBreakout } from "./squeeze-breakout.ts";
import { turtleTrend } from "./turtle-trend.ts";

/** Short windows, so that little history does. */
const quick: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "turtle-trend": { entryBars: 24, exitBars: 12, stopAtr: 3 },
  "dip-in-uptrend": { trendBars: 50, rsiBelow: 20, exitBars: 5, maxBars: 10 },
  "squeeze-breakout": { squeezeBars: 3, maxBars: 10 },
};
const quickOf = ({ name }: Strategy) => ({ parameters: quick[name] ?? {} });
/** No hard limit stands in the way of what a rule says by itself. */
const free = { maxStopDistance: 0.5 };
const saidOf = (strategy: Strategy, bars: readonly ClosedBar[]) => tryOut(strategy, bars, quickOf(strategy)).said;
const lastOf = (strategy: Strategy, bars: readonly ClosedBar[]) =>
  tryOut(strategy, bars, { ...quickOf(strategy), ...free }).said.at(-1)?.advice;

describe.each(shippedStrategies.map((strategy) => [strategy.name, strategy] as const))("%s", (_, strategy) => {
  it("speaks, leaves, and never fails on a market with trends, dips and squeezes", () => {
    const said = saidOf(strategy, walkedBars(7, 3_000));
    const kinds = new Set(said.map(({ advice }) => advice.kind));
    expect(kinds).toEqual(new Set(["LONG", "OUT", "NONE"]));
    expect(said.filter(({ rested }) => rested !== undefined)).toEqual([]);
  });

  it("says at a close what it would say if nothing came after, or something else", () => {
    const anySeed = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(anySeed, anySeed, fc.integer({ min: 60, max: 250 }), (seed, other, cut) => {
        const bars = walkedBars(seed, 300);
        const whole = saidOf(strategy, bars).slice(0, cut);
        expect(saidOf(strategy, bars.slice(0, cut))).toEqual(whole);
        expect(saidOf(strategy, [...bars.slice(0, cut), ...walkedBars(other, 50)]).slice(0, cut)).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });

  it("never asks for a stop beyond the hard limit, however wild the market", () => {
    const wild = walkedBars(3, 2_000).map((bar) => ({ ...bar, high: bar.high * 1.2, low: bar.low * 0.8 }));
    expect(saidOf(strategy, wild).filter(({ rested }) => rested !== undefined)).toEqual([]);
  });

  it("is sure enough to be heard whenever it speaks", () => {
    for (const { advice } of saidOf(strategy, walkedBars(7, 3_000)))
      if (advice.kind === "LONG") {
        expect(advice.confidence).toBeGreaterThanOrEqual(0.6);
        expect(advice.confidence).toBeLessThanOrEqual(0.9);
      }
  });
});

describe("turtle-trend", () => {
  const flat = Array.from({ length: 30 }, () => 100);
  const after = (...closes: number[]) => lastOf(turtleTrend, barsOf([...flat, ...closes], 1));

  it("buys a close above the highest high of its window, not at it", () => {
    expect(after(101)?.kind).toBe("NONE");
    expect(after(justAbove(101))).toMatchObject({ kind: "LONG", reason: "closed above the highest high of 24 bars" });
  });
  it("its stop is its mean ranges away", () => {
    const { stopDistance } = after(102) as { readonly stopDistance: number };
    // Ranges of 2, the last of them 4 wide: Wilder's mean over 14 bars of it.
    expect(stopDistance).toBeCloseTo((3 * (2 + 2 / 14)) / 102, 9);
  });
  it("is surest of a straight way up", () => {
    const straight = Array.from({ length: 30 }, (_, index) => 100 + 3 * index);
    const first = saidOf(turtleTrend, barsOf(straight, 1)).find(({ advice }) => advice.kind === "LONG");
    expect(first?.advice).toMatchObject({ confidence: expect.closeTo(0.9, 9) });
  });
  it("leaves at a close below the lowest low of the shorter window, not at it", () => {
    const held = [...flat, 103, ...Array.from({ length: 12 }, () => 103)];
    const ending = (close: number) => lastOf(turtleTrend, barsOf([...held, close], 1));
    expect(ending(102)?.kind).toBe("NONE");
    expect(ending(justBelow(102))).toMatchObject({ kind: "OUT" });
  });
});

describe("dip-in-uptrend", () => {
  const rising = Array.from({ length: 60 }, (_, index) => 100 + index);
  /** Wilder's RSI(2) over all closes, by its definition. */
  function rsiOf(closes: readonly number[]): number {
    let [gain, loss] = [0, 0];
    closes.forEach((close, index) => {
      const change = close - (closes[index - 1] ?? close);
      gain = (gain + Math.max(0, change)) / 2;
      loss = (loss + Math.max(0, -change)) / 2;
    });
    return (100 * gain) / (gain + loss);
  }
  const dipped = [...rising, 157, 154.5];
  const said = (closes: readonly number[], parameters: Record<string, number>) =>
    tryOut(dipInUptrend, barsOf(closes, 0.5), { parameters: { ...quick["dip-in-uptrend"], ...parameters } });
  const last = (closes: readonly number[], parameters: Record<string, number>) =>
    said(closes, parameters).said.at(-1)?.advice;

  it("buys when RSI(2) is below its line, not at it", () => {
    const rsi = rsiOf(dipped);
    expect(rsi).toBeGreaterThan(1);
    expect(rsi).toBeLessThan(30);
    expect(last(dipped, { rsiBelow: rsi * (1 - 1e-6) })?.kind).toBe("NONE");
    expect(last(dipped, { rsiBelow: rsi * (1 + 1e-6) })).toMatchObject({
      kind: "LONG",
      reason: `RSI(2) of ${rsi.toFixed(1)} above the mean of 50 bars`,
    });
  });
  it("only above the long mean", () => expect(last([...rising, 140, 120], { rsiBelow: 30 })?.kind).toBe("NONE"));
  it("sells above the short mean, and gives up after its bars", () => {
    const bought = [...dipped, 154.6];
    const means = (bought[58]! + bought[59]! + 157 + 154.5 + 154.6) / 5;
    expect(means).toBeGreaterThan(154.6);
    expect(last(bought, { rsiBelow: 30 })?.kind).toBe("NONE");
    expect(last([...bought, 158], { rsiBelow: 30 })).toMatchObject({ kind: "OUT" });
    const falling = [...dipped, ...Array.from({ length: 14 }, (_, index) => 154 - 0.1 * index)];
    expect(said(falling, { rsiBelow: 30, stopAtr: 20 }).trades[0]).toMatchObject({
      why: "TIME",
      enteredAt: 62,
      leftAt: 72,
    });
  });
});

describe("squeeze-breakout", () => {
  /** Closes move by a hundredth inside ranges of two: bands far inside the channel. */
  const quiet = Array.from({ length: 40 }, (_, index) => 100 + 0.01 * (index % 2));
  it("buys a close above the upper band out of a squeeze", () =>
    expect(lastOf(squeezeBreakout, barsOf([...quiet, 102], 1))).toMatchObject({ kind: "LONG", maxBars: 10 }));
  it("not where the bands were as wide as the channel", () => {
    const wide = Array.from({ length: 40 }, (_, index) => 100 + index);
    expect(lastOf(squeezeBreakout, barsOf([...wide, 160], 0))?.kind).toBe("NONE");
  });
  it("not where the squeeze is younger than it has to be", () => {
    const parameters = { squeezeBars: 48 };
    const bars = barsOf([...quiet, 102], 1);
    expect(tryOut(squeezeBreakout, bars, { parameters }).said.at(-1)?.advice.kind).toBe("NONE");
  });
  it("leaves below the middle band", () => {
    const ending = (close: number) => lastOf(squeezeBreakout, barsOf([...quiet, 102, 103, close], 1));
    expect(ending(101)?.kind).toBe("NONE");
    expect(ending(99)).toMatchObject({ kind: "OUT", reason: "fell back to the middle band" });
  });
});
