/** Orders listed, missing, foreign and of unknown outcome; and numbers that are none, which never agree. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  doubtfulBooks,
  foreignOrder,
  lastId,
  lotOf,
  mirrorOf,
  now,
  settledBooks,
  terms,
} from "../../../../tests/scenarios/books.ts";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import type { Difference } from "../../domain/reconciliation.ts";
import { epochMs } from "../../units/units.ts";
import type { Books } from "./books.ts";
import { compare, type Told } from "./compare.ts";

const differencesOf = (books: Books, account: Told, change: Partial<typeof terms> = {}): readonly Difference[] =>
  compare(books, account, { ...terms, ...change }).differences;
const kindsOf = (books: Books, account: Told) => differencesOf(books, account).map(({ kind }) => kind);
const agrees = (books: Books, account: Told): boolean => {
  const { moment, differences } = compare(books, account, terms);
  return moment === "SAME" && differences.length === 0;
};

describe("a number that is none", () => {
  const nowhere = (books: Books, account: Told) => expect(agrees(books, account)).toBe(false);
  const withOrder = (account: Told, change: object): Told => ({
    ...account,
    orders: account.orders.map((row, index) => (index === 0 ? { ...row, ...change } : row)),
  });
  it.each(["quantity", "filledQuantity", "stopPrice"])("as %s of an order at the venue never agrees", (field) =>
    fc.assert(
      fc.property(settledBooks, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY), (books, value) => {
        nowhere(books, withOrder(mirrorOf(books), { [field]: broken(value) }));
      }),
    ),
  );
  it("as a holding at the venue never agrees", () =>
    fc.assert(
      fc.property(settledBooks, (books) => {
        nowhere(books, {
          ...mirrorOf(books),
          holdings: books.holdings.map(({ symbol }) => ({ symbol, quantity: Number.NaN })),
        });
      }),
    ));
  it("as cash at the venue never agrees", () =>
    fc.assert(
      fc.property(settledBooks, (books) => {
        nowhere(books, { ...mirrorOf(books), cash: broken(Number.NaN) });
      }),
    ));
  it("as our own quantity, filled quantity, holding or cash never agrees", () =>
    fc.assert(
      fc.property(settledBooks, fc.nat(3), (books, which) => {
        const account = mirrorOf(books);
        const [first, ...others] = books.orders;
        const spoilt = [
          {
            ...books,
            orders: [{ ...first!, order: { ...first!.order, quantity: broken<number>(Number.NaN) } }, ...others],
          },
          { ...books, orders: [{ ...first!, filledQuantity: broken<number>(Number.NaN) }, ...others] },
          { ...books, holdings: books.holdings.map(({ symbol }) => ({ symbol, quantity: Number.NaN })) },
          { ...books, cash: Number.NaN },
        ][which];
        nowhere(broken(spoilt), account);
      }),
    ));
  it("as the tolerance for cash never agrees", () =>
    fc.assert(
      fc.property(settledBooks, (books) => {
        expect(differencesOf(books, mirrorOf(books), { cashTolerance: Number.NaN }).map(({ kind }) => kind)).toEqual([
          "CASH",
        ]);
      }),
    ));
  it("as the age of an order makes it no order on its way", () =>
    fc.assert(
      fc.property(doubtfulBooks, (books) => {
        const account = { ...mirrorOf(books), orders: [] };
        const found = differencesOf({ ...books, at: broken(Number.NaN) }, account).filter(({ orderId }) => orderId);
        expect(found).toHaveLength(books.orders.length);
      }),
    ));
});

describe("an order the venue does not list", () => {
  const gone = (books: Books): Told => ({ ...mirrorOf(books), orders: [] });
  it("is asked for by its client id as long as nothing is proven", () =>
    fc.assert(
      fc.property(settledBooks, (books) => {
        const found = differencesOf(books, gone(books));
        expect(new Set(found.map(({ orderId }) => orderId))).toEqual(
          new Set(books.orders.map(({ order }) => order.id)),
        );
        for (const { remedy } of found) expect(remedy).toBe("QUERY_ORDER");
      }),
    ));
  it("has ended once its client id says so as well", () =>
    fc.assert(
      fc.property(settledBooks, (books) => {
        for (const { remedy } of differencesOf({ ...books, isProvenEnded: () => true }, gone(books)))
          expect(remedy).toBe("END_ORDER");
      }),
    ));
  /** All orders are proven to have ended, and of one symbol the venue holds another number of lots than is held here. */
  const remedyWhere = (books: Books, orderId: string, moved: number, change: Partial<Books> = {}) => {
    const { symbol } = books.orders.find(({ order }) => order.id === orderId)!.order;
    const held = books.holdings.find((each) => each.symbol === symbol)?.quantity ?? 0;
    const others = books.holdings.filter((each) => each.symbol !== symbol);
    const holdings = [...others, { symbol, quantity: held + moved * lotOf(symbol) }];
    const proven = { ...books, isProvenEnded: () => true, ...change };
    const found = differencesOf(proven, { ...gone(books), holdings });
    return found.find((each) => each.orderId === orderId)?.remedy;
  };
  /** Any of these orders, and in lots what is left on its side and on the other, of all in its symbol. */
  const anyGone = fc.tuple(settledBooks, fc.nat(5)).map(([books, which]) => {
    const { order } = books.orders[which % books.orders.length]!;
    const leftOn = (isSame: boolean) =>
      books.orders
        .filter((each) => each.order.symbol === order.symbol && (each.order.side === order.side) === isSame)
        .reduce(
          (left, each) => left + Math.round((each.order.quantity - each.filledQuantity) / lotOf(order.symbol)),
          0,
        );
    return { books, order, sign: order.side === "BUY" ? 1 : -1, same: leftOn(true), other: leftOn(false) };
  });
  it("is not ended while a fill of it could explain what is held", () =>
    fc.assert(
      fc.property(anyGone, fc.double({ min: 0, max: 1, noNaN: true }), ({ books, order, sign, same, other }, share) => {
        const moved = Math.ceil(share * (same + other)) - other;
        fc.pre(moved !== 0 && moved > 0 - other);
        expect(remedyWhere(books, order.id, sign * moved)).toBe("ASK_REPORTS");
      }),
    ));
  it("is ended where no fill of it could: a gap the other way, or larger than what was left", () =>
    fc.assert(
      fc.property(anyGone, fc.integer({ min: 0, max: 9_000 }), fc.boolean(), (gap, off, isLarger) => {
        const { books, order, sign, same, other } = gap;
        const moved = isLarger ? same + 1 + off : 0 - other - off;
        fc.pre(moved !== 0);
        expect(remedyWhere(books, order.id, sign * moved)).toBe("END_ORDER");
      }),
    ));
  it("is ended where an operator has accepted what is held, whatever could explain it", () =>
    fc.assert(
      fc.property(anyGone, ({ books, order, sign, same }) => {
        expect(remedyWhere(books, order.id, sign * same, { isAccepted: () => true })).toBe("END_ORDER");
      }),
    ));
  it("is ended where its reports brought nothing, if it covers what the venue holds", () =>
    fc.assert(
      fc.property(anyGone, ({ books, order, sign, same }) => {
        const held = books.holdings.find(({ symbol }) => symbol === order.symbol)?.quantity ?? 0;
        const isHeld = Math.round(held / lotOf(order.symbol)) + sign * same > 0;
        const remedy = remedyWhere(books, order.id, sign * same, { isAsked: () => true });
        expect(remedy).toBe(order.purpose !== "ENTRY" && isHeld ? "END_ORDER" : "ASK_REPORTS");
      }),
    ));
  it.each([
    ["at the patience", 10_000, 0],
    ["just past it", 10_001, 1],
  ])("sent and unanswered %s", (_, age, found) =>
    fc.assert(
      fc.property(doubtfulBooks, (books) => {
        const orders = books.orders.map((each) => ({
          ...each,
          status: "SUBMITTED" as const,
          submittedAt: epochMs(now - age),
        }));
        const sent = { ...books, orders };
        expect(differencesOf(sent, gone(sent))).toHaveLength(found * orders.length);
      }),
    ),
  );
  it("of unknown outcome stays unresolved, however young it is", () =>
    fc.assert(
      fc.property(doubtfulBooks, (books) => {
        const orders = books.orders.map((each) => ({ ...each, status: "UNKNOWN" as const, submittedAt: now }));
        const lost = { ...books, orders };
        expect(new Set(kindsOf(lost, gone(lost)))).toEqual(new Set(["ORDER_UNRESOLVED"]));
      }),
    ));
});

describe("an order the venue lists", () => {
  it("lives, whatever was thought of it", () =>
    fc.assert(
      fc.property(doubtfulBooks, (books) => {
        for (const { kind, remedy } of differencesOf(books, mirrorOf(books)))
          expect([kind, remedy]).toEqual(["ORDER_UNANSWERED", "TAKE_AS_ACCEPTED"]);
      }),
    ));
  it("and never was ours is named and left alone, whatever it is called", () =>
    fc.assert(
      fc.property(settledBooks, fc.string({ minLength: 1 }), (books, name) => {
        const orderId = `web ${name}`;
        const account = { ...mirrorOf(books), orders: [...mirrorOf(books).orders, foreignOrder(orderId)] };
        expect(differencesOf(books, account)).toMatchObject([
          { orderId, kind: "ORDER_UNKNOWN_HERE", remedy: "NAME_IT" },
        ]);
      }),
    ));
  it("with an id the fund has not given out yet is not ours", () =>
    fc.assert(
      fc.property(settledBooks, fc.integer({ min: lastId + 1, max: 9_999 }), (books, id) => {
        const account = { ...mirrorOf(books), orders: [...mirrorOf(books).orders, foreignOrder(`O${id}-0`)] };
        expect(differencesOf(books, account)).toMatchObject([{ kind: "ORDER_UNKNOWN_HERE", remedy: "NAME_IT" }]);
      }),
    ));
  it("and has ended here is taken back, since it is ours", () =>
    fc.assert(
      fc.property(settledBooks, fc.integer({ min: 1, max: lastId }), (books, id) => {
        fc.pre(books.orders.every(({ order }) => order.id !== `O${id}-0`));
        const account = { ...mirrorOf(books), orders: [...mirrorOf(books).orders, foreignOrder(`O${id}-0`)] };
        expect(differencesOf(books, account)).toMatchObject([{ kind: "ORDER_STILL_OPEN", remedy: "CANCEL_OURS" }]);
      }),
    ));
  it("at another trigger rests where the venue says, and one that rests nowhere is none to adopt", () =>
    fc.assert(
      fc.property(settledBooks, fc.constantFrom(undefined, 0, -1, 77.77), (books, stopPrice) => {
        const account = mirrorOf(books);
        const isStop = (row: Told["orders"][number]) => row.stopPrice !== undefined && row.stopPrice !== stopPrice;
        const orders = account.orders.map((row) =>
          isStop(row) ? { ...row, stopPrice: broken<undefined>(stopPrice) } : row,
        );
        for (const { remedy } of differencesOf(books, { ...account, orders }))
          expect(remedy).toBe(stopPrice !== undefined && stopPrice > 0 ? "ADOPT_STOP" : "NAME_IT");
      }),
    ));
});
