/** What holds of every comparison: nothing is missed, nothing is made up, and the order of rows says nothing. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anyBooks,
  anyHarm,
  harms,
  instrumentOf,
  lotOf,
  mirrorOf,
  settledBooks,
  shuffled,
  terms,
} from "../../../../tests/scenarios/books.ts";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import type { Difference } from "../../domain/reconciliation.ts";
import { price, quantity, usd } from "../../units/units.ts";
import type { Books } from "./books.ts";
import { moments, momentOf } from "./comparable.ts";
import { compare, type Told } from "./compare.ts";
import { nameOf } from "./difference-name.ts";

const differencesOf = (books: Books, account: Told, change: Partial<typeof terms> = {}): readonly Difference[] =>
  compare(books, account, { ...terms, ...change }).differences;
const kindsOf = (books: Books, account: Told) => differencesOf(books, account).map(({ kind }) => kind);
/** An account that agrees has no differences, and is of the same moment. */
const agrees = (books: Books, account: Told): boolean => {
  const { moment, differences } = compare(books, account, terms);
  return moment === "SAME" && differences.length === 0;
};
const at = (account: Told, index: number) => account.orders[index % account.orders.length]!;

describe("books that agree", () => {
  it("agree with the account that mirrors them", () =>
    fc.assert(
      fc.property(settledBooks, (books) => {
        expect(differencesOf(books, mirrorOf(books))).toEqual([]);
      }),
    ));
  it("agree whatever the order of the account's rows", () =>
    fc.assert(
      fc.property(
        settledBooks.chain((books) => fc.tuple(fc.constant(books), shuffled(mirrorOf(books)))),
        ([books, account]) => {
          expect(agrees(books, account)).toBe(true);
        },
      ),
    ));
  it("are asked for nothing: every difference has a cause", () =>
    fc.assert(
      fc.property(anyBooks, (books) => {
        for (const { kind } of differencesOf(books, mirrorOf(books))) expect(kind).toBe("ORDER_UNANSWERED");
      }),
    ));
});

describe("the order of rows", () => {
  const harmed = fc.tuple(settledBooks, fc.array(anyHarm, { maxLength: 4 })).map(([books, all]) => ({
    books,
    account: all.reduce((account, { harm, which }) => harm.does(account, which), mirrorOf(books)),
  }));
  it("of the account changes no difference, nor their order", () =>
    fc.assert(
      fc.property(
        harmed.chain(({ books, account }) => fc.tuple(fc.constant(books), fc.constant(account), shuffled(account))),
        ([books, account, mixed]) => {
          expect(compare(books, mixed, terms)).toEqual(compare(books, account, terms));
        },
      ),
    ));
  it("of our own orders and holdings changes none either", () =>
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        const turned = { ...books, orders: books.orders.toReversed(), holdings: books.holdings.toReversed() };
        expect(compare(turned, account, terms)).toEqual(compare(books, account, terms));
      }),
    ));
  it("and asking twice gives the same and changes neither side", () =>
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        const before = JSON.stringify([books, account]);
        const first = compare(books, account, terms);
        expect(compare(books, account, terms)).toEqual(first);
        expect(JSON.stringify([books, account])).toBe(before);
      }),
    ));
});

describe("books of another moment", () => {
  it("are never compared with an account that is ahead", () =>
    fc.assert(
      fc.property(settledBooks, anyHarm, fc.integer({ min: 1, max: 500 }), (books, { harm, which }, ahead) => {
        const account = { ...harm.does(mirrorOf(books), which), reportSeq: books.reportSeq + ahead };
        expect(compare(books, account, terms)).toEqual({ moment: "VENUE_AHEAD", differences: [] });
      }),
    ));
  it("are never compared with an account that is behind", () =>
    fc.assert(
      fc.property(settledBooks, anyHarm, fc.integer({ min: 1, max: 500 }), (books, { harm, which }, behind) => {
        const account = { ...harm.does(mirrorOf(books), which), reportSeq: books.reportSeq - behind };
        expect(compare(books, account, terms)).toEqual({ moment: "VENUE_BEHIND", differences: [] });
      }),
    ));
  it("of no known moment agree with nothing", () =>
    fc.assert(
      fc.property(fc.nat(), (seq) => {
        for (const [ours, venue] of [
          [Number.NaN, seq],
          [seq, Number.NaN],
          [Number.NaN, Number.NaN],
        ] as const)
          expect(momentOf(ours, venue)).toBe("NO_SENSE");
      }),
    ));
  it("have exactly one of four relations", () =>
    fc.assert(
      fc.property(fc.double(), fc.double(), (ours, venue) => {
        expect(moments).toContain(momentOf(ours, venue));
      }),
    ));
});

describe("an account that contradicts itself", () => {
  it("by listing an order twice agrees with nobody", () =>
    fc.assert(
      fc.property(settledBooks, (books) => {
        const account = mirrorOf(books);
        expect(agrees(books, { ...account, orders: [...account.orders, at(account, 0)] })).toBe(false);
      }),
    ));
  it("by listing a holding twice agrees with nobody", () =>
    fc.assert(
      fc.property(settledBooks, (books) => {
        const account = mirrorOf(books);
        expect(agrees(books, { ...account, holdings: [...account.holdings, ...account.holdings] })).toBe(false);
      }),
    ));
});

describe("one harm", () => {
  it.each(harms)("is found and called $kind", ({ kind, does }) =>
    fc.assert(
      fc.property(settledBooks, fc.nat(20), (books, which) => {
        const account = does(mirrorOf(books), which);
        fc.pre(JSON.stringify(account) !== JSON.stringify(mirrorOf(books)));
        expect(kindsOf(books, account)).toEqual([kind]);
      }),
    ),
  );
  it("is told with both values wherever there are two", () =>
    fc.assert(
      fc.property(settledBooks, anyHarm, (books, { harm, which }) => {
        for (const { ours, venue, explanation } of differencesOf(books, harm.does(mirrorOf(books), which)))
          for (const value of [ours, venue]) if (value !== undefined) expect(explanation).toContain(String(value));
      }),
    ));
  it("is told with the order and the symbol it is about", () =>
    fc.assert(
      fc.property(settledBooks, anyHarm, (books, { harm, which }) => {
        for (const { orderId = "", symbol = "USD", explanation } of differencesOf(
          books,
          harm.does(mirrorOf(books), which),
        ))
          expect(explanation.includes(orderId) && explanation.includes(symbol)).toBe(true);
      }),
    ));
  it("hides no other: harms in different things are all found", () =>
    fc.assert(
      fc.property(settledBooks, fc.nat(20), (books, which) => {
        const names = ["FILLED_QUANTITY", "POSITION", "ORDER_UNKNOWN_HERE", "SYMBOL_UNKNOWN_HERE", "CASH"] as const;
        const chosen = names.flatMap((name) => harms.filter(({ kind }) => kind === name));
        const account = chosen.reduce((told, { does }) => does(told, which), mirrorOf(books));
        expect(kindsOf(books, account).toSorted()).toEqual(names.toSorted());
      }),
    ));
});

describe("dust", () => {
  const share = fc.double({ min: -0.49, max: 0.49, noNaN: true });
  it("of less than half a lot is no difference in a holding", () =>
    fc.assert(
      fc.property(settledBooks, share, (books, part) => {
        const account = mirrorOf(books);
        const holdings = account.holdings.map((held) => ({
          ...held,
          quantity: held.quantity + part * lotOf(held.symbol),
        }));
        expect(agrees(books, { ...account, holdings })).toBe(true);
      }),
    ));
  it("of less than half a lot is none in what is filled", () =>
    fc.assert(
      fc.property(settledBooks, share, (books, part) => {
        const account = mirrorOf(books);
        const orders = account.orders.map((row) => ({
          ...row,
          filledQuantity: broken<typeof row.filledQuantity>(row.filledQuantity + part * lotOf(row.symbol)),
        }));
        expect(agrees(books, { ...account, orders })).toBe(true);
      }),
    ));
  it.each([
    [0.49, []],
    [0.51, ["POSITION"]],
    [1, ["POSITION"]],
  ])("of %s lots in a symbol not held is %j", (part, kinds) =>
    fc.assert(
      fc.property(settledBooks, (books) => {
        const bare = { ...books, holdings: [] };
        const account = { ...mirrorOf(bare), holdings: [{ symbol: "ETH", quantity: part * lotOf("ETH") }] };
        expect(kindsOf(bare, account)).toEqual(kinds);
      }),
    ),
  );
  it.each([
    ["at the tolerance", 0.25, []],
    ["just past it", 0.2500001, ["CASH"]],
  ])("cash %s", (_, gap, kinds) =>
    fc.assert(
      fc.property(settledBooks, fc.boolean(), (books, isMore) => {
        const rich = { ...books, cash: 1_024 };
        const account = { ...mirrorOf(rich), cash: usd(1_024 + (isMore ? gap : -gap)) };
        expect(differencesOf(rich, account, { cashTolerance: 0.25 }).map(({ kind }) => kind)).toEqual(kinds);
      }),
    ),
  );
});

describe("partial information", () => {
  it("of orders alone says nothing of holdings and cash", () =>
    fc.assert(
      fc.property(settledBooks, anyHarm, (books, { harm, which }) => {
        for (const { kind } of differencesOf(books, harm.does(mirrorOf(books), which), { scope: "ORDERS" }))
          expect(["POSITION", "CASH", "SYMBOL_UNKNOWN_HERE"]).not.toContain(kind);
      }),
    ));
  it("finds in orders what the whole account finds in them", () =>
    fc.assert(
      fc.property(settledBooks, fc.array(anyHarm, { maxLength: 3 }), (books, all) => {
        const account = all.reduce((told, { harm, which }) => harm.does(told, which), mirrorOf(books));
        const whole = differencesOf(books, account).filter(({ orderId }) => orderId !== undefined);
        expect(differencesOf(books, account, { scope: "ORDERS" }).map(nameOf)).toEqual(whole.map(nameOf));
      }),
    ));
  it("never ends an order: what it may have been filled for was not asked", () =>
    fc.assert(
      fc.property(settledBooks, (books) => {
        const proven = { ...books, isProvenEnded: () => true };
        for (const { remedy } of differencesOf(proven, { ...mirrorOf(books), orders: [] }, { scope: "ORDERS" }))
          expect(remedy).toBe("ASK_REPORTS");
      }),
    ));
});

describe("the name of a difference", () => {
  it("is the same for the same difference and another for another value", () =>
    fc.assert(
      fc.property(settledBooks, anyHarm, (books, { harm, which }) => {
        const once = harm.does(mirrorOf(books), which);
        const names = differencesOf(books, once).map(nameOf);
        expect(differencesOf(books, structuredClone(once)).map(nameOf)).toEqual(names);
        const [first] = differencesOf(books, once);
        if (first?.venue !== undefined) expect(nameOf({ ...first, venue: first.venue + 3 })).not.toBe(names[0]);
      }),
    ));
  it("of a gap stays while both sides trade on, so that what was accepted stays accepted", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 0, max: 900 }), (gap, traded) => {
        const of = (ours: number): string =>
          nameOf({
            kind: "POSITION",
            symbol: "BTC",
            orderId: undefined,
            ours,
            venue: ours + gap / 10,
            remedy: "ASK_REPORTS",
            explanation: "",
          });
        expect(of(traded / 7)).toBe(of(0));
      }),
    ));
  it("every instrument of these books is known, and no other", () => {
    expect([instrumentOf("BTC")?.symbol, instrumentOf("X1")]).toEqual(["BTC", undefined]);
    expect([price(1), quantity(1)]).toEqual([1, 1]);
  });
});
