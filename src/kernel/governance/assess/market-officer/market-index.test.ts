/** The market's index: the mean move of its symbols by turnover, and nothing of a symbol without a bar. */
import { describe, expect, it } from "vitest";
import { at, bar, hour } from "../../../../../tests/scenarios/given.ts";
import type { Bar } from "../../../domain/bar.ts";
import { openFeatures, updateFeatures } from "../../../features/market-features.ts";
import { quantity } from "../../../units/units.ts";
import { addToIndex, closeIndex, openIndex, openIndexSum } from "./market-index.ts";

/** The bars of the index for these closes, each with its bars by instrument id. */
function play(closes: readonly (readonly (Bar | undefined)[])[]) {
  const features = openFeatures(2, { trend: 8, reversion: 4, outcome: 4 });
  const index = openIndex(8);
  return closes.map((bars, count) => {
    const sum = openIndexSum();
    bars.forEach((each, id) => {
      if (each === undefined) return;
      updateFeatures(features, id, each, at(count * hour));
      addToIndex(sum, features, id, each);
    });
    return closeIndex(index, sum, at(count * hour));
  });
}

/** One coin of it. */
const traded = (symbol: string, close: number): Bar => ({ ...bar(symbol, close), volume: quantity(1) });

describe("the index", () => {
  it("of one symbol moves as that symbol", () => {
    const [first, second, third] = play([[bar("BTC", 200)], [bar("BTC", 220)], [bar("BTC", 209)]]);
    expect(first).toBeUndefined();
    expect(second).toMatchObject({ open: 100, close: expect.closeTo(110, 9) });
    expect(third).toMatchObject({ open: expect.closeTo(110, 9), close: expect.closeTo(104.5, 9) });
  });

  it("weighs moves by what is traded", () => {
    const [, second] = play([
      [traded("BTC", 300), traded("ETH", 100)],
      [traded("BTC", 300), traded("ETH", 110)],
    ]);
    const weights = { btc: 300, eth: 0.98 * 100 + 0.02 * 110 };
    const move = (weights.eth * Math.log(1.1)) / (weights.btc + weights.eth);
    expect(second?.close).toBeCloseTo(100 * Math.exp(move), 9);
  });

  it("leaves out a symbol without a bar, and stands still without any", () => {
    const [, second, third] = play([
      [bar("BTC", 300), bar("ETH", 100)],
      [undefined, bar("ETH", 110)],
      [undefined, undefined],
    ]);
    expect(second?.close).toBeCloseTo(110, 9);
    expect(third).toBeUndefined();
  });
});
