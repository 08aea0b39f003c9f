/** What a desk is told after each pass, to the value: who is frozen and why, who is released after how long. */
import { describe, expect, it } from "vitest";
import { now } from "../../../../tests/scenarios/books.ts";
import { cashDiffers, difference, foreignEth, stopIsGone } from "../../../../tests/scenarios/given-books.ts";
import type { Difference } from "../../domain/reconciliation.ts";
import { type EpochMs, epochMs } from "../../units/units.ts";
import type { Moment } from "./comparable.ts";
import { forgetAgreement, freezeSymbol, isStalledNow, openReconcile, type ReconcileState } from "./reconcile-state.ts";
import { type PassMoment, settle } from "./settle.ts";

const later = (ms: number): EpochMs => epochMs(now + ms);
const silence = { remedies: [], asksReports: false, isNews: false, frozen: [], released: [] };

const pass = (state: ReconcileState, differences: readonly Difference[], of: Partial<PassMoment> = {}) =>
  settle(state, { moment: "SAME", differences }, { scope: "ALL", at: now, reportSeq: 7, ...of });
const passOverOrders = (state: ReconcileState, differences: readonly Difference[], at = now) =>
  pass(state, differences, { scope: "ORDERS", at });
const passAt = (state: ReconcileState, moment: Moment, reportSeq = 7) =>
  settle(state, { moment, differences: [] }, { scope: "ALL", at: now, reportSeq });

/** A fund whose books agreed at `now`. */
const agreed = (): ReconcileState => {
  const state = openReconcile();
  pass(state, []);
  return state;
};
/** One that agreed, and then differed in this. */
const differing = (...differences: readonly Difference[]): ReconcileState => {
  const state = agreed();
  pass(state, differences);
  return state;
};

describe("an account that cannot be compared", () => {
  it.each<Moment>(["VENUE_BEHIND", "NO_SENSE"])(
    "because of %s tells and does nothing, however often it comes",
    (moment) => {
      const state = openReconcile();
      for (const _ of [1, 2, 3]) expect(passAt(state, moment)).toEqual(silence);
      expect(state.behindAt).toBeUndefined();
    },
  );
  it("counts as heard, so that the venue is not asked twice, but as no whole account", () => {
    const state = agreed();
    settle(state, { moment: "VENUE_AHEAD", differences: [] }, { scope: "ALL", at: later(1_000), reportSeq: 7 });
    expect([state.ordersToldAt, state.allToldAt, state.agreedAt]).toEqual([later(1_000), now, now]);
  });
  it("because the venue is ahead asks for reports the second time at one report number", () => {
    const state = openReconcile();
    expect(passAt(state, "VENUE_AHEAD")).toEqual(silence);
    expect(passAt(state, "VENUE_AHEAD")).toEqual({ ...silence, asksReports: true });
    expect(passAt(state, "VENUE_AHEAD", 8), "a report came").toEqual(silence);
  });
  it("is counted until one can be, and what is being caught up counts as the first", () => {
    const state = openReconcile();
    const counts = (moment: Moment, reportSeq: number) => {
      passAt(state, moment, reportSeq);
      return [state.incomparable, isStalledNow(state)];
    };
    expect([7, 7, 7, 7].map((seq) => counts("VENUE_BEHIND", seq))).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [4, false],
    ]);
    expect([8, 9, 10, 10, 10].map((seq) => counts("VENUE_AHEAD", seq))).toEqual([
      [1, false],
      [1, false],
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(counts("SAME", 10)).toEqual([0, false]);
  });
  it("starts anew to count where the books agreed in between", () => {
    const state = openReconcile();
    passAt(state, "VENUE_AHEAD");
    passAt(state, "SAME");
    expect(passAt(state, "VENUE_AHEAD")).toEqual(silence);
  });
  it("keeps what differs and what is frozen as it was", () => {
    const state = differing(difference());
    passAt(state, "VENUE_AHEAD");
    expect([state.open, [...state.frozen.keys()]]).toEqual([[difference()], ["BTC"]]);
  });
});

describe("a freeze", () => {
  it("is told with its symbol and every reason in it, in the order they were found", () => {
    const state = agreed();
    const { frozen } = pass(state, [stopIsGone, foreignEth, difference()]);
    expect(frozen).toEqual([
      { symbol: "BTC", reasons: ["SELL order O1-0 for BTC is not listed", "1.5 BTC is held here and 1 at the venue"] },
      { symbol: "ETH", reasons: ["the venue works BUY 4 ETH under web-1"] },
    ]);
    expect(state.frozen.get("BTC")).toEqual({ since: now, reasons: frozen[0]?.reasons });
  });
  it("is told once, and remembers what came later", () => {
    const state = differing(difference());
    expect(pass(state, [difference(), stopIsGone], { at: later(5) }).frozen).toEqual([]);
    expect(state.frozen.get("BTC")).toEqual({
      since: now,
      reasons: ["1.5 BTC is held here and 1 at the venue", "SELL order O1-0 for BTC is not listed"],
    });
  });
  it("follows from orders alone as well", () => {
    expect(passOverOrders(agreed(), [foreignEth]).frozen).toEqual([
      { symbol: "ETH", reasons: ["the venue works BUY 4 ETH under web-1"] },
    ]);
  });
  it("does not follow from an order that lives and was only never answered", () => {
    const lives = difference({ kind: "ORDER_UNANSWERED", orderId: "O1-0", remedy: "TAKE_AS_ACCEPTED" });
    const state = agreed();
    expect(pass(state, [lives])).toEqual({ ...silence, remedies: [lives], isNews: true });
    expect(state.frozen.size).toBe(0);
  });
  it("does not follow from cash, which belongs to no symbol", () => {
    const state = agreed();
    expect(pass(state, [cashDiffers])).toEqual({ ...silence, asksReports: true, isNews: true });
    expect(state.frozen.size).toBe(0);
  });
});

describe("a release", () => {
  it("names each symbol in which nothing differs any more, with the time it was frozen", () => {
    const state = differing(difference(), foreignEth);
    const { released } = pass(state, [foreignEth], { at: later(30_000) });
    expect(released).toEqual([{ symbol: "BTC", frozenFor: 30_000 }]);
    expect([...state.frozen.keys()]).toEqual(["ETH"]);
  });
  it("never follows from orders alone, which say nothing of what is held", () => {
    const state = differing(stopIsGone);
    expect(passOverOrders(state, [], later(10_000)).released).toEqual([]);
    expect([...state.frozen.keys()]).toEqual(["BTC"]);
  });
  it("waits while cash differs, for what is missing may have been spent in any symbol", () => {
    const state = differing(difference());
    expect(pass(state, [cashDiffers]).released).toEqual([]);
    expect(pass(state, [], { at: later(60_000) }).released).toEqual([{ symbol: "BTC", frozenFor: 60_000 }]);
  });
  it("ends a freeze for a trade nobody asked for, once the books agree", () => {
    const state = agreed();
    freezeSymbol(state, "ETH", ["sold by hand"], now);
    expect(pass(state, [], { at: later(1) })).toEqual({ ...silence, released: [{ symbol: "ETH", frozenFor: 1 }] });
  });
});

describe("what is remembered as differing", () => {
  it("by orders alone leaves what was found in holdings and cash, and replaces what was found in orders", () => {
    const state = differing(stopIsGone, difference(), cashDiffers);
    passOverOrders(state, [foreignEth]);
    expect(state.open).toEqual([difference(), cashDiffers, foreignEth]);
  });
  it("by a whole account is what that account found", () => {
    const state = differing(stopIsGone, difference(), cashDiffers);
    pass(state, [foreignEth]);
    expect(state.open).toEqual([foreignEth]);
  });
  it("takes orders alone for no word on the rest, so that the whole account stays due", () => {
    const state = agreed();
    passOverOrders(state, [], later(10_000));
    expect([state.ordersToldAt, state.allToldAt, state.agreedAt]).toEqual([later(10_000), now, now]);
  });
});

describe("news", () => {
  it("is a difference nobody was told of", () => {
    expect(pass(differing(difference()), [difference(), foreignEth]).isNews).toBe(true);
  });
  it("is one that took the place of another", () => {
    expect(pass(differing(difference()), [foreignEth]).isNews).toBe(true);
  });
  it("is one that is gone, since a person waits for that", () => {
    expect(pass(differing(difference(), foreignEth), [difference()]).isNews).toBe(true);
    expect(pass(differing(difference()), []).isNews).toBe(true);
  });
  it("is none where the same differs as before", () => {
    expect(pass(differing(difference(), foreignEth), [difference(), foreignEth]).isNews).toBe(false);
  });
});

describe("what is to be done", () => {
  it("is everything that differs and asks for no reports, again at every pass", () => {
    const state = agreed();
    for (const _ of [1, 2])
      expect(pass(state, [stopIsGone, foreignEth, difference()]).remedies).toEqual([stopIsGone, foreignEth]);
  });
  it("is to ask for reports once for each difference that calls for them", () => {
    const state = agreed();
    const ethHeld = difference({ symbol: "ETH" });
    expect(pass(state, [difference()]).asksReports).toBe(true);
    expect(pass(state, [difference()]).asksReports).toBe(false);
    expect(pass(state, [difference(), ethHeld]).asksReports).toBe(true);
  });
  it("is to ask for reports again while the difference stands, ever less often", () => {
    const state = agreed();
    const asked: number[] = [];
    for (let minute = 0; minute <= 300; minute += 1)
      if (pass(state, [difference()], { at: later(minute * 60_000) }).asksReports) asked.push(minute);
    expect(asked).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
  });
  it("is to ask for reports at once after every start and reconnect, and where the difference came back", () => {
    const state = differing(difference());
    forgetAgreement(state);
    expect([pass(state, [difference()]), pass(state, [difference()])].map(({ asksReports }) => asksReports)).toEqual([
      true,
      false,
    ]);
    pass(state, []);
    expect(pass(state, [difference()]).asksReports).toBe(true);
  });
  it("is not to ask because of cash once more for a tolerance of rounding", () => {
    const state = differing({ ...cashDiffers, step: 0.01 });
    expect(pass(state, [{ ...cashDiffers, step: 0.01, venue: 990.01 }])).toMatchObject(silence);
    expect(pass(state, [{ ...cashDiffers, step: 0.01, venue: 990.05 }])).toMatchObject({
      asksReports: true,
      isNews: true,
    });
  });
  it("asks for reports because of an order that is now proven to have ended, though it was missing before", () => {
    const state = differing(stopIsGone);
    expect(pass(state, [{ ...stopIsGone, remedy: "ASK_REPORTS" }])).toMatchObject({ asksReports: true, isNews: false });
  });
  it("asks for no reports for what reports could not explain", () => {
    const state = differing(difference());
    expect(pass(state, [difference(), foreignEth]).asksReports).toBe(false);
  });
});

describe("proof that an order has ended", () => {
  const proven = (): ReconcileState => {
    const state = agreed();
    state.provenEnded.add("O1-0");
    return state;
  };
  it.each(["ORDER_MISSING_AT_VENUE", "ORDER_UNRESOLVED"] as const)("is kept while it is %s", (kind) => {
    const state = proven();
    pass(state, [foreignEth, { ...stopIsGone, kind }]);
    expect([...state.provenEnded]).toEqual(["O1-0"]);
  });
  it.each([
    ["the order is listed after all", [{ ...stopIsGone, kind: "STOP_PRICE" as const }]],
    ["another order is missing", [{ ...stopIsGone, orderId: "O9-0" }]],
    ["nothing differs", []],
  ])("is forgotten where %s", (_, differences) => {
    const state = proven();
    pass(state, differences);
    expect([...state.provenEnded]).toEqual([]);
  });
});

describe("agreement", () => {
  it("at the start needs everything to agree", () => {
    const state = openReconcile();
    pass(state, [difference()]);
    expect(state.agreedAt).toBeUndefined();
    pass(state, [], { at: later(30_000) });
    expect(state.agreedAt).toBe(later(30_000));
  });
  it("later goes on while only symbols differ, for their freezes hold those", () => {
    const state = agreed();
    pass(state, [difference(), foreignEth], { at: later(30_000) });
    expect(state.agreedAt).toBe(later(30_000));
  });
  it("ends at once where cash differs, whatever else does, until cash agrees", () => {
    const state = agreed();
    pass(state, [difference(), cashDiffers]);
    expect(state.agreedAt).toBeUndefined();
    pass(state, [difference()], { at: later(60_000) });
    expect([state.agreedAt, [...state.frozen.keys()]], "its freeze holds the symbol").toEqual([later(60_000), ["BTC"]]);
  });
  it("that cash ended comes back only where all agrees, if a start or a reconnect lies between", () => {
    const state = agreed();
    pass(state, [difference(), cashDiffers]);
    forgetAgreement(state);
    pass(state, [difference()]);
    expect(state.agreedAt).toBeUndefined();
    pass(state, [], { at: later(60_000) });
    expect(state.agreedAt).toBe(later(60_000));
  });
  it("never follows from orders alone", () => {
    const state = openReconcile();
    passOverOrders(state, []);
    expect(state.agreedAt).toBeUndefined();
  });
});
