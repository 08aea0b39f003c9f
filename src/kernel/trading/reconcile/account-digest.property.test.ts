/** The digest stands for an account exactly where it agrees, and for nothing that is in doubt. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBooks, anyHarm, mirrorOf, settledBooks, terms } from "../../../../tests/scenarios/books.ts";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import { accountText, booksText, digestOf } from "./account-digest.ts";
import { compare } from "./compare.ts";

/** None asked for back: whether such an order agrees is a matter of time, and no text stands for it. */
const answeredBooks = settledBooks.map((books) => ({
  ...books,
  orders: books.orders.map((each) => ({ ...each, status: "WORKING" as const })),
}));

describe("the digest that stands for an account", () => {
  it("is that of the books exactly where nothing differs in orders and holdings", () => {
    fc.assert(
      fc.property(answeredBooks, fc.array(anyHarm, { maxLength: 2 }), (books, all) => {
        const account = all.reduce((told, { harm, which }) => harm.does(told, which), mirrorOf(books));
        const { moment, differences } = compare(books, account, terms);
        const isOne = moment === "SAME" && differences.every(({ kind }) => kind === "CASH");
        const text = accountText(account, books.instrumentOf);
        expect(text !== undefined && text === booksText(books)).toBe(isOne);
      }),
    );
  });
  it("is none while an order waits for its answer", () => {
    fc.assert(
      fc.property(anyBooks, (books) => {
        const waits = books.orders.some(({ status }) => ["SUBMITTED", "UNKNOWN", "PENDING_CANCEL"].includes(status));
        expect(booksText(books) === undefined).toBe(waits);
      }),
    );
  });
  it("is none of numbers that are none", () => {
    fc.assert(
      fc.property(settledBooks, (books) => {
        const lost = { ...books, holdings: books.holdings.map(({ symbol }) => ({ symbol, quantity: Number.NaN })) };
        expect(booksText(lost)).toBeUndefined();
        expect(accountText({ ...mirrorOf(books), cash: broken(Number.NaN) }, books.instrumentOf)).toBeUndefined();
      }),
    );
  });
  it("of different texts is different", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(digestOf(a) === digestOf(b)).toBe(a === b);
      }),
      { numRuns: 5_000 },
    );
  });
});
