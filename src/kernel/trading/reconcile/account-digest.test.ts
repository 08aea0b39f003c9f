/** The digest itself, text for text: journals hold it, so that what it is today it has to be for ever. */
import { describe, expect, it } from "vitest";
import { mirrorOf } from "../../../../tests/scenarios/books.ts";
import { btcStop, deskBooks, ethEntry } from "../../../../tests/scenarios/given-books.ts";
import { accountText, booksText, digestOf } from "./account-digest.ts";
import type { Books } from "./books.ts";
import type { Told } from "./compare.ts";

const textOf = (change: Partial<Books>) => booksText({ ...deskBooks, ...change });
const toldText = (change: Partial<Told>) => accountText({ ...mirrorOf(deskBooks), ...change }, deskBooks.instrumentOf);

/** Lots of 0.0001 BTC and 0.001 ETH; the stop in ticks of 0.01. */
const deskText = "BTC 15000|ETH 1000|O1-0 BTC SELL 20000 5000 9000|O2-0 ETH BUY 3000 1000 ";

describe("the text of books and account", () => {
  it("is the same for both where they agree, in whole lots and ticks", () => {
    expect([textOf({}), toldText({})]).toEqual([deskText, deskText]);
  });
  it("is the same whatever order the rows come in", () => {
    const orders = mirrorOf(deskBooks).orders.toReversed();
    expect(toldText({ orders, holdings: deskBooks.holdings.toReversed() })).toBe(deskText);
    expect(textOf({ orders: [ethEntry, btcStop], holdings: deskBooks.holdings.toReversed() })).toBe(deskText);
  });
  it("leaves out what is held by less than half a lot, and is empty where there is nothing", () => {
    expect(textOf({ orders: [], holdings: [{ symbol: "ETH", quantity: 0.000_4 }] })).toBe("");
    expect(toldText({ orders: [], holdings: [] })).toBe("");
  });
  it("is none where an order or a holding is of a symbol nobody knows", () => {
    const doge = { ...btcStop, order: { ...btcStop.order, symbol: "DOGE" } };
    expect(textOf({ orders: [doge] })).toBeUndefined();
    expect(textOf({ holdings: [{ symbol: "DOGE", quantity: 1 }] })).toBeUndefined();
  });
  it.each(["SUBMITTED", "UNKNOWN", "PENDING_CANCEL"] as const)("is none while any order is %s", (status) => {
    expect(textOf({ orders: [btcStop, { ...ethEntry, status }] })).toBeUndefined();
  });
  it("is none of an account that makes no sense, nor of books that do not", () => {
    const spoilt = [{ symbol: "BTC", quantity: Number.NaN }];
    expect([textOf({ holdings: spoilt }), toldText({ holdings: spoilt })]).toEqual([undefined, undefined]);
  });
});

describe("the digest", () => {
  // The first half is FNV-1a of 32 bits as published: of nothing, of "a" and of "foobar".
  it.each([
    ["", "811c9dc59747b28c"],
    ["a", "e40c292c390a637c"],
    ["foobar", "bf9cf968b0d82149"],
    [deskText, "4b271a317897ce10"],
  ])("of %j is %s", (text, digest) => {
    expect(digestOf(text)).toBe(digest);
  });
});
