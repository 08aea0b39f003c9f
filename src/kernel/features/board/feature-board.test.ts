/** Every feature equals its definition computed from all bars, and no bar that comes later or elsewhere can change it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyMoves, barsOf } from "../../../../tests/features/any-bars.ts";
import { plainFeatures } from "../../../../tests/features/plain-features.ts";
import { average, columnsOf, spread } from "../../../../tests/features/plain-series.ts";
import { bar } from "../../../../tests/scenarios/given.ts";
import type { Bar } from "../../domain/bar.ts";
import { decodeState, encodeState } from "../../state-codec.ts";
import { featureDefinitions } from "./catalogue/catalogue.ts";
import {
  type FeatureBoard,
  type FeatureName,
  featureNames,
  featureOf,
  openFeatureBoard,
  updateFeatureBoard,
} from "./feature-board.ts";

const boardAfter = (bars: readonly Bar[], id = 0): FeatureBoard => {
  const board = openFeatureBoard(2, featureNames);
  for (const each of bars) updateFeatureBoard(board, id, each);
  return board;
};
/** What the sums of a window of shares may be off. */
const rounding = 1e-9;
const told = (board: FeatureBoard, id = 0): number[] => featureNames.map((name) => featureOf(board, name, id));

describe("over any bars", () => {
  it("every feature, bar by bar, equals its definition over all bars", () => {
    fc.assert(
      fc.property(anyMoves(260), (moves) => {
        const bars = barsOf(moves);
        const columns = columnsOf(bars);
        const expected = featureNames.map((name) => plainFeatures[name](columns));
        const board = openFeatureBoard(1, featureNames);
        bars.forEach((each, index) => {
          updateFeatureBoard(board, 0, each);
          const actual = told(board);
          featureNames.forEach((name, column) => {
            const wanted = expected[column]![index]!;
            const off = Math.abs(actual[column]! - wanted);
            const isEqual = Number.isNaN(wanted) ? Number.isNaN(actual[column]!) : off <= 1e-6 * (1 + Math.abs(wanted));
            if (!isEqual) expect.unreachable(`${name} at bar ${index}: expected ${wanted}, was ${actual[column]}`);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it("every feature is the same whatever follows and whatever other instruments do", () => {
    fc.assert(
      fc.property(anyMoves(240), anyMoves(30), (past, future) => {
        const alone = boardAfter(barsOf(past));
        const beside = openFeatureBoard(2, featureNames);
        const all = barsOf([...past, ...future]);
        let atTheCut: number[] = [];
        all.forEach((each, index) => {
          updateFeatureBoard(beside, 1, all[all.length - 1 - index]!);
          updateFeatureBoard(beside, 0, each);
          if (index === past.length - 1) atTheCut = told(beside);
        });
        expect(atTheCut).toEqual(told(alone));
      }),
      { numRuns: 60 },
    );
  });

  it("a board asked for one feature gives it the value it has beside all others", () => {
    fc.assert(
      fc.property(anyMoves(220), fc.constantFrom(...featureNames), (moves, name) => {
        const bars = barsOf(moves);
        const small = openFeatureBoard(1, [name, name]);
        for (const each of bars) updateFeatureBoard(small, 0, each);
        expect(featureOf(small, name, 0)).toBe(featureOf(boardAfter(bars), name, 0));
      }),
      { numRuns: 60 },
    );
  });

  it("every value is finite and within the range its definition states", () => {
    fc.assert(
      fc.property(anyMoves(260), (moves) => {
        const values = told(boardAfter(barsOf(moves)));
        featureNames.forEach((name, column) => {
          const [low, high] = featureDefinitions[name].range;
          const value = values[column]!;
          const isWithin =
            Number.isNaN(value) || (Number.isFinite(value) && value >= low - rounding && value <= high + rounding);
          if (!isWithin) expect.unreachable(`${name}: expected ${low} to ${high}, was ${value}`);
        });
      }),
      { numRuns: 100 },
    );
  });

  it("a board that was written down and read back goes on as if nothing had been", () => {
    fc.assert(
      fc.property(anyMoves(60), anyMoves(200), (past, future) => {
        const all = barsOf([...past, ...future]);
        const whole = boardAfter(all);
        const resumed = decodeState(encodeState(boardAfter(all.slice(0, past.length)))) as FeatureBoard;
        for (const each of all.slice(past.length)) updateFeatureBoard(resumed, 0, each);
        expect(told(resumed)).toEqual(told(whole));
        expect(encodeState(resumed)).toBe(encodeState(whole));
      }),
      { numRuns: 40 },
    );
  });
});

describe("a bar that is no bar", () => {
  const sound = barsOf(
    Array.from({ length: 230 }, (_, i) => ({ move: (i % 7) - 3, up: 5, down: 5, gap: 0, volume: 9 })),
  );
  const broken: Partial<Record<keyof Bar, number>>[] = [
    { open: Number.NaN },
    { high: Number.NaN },
    { low: Number.NaN },
    { close: Number.NaN },
    { volume: Number.NaN },
    { low: Number.NaN },
    { low: 0 },
    { close: 0 },
    { close: -1 },
    { high: Number.POSITIVE_INFINITY },
    { high: 1 },
    { volume: -1 },
    { volume: Number.POSITIVE_INFINITY },
  ];

  it.each(broken)("%o empties the row: every feature is NaN, then fills anew as if it had begun there", (part) => {
    const board = boardAfter(sound);
    expect(told(board).some(Number.isNaN)).toBe(false);
    updateFeatureBoard(board, 0, { ...sound[0]!, ...part } as Bar);
    expect(told(board).every(Number.isNaN)).toBe(true);
    for (const each of sound) updateFeatureBoard(board, 0, each);
    expect(told(board)).toEqual(told(boardAfter(sound)));
  });

  it("leaves the other instruments alone, then and later", () => {
    const board = boardAfter(sound);
    const alone = boardAfter(sound);
    updateFeatureBoard(board, 1, { ...sound[0]!, close: Number.NaN } as Bar);
    expect(told(board)).toEqual(told(alone));
    for (const each of sound.slice(0, 30)) {
      updateFeatureBoard(board, 0, each);
      updateFeatureBoard(alone, 0, each);
    }
    expect(told(board)).toEqual(told(alone));
  });
});

describe("rounding", () => {
  const wave = Array.from({ length: 40 }, (_, i) => ({
    move: (i % 9) * 10 - 38,
    up: 7,
    down: 9,
    gap: 3,
    volume: 1 / (i + 3),
  }));
  const pause = { move: 0, up: 0, down: 0, gap: 0, volume: 0 };

  it("a market that stands still after a move has no width, no volume and no side", () => {
    const board = boardAfter(barsOf([...wave, ...Array.from({ length: 120 }, () => pause)]));
    const shown = (...names: FeatureName[]) => names.map((name) => featureOf(board, name, 0));
    expect(shown("bollinger_width_20", "zscore_20", "cci_20", "cmo_14", "efficiency_10", "chaikin_flow_20")).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
    expect(shown("bollinger_place_20", "donchian_place_20", "stochastic_rsi_14")).toEqual([0.5, 0.5, 0.5]);
    expect(shown("stochastic_k_14", "mfi_14", "williams_r_14", "choppiness_14")).toEqual([50, 50, -50, 100]);
  });

  it.each([3, 7, 11, 13, 17, 19, 23, 29])("a deviation is 0 as soon as the window holds one price, a %ith", (part) => {
    const board = boardAfter(barsOf(wave.slice(0, 33)));
    const shown = Array.from({ length: 60 }, () => {
      updateFeatureBoard(board, 0, bar("BTC", 100 / part));
      return featureOf(board, "bollinger_width_20", 0);
    });
    expect(shown.findIndex((width) => width === 0)).toBe(19);
    expect(shown.slice(19).every((width) => width === 0)).toBe(true);
  });

  it("bands that have run together for long have met", () => {
    const board = boardAfter(barsOf([...wave, ...Array.from({ length: 230 }, () => pause)]));
    expect(featureOf(board, "keltner_upper_20", 0)).toBeGreaterThan(featureOf(board, "keltner_lower_20", 0));
    expect(featureOf(board, "keltner_place_20", 0)).toBe(0.5);
  });

  it("is forgotten: two windows after a fall to a millionth a deviation is right again", () => {
    const high = Array.from({ length: 30 }, (_, i) => bar("BTC", 1e6 + i * 1e4));
    const lows = Array.from({ length: 40 }, (_, i) => bar("BTC", 1 + ((i * 7) % 13) / 1e5));
    const board = openFeatureBoard(1, ["bollinger_width_20"]);
    for (const each of [...high, ...lows]) updateFeatureBoard(board, 0, each);
    const window = lows.slice(-20).map(({ close }) => close);
    expect(featureOf(board, "bollinger_width_20", 0)).toBeCloseTo((4 * spread(window)) / average(window), 10);
  });
});

describe("asking", () => {
  it("each feature is NaN until exactly the bars it needs are in", () => {
    const bars = barsOf(Array.from({ length: 260 }, (_, i) => ({ move: i, up: 1, down: 1, gap: 0, volume: 1 })));
    const board = openFeatureBoard(1, featureNames);
    const filledAfter = new Map<string, number>();
    bars.forEach((each, index) => {
      updateFeatureBoard(board, 0, each);
      for (const name of featureNames)
        if (!filledAfter.has(name) && !Number.isNaN(featureOf(board, name, 0))) filledAfter.set(name, index + 1);
    });
    expect([...filledAfter]).toEqual(
      expect.arrayContaining([
        ["ema_9", 9],
        ["rsi_14", 15],
        ["sma_50", 50],
        ["macd_signal_9", 34],
      ]),
    );
    expect(filledAfter.size).toBe(featureNames.length);
  });

  it("for a feature the board was not opened with is a mistake of the caller", () => {
    expect(() => featureOf(openFeatureBoard(1, ["rsi_14"]), "ema_9", 0)).toThrow(RangeError);
  });

  it("an instrument the board has no row for has no value", () => {
    expect(featureOf(boardAfter([]), "rsi_14", 7)).toBeNaN();
  });

  it("parts that features share are computed once", () => {
    expect(openFeatureBoard(1, ["macd_12_26", "macd_signal_9", "macd_histogram"]).plan.parts).toHaveLength(5);
  });
});
