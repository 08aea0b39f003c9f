/** Each real-time control just inside its line, at it, and just past it; and that each stands in the register. */
import { describe, expect, it } from "vitest";
import { tradingConfig } from "../../../../tests/scenarios/given.ts";
import { openControlBook } from "../../controls/control-book.ts";
import { realTimeControls } from "../../domain/control.ts";
import type { Fact } from "../../events/catalogue.ts";
import { executionCompleted } from "../../events/execution-events.ts";
import {
  foreignFillBooked,
  reconciliationCompleted,
  reconciliationStalled,
} from "../../events/reconciliation-events.ts";
import { alertAcknowledged, alertExpired } from "../../events/surveillance-events.ts";
import { orderStatusChanged, orderSubmitted, tradeExecuted } from "../../events/trading-events.ts";
import { epochMs, price, quantity, usd } from "../../units/units.ts";
import type { InstrumentView } from "../real-time-control.ts";
import { openSurveillance } from "../surveillance-state.ts";
import { watchFacts, watchInstruments } from "../watch.ts";
import { realTimeRegister } from "./register.ts";

const minute = 60_000;
const hour = 60 * minute;

function desk() {
  const memory = openSurveillance();
  const book = openControlBook(epochMs(0));
  const watched = (at: number) => ({ at: epochMs(at), config: tradingConfig, memory });
  const hear = (at: number, ...facts: Fact[]) =>
    watchFacts(facts, book, watched(at)).map(({ control, message }) => `${control}: ${message}`);
  const look = (at: number, ...instruments: InstrumentView[]) =>
    watchInstruments(instruments, book, watched(at)).map(({ control, symbol }) => `${control} ${symbol}`);
  return { hear, look, book };
}

const sent = (index: number): Fact => sentAs(index, "ENTRY");
const sentAs = (index: number, purpose: "ENTRY" | "STOP" | "EXIT", symbol = "BTC"): Fact =>
  orderSubmitted.create({
    id: `O${index}-0`,
    symbol,
    side: purpose === "ENTRY" ? "BUY" : "SELL",
    purpose,
    quantity: quantity(1),
    limitPriceUsd: price(100),
    stopPriceUsd: null,
    referencePriceUsd: price(100),
    orderType: "MARKET",
    parentId: null,
    expectedSlippageBps: null,
    policyVersion: 1,
    reason: "a test",
  });
const ended = (index: number, to: "REJECTED" | "CANCELED" | "UNKNOWN", filled = 0): Fact =>
  orderStatusChanged.create({
    orderId: `O${index}-0`,
    from: "SUBMITTED",
    to,
    filledQuantity: quantity(filled),
    note: "a test",
  });
const traded = (side: "BUY" | "SELL", at: number, symbol = "BTC"): Fact =>
  tradeExecuted.create({
    orderId: "O0-0",
    fillId: `F${at}`,
    symbol,
    side,
    priceUsd: price(at),
    quantity: quantity(1),
    feeUsd: usd(0),
    realizedPnlUsd: usd(0),
    slippageBps: null,
    liquidity: "TAKER",
  });
const many = (count: number, fact: (index: number) => Fact) => Array.from({ length: count }, (_, index) => fact(index));

describe("the register", () => {
  it("has every real-time control of controls.md, D.3, in order", () =>
    expect(realTimeRegister.map(({ id }) => id)).toEqual(realTimeControls));
  it.each(realTimeRegister)("$id says what it is for, what it does, and whose it is", (control) => {
    for (const text of [control.name, control.purpose, control.source, control.action])
      expect(text.length).toBeGreaterThan(3);
    expect(control.answers.length).toBeGreaterThan(0);
  });
});

const btc = (change: Partial<InstrumentView>): InstrumentView => ({
  symbol: "BTC",
  closedAt: epochMs(100 * hour),
  isTrading: true,
  heldQuantity: 0,
  bookedQuantity: 0,
  lotSize: 0.001,
  ...change,
});

describe("RT-04, a stream", () => {
  const silentAt = 100 * hour + 3 * tradingConfig.intervalMs;
  it("just below three intervals is alive, at three it is silent, and is told once", () => {
    const { look } = desk();
    expect(look(silentAt - 1, btc({}))).toEqual([]);
    expect(look(silentAt, btc({}))).toEqual(["RT-04 BTC"]);
    expect(look(silentAt + hour, btc({}))).toEqual([]);
  });
  it("that came back and falls silent again is told again", () => {
    const { look } = desk();
    look(silentAt, btc({}));
    look(silentAt, btc({ closedAt: epochMs(silentAt) }));
    expect(look(silentAt + 3 * tradingConfig.intervalMs, btc({ closedAt: epochMs(silentAt) }))).toEqual(["RT-04 BTC"]);
  });
  it("that never had a bar, or is not trading, is none", () => {
    const { look } = desk();
    expect(look(silentAt, btc({ closedAt: undefined }), btc({ isTrading: false }))).toEqual([]);
  });
});

describe("RT-05 to RT-08, reconciliation", () => {
  const pass = (kind?: "STOP_PRICE" | "POSITION" | "FILLED_QUANTITY", isNew = true) =>
    reconciliationCompleted.create({
      scope: "ALL",
      reportSeq: 1,
      differences:
        kind === undefined
          ? []
          : [
              {
                kind,
                symbol: "BTC",
                orderId: null,
                ours: 1,
                venue: 2,
                remedy: "NAME_IT",
                explanation: "ours 1, 2",
                isNew,
              },
            ],
      isReconciled: kind === undefined,
    });
  it.each([
    ["STOP_PRICE", ["RT-05: ours 1, 2"]],
    ["POSITION", ["RT-06: ours 1, 2"]],
    ["FILLED_QUANTITY", ["RT-05: ours 1, 2", "RT-07: ours 1, 2"]],
  ] as const)("a difference of %s is of %j", (kind, expected) => expect(desk().hear(0, pass(kind))).toEqual(expected));
  it.each(["STOP_PRICE", "POSITION", "FILLED_QUANTITY"] as const)(
    "a difference of %s that was told blocks nothing",
    (kind) => {
      const { hear, book } = desk();
      expect(hear(0, pass(kind, false))).toEqual([]);
      expect([...book.current.tallies.keys()]).toEqual([]);
    },
  );
  it("a pass that finds all well blocks nothing", () => {
    const { hear, book } = desk();
    expect(hear(0, pass())).toEqual([]);
    expect(book.current.tallies.get("RT-05")).toBeUndefined();
  });
  it("what the venue traded unasked is critical", () => {
    const { hear } = desk();
    const fill = foreignFillBooked.create({
      orderId: "O1-0",
      fillId: "L1",
      symbol: "BTC",
      side: "SELL",
      quantity: quantity(1),
      priceUsd: price(90),
      feeUsd: usd(1),
      cause: "LIQUIDATION",
      unbookedQuantity: quantity(0),
    });
    expect(hear(0, fill)).toEqual(["RT-06: liquidation at the venue: SELL 1 BTC"]);
  });
  it("accounts that can never be compared are told with both numbers", () => {
    const stalled = reconciliationStalled.create({ passes: 3, reportSeq: 8, venueReportSeq: 7 });
    expect(desk().hear(0, stalled)).toEqual([
      "RT-06: 3 accounts in a row are as of report 7 and the books as of 8: nothing was compared",
    ]);
  });
  it("an order of unknown outcome is told", () =>
    expect(desk().hear(0, sent(1), ended(1, "UNKNOWN"))).toEqual(["RT-08: nobody knows what became of O1-0: a test"]));
});

describe("RT-09, the books among themselves", () => {
  it.each([
    [1, 1, []],
    [1, 1.0005, []],
    [1, 1.001, ["RT-09 BTC"]],
    [1, 0, ["RT-09 BTC"]],
    [Number.NaN, 0, ["RT-09 BTC"]],
  ])("positions of %s and a ledger of %s", (heldQuantity, bookedQuantity, expected) =>
    expect(desk().look(100 * hour, btc({ heldQuantity, bookedQuantity }))).toEqual(expected),
  );
});

describe("RT-10, order flow", () => {
  it("20 orders without a trade pass, 21 do not; below ten nobody counts", () => {
    const { hear, book } = desk();
    expect(hear(0, ...many(20, sent))).toEqual([]);
    expect(hear(0, sent(20))).toEqual(["RT-10: 21 orders for 0 trades: beyond 20, entries are throttled"]);
    const counted = { asked: 0, warned: 5, blocked: 0, peakUse: 1.05 };
    expect(book.current.tallies.get("RT-10"), "entries are counted at the guard").toMatchObject(counted);
    hear(1, sentAs(21, "STOP"), sentAs(22, "EXIT"));
    expect(book.current.tallies.get("RT-10")).toMatchObject({ ...counted, peakUse: 1.15 });
  });
  it("two of ten rejected pass, three do not", () => {
    const { hear } = desk();
    expect(hear(0, ...many(10, sent), ended(0, "REJECTED"), ended(1, "REJECTED"))).toEqual([]);
    expect(hear(0, ended(2, "REJECTED"))).toEqual([
      "RT-10: 3 of 10 orders were rejected: beyond 0.2, entries are throttled",
    ]);
  });
  it("is told again when entries stop, beyond twice the limit, and then no more", () => {
    const { hear } = desk();
    hear(0, ...many(21, sent));
    expect(hear(0, ...many(19, (index) => sent(21 + index)))).toEqual([]);
    expect(hear(0, sent(40))).toEqual(["RT-10: 41 orders for 0 trades: beyond 2 times 20, entries stop"]);
    expect(hear(0, sent(41), ...many(4, (index) => ended(index, "REJECTED")))).toEqual([]);
  });
  it("what is older than an hour is forgotten", () => {
    const { hear } = desk();
    hear(0, ...many(20, sent));
    expect(hear(hour + 1, ...many(10, sent))).toEqual([]);
  });
});

describe("RT-11, slippage", () => {
  const entry = (slippageBps: number) =>
    executionCompleted.create({
      parentId: "O1-0",
      symbol: "BTC",
      strategy: "ensemble",
      style: "MARKET",
      openedAtMs: epochMs(0),
      children: 1,
      decidedQuantity: quantity(1),
      filledQuantity: quantity(1),
      arrivalPriceUsd: price(100),
      averagePriceUsd: price(100),
      expectedSlippageBps: 5,
      slippageBps,
      delayBps: 0,
      impactBps: 0,
      feeBps: 0,
      opportunityBps: 0,
      totalBps: 0,
      reason: "a test",
    });
  const around = (mean: number, count: number) => many(count, (index) => entry(mean + (index % 2 === 0 ? 2 : -2)));
  it("as expected, or better, is well; before 30 entries nobody judges", () => {
    expect(desk().hear(0, ...around(5, 60))).toEqual([]);
    expect(desk().hear(0, ...around(-20, 60))).toEqual([]);
    expect(desk().hear(0, ...around(50, 29))).toEqual([]);
  });
  const drifted = ["RT-11: entries slip by 45.0 bps more than expected (30)"];
  it("45 bps worse than expected over 30 entries is told, and has to be shown again by 30 more", () => {
    const { hear } = desk();
    expect(hear(0, ...around(50, 30))).toEqual(drifted);
    expect(hear(0, ...around(50, 29))).toEqual([]);
    expect(hear(0, entry(48))).toEqual(drifted);
  });
  it("a model that was calibrated since is not judged by what was measured before", () => {
    const { hear } = desk();
    expect(hear(0, ...around(50, 30))).toEqual(drifted);
    expect(hear(0, ...around(5, 60))).toEqual([]);
  });
  it("fills that are all worse by the same are the strongest evidence there is, those all better or as expected are none", () => {
    const { hear, book } = desk();
    expect(hear(0, ...many(30, () => entry(30)))).toEqual(["RT-11: entries slip by 25.0 bps more than expected (30)"]);
    const tally = book.current.tallies.get("RT-11");
    expect(JSON.parse(JSON.stringify(tally))).toMatchObject({ blocked: 1, peakUse: tally?.peakUse });
    expect(desk().hear(0, ...many(200, () => entry(5)))).toEqual([]);
    expect(desk().hear(0, ...many(200, () => entry(5 + 1e-12)))).toEqual([]);
    expect(desk().hear(0, ...many(200, () => entry(-20)))).toEqual([]);
  });
  it("three standard errors pass, more do not", () => {
    /** 30 surprises of `mean` plus and minus 2: their standard error is 2 / sqrt(29). */
    const error = 2 / Math.sqrt(29);
    expect(desk().hear(0, ...around(5 + 2.999 * error, 30))).toEqual([]);
    expect(desk().hear(0, ...around(5 + 3.001 * error, 30))).toHaveLength(1);
  });
});

describe("RT-12, our own flow", () => {
  it("a purchase and a sale at one price within a minute look like a wash; a minute and more apart they do not", () => {
    const near = desk();
    near.hear(0, traded("BUY", 100));
    expect(near.hear(minute, traded("SELL", 100))).toHaveLength(1);
    const far = desk();
    far.hear(0, traded("BUY", 100));
    expect(far.hear(minute + 1, traded("SELL", 100))).toEqual([]);
  });
  it("at another price, on the same side or in another symbol it is none", () => {
    const { hear } = desk();
    hear(0, traded("BUY", 100));
    expect(hear(1, traded("SELL", 101), traded("BUY", 100), traded("SELL", 100, "ETH"))).toEqual([]);
  });
  it("ten entries taken back unfilled pass, eleven look like layering, filled ones never do", () => {
    const { hear } = desk();
    const both = (index: number) => [sent(index), traded("BUY", 100 + index), ended(index, "CANCELED")];
    expect(hear(0, ...Array.from({ length: 10 }, (_, index) => both(index)).flat())).toEqual([]);
    expect(hear(0, ...both(10))).toEqual(["RT-12: 11 entries in BTC were taken back unfilled"]);
    const filled = desk();
    filled.hear(0, ...Array.from({ length: 30 }, (_, index) => [sent(index), ended(index, "CANCELED", 0.5)]).flat());
    expect(filled.book.current.tallies.get("RT-12")?.blocked ?? 0).toBe(0);
  });
  it("stops and exits taken back say nothing of the entries before them, nor do entries that were filled in part", () => {
    const { hear, book } = desk();
    const layered = [...many(11, sent), ...many(11, (index) => ended(index, "CANCELED"))];
    expect(hear(0, ...layered).filter((each) => each.startsWith("RT-12"))).toHaveLength(1);
    const before = { ...book.current.tallies.get("RT-12") };
    hear(1, sentAs(20, "STOP"), ended(20, "CANCELED"), sentAs(21, "EXIT", "ETH"), ended(21, "CANCELED"));
    hear(2, sent(22), ended(22, "CANCELED", 0.5), ended(10, "UNKNOWN"));
    expect(book.current.tallies.get("RT-12")).toEqual(before);
  });
});

it("RT-02 counts what was acknowledged and what was not", () => {
  const { hear, book } = desk();
  hear(
    0,
    alertAcknowledged.create({ alertId: "A1-0", operator: "alice", reason: "on it" }),
    alertExpired.create({ alertId: "A1-1", message: "nobody came" }),
  );
  expect(book.current.tallies.get("RT-02")).toMatchObject({ asked: 2, blocked: 1, lastReason: "nobody came" });
});
