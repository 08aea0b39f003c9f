/** What a series of passes may and may never do: freezes, releases, when entries are let out, and what is told. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyHarm, harms, mirrorOf, now, settledBooks, terms } from "../../../../tests/scenarios/books.ts";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import { defaultReconciliation, type Difference } from "../../domain/reconciliation.ts";
import { decodeState, encodeState } from "../../state-codec.ts";
import { type EpochMs, epochMs, minutes } from "../../units/units.ts";
import type { Books } from "./books.ts";
import { type Comparison, compare, type Told } from "./compare.ts";
import { nameOf } from "./difference-name.ts";
import {
  dueScope,
  forgetAgreement,
  freezeSymbol,
  isBookedBefore,
  isReconciled,
  openReconcile,
  type ReconcileState,
  type Trust,
} from "./reconcile-state.ts";
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
const agreed = (books: Books): ReconcileState => {
  const state = openReconcile();
  pass(state, books, mirrorOf(books));
  return state;
};

describe("a pass that agrees", () => {
  it("does, freezes, releases, asks and tells nothing", () => {
    fc.assert(
      fc.property(settledBooks, (books) => {
        expect(pass(openReconcile(), books, mirrorOf(books))).toEqual({
          remedies: [],
          asksReports: false,
          isNews: false,
          frozen: [],
          released: [],
        });
      }),
    );
  });
  it("lets entries out, from that moment on", () => {
    fc.assert(
      fc.property(settledBooks, (books) => {
        expect(isReconciled(openReconcile(), trust, now)).toBe(false);
        expect(isReconciled(agreed(books), trust, now)).toBe(true);
      }),
    );
  });
});

describe("a pass that differs", () => {
  it("a second time is no news, freezes nothing twice and asks for no more reports", () => {
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        const state = agreed(books);
        expect(pass(state, books, account).isNews).toBe(true);
        const before = encodeState(state);
        const { isNews, frozen, released, asksReports } = pass(state, books, account);
        expect({ isNews, frozen, released, asksReports }).toEqual({
          isNews: false,
          frozen: [],
          released: [],
          asksReports: false,
        });
        expect(encodeState(state), "one pass converges").toBe(before);
      }),
    );
  });
  it("freezes every symbol it differs in, and no other", () => {
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        const state = agreed(books);
        pass(state, books, account);
        const found = compare(books, account, terms).differences.flatMap(({ symbol }) => symbol ?? []);
        expect([...state.frozen.keys()].toSorted()).toEqual([...new Set(found)].toSorted());
      }),
    );
  });
  it("in cash stops all entries at once, until all agrees again", () => {
    fc.assert(
      fc.property(settledBooks, fc.nat(9), (books, which) => {
        const state = agreed(books);
        const cash = harms.find(({ kind }) => kind === "CASH")!;
        pass(state, books, cash.does(mirrorOf(books), which));
        expect(isReconciled(state, trust, now)).toBe(false);
        pass(state, books, mirrorOf(books));
        expect(isReconciled(state, trust, now)).toBe(true);
      }),
    );
  });
  it("in one symbol stops no other symbol, once all had agreed", () => {
    fc.assert(
      fc.property(settledBooks, fc.nat(9), (books, which) => {
        const state = agreed(books);
        const position = harms.find(({ kind }) => kind === "POSITION")!;
        pass(state, books, position.does(mirrorOf(books), which));
        expect([isReconciled(state, trust, now), state.frozen.size]).toEqual([true, 1]);
      }),
    );
  });
  it("at the start lets nothing out, wherever it differs", () => {
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        const state = openReconcile();
        pass(state, books, account);
        expect(isReconciled(state, trust, now)).toBe(false);
      }),
    );
  });
  it("settles alike in whatever order its differences come", () => {
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        const [one, other] = [agreed(books), agreed(books)];
        const comparison = compare(books, account, terms);
        const turned: Comparison = { ...comparison, differences: comparison.differences.toReversed() };
        const of = { scope: "ALL", at: now, reportSeq: books.reportSeq } as const;
        settle(one, comparison, of);
        settle(other, turned, of);
        expect([...other.frozen.keys()].toSorted()).toEqual([...one.frozen.keys()].toSorted());
        expect(other.open.map(nameOf).toSorted()).toEqual(one.open.map(nameOf).toSorted());
      }),
    );
  });
  it("sends nothing: the only requests it can lead to are questions and taking back what is ours", () => {
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        for (const { remedy, kind } of pass(agreed(books), books, account).remedies) {
          expect(["QUERY_ORDER", "ADOPT_STOP", "NAME_IT", "CANCEL_OURS", "END_ORDER"]).toContain(remedy);
          if (kind === "ORDER_UNKNOWN_HERE") expect(remedy).toBe("NAME_IT");
        }
      }),
    );
  });
});

describe("a frozen symbol", () => {
  const frozenIn = (books: Books, account: Told): ReconcileState => {
    const state = agreed(books);
    pass(state, books, account);
    return state;
  };
  const anyStep = fc.constantFrom("ORDERS", "AHEAD", "BEHIND", "SAME", "FORGET");
  it("is never released without a whole account that agrees", () => {
    fc.assert(
      fc.property(harmed, fc.array(anyStep, { maxLength: 12 }), ({ books, account }, steps) => {
        const state = frozenIn(books, account);
        const before = [...state.frozen.keys()];
        const clean = mirrorOf(books);
        for (const step of steps) {
          if (step === "ORDERS") pass(state, books, clean, "ORDERS");
          if (step === "AHEAD") pass(state, books, { ...clean, reportSeq: clean.reportSeq + 1 });
          if (step === "BEHIND") pass(state, books, { ...clean, reportSeq: clean.reportSeq - 1 });
          if (step === "SAME") pass(state, books, account);
          if (step === "FORGET") forgetAgreement(state);
        }
        expect([...state.frozen.keys()]).toEqual(before);
      }),
    );
  });
  it("is released by the first whole account that agrees, whatever came before", () => {
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        const state = frozenIn(books, account);
        const { size } = state.frozen;
        const { released } = pass(state, books, mirrorOf(books), "ALL", later(5_000));
        expect([released.length, state.frozen.size]).toEqual([size, 0]);
        for (const { frozenFor } of released) expect(frozenFor).toBe(5_000);
      }),
    );
  });
  it("stays while cash differs: what is missing may have been spent in it", () => {
    fc.assert(
      fc.property(settledBooks, fc.nat(9), (books, which) => {
        const state = agreed(books);
        freezeSymbol(state, "BTC", ["liquidated"], now);
        pass(state, books, { ...mirrorOf(books), cash: broken(books.cash - 1 - which) });
        expect(state.frozen.has("BTC")).toBe(true);
      }),
    );
  });
  it("is frozen since the first reason, and keeps every reason once", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 9 }), (reasons) => {
        const state = openReconcile();
        reasons.forEach((reason, index) => freezeSymbol(state, "BTC", [reason], later(index)));
        expect(state.frozen.get("BTC")).toEqual({ since: now, reasons: [...new Set(reasons)] });
      }),
    );
  });
});

describe("partial information", () => {
  const anyPart = fc.constantFrom("ORDERS", "AHEAD", "BEHIND", "NONSENSE");
  it("never lets entries out: nothing but a whole account of the same report does", () => {
    fc.assert(
      fc.property(settledBooks, fc.array(anyPart, { maxLength: 20 }), (books, parts) => {
        const state = openReconcile();
        const clean = mirrorOf(books);
        for (const part of parts) {
          if (part === "ORDERS") pass(state, books, clean, "ORDERS");
          if (part === "AHEAD") pass(state, books, { ...clean, reportSeq: clean.reportSeq + 1 });
          if (part === "BEHIND") pass(state, books, { ...clean, reportSeq: clean.reportSeq - 1 });
          if (part === "NONSENSE") pass(state, books, { ...clean, cash: broken(Number.NaN) });
          expect(isReconciled(state, trust, now)).toBe(false);
        }
      }),
    );
  });
  it("after a start or a reconnect is all there is, however well it agreed before", () => {
    fc.assert(
      fc.property(settledBooks, (books) => {
        const state = agreed(books);
        forgetAgreement(state);
        expect(isReconciled(state, trust, now)).toBe(false);
        expect(dueScope(state, defaultReconciliation, now)).toBe("ALL");
      }),
    );
  });
  it("asks for reports only when the venue stays ahead while nothing is heard", () => {
    fc.assert(
      fc.property(settledBooks, fc.integer({ min: 1, max: 99 }), (books, ahead) => {
        const state = openReconcile();
        const account = { ...mirrorOf(books), reportSeq: books.reportSeq + ahead };
        expect(pass(state, books, account).asksReports).toBe(false);
        expect(pass(state, { ...books, reportSeq: books.reportSeq + 0.5 }, account).asksReports).toBe(false);
        expect(pass(state, { ...books, reportSeq: books.reportSeq + 0.5 }, account).asksReports).toBe(true);
      }),
    );
  });
});

describe("what is remembered", () => {
  it("can be written down and read back after any pass, and goes on the same", () => {
    fc.assert(
      fc.property(harmed, ({ books, account }) => {
        const state = agreed(books);
        pass(state, books, account);
        const again = decodeState(encodeState(state)) as ReconcileState;
        expect(pass(again, books, mirrorOf(books))).toEqual(pass(state, books, mirrorOf(books)));
        expect(encodeState(again)).toBe(encodeState(state));
      }),
    );
  });
  it("as proof that an order has ended is forgotten when the venue lists the order", () => {
    fc.assert(
      fc.property(settledBooks, (books) => {
        const state = agreed(books);
        for (const { order } of books.orders) state.provenEnded.add(order.id);
        pass(state, books, mirrorOf(books));
        expect(state.provenEnded.size).toBe(0);
      }),
    );
  });
  it("of fills and cash nobody asked for is each id once, in any order and any number of times", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30).map(String), { maxLength: 200 }), (ids) => {
        const state = openReconcile();
        const booked = ids.filter((id) => !isBookedBefore(state, id));
        expect(booked).toEqual([...new Set(ids)]);
      }),
    );
  });
});

it("every difference can be found by a whole account", () => {
  const names = new Set<Difference["kind"]>(harms.map(({ kind }) => kind));
  expect(names.size).toBe(harms.length);
});
