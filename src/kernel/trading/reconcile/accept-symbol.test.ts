/** What an operator accepts: by symbol or as CASH, no more than what is named, and until it changes. */
import { describe, expect, it } from "vitest";
import { now } from "../../../../tests/scenarios/books.ts";
import { cashDiffers, difference, foreignEth, stopIsGone } from "../../../../tests/scenarios/given-books.ts";
import type { AccountScope, Difference } from "../../domain/reconciliation.ts";
import { epochMs } from "../../units/units.ts";
import { nameOf } from "./difference-name.ts";
import { freezeSymbol, openReconcile, type ReconcileState } from "./reconcile-state.ts";
import { acceptSymbol } from "./accept-symbol.ts";
import { settle } from "./settle.ts";

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
    expect(acceptSymbol(state, "BTC", aMinuteOn)).toEqual({
      frozenFor: 60_000,
      accepted: [difference()],
      remaining: [],
    });
    expect([[...state.frozen.keys()], state.open]).toEqual([["ETH"], [foreignEth, cashDiffers]]);
    expect(state.accepted).toEqual([nameOf(difference())]);
  });
  it("accepts everything that differs in it, beside what was accepted before", () => {
    const stopDiffers = difference({ kind: "STOP_PRICE", orderId: "O1-0", remedy: "NAME_IT" });
    const state = differing(stopDiffers, foreignEth, difference());
    acceptSymbol(state, "ETH", aMinuteOn);
    acceptSymbol(state, "BTC", aMinuteOn);
    expect(state.accepted).toEqual([foreignEth, stopDiffers, difference()].map(nameOf));
    expect(state.open).toEqual([]);
  });
  it.each(["ORDER_MISSING_AT_VENUE", "ORDER_UNRESOLVED", "ORDER_STILL_OPEN"] as const)(
    "accepts what differs beside %s, and the symbol stays frozen for that alone",
    (kind) => {
      const stop = { ...stopIsGone, kind };
      const state = differing(stop, difference());
      expect(acceptSymbol(state, "BTC", aMinuteOn)).toMatchObject({ accepted: [difference()], remaining: [stop] });
      expect([state.open, state.accepted]).toEqual([[stop], [nameOf(difference())]]);
      expect([...state.frozen]).toEqual([["BTC", { since: now, reasons: [stop.explanation] }]]);
    },
  );
  it("changes nothing where only an order of the fund's own differs", () => {
    const state = differing(stopIsGone);
    const before = structuredClone(state);
    expect(acceptSymbol(state, "BTC", aMinuteOn)).toMatchObject({ accepted: [], remaining: [stopIsGone] });
    expect(state).toEqual(before);
  });
  it("is told of nothing where an order lives that was only never answered for", () => {
    const lives = difference({ kind: "ORDER_UNANSWERED", orderId: "O1-0", remedy: "TAKE_AS_ACCEPTED" });
    expect(acceptSymbol(differing(lives), "BTC", aMinuteOn)).toBeUndefined();
  });
  it("accepts a difference in cash as CASH, which was never frozen", () => {
    const state = differing(cashDiffers, difference());
    expect(acceptSymbol(state, "CASH", aMinuteOn)?.frozenFor).toBe(0);
    expect([state.open, [...state.frozen.keys()]]).toEqual([[difference()], ["BTC"]]);
  });
  it("releases a symbol that is frozen although nothing differs in it", () => {
    const state = differing();
    freezeSymbol(state, "ETH", ["sold by hand"], now);
    expect(acceptSymbol(state, "ETH", aMinuteOn)?.frozenFor).toBe(60_000);
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
  it.each([
    ["a micro-dollar", 989.999_999, 0],
    ["one tolerance", 989.99, 0],
    ["one tolerance the other way", 990.01, 0],
    ["three tolerances", 989.97, 1],
  ])("in cash covers %s more or less: %d differs", (_, venue, differs) => {
    const state = differing({ ...cashDiffers, step: 0.01 });
    acceptSymbol(state, "CASH", now);
    pass(state, [{ ...cashDiffers, step: 0.01, venue }]);
    expect([state.open.length, state.agreedAt]).toEqual([differs, differs === 0 ? now : undefined]);
  });
  it("in cash does not creep along: it is measured by what was accepted", () => {
    const state = differing({ ...cashDiffers, step: 0.01 });
    acceptSymbol(state, "CASH", now);
    for (const off of [0.01, 0.02, 0.03]) pass(state, [{ ...cashDiffers, step: 0.01, venue: 990 - off }]);
    expect(state.open).toHaveLength(1);
  });
  it("of what is held covers the same number of lots, and not one more", () => {
    const held = difference({ step: 0.0001 });
    for (const [venue, differs] of [
      [1.000_000_01, 0],
      [1.0001, 1],
    ] as const) {
      const state = differing(held);
      acceptSymbol(state, "BTC", now);
      pass(state, [{ ...held, venue }]);
      expect(state.open).toHaveLength(differs);
    }
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
