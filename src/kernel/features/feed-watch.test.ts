/** Holes and stillness of a feed are counted, quotes only move on in time, and each is forgotten when the feed is sound. */
import { expect, it } from "vitest";
import { broken } from "../../../tests/scenarios/given-any.ts";
import { at, bar, hour } from "../../../tests/scenarios/given.ts";
import type { Bar } from "../domain/bar.ts";
import { durationMs, type EpochMs, price, quantity } from "../units/units.ts";
import { hearQuote, openFeedWatch, readFeed, watchBar } from "./feed-watch.ts";

/** Plays bars at the given hours and reads the feed after each. */
function played(bars: readonly (readonly [hours: number, bar: Bar])[]) {
  const watch = openFeedWatch(1);
  let before = { close: Number.NaN, closedAt: 0 };
  return bars.map(([hours, each]) => {
    watchBar(watch, 0, each, { before, closedAt: at(hours * hour), interval: durationMs(hour) });
    before = { close: each.close, closedAt: at(hours * hour) };
    const { gapBars, frozenBars } = readFeed(watch, 0, "BTC");
    return { gapBars, frozenBars };
  });
}
const still = (close: number): Bar => ({ ...bar("BTC", close), volume: quantity(0) });

it("a hole is as long as the bars that are missing, and closed by the next bar", () => {
  const gaps = played([
    [0, bar("BTC", 100)],
    [1, bar("BTC", 101)],
    [4, bar("BTC", 101)],
    [5, bar("BTC", 102)],
  ]).map(({ gapBars }) => gapBars);
  expect(gaps).toEqual([0, 0, 2, 0]);
});

it("only bars that neither trade nor move are still, and one that does ends the count", () => {
  const frozen = played([
    [0, still(100)],
    [1, still(100)],
    [2, still(100)],
    [3, bar("BTC", 100)],
    [4, still(100)],
    [5, still(101)],
    [6, { ...still(101), high: price(102) }],
  ]).map(({ frozenBars }) => frozenBars);
  expect(frozen).toEqual([0, 1, 2, 0, 1, 0, 0]);
});

const skew = durationMs(500);

it("a quote from further ahead than clocks may differ is refused, and poisons nothing", () => {
  const watch = openFeedWatch(1);
  const ofSecond = { source: "SECOND", symbol: "BTC" } as const;
  const quote = (quotedAt: EpochMs) => ({ bid: price(99), ask: price(101), quotedAt, heardAt: at(hour) });
  for (const ahead of [at(hour + 501), at(1_000 * hour), broken<EpochMs>(Number.NaN)])
    expect(hearQuote(watch, ofSecond, quote(ahead), skew)).toContain("after it was heard");
  expect(hearQuote(watch, ofSecond, quote(at(hour)), skew)).toBeUndefined();
  expect(hearQuote(watch, ofSecond, quote(at(hour + 500)), skew)).toBeUndefined();
});

it("a quote that is not newer says nothing", () => {
  const watch = openFeedWatch(1);
  const quote = (quotedAt: EpochMs) => ({ bid: price(99), ask: price(101), quotedAt, heardAt: at(hour) });
  expect(hearQuote(watch, { source: "SECOND", symbol: "BTC" }, quote(at(1)), skew)).toBeUndefined();
  for (const late of [at(0), at(1)])
    expect(hearQuote(watch, { source: "SECOND", symbol: "BTC" }, quote(late), skew)).toContain("is not after");
  expect(
    hearQuote(watch, { source: "VENUE", symbol: "BTC" }, quote(at(0)), skew),
    "another source has its own time",
  ).toBeUndefined();
  expect(hearQuote(watch, { source: "SECOND", symbol: "BTC" }, quote(at(2)), skew)).toBeUndefined();
  const { quote: ours, second } = readFeed(watch, 0, "BTC");
  expect([ours?.quotedAt, second?.quotedAt]).toEqual([at(0), at(2)]);
});

it("of a symbol nobody knows nothing is known", () =>
  expect(readFeed(openFeedWatch(1), -1, "ETH")).toEqual({
    gapBars: Number.NaN,
    frozenBars: Number.NaN,
    quote: undefined,
    second: undefined,
  }));
