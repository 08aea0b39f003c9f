/** The window: what can be named is closed and within the history, and nothing else can. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, bar, day, hour } from "../../../../tests/scenarios/given.ts";
import { quantity } from "../../units/units.ts";
import { openBarMemory, rememberBar } from "./bar-memory.ts";
import { type Aim, openView } from "./view.ts";

const length = 5;
/** Bar `n` of symbol `id` closes at 100·(id + 1) + n. */
const closeOf = (id: number, n: number): number => 100 * (id + 1) + n;
function seen(bars: number, change: Partial<Aim> = {}) {
  const memory = openBarMemory(2, length, ["atr_14_share", "rsi_14"]);
  for (let n = 0; n < bars; n++)
    for (const id of [0, 1]) {
      const close = closeOf(id, n);
      const valueOf = (name: string) => (name === "rsi_14" ? close / 1_000 : n < 2 ? Number.NaN : n);
      const closed = bar("BTC", close, { high: close + 2, low: close - 3, open: close - 1 });
      rememberBar(memory, id, { ...closed, volume: quantity(n) }, valueOf);
    }
  const { view, aim } = openView();
  const features = ["atr_14_share", "rsi_14"];
  aim({
    memory,
    id: 0,
    symbol: "BTC",
    history: length,
    features,
    held: undefined,
    maxStopDistance: 0.04,
    at: at(0),
    ...change,
  });
  return view;
}

describe("bars", () => {
  it("are counted back from the one that has just closed, per symbol", () => {
    for (const id of [0, 1])
      for (const bars of [length, 3 * length + 2]) {
        const view = seen(bars, { id });
        const closes = [0, 1, 2, 3, 4].map((back) => view.back(back).close);
        expect(closes).toEqual([1, 2, 3, 4, 5].map((back) => closeOf(id, bars - back)));
      }
  });

  it("carry their five numbers, in a copy that nobody else reads", () => {
    const view = seen(7);
    const last = view.back(0);
    expect(last).toEqual({ open: 105, high: 108, low: 103, close: 106, volume: 6 });
    Reflect.set(last, "close", 1);
    expect(view.back(0).close).toBe(106);
  });

  it("that have not closed have no number, nor have those beyond the history", () => {
    const view = seen(50);
    for (const wrong of [-1, -0.5, 0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, length]) {
      expect(() => view.back(wrong), `${wrong}`).toThrow(RangeError);
      expect(() => view.highest(1, wrong), `${wrong}`).toThrow(RangeError);
      expect(() => view.lowest(1, wrong), `${wrong}`).toThrow(RangeError);
      expect(() => view.mean(1, wrong), `${wrong}`).toThrow(RangeError);
      expect(() => view.feature("rsi_14", wrong), `${wrong}`).toThrow(RangeError);
    }
    expect(() => view.back(length - 1)).not.toThrow();
    for (const wrong of [0, -1, 1.5, Number.NaN, length + 1]) expect(() => view.highest(wrong)).toThrow(RangeError);
    expect(() => view.highest(length)).not.toThrow();
    expect(() => view.highest(length, 1)).toThrow("expected bars within the 5 of the history, was 5 back");
  });

  it("beyond the strategy's own history are closed to it, though others may look at them", () =>
    expect(() => seen(50, { history: 3 }).back(3)).toThrow("expected bars within the 3 of the history"));

  it("whatever is asked for, by any text or number, comes from the past or not at all", () => {
    const view = seen(50);
    const past = new Set([0, 1, 2, 3, 4].map((back) => closeOf(0, 49 - back)));
    fc.assert(
      fc.property(
        fc.oneof(fc.double(), fc.integer({ min: -9, max: 9 }), fc.string(), fc.constant(undefined)),
        (any) => {
          let close: number | undefined;
          try {
            close = view.back(any as number).close;
          } catch {
            close = undefined;
          }
          expect(close === undefined || past.has(close)).toBe(true);
        },
      ),
    );
  });
});

it("says extremes and means of spans", () => {
  const view = seen(7);
  expect([
    view.highest(3),
    view.highest(3, 1),
    view.lowest(3),
    view.lowest(4, 1),
    view.mean(3),
    view.mean(2, 3),
  ]).toEqual([108, 107, 101, 99, 105, 102.5]);
});

describe("features", () => {
  it("come at the close asked about, NaN where their window was not full", () => {
    const view = seen(5);
    expect([0, 1, 2, 3, 4].map((back) => view.feature("atr_14_share", back))).toEqual([
      4,
      3,
      2,
      Number.NaN,
      Number.NaN,
    ]);
    expect(view.feature("rsi_14")).toBe(0.104);
  });
  it("that were not asked for are refused", () =>
    expect(() => seen(5, { features: ["rsi_14"] }).feature("atr_14_share")).toThrow(
      "expected a feature the strategy asked for, was atr_14_share",
    ));
});

it("tells hour and weekday, UTC, and no date", () => {
  // 2020-09-13 was a Sunday.
  const timeAt = (ms: number) => {
    const { hourOfDay, dayOfWeek } = seen(5, { at: at(ms) });
    return [dayOfWeek, hourOfDay];
  };
  expect([0, hour - 1, hour, day - 1, day, 6 * day].map(timeAt)).toEqual([
    [0, 0],
    [0, 0],
    [0, 1],
    [0, 23],
    [1, 0],
    [6, 0],
  ]);
  const names = Object.keys(seen(5)).toSorted();
  expect(names).toEqual(
    [
      "back",
      "dayOfWeek",
      "feature",
      "held",
      "highest",
      "hourOfDay",
      "lowest",
      "maxStopDistance",
      "mean",
      "symbol",
    ].toSorted(),
  );
});

it("cannot be changed, and cannot be moved by who looks through it", () => {
  const view = seen(5);
  expect(Object.isFrozen(view)).toBe(true);
  expect(() => openView().view.back(0)).toThrow("expected a view to be used while it is aimed");
});
