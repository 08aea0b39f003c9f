/** A whole comparison of a desk's books: what is found, in which order, and what a difference is called. */
import { describe, expect, it } from "vitest";
import { foreignOrder, mirrorOf, terms } from "../../../../tests/scenarios/books.ts";
import { cashDiffers, deskBooks, difference, stopIsGone } from "../../../../tests/scenarios/given-books.ts";
import type { Difference } from "../../domain/reconciliation.ts";
import { usd } from "../../units/units.ts";
import { compare, type Terms, type Told } from "./compare.ts";
import { nameOf } from "./difference-name.ts";

const same = mirrorOf(deskBooks);
const withoutStop: Told = { ...same, orders: same.orders.filter(({ orderId }) => orderId !== "O1-0") };
const withoutBtc: Told = { ...withoutStop, holdings: same.holdings.filter(({ symbol }) => symbol !== "BTC") };
const withoutEth: Told = { ...withoutStop, holdings: same.holdings.filter(({ symbol }) => symbol !== "ETH") };
const allEnded = { ...deskBooks, isProvenEnded: () => true };

/** What is to be done about the stop that the venue does not list. */
const doneAboutStop = (books: typeof deskBooks, account: Told, scope: Terms["scope"] = "ALL") =>
  compare(books, account, { ...terms, scope }).differences.find(({ orderId }) => orderId === "O1-0")?.remedy;

describe("an order that is gone", () => {
  it.each([
    ["ended where its client id and its holding say so", allEnded, withoutStop, "ALL", "END_ORDER"],
    ["ended although another symbol's holding differs", allEnded, withoutEth, "ALL", "END_ORDER"],
    ["heard of again where its own holding differs", allEnded, withoutBtc, "ALL", "ASK_REPORTS"],
    ["heard of again where holdings were not asked for", allEnded, withoutStop, "ORDERS", "ASK_REPORTS"],
    ["asked for by client id first, whatever holdings say", deskBooks, withoutBtc, "ALL", "QUERY_ORDER"],
    ["asked for by client id first, in a pass over orders too", deskBooks, withoutStop, "ORDERS", "QUERY_ORDER"],
  ] as const)("is %s", (_, books, account, scope, remedy) => {
    expect(doneAboutStop(books, account, scope)).toBe(remedy);
  });
});

describe("what differs", () => {
  it("is told by kind, symbol and order, whatever order it was found in", () => {
    const account: Told = {
      ...same,
      orders: [foreignOrder("web-2", "ETH"), foreignOrder("web-1", "ETH"), foreignOrder("web-3", "BTC")],
      holdings: [],
      cash: usd(990),
    };
    const told = compare(deskBooks, account, terms).differences;
    expect(told.map(({ kind, symbol, orderId }) => [kind, symbol, orderId])).toEqual([
      ["ORDER_MISSING_AT_VENUE", "BTC", "O1-0"],
      ["ORDER_MISSING_AT_VENUE", "ETH", "O2-0"],
      ["ORDER_UNKNOWN_HERE", "BTC", "web-3"],
      ["ORDER_UNKNOWN_HERE", "ETH", "web-1"],
      ["ORDER_UNKNOWN_HERE", "ETH", "web-2"],
      ["POSITION", "BTC", undefined],
      ["POSITION", "ETH", undefined],
      ["CASH", undefined, undefined],
    ]);
  });
  it("is nothing where the account cannot be compared, whatever it says", () => {
    const of = (reportSeq: number) => compare(deskBooks, { ...withoutBtc, reportSeq }, terms);
    expect([of(8), of(6)]).toEqual([
      { moment: "VENUE_AHEAD", differences: [] },
      { moment: "VENUE_BEHIND", differences: [] },
    ]);
    const twice = { ...same, orders: [...same.orders, ...same.orders] };
    expect(compare(deskBooks, twice, terms)).toEqual({ moment: "NO_SENSE", differences: [] });
  });
});

describe("the name of a difference, by which an operator's word is kept", () => {
  const isSame = (a: Partial<Difference>, b: Partial<Difference>) => nameOf(difference(a)) === nameOf(difference(b));
  it.each(["POSITION", "SYMBOL_UNKNOWN_HERE", "CASH"] as const)("is that of the gap for %s", (kind) => {
    expect(isSame({ kind, ours: 1, venue: 3 }, { kind, ours: 11, venue: 13 })).toBe(true);
    expect(isSame({ kind, ours: 1, venue: 3 }, { kind, ours: 3, venue: 1 })).toBe(false);
  });
  it("counts what is held in lots and cash in tolerances, so that rounding makes no other difference of it", () => {
    const gap = (step: number, venue: number) => nameOf(difference({ kind: "CASH", ours: 0, venue, step }));
    expect([gap(0.01, 5), gap(0.01, 5.000_001), gap(0.01, 5.006)]).toEqual([
      "CASH BTC  500 steps",
      "CASH BTC  500 steps",
      "CASH BTC  501 steps",
    ]);
    expect(gap(0, 5), "no tolerance at all").toBe("CASH BTC  5.00000");
  });
  it.each(["ORDER_TERMS", "FILLED_QUANTITY", "STOP_PRICE"] as const)("is that of both values for %s", (kind) => {
    expect(isSame({ kind, ours: 1, venue: 3 }, { kind, ours: 11, venue: 13 })).toBe(false);
  });
  it("is that of the value there is where one side has none", () => {
    for (const kind of ["POSITION", "ORDER_UNKNOWN_HERE"] as const) {
      expect(isSame({ kind, ours: undefined, venue: 3 }, { kind, ours: undefined, venue: 4 })).toBe(false);
      expect(isSame({ kind, ours: 3, venue: undefined }, { kind, ours: 4, venue: undefined })).toBe(false);
    }
  });
  it("is another for another kind, symbol or order, and for nothing else", () => {
    expect(new Set([difference(), difference({ symbol: "ETH" }), stopIsGone, cashDiffers].map(nameOf)).size).toBe(4);
    expect(isSame(stopIsGone, { ...stopIsGone, orderId: "O2-0" })).toBe(false);
    expect(isSame(stopIsGone, { ...stopIsGone, remedy: "END_ORDER", explanation: "it has ended" })).toBe(true);
  });
});
