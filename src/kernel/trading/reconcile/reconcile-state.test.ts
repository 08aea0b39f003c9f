/** What reconciliation remembers, and when: at the start, after a reconnect, of freezes and of what was booked unasked. */
import { describe, expect, it } from "vitest";
import { now } from "../../../../tests/scenarios/books.ts";
import { difference } from "../../../../tests/scenarios/given-books.ts";
import { defaultReconciliation, noReconciliation } from "../../domain/reconciliation.ts";
import { type EpochMs, epochMs, minutes } from "../../units/units.ts";
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

const trust: Trust = { ...defaultReconciliation, intervalMs: minutes(1) };
const later = (ms: number): EpochMs => epochMs(now + ms);

describe("a fund that has heard nothing of its venue", () => {
  it("remembers nothing, enters nothing and asks for everything", () => {
    const state = openReconcile();
    expect(state).toEqual({
      agreedAt: undefined,
      hasAgreed: false,
      ordersToldAt: undefined,
      allToldAt: undefined,
      open: [],
      asked: new Map(),
      accepted: [],
      frozen: new Map(),
      provenEnded: new Set(),
      behindAt: undefined,
      incomparable: 0,
      foreignIds: [],
    });
    expect([isReconciled(state, trust, now), dueScope(state, trust, now)]).toEqual([false, "ALL"]);
  });
  it("asks for nothing and waits for nothing where reconciliation is off", () => {
    const off: Trust = { ...noReconciliation, intervalMs: minutes(1) };
    expect([isReconciled(openReconcile(), off, now), dueScope(openReconcile(), off, now)]).toEqual([true, undefined]);
  });
  it("asks for everything where only orders were ever told", () => {
    const state = { ...openReconcile(), ordersToldAt: now };
    expect([dueScope(state, trust, later(9_999)), dueScope(state, trust, later(10_000))]).toEqual([undefined, "ALL"]);
  });
});

describe("a start or a reconnect", () => {
  it("forgets agreement, every account and what was asked, and nothing of what differs, is accepted, frozen or proven", () => {
    const known: ReconcileState = {
      ...openReconcile(),
      open: [difference()],
      accepted: ["POSITION ETH  -1.00000"],
      frozen: new Map([["BTC", { since: now, reasons: ["it differs"] }]]),
      provenEnded: new Set(["O1-0"]),
      behindAt: 7,
      foreignIds: ["F1"],
    };
    const asked = new Map([["POSITION BTC  -5000 steps", { at: now, times: 2 }]]);
    const state = {
      ...known,
      agreedAt: now,
      hasAgreed: true,
      incomparable: 2,
      ordersToldAt: now,
      allToldAt: now,
      asked,
    };
    forgetAgreement(state);
    expect(state).toEqual(known);
  });
});

describe("a freeze", () => {
  it("is new once, since its first moment, and keeps each reason once beside the first", () => {
    const state = openReconcile();
    expect(freezeSymbol(state, "BTC", ["it differs", "an order is gone"], now)).toBe(true);
    expect(freezeSymbol(state, "BTC", ["sold by hand", "it differs"], later(5))).toBe(false);
    expect(freezeSymbol(state, "ETH", ["it differs"], later(6))).toBe(true);
    expect([...state.frozen]).toEqual([
      ["BTC", { since: now, reasons: ["it differs", "an order is gone", "sold by hand"] }],
      ["ETH", { since: later(6), reasons: ["it differs"] }],
    ]);
  });
  it("keeps its first 20 reasons, however many come", () => {
    const state = openReconcile();
    const reasons = Array.from({ length: 21 }, (_, index) => `reason ${index}`);
    for (const reason of reasons) freezeSymbol(state, "BTC", [reason], now);
    expect(state.frozen.get("BTC")?.reasons).toEqual(reasons.slice(0, 20));
  });
});

describe("what was booked unasked", () => {
  it("is known by its id among the last 1,000, and the oldest goes first", () => {
    const state = openReconcile();
    const ids = Array.from({ length: 1_000 }, (_, index) => `F${index}`);
    expect(ids.filter((id) => isBookedBefore(state, id))).toEqual([]);
    expect(ids.filter((id) => !isBookedBefore(state, id))).toEqual([]);
    expect(isBookedBefore(state, "F1000")).toBe(false);
    expect(state.foreignIds).toEqual([...ids.slice(1), "F1000"]);
  });
});
