/** What is said of one holding and of cash, to the value. */
import { describe, expect, it } from "vitest";
import { deskBooks } from "../../../../tests/scenarios/given-books.ts";
import { compareCash, compareHoldings } from "./compare-holdings.ts";

const held = (symbol: string, quantity: number) => ({ symbol, quantity });
const compared = (ours: readonly ReturnType<typeof held>[], venue: readonly ReturnType<typeof held>[]) =>
  compareHoldings({ ...deskBooks, holdings: ours }, venue);

describe("a holding", () => {
  it("that differs tells both sides, books nothing and asks for reports", () => {
    expect(compared([held("BTC", 1.5)], [held("BTC", 1)])).toEqual([
      {
        kind: "POSITION",
        symbol: "BTC",
        orderId: undefined,
        ours: 1.5,
        venue: 1,
        step: 0.0001,
        remedy: "ASK_REPORTS",
        explanation:
          "1.5 BTC is held here and 1 at the venue, and no report says why: reports are asked for again, and a person has to look",
      },
    ]);
  });
  it("that one side does not list is none there", () => {
    expect(compared([held("BTC", 1.5)], [held("ETH", 2)])).toMatchObject([
      { kind: "POSITION", symbol: "BTC", ours: 1.5, venue: 0 },
      { kind: "POSITION", symbol: "ETH", ours: 0, venue: 2 },
    ]);
  });
  it("within half a lot is the same", () => {
    expect(compared([held("ETH", 1)], [held("ETH", 1.000_4)])).toEqual([]);
    expect(compared([held("ETH", 1)], [held("ETH", 1.000_6)])).toHaveLength(1);
  });
  it("that is no number agrees with nothing, not even itself", () => {
    expect(compared([held("ETH", Number.NaN)], [held("ETH", Number.NaN)])).toHaveLength(1);
  });
});

describe("a symbol the fund does not trade", () => {
  it("is named where the venue holds it, for a person to move or accept", () => {
    expect(compared([], [held("DOGE", 5)])).toEqual([
      {
        kind: "SYMBOL_UNKNOWN_HERE",
        symbol: "DOGE",
        orderId: undefined,
        ours: 0,
        venue: 5,
        remedy: "NAME_IT",
        explanation:
          "0 DOGE is held here and 5 at the venue, which this fund does not trade: a person has to move or accept it",
      },
    ]);
  });
  it("is no difference where both sides hold exactly as much of it", () => {
    expect(compared([held("DOGE", 5)], [held("DOGE", 5)])).toEqual([]);
    expect(compared([held("DOGE", 5)], [held("DOGE", 5.000_001)])).toHaveLength(1);
  });
});

describe("cash", () => {
  it("that differs tells both sides and belongs to no symbol", () => {
    expect(compareCash(deskBooks, 990, 0.01)).toEqual([
      {
        kind: "CASH",
        symbol: undefined,
        orderId: undefined,
        ours: 1_000,
        venue: 990,
        step: 0.01,
        remedy: "ASK_REPORTS",
        explanation:
          "there are 1000 USD here and 990 USD at the venue, and no report says why: reports are asked for again, and a person has to look",
      },
    ]);
  });
  it("within the tolerance, more or less, is the same", () => {
    for (const venue of [1_000.009, 999.991]) expect(compareCash(deskBooks, venue, 0.01)).toEqual([]);
    for (const venue of [1_000.011, 999.989]) expect(compareCash(deskBooks, venue, 0.01)).toHaveLength(1);
  });
});
