/** For how long an agreement is trusted, and when the venue is asked again: each at its limit and just past it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mirrorOf, now, settledBooks, terms } from "../../../../tests/scenarios/books.ts";
import { defaultReconciliation } from "../../domain/reconciliation.ts";
import { hours, minutes, seconds } from "../../units/units.ts";
import type { Books } from "./books.ts";
import { compare, type Told } from "./compare.ts";
import { dueScope, isReconciled, openReconcile, type ReconcileState, type Trust } from "./reconcile-state.ts";
import { settle } from "./settle.ts";

const trust: Trust = { ...defaultReconciliation, intervalMs: minutes(1) };

function pass(state: ReconcileState, books: Books, account: Told) {
  return settle(state, compare(books, account, terms), { scope: "ALL", at: now, reportSeq: books.reportSeq });
}
const agreed = (books: Books): ReconcileState => {
  const state = openReconcile();
  pass(state, books, mirrorOf(books));
  return state;
};

describe("trust in an agreement", () => {
  it.each([
    ["at its last moment", 90_000, true],
    ["just past it", 90_001, false],
    ["of the future's future", Number.POSITIVE_INFINITY, false],
    ["at no known time", Number.NaN, false],
  ])("%s", (_, age, expected) => {
    fc.assert(
      fc.property(settledBooks, (books) => {
        const brief = { ...trust, intervalMs: seconds(1) };
        expect(isReconciled(agreed(books), brief, now + age)).toBe(expected);
      }),
    );
  });
  it.each([
    [2 * 3_600_000, true],
    [2 * 3_600_000 + 1, false],
  ])("where time comes in hours, after %d ms", (age, expected) => {
    fc.assert(
      fc.property(settledBooks, (books) => {
        expect(isReconciled(agreed(books), { ...trust, intervalMs: hours(1) }, now + age)).toBe(expected);
      }),
    );
  });
  it("is not asked for where a journal knows nothing of it", () => {
    fc.assert(
      fc.property(fc.double(), (at) => {
        expect(isReconciled(openReconcile(), { ...trust, isRequired: false }, at)).toBe(true);
      }),
    );
  });
});

describe("what is due", () => {
  it.each([
    [9_999, undefined],
    [10_000, "ORDERS"],
    [29_999, "ORDERS"],
    [30_000, "ALL"],
    [Number.NaN, "ALL"],
  ])("%d ms after a whole account", (age, expected) => {
    fc.assert(
      fc.property(settledBooks, (books) => {
        expect(dueScope(agreed(books), defaultReconciliation, now + age)).toBe(expected);
      }),
    );
  });
  it("after a whole account that could not be compared is the whole account again", () => {
    fc.assert(
      fc.property(settledBooks, (books) => {
        const state = openReconcile();
        pass(state, books, { ...mirrorOf(books), reportSeq: books.reportSeq + 1 });
        expect([
          dueScope(state, defaultReconciliation, now),
          dueScope(state, defaultReconciliation, now + 10_000),
        ]).toEqual([undefined, "ALL"]);
      }),
    );
  });
});
