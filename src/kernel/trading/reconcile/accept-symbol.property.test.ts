/** What an operator accepts is no difference until it changes, and covers nothing else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyHarm, harms, mirrorOf, now, settledBooks, terms } from "../../../../tests/scenarios/books.ts";
import { defaultReconciliation } from "../../domain/reconciliation.ts";
import { type EpochMs, epochMs, minutes } from "../../units/units.ts";
import type { Books } from "./books.ts";
import { compare, type Told } from "./compare.ts";
import { isReconciled, openReconcile, type ReconcileState, type Trust } from "./reconcile-state.ts";
import { acceptSymbol } from "./accept-symbol.ts";
import { settle } from "./settle.ts";

const trust: Trust = { ...defaultReconciliation, intervalMs: minutes(1) };
const later = (ms: number): EpochMs => epochMs(now + ms);

/** A pass over what the books and the account say. */
function pass(state: ReconcileState, books: Books, account: Told, scope: "ALL" | "ORDERS" = "ALL", at = now) {
  return settle(state, compare(books, account, { ...terms, scope }), { scope, at, reportSeq: books.reportSeq });
}
const harmed = fc
  .tuple(settledBooks, fc.array(anyHarm, { minLength: 1, maxLength: 3 }))
  .map(([books, all]) => ({
    books,
    account: all.reduce((told, { harm, which }) => harm.does(told, which), mirrorOf(books)),
  }))
  .filter(({ books, account }) => compare(books, account, terms).differences.length > 0);
/** What became of our own orders is found out, and nobody accepts it. */
const acceptable = harmed.filter(({ books, account }) =>
  compare(books, account, terms).differences.every(({ kind }) => kind !== "ORDER_MISSING_AT_VENUE"),
);
const agreed = (books: Books): ReconcileState => {
  const state = openReconcile();
  pass(state, books, mirrorOf(books));
  return state;
};

describe("what an operator accepts", () => {
  const accepted = (books: Books, account: Told) => {
    const state = agreed(books);
    pass(state, books, account);
    for (const symbol of [...state.frozen.keys(), "CASH"]) acceptSymbol(state, symbol, now);
    return state;
  };
  it("is no difference any more, at this pass or any later one", () => {
    fc.assert(
      fc.property(acceptable, ({ books, account }) => {
        const state = accepted(books, account);
        for (const at of [0, 1, 2]) {
          const { frozen, remedies } = pass(state, books, account, "ALL", later(at));
          expect([frozen, remedies, isReconciled(state, trust, now)]).toEqual([[], [], true]);
        }
      }),
    );
  });
  it("leaves orders of the fund's own to be found out, and their symbols frozen", () => {
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        const state = accepted(books, account);
        const missing = compare(books, account, terms).differences.filter(
          ({ kind }) => kind === "ORDER_MISSING_AT_VENUE",
        );
        expect(state.open).toEqual(missing);
        const symbols = new Set(missing.flatMap(({ symbol }) => symbol ?? []));
        expect([...state.frozen.keys()].toSorted()).toEqual([...symbols].toSorted());
        expect(pass(state, books, account).remedies).toEqual(missing);
      }),
    );
  });
  it("is one again when it has gone and come back", () => {
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        const state = accepted(books, account);
        pass(state, books, mirrorOf(books));
        expect(state.accepted).toEqual([]);
        expect(pass(state, books, account).isNews).toBe(true);
      }),
    );
  });
  it("covers nothing else in the symbol", () => {
    fc.assert(
      fc.property(settledBooks, fc.nat(9), (books, which) => {
        const position = harms.find(({ kind }) => kind === "POSITION")!;
        const account = position.does(mirrorOf(books), which);
        const state = accepted(books, account);
        expect(pass(state, books, position.does(account, which)).frozen).toHaveLength(1);
      }),
    );
  });
  it("is nothing where nothing differs", () => {
    fc.assert(
      fc.property(settledBooks, fc.string(), (books, symbol) => {
        const state = agreed(books);
        expect(acceptSymbol(state, symbol, now)).toBeUndefined();
        expect(state.accepted).toEqual([]);
      }),
    );
  });
});
