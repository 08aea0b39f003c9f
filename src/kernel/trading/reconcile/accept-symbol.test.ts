/** What an operator accepts: by symbol or as CASH, no more than what is named, and until it changes. */
import { describe, expect, it } from "vitest";
import { now } from "../../../../tests/scenarios/books.ts";
import { cashDiffers, difference, foreignEth, stopIsGone } from "../../../../tests/scenarios/given-books.ts";
import type { AccountScope, Difference } from "../../domain/reconciliation.ts";
import { epochMs } from "../../units/units.ts";
import { nameOf } from "./compare.ts";
import { freezeSymbol, openReconcile, type ReconcileState } from "./reconcile-state.ts";
import { acceptSymbol, settle } from "./settle.ts";

const aMinuteOn = epochMs(now + 60_000);

const pass = (state: ReconcileState, differences: readonly Difference[], scope: AccountScope = "ALL") =>
  settle(state, { moment: "SAME", differences }, { scope, at: now, reportSeq: 7 });
/** A fund that agreed, and then differed in this. */
const differing = (...differences: readonly Difference[]): ReconcileState => {
  const state = openReconcile();
  pass(state, []);
  pass(state, differences);
  return state;
};

describe("an operator who accepts a symbol", () => {
  it("releases that symbol alone, and is told how long it was frozen", () => {
    const state = differing(difference(), foreignEth, cashDiffers);
    expect(acceptSymbol(state, "BTC", aMinuteOn)).toBe(60_000);
    expect([[...state.frozen.keys()], state.open]).toEqual([["ETH"], [foreignEth, cashDiffers]]);
    expect(state.accepted).toEqual([nameOf(difference())]);
  });
  it("accepts everything that differs in it, beside what was accepted before", () => {
    const state = differing(stopIsGone, foreignEth, difference());
    acceptSymbol(state, "ETH", aMinuteOn);
    acceptSymbol(state, "BTC", aMinuteOn);
    expect(state.accepted).toEqual([foreignEth, stopIsGone, difference()].map(nameOf));
    expect(state.open).toEqual([]);
  });
  it("accepts a difference in cash as CASH, which was never frozen", () => {
    const state = differing(cashDiffers, difference());
    expect(acceptSymbol(state, "CASH", aMinuteOn)).toBe(0);
    expect([state.open, [...state.frozen.keys()]]).toEqual([[difference()], ["BTC"]]);
  });
  it("releases a symbol that is frozen although nothing differs in it", () => {
    const state = differing();
    freezeSymbol(state, "ETH", ["sold by hand"], now);
    expect(acceptSymbol(state, "ETH", aMinuteOn)).toBe(60_000);
    expect([state.frozen.size, state.accepted]).toEqual([0, []]);
  });
  it("of which nothing is known changes nothing", () => {
    const state = differing(difference());
    expect(acceptSymbol(state, "ETH", aMinuteOn)).toBeUndefined();
    expect([state.open, state.accepted, state.frozen.size]).toEqual([[difference()], [], 1]);
  });
});

describe("what was accepted", () => {
  const accepted = (): ReconcileState => {
    const state = differing(difference(), foreignEth);
    acceptSymbol(state, "BTC", now);
    return state;
  };
  it("stays accepted over passes of orders, which cannot see it", () => {
    const state = accepted();
    pass(state, [foreignEth], "ORDERS");
    expect(state.accepted).toEqual([nameOf(difference())]);
    expect(pass(state, [difference(), foreignEth])).toEqual({
      remedies: [foreignEth],
      asksReports: false,
      isNews: false,
      frozen: [],
      released: [],
    });
  });
  it("is forgotten by a whole account without it, and counts again when it comes back", () => {
    const state = accepted();
    pass(state, [foreignEth]);
    expect(state.accepted).toEqual([]);
    expect(pass(state, [difference(), foreignEth]).frozen).toMatchObject([{ symbol: "BTC" }]);
  });
  it("does not cover another value", () => {
    const another = difference({ venue: 0.5, explanation: "1.5 BTC is held here and 0.5 at the venue" });
    expect(pass(accepted(), [another, foreignEth])).toMatchObject({
      asksReports: true,
      isNews: true,
      frozen: [{ symbol: "BTC", reasons: [another.explanation] }],
    });
  });
});
