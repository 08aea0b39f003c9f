/** Refused entries, played by hand: next open, costs, stop, exit on OUT, one position a symbol and authority. */
import { describe, expect, it } from "vitest";
import type { Bar } from "../../kernel/domain/bar.ts";
import type { Signal } from "../../kernel/domain/signal.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import { fundFrozen, fundReleased } from "../../kernel/events/governance-events.ts";
import { intentProposed, orderRefused } from "../../kernel/events/trading-events.ts";
import { bps, durationMs, epochMs, fraction, hours, price, quantity, usd } from "../../kernel/units/units.ts";
import { defaultConfig } from "../../runtime/default-config.ts";
import { RefusedEntriesBook } from "./refused-entries.ts";

const instrument = {
  symbol: "BTC",
  tickSize: price(0.01),
  lotSize: quantity(0.001),
  minNotionalUsd: usd(1),
  maxOrderQuantity: quantity(1_000),
  makerFeeBps: bps(0),
  takerFeeBps: bps(50),
  halfSpreadBps: bps(50),
};
const base = defaultConfig({ market: "m", instruments: [instrument], interval: hours(1), tradeFrom: epochMs(0) });
/** One percent a side, all of it fee and spread. */
const config = {
  ...base,
  trading: { ...base.trading, assumedSlippageBps: bps(0), priceProtectionFraction: fraction(0.05) },
};

const bar = (open: number, low: number, close: number): Bar => ({
  symbol: "BTC",
  open: price(open),
  high: price(Math.max(open, close)),
  low: price(low),
  close: price(close),
  volume: quantity(1_000),
});
const signal = (direction: Signal["direction"]): Signal => ({
  symbol: "BTC",
  direction,
  confidence: fraction(0.6),
  expectedEdge: bps(20),
  forecasts: [],
});
const wish = (outcome: "REFUSED" | "SHADOWED" | "ORDERED", refusedBy: string | null): Fact =>
  intentProposed.create({
    kind: "ENTER",
    symbol: "BTC",
    strategy: "ensemble",
    signal: signal("LONG"),
    stopDistanceFraction: fraction(0.1),
    notionalUsd: usd(1_010),
    hooks: [],
    outcome,
    refusedBy,
    reason: "odds",
    policyVersion: 1,
  });

/** Plays closes in order: the bar, then what is refused at its close, then what the models say. */
function played(closes: readonly { bar: Bar; facts?: readonly Fact[]; says?: Signal["direction"] }[]) {
  const book = new RefusedEntriesBook(config);
  for (const each of closes) {
    book.playBars([each.bar]);
    if (each.facts !== undefined) book.hear(each.facts);
    book.endClose([signal(each.says ?? "NONE")]);
  }
  return book.summary();
}

const flat = bar(100, 100, 100);
const freeze = fundFrozen.create({ trigger: "DRAWDOWN", reason: "deep", timerEndsAtMs: null, requiresReview: true });

describe("an entry that was refused", () => {
  it("is bought at the next open and sold at the open after OUT, a cost on both sides", () => {
    const [entry] = played([
      { bar: flat, facts: [wish("REFUSED", "CRO RISK_ADJUSTMENT D12-3")] },
      { bar: bar(100, 99, 105), says: "OUT" },
      { bar: bar(110, 90, 90) },
    ]);
    // 10 at 101, out at 110 less one percent.
    expect(entry).toMatchObject({ by: "CRO RISK_ADJUSTMENT", refused: 1, played: 1, stillOpen: 0, winRateFraction: 1 });
    expect(entry?.pnlUsd).toBeCloseTo(10 * (108.9 - 101), 9);
    expect(entry?.meanRRatio).toBeCloseTo(79 / 101, 9);
    expect([entry?.pnlErrorUsd, entry?.isLowSample, entry?.verdict]).toEqual([null, true, "UNCLEAR"]);
  });

  it.each([
    ["just above its stop", 90.91, 0],
    ["at its stop", 90.9, 1],
    ["below its stop", 90.89, 1],
  ])("with a low %s (%d) ends %d times", (_, low, ended) => {
    const [entry] = played([{ bar: flat, facts: [wish("REFUSED", "x")] }, { bar: bar(100, low, 95) }]);
    expect(entry).toMatchObject({ played: ended, stillOpen: 1 - ended });
    if (ended === 1) expect(entry?.pnlUsd).toBeCloseTo(10 * (90.9 * 0.99 - 101), 9);
    else expect(entry?.stillOpenPnlUsd).toBeCloseTo(10 * (95 - 101), 9);
  });

  it("is not bought where the venue's price protection would not have let it", () => {
    const atOpen = (open: number) =>
      played([{ bar: flat, facts: [wish("REFUSED", "x")] }, { bar: bar(open, 99, 104) }])[0];
    expect(atOpen(103.96)).toMatchObject({ notFilled: 0, stillOpen: 1 });
    expect(atOpen(103.97)).toMatchObject({ notFilled: 1, stillOpen: 0, played: 0 });
  });

  it("is counted and not played again while the first one stands, but by each authority for itself", () => {
    const entries = played([
      { bar: flat, facts: [wish("REFUSED", "x")] },
      { bar: flat, facts: [wish("REFUSED", "x")] },
      { bar: flat, facts: [wish("REFUSED", "y")] },
      { bar: bar(100, 50, 60) },
    ]);
    expect(entries.map(({ by, refused, played: times }) => [by, refused, times])).toEqual([
      ["x", 2, 1],
      ["y", 1, 1],
    ]);
  });

  it("is named after the freeze's first cause, and after the guard's check", () => {
    const refusal = orderRefused.create({
      id: "O1-0",
      symbol: "BTC",
      side: "BUY",
      purpose: "ENTRY",
      quantity: 1,
      limitPriceUsd: 1,
      stopPriceUsd: null,
      check: "kill-switch",
      control: null,
      reason: "too deep",
    });
    const release = fundReleased.create({ frozenForMs: durationMs(1), releasedBy: "me", reasons: [] });
    const entries = played([
      { bar: flat, facts: [freeze, wish("SHADOWED", "freeze")] },
      { bar: flat, facts: [release, wish("ORDERED", null), refusal] },
      { bar: flat, facts: [wish("ORDERED", null)] },
    ]);
    expect(entries.map(({ by }) => by).toSorted()).toEqual(["freeze DRAWDOWN", "guard kill-switch"]);
  });

  it("of no size is counted and not played", () => {
    const none = wish("REFUSED", "x");
    if (none.type === "intent.proposed") none.data.notionalUsd = usd(0);
    expect(played([{ bar: flat, facts: [none] }, { bar: flat }])).toMatchObject([
      { refused: 1, played: 0, stillOpen: 0 },
    ]);
  });
});
