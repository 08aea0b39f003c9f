/** The book besides its tail: concentration, time to sell, correlation and the worst stress, on small books done by hand. */
import { describe, expect, it } from "vitest";
import { btc, eth } from "../../../../../tests/scenarios/given.ts";
import { baseAssetOf, type BookInputs, pictureOf } from "./picture.ts";
import { openRiskOfficer, recordDayClose } from "./risk-officer.ts";

const book = (weights: readonly number[], change: Partial<BookInputs> = {}): BookInputs => ({
  instruments: [btc, eth],
  weights: Float64Array.from(weights),
  equity: 10_000,
  dailyTurnover: () => 1_000_000,
  deviation: 0.02,
  ...change,
});
const officer = () => openRiskOfficer(["BTC", "ETH"]);

it("of nothing is nothing", () => {
  expect(pictureOf(officer(), book([0, 0], { deviation: 0 }))).toMatchObject({
    concentration: 0,
    meanCorrelation: undefined,
    daysToSell: 0,
    stress: { loss: 0 },
  });
});

it("concentration is the sum of squared shares of equity, and none where there is but one symbol to hold", () => {
  expect(pictureOf(officer(), book([0.3, 0.4])).concentration).toBeCloseTo(0.25, 12);
  const alone = book([0.9], { instruments: [btc] });
  expect(pictureOf(openRiskOfficer(["BTC"]), alone).concentration).toBe(0);
});

it("the slowest position counts, sold at a tenth of what is usually traded; what nobody trades takes a year", () => {
  const turnover = (id: number) => (id === 0 ? 1_000_000 : 10_000);
  expect(pictureOf(officer(), book([0.5, 0.1], { dailyTurnover: turnover })).daysToSell).toBeCloseTo(1, 12);
  expect(pictureOf(officer(), book([0.5, 0.1], { dailyTurnover: () => 0 })).daysToSell).toBe(365);
});

it("the worst named day for BTC is March 2020: half of what is held", () => {
  const { stress } = pictureOf(officer(), book([0.4, 0]));
  expect(stress.scenario).toBe("covid crash");
  expect(stress.loss).toBeCloseTo(0.4 * 0.523, 9);
});

describe("correlation", () => {
  it("is near one for two that move alike, near minus one for two that move against each other", () => {
    for (const sign of [1, -1]) {
      const state = officer();
      let [first, second] = [100, 100];
      for (let day = 0; day < 80; day += 1) {
        const change = 0.02 * Math.sin(day * 1.7);
        recordDayClose(state, 0, (first *= 1 + change));
        recordDayClose(state, 1, (second *= 1 + sign * change));
      }
      expect(pictureOf(state, book([0.3, 0.3])).meanCorrelation).toBeCloseTo(sign, 6);
    }
  });
});

it.each([
  ["BTCUSDT", "BTC"],
  ["ETH/USD", "ETH"],
  ["SOL-USDC", "SOL"],
  ["BTC", "BTC"],
])("the base asset of %s is %s", (symbol, asset) => expect(baseAssetOf(symbol)).toBe(asset));
