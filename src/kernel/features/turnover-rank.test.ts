/** The ranking by turnover: most traded first, ties by name, once a UTC day. */
import { expect, it } from "vitest";
import { at, bar, day, hour } from "../../../tests/scenarios/given.ts";
import { price, quantity } from "../units/units.ts";
import { openFeatures, updateFeatures } from "./market-features.ts";
import { openTurnoverRank, rankByTurnover } from "./turnover-rank.ts";

const ids = new Map([
  ["SOL", 0],
  ["ETH", 1],
  ["BTC", 2],
  ["ADA", 3],
]);
const worth = (symbol: string, value: number) => ({ ...bar(symbol, 1), close: price(1), volume: quantity(value) });

it("ranks what is traded most first; equals, and those never seen, by name", () => {
  const features = openFeatures(4, { trend: 2, reversion: 2, outcome: 2 });
  const rank = openTurnoverRank();
  expect(rank.symbols).toEqual([]);
  updateFeatures(features, 2, worth("BTC", 5), at(0));
  updateFeatures(features, 0, worth("SOL", 9), at(0));
  rankByTurnover(rank, features, ids, at(0));
  expect(rank.symbols).toEqual(["SOL", "BTC", "ADA", "ETH"]);
});

it("keeps the ranking for a UTC day", () => {
  const features = openFeatures(4, { trend: 2, reversion: 2, outcome: 2 });
  const rank = openTurnoverRank();
  rankByTurnover(rank, features, ids, at(0));
  updateFeatures(features, 1, worth("ETH", 5), at(hour));
  rankByTurnover(rank, features, ids, at(day - 1));
  expect(rank.symbols[0]).toBe("ADA");
  rankByTurnover(rank, features, ids, at(day));
  expect(rank.symbols[0]).toBe("ETH");
});
