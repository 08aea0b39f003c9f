/** A strategy's day, marked to market along a path: unrealised losses count, and the day turns at midnight UTC. */
import { expect, it } from "vitest";
import { broken } from "../../../tests/scenarios/given-any.ts";
import { byHand, happen, heldOf, holdingWorld } from "../../../tests/scenarios/reconciled-world.ts";
import { fundOf } from "../../../tests/scenarios/world.ts";
import type { Position } from "../domain/position.ts";
import { type EpochMs, epochMs } from "../units/units.ts";
import {
  completeStrategyBooks,
  markStrategies,
  recordStrategyFill,
  recordStrategyTrade,
  type StrategyBooks,
  strategyLossesInRow,
  strategyLossToday,
} from "./strategy-books.ts";

const hour = 3_600_000;
const day = (n: number, hours = 0): EpochMs => epochMs((20_453 + n) * 24 * hour + hours * hour);
const held = (lastPrice: number, strategy = "turtle"): Position =>
  broken({ strategy, quantity: 10, averagePrice: 100, lastPrice });

const bought = (books: StrategyBooks, strategy: string, fee: number, at: EpochMs) =>
  recordStrategyFill(books, { strategy, net: -fee }, [held(100, strategy)], at);

/** Marks each price of the path an hour apart and returns the loss of the day after each. */
function walk(books: StrategyBooks, from: EpochMs, prices: readonly number[]): number[] {
  return prices.map((price, hours) => {
    const at = epochMs(from + hours * hour);
    markStrategies(books, [held(price)], at);
    return strategyLossToday(books, [held(price)], "turtle", at);
  });
}

it("loses with the price of what it holds, and wins it back", () => {
  const books: StrategyBooks = new Map();
  bought(books, "turtle", 1, day(1));
  expect(walk(books, day(1), [100, 98, 96.5, 99, 103])).toEqual([1, 21, 36, 11, 0]);
});

it("a new day begins at the last mark of the day before, not at the first of its own", () => {
  const books: StrategyBooks = new Map();
  bought(books, "turtle", 0, day(1));
  walk(books, day(1, 23), [90]);
  expect(strategyLossToday(books, [held(90)], "turtle", day(1, 23.5)), "still the day of the loss").toBe(100);
  expect(strategyLossToday(books, [held(85)], "turtle", day(2)), "before anything was marked").toBe(50);
  expect(walk(books, day(2), [85, 80])).toEqual([50, 100]);
});

it("what is realised stays lost after the position is gone, fees included", () => {
  const books: StrategyBooks = new Map();
  bought(books, "turtle", 2, day(1));
  walk(books, day(1), [95]);
  recordStrategyFill(books, { strategy: "turtle", net: -52 }, [undefined], day(1, 2));
  expect(strategyLossToday(books, [undefined], "turtle", day(1, 2))).toBe(54);
  markStrategies(books, [undefined], day(2));
  expect(strategyLossToday(books, [undefined], "turtle", day(2)), "the next day it may try again").toBe(0);
});

it("keeps strategies apart, and knows no loss of one that never traded", () => {
  const books: StrategyBooks = new Map();
  const both = [held(90), held(110, "ensemble")];
  bought(books, "turtle", 0, day(1));
  bought(books, "ensemble", 0, day(1));
  markStrategies(books, both, day(1));
  const losses = ["turtle", "ensemble", "stranger"].map((name) => strategyLossToday(books, both, name, day(1)));
  expect(losses).toEqual([100, 0, 0]);
});

it("what older code bought begins with what it is worth when the books are opened", () => {
  const books: StrategyBooks = new Map();
  expect(walk(books, day(1), [90, 89])).toEqual([0, 10]);
});

it("a price that is no number is a loss that is no number, which no limit allows", () => {
  const books: StrategyBooks = new Map();
  expect(walk(books, day(1), [100, Number.NaN])[1]).toBeNaN();
});

it("counts losses in a row by strategy over days; a win ends the row, and so does the day on which it reached its limit", () => {
  const books: StrategyBooks = new Map();
  const lost = (at: EpochMs, strategy = "turtle", pnl = -1) => recordStrategyTrade(books, { strategy, pnl }, 3, at);
  const row = (at: EpochMs, strategy = "turtle") => strategyLossesInRow(books, strategy, 3, at);
  lost(day(1));
  lost(day(2), "turtle", 0);
  expect([row(day(3)), row(day(3), "ensemble")]).toEqual([2, 0]);
  lost(day(3), "ensemble", 5);
  lost(day(3));
  expect([row(day(3)), row(day(3, 23.9)), row(day(4))], "another's win ends nothing").toEqual([3, 3, 0]);
  lost(day(4));
  expect(row(day(4)), "it begins anew").toBe(1);
  lost(day(4), "turtle", 0.01);
  expect(row(day(4))).toBe(0);
});

it("books of older code have lost nothing in a row", () => {
  const books: StrategyBooks = new Map();
  recordStrategyTrade(books, { strategy: "turtle", pnl: -1 }, 3, day(1));
  const older: Partial<NonNullable<ReturnType<typeof books.get>>> = books.get("turtle") ?? {};
  for (const name of ["lossesInRow", "lostOn"] as const) delete older[name];
  completeStrategyBooks(books);
  expect(strategyLossesInRow(books, "turtle", 3, day(1))).toBe(0);
});

it("a trade that is over counts for the strategy that held it", () => {
  const world = holdingWorld();
  happen(world, byHand("SELL", heldOf(world), { priceUsd: 90 }));
  expect(fundOf(world).trading.strategyBooks.get("ensemble")).toMatchObject({ lossesInRow: 1 });
});
