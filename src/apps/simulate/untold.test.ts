/** An entry is held against what stood untold: in its symbol, or in cash, for longer than reconciliation needs. */
import { describe, expect, it } from "vitest";
import type { ApprovedOrder } from "../../kernel/trading/guard/approved-order.ts";
import { durationMs, epochMs, seconds } from "../../kernel/units/units.ts";
import { isHidden, judgeEntries, seenWithin, type Untold } from "./untold.ts";

const pace = { ordersEveryMs: durationMs(seconds(10)), positionsEveryMs: durationMs(seconds(30)) };
const from = epochMs(1_000_000);
const to = epochMs(2_000_000);
const foreign: Untold = { kind: "FOREIGN_ORDER", symbol: "ETH", cashUsd: 0, from, to };
const traded: Untold = { kind: "MANUAL_TRADE", symbol: "ETH", cashUsd: 500, from, to };

const order = (symbol: string, purpose: string) =>
  ({ id: "O1-0", symbol, side: "BUY", purpose, quantity: 1 }) as never as ApprovedOrder;

function complaints(untold: Untold, at: number, symbol = "ETH", purpose = "ENTRY"): number {
  let said = 0;
  const traffic = { arrived: [order(symbol, purpose)], arrivedAt: [epochMs(at)] };
  judgeEntries(traffic, [untold], pace, (invariant) => {
    expect(invariant).toBe("WAITS_FOR_AGREEMENT");
    said += 1;
  });
  return said;
}

it("a pass over everything, one over orders and the longest way of a request", () =>
  expect(seenWithin(pace)).toBe(45_000));

describe("an entry", () => {
  it.each([
    [from + 45_000, 0],
    [from + 45_001, 1],
    [to, 1],
    [to + 1, 0],
  ])("at %i is complained of %i times", (at, times) => expect(complaints(foreign, at)).toBe(times));

  it("is barred in its own symbol only, but everywhere where cash differs", () => {
    expect(complaints(foreign, to, "BTC")).toBe(0);
    expect(complaints(traded, to, "BTC")).toBe(1);
    expect(complaints({ ...traded, kind: "CASH_MOVED", symbol: undefined }, to)).toBe(1);
    expect(complaints({ ...traded, kind: "CASH_MOVED", symbol: undefined, cashUsd: 0.99 }, to)).toBe(0);
  });

  it("is not barred by a cancel, which the fund finds and mends", () =>
    expect(complaints({ ...foreign, kind: "MANUAL_CANCEL" }, to)).toBe(0));
});

it("exits and stops are never barred", () => {
  expect(complaints(traded, to, "ETH", "EXIT")).toBe(0);
  expect(complaints(traded, to, "ETH", "STOP")).toBe(0);
});

it("what was traded by hand is hidden in its symbol until it is told", () => {
  expect([from - 1, from, to, to + 1].map((at) => isHidden([traded], "ETH", epochMs(at)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isHidden([traded], "BTC", to)).toBe(false);
  expect(isHidden([foreign], "ETH", to)).toBe(false);
});
