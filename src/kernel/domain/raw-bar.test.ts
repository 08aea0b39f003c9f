/** Every rule of a bar, broken one at a time, and at its edge; a symbol named twice is refused twice. */
import { describe, expect, it } from "vitest";
import { faultOfBar, type RawBar, siftBars } from "./raw-bar.ts";

const sound: RawBar = { symbol: "BTCUSDT", open: 100, high: 110, low: 90, close: 105, volume: 5 };
const fields = ["open", "high", "low", "close", "volume"] as const;

describe("a bar", () => {
  it.each([
    sound,
    { ...sound, volume: 0 },
    { ...sound, open: 90, close: 90 },
    { ...sound, open: 110, close: 110 },
    { symbol: "A", open: 1, high: 1, low: 1, close: 1, volume: 0 },
  ])("that is one has no fault: %o", (bar) => expect(faultOfBar(bar)).toBeUndefined());

  it.each(
    fields.flatMap((field) => [Number.NaN, Number.POSITIVE_INFINITY, -1].map((value) => [field, value] as const)),
  )("with %s of %s is none", (field, value) => expect(faultOfBar({ ...sound, [field]: value })).toBeDefined());

  it.each([
    [{ ...sound, low: 0 }, "low: expected a price above 0, was 0"],
    [{ ...sound, high: 89.9 }, "high: expected a price at or above low 90, was 89.9"],
    [{ ...sound, open: 89.9 }, "open: expected a price from low 90 to high 110, was 89.9"],
    [{ ...sound, close: 110.1 }, "close: expected a price from low 90 to high 110, was 110.1"],
    [{ ...sound, volume: -0.1 }, "volume: expected 0 or more, was -0.1"],
  ])("says which rule it breaks: %o", (bar, rule) => expect(faultOfBar(bar)).toBe(rule));
});

describe("a close", () => {
  it("keeps what is sound, in its order, and names the rest", () => {
    const other = { ...sound, symbol: "ETHUSDT" };
    const { bars, refused } = siftBars([sound, { ...other, close: Number.NaN }, { ...sound, symbol: "SOLUSDT" }]);
    expect(bars.map(({ symbol }) => symbol)).toEqual(["BTCUSDT", "SOLUSDT"]);
    expect(refused).toEqual([
      { symbol: "ETHUSDT", reason: "ETHUSDT: close: expected a price from low 90 to high 110, was NaN" },
    ]);
  });

  it("refuses both of two bars of one symbol", () => {
    const { bars, refused } = siftBars([sound, { ...sound, close: 91 }]);
    expect(bars).toEqual([]);
    expect(refused.map(({ reason }) => reason)).toEqual([
      "BTCUSDT: expected one bar a close, was another",
      "BTCUSDT: expected one bar a close, was another",
    ]);
  });
});
