/** What every venue promises about our orders. The market of the test is played by hand, bar by bar. */
import { expect, it } from "vitest";
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { Instrument } from "../../src/kernel/domain/instrument.ts";
import type { Order, OrderRecord } from "../../src/kernel/domain/order.ts";
import { type ApprovedMove, guardStopMove } from "../../src/kernel/trading/guard/approved-move.ts";
import { type ApprovedOrder, guardOrder } from "../../src/kernel/trading/guard/approved-order.ts";
import { bps, epochMs, price, quantity, usd } from "../../src/kernel/units/units.ts";
import type { Venue } from "../../src/ports/venue.ts";
import { wide } from "../scenarios/guard-view.ts";

export const venueInstrument: Instrument = {
  symbol: "AAA",
  tickSize: price(0.01),
  lotSize: quantity(0.001),
  minNotionalUsd: usd(5),
  maxOrderQuantity: quantity(1_000),
  makerFeeBps: bps(10),
  takerFeeBps: bps(10),
  halfSpreadBps: bps(2),
};

/** Paid in at the venue before the first order. */
export const venueCash = usd(10_000);

export type VenueUnderTest = {
  readonly venue: Venue;
  readonly play: (bar: Bar) => Promise<void>;
  /** Somebody buys so much by hand, then pays so much in. */
  readonly unasked: (size: number, paidIn: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

const bar = (open: number, low: number, volume = 10_000): Bar => ({
  symbol: "AAA",
  open: price(open),
  high: price(open * 1.001),
  low: price(low),
  close: price(open),
  volume: quantity(volume),
});

/** Only the guard makes approved orders, in tests too. */
function approved(order: Order): ApprovedOrder {
  const result = guardOrder(order, {
    ...wide,
    at: epochMs(0),
    instrument: venueInstrument,
    reference: { price: 100, seenAt: 0 },
    activeSymbols: [venueInstrument.symbol],
    equity: 1e6,
    tradable: 1e6,
    cash: 1e6,
    closeableQuantity: 1_000,
  });
  if (result.kind === "REFUSED") throw new Error(result.reason);
  return result.order;
}

const entry = (id: string, size = 1): ApprovedOrder =>
  approved({ id, symbol: "AAA", side: "BUY", purpose: "ENTRY", quantity: quantity(size), limitPrice: price(101) });
const resting = (id: string, orderType: "LIMIT" | "POST_ONLY", limit: number, size = 1): ApprovedOrder =>
  approved({
    id,
    symbol: "AAA",
    side: "BUY",
    purpose: "ENTRY",
    quantity: quantity(size),
    limitPrice: price(limit),
    orderType,
  });
const stop = (id: string, size: number, at: number): ApprovedOrder =>
  approved({ id, symbol: "AAA", side: "SELL", purpose: "STOP", quantity: quantity(size), stopPrice: price(at) });
const exit = (id: string, size: number): ApprovedOrder =>
  approved({ id, symbol: "AAA", side: "SELL", purpose: "EXIT", quantity: quantity(size) });

/** Only the guard makes approved moves, in tests too. */
function moved(id: string, size: number, from: number, to: number): ApprovedMove {
  const record: OrderRecord = {
    order: stop(id, size, from),
    strategy: "ensemble",
    submittedAt: epochMs(0),
    status: "WORKING",
    filledQuantity: quantity(0),
    updatedAt: epochMs(0),
    note: "",
    stopDistance: 0,
  };
  const move = guardStopMove(record, to, venueInstrument);
  if (typeof move === "string") throw new Error(move);
  return move;
}

export function venueContract(name: string, open: () => Promise<VenueUnderTest>): void {
  const scenario = (what: string, body: (world: VenueUnderTest) => Promise<void>) =>
    it(`${name}: ${what}`, async () => {
      const world = await open();
      try {
        await body(world);
      } finally {
        await world.close();
      }
    });
  const kinds = async ({ venue }: VenueUnderTest, after = 0) =>
    (await venue.reportsAfter(after)).map(({ report }) => report.kind);

  scenario("accepts an order and fills it at the next open, worse than the open and with a fee", async (world) => {
    await world.venue.submit(entry("O1-0"));
    expect(await kinds(world)).toEqual(["ACCEPTED"]);
    await world.play(bar(100, 99.9));
    const [, fill] = await world.venue.reportsAfter(0);
    if (fill?.report.kind !== "FILLED") throw new Error("expected a fill");
    expect(fill.report.price).toBeGreaterThan(100);
    expect(fill.report.fee).toBeCloseTo(fill.report.price * 0.001, 6);
  });
  scenario("numbers reports from 1 without gaps and gives those after any number", async (world) => {
    await world.venue.submit(entry("O1-0"));
    await world.play(bar(100, 99.9));
    await world.venue.submit(exit("O2-0", 1));
    const all = await world.venue.reportsAfter(0);
    expect(all.map(({ reportSeq }) => reportSeq)).toEqual(all.map((_, index) => index + 1));
    expect(await world.venue.reportsAfter(2)).toEqual(all.slice(2));
  });
  scenario("does not fill an entry past its limit and expires it at the close", async (world) => {
    await world.venue.submit(entry("O1-0"));
    await world.play(bar(102, 101.9));
    expect(await kinds(world)).toEqual(["ACCEPTED", "CANCELED"]);
    expect(await world.venue.query("O1-0")).toBe("ENDED");
  });
  scenario("fills an entry only as far as a tenth of the bar's volume", async (world) => {
    await world.venue.submit(entry("O1-0", 5));
    await world.play(bar(100, 99.9, 20));
    const fills = (await world.venue.reportsAfter(0)).flatMap(({ report }) =>
      report.kind === "FILLED" ? [report.quantity] : [],
    );
    expect(fills).toEqual([2]);
  });
  scenario("triggers a stop inside the bar, at the stop or worse, and at the open after a gap", async (world) => {
    await world.venue.submit(entry("O1-0", 2));
    await world.play(bar(100, 99.9));
    await world.venue.submit(stop("O2-0", 1, 98));
    await world.venue.submit(stop("O2-1", 1, 90));
    await world.play(bar(99, 97));
    await world.play(bar(85, 84));
    const fills = (await world.venue.reportsAfter(0)).flatMap(({ report }) =>
      report.kind === "FILLED" ? [report] : [],
    );
    expect(fills.map(({ orderId }) => orderId)).toEqual(["O1-0", "O2-0", "O2-1"]);
    expect(fills[1]?.price).toBeLessThanOrEqual(98);
    expect(fills[2]?.price).toBeLessThanOrEqual(85);
  });
  const fillsOf = async ({ venue }: VenueUnderTest) =>
    (await venue.reportsAfter(0)).flatMap(({ report }) => (report.kind === "FILLED" ? [report] : []));
  scenario(
    "keeps a post-only order until the price trades through it, and fills it there as a maker",
    async (world) => {
      await world.venue.submit(resting("O1-0", "POST_ONLY", 99));
      await world.play(bar(100, 99));
      expect(await kinds(world), "touched is not filled").toEqual(["ACCEPTED"]);
      expect(await world.venue.query("O1-0")).toBe("OPEN");
      await world.play(bar(100, 98.5));
      expect(await fillsOf(world)).toMatchObject([{ orderId: "O1-0", price: 99, quantity: 1, liquidity: "MAKER" }]);
      expect(await world.venue.query("O1-0")).toBe("ENDED");
    },
  );
  scenario("refuses a post-only order that would take", async (world) => {
    await world.play(bar(100, 99.9));
    await world.venue.submit(resting("O1-0", "POST_ONLY", 100.02));
    await world.venue.submit(resting("O2-0", "POST_ONLY", 100.01));
    expect(await kinds(world)).toEqual(["REJECTED", "ACCEPTED"]);
  });
  scenario("takes at once what a limit order can have, as a taker, and lets the rest of it rest", async (world) => {
    await world.venue.submit(resting("O1-0", "LIMIT", 100.5, 5));
    await world.play(bar(100, 99.9, 20));
    await world.play(bar(102, 101, 20));
    await world.play(bar(102, 100, 20));
    const fills = await fillsOf(world);
    expect(fills.map(({ quantity: size, liquidity }) => [size, liquidity])).toEqual([
      [2, "TAKER"],
      [2, "MAKER"],
    ]);
    expect(fills[1]?.price).toBe(100.5);
    await world.venue.cancel("O1-0");
    expect((await kinds(world)).at(-1)).toBe("CANCELED");
  });
  scenario("refuses to sell what is not held or already promised to another order", async (world) => {
    await world.venue.submit(exit("O1-0", 1));
    await world.venue.submit(entry("O2-0", 1));
    await world.play(bar(100, 99.9));
    await world.venue.submit(stop("O3-0", 1, 90));
    await world.venue.submit(exit("O4-0", 1));
    expect(await kinds(world)).toEqual(["REJECTED", "ACCEPTED", "FILLED", "ACCEPTED", "REJECTED"]);
  });
  scenario("cancels on request; cancelling what is not open does nothing", async (world) => {
    await world.venue.submit(entry("O1-0"));
    await world.venue.cancel("O1-0");
    await world.venue.cancel("O1-0");
    await world.venue.cancel("O9-9");
    expect(await kinds(world)).toEqual(["ACCEPTED", "CANCELED"]);
  });
  scenario("moves a stop to another trigger: it rests once, there, and nothing else moves", async (world) => {
    await world.venue.submit(entry("O1-0", 2));
    await world.play(bar(100, 99.9));
    await world.venue.submit(stop("O2-0", 2, 90));
    await world.venue.moveStop(moved("O2-0", 2, 90, 98));
    await world.venue.moveStop(moved("O2-0", 2, 90, 98));
    await world.venue.moveStop(moved("O9-9", 2, 90, 98));
    expect(await kinds(world)).toEqual(["ACCEPTED", "FILLED", "ACCEPTED", "AMENDED", "AMENDED"]);
    await world.venue.submit(exit("O3-0", 1));
    await world.play(bar(99, 97));
    const after = (await world.venue.reportsAfter(5)).map(({ report }) => [
      "orderId" in report && report.orderId,
      report.kind,
    ]);
    expect(after).toEqual([
      ["O3-0", "REJECTED"],
      ["O2-0", "FILLED"],
    ]);
    expect(await world.venue.query("O2-0")).toBe("ENDED");
  });
  scenario("knows an order under its client id: open, ended, or never seen", async (world) => {
    expect(await world.venue.query("O1-0")).toBe("ABSENT");
    await world.venue.submit(entry("O1-0"));
    expect(await world.venue.query("O1-0")).toBe("OPEN");
    await world.venue.cancel("O1-0");
    expect(await world.venue.query("O1-0")).toBe("ENDED");
  });
  scenario(
    "says what we have there: orders, holdings and cash of one moment, that of its last report",
    async (world) => {
      expect(await world.venue.account()).toMatchObject({ reportSeq: 0, orders: [], holdings: [], cash: 10_000 });
      await world.venue.submit(entry("O1-0", 2));
      await world.venue.submit(resting("O2-0", "POST_ONLY", 98.5));
      await world.play(bar(100, 99.9));
      await world.venue.submit(stop("O3-0", 2, 95));
      const { reportSeq, orders, holdings, cash } = await world.venue.account();
      expect(reportSeq).toBe((await world.venue.reportsAfter(0)).at(-1)?.reportSeq);
      expect(holdings).toEqual([{ symbol: "AAA", quantity: 2 }]);
      const [fill] = await fillsOf(world);
      const paid = fill === undefined ? Number.NaN : fill.quantity * fill.price + fill.fee;
      expect(cash).toBeCloseTo(10_000 - paid, 5);
      const order = { symbol: "AAA", filledQuantity: 0 };
      expect(orders).toEqual([
        { ...order, orderId: "O2-0", side: "BUY", quantity: 1, stopPrice: undefined },
        { ...order, orderId: "O3-0", side: "SELL", quantity: 2, stopPrice: 95 },
      ]);
      await world.venue.cancel("O2-0");
      await world.play(bar(94, 94));
      const after = await world.venue.account();
      expect([after.orders, after.holdings]).toEqual([[], []]);
    },
  );
  scenario("reports what happened unasked, in the same numbered stream and in the account", async (world) => {
    await world.play(bar(100, 99.9));
    await world.venue.submit(entry("O1-0"));
    await world.unasked(2, 500);
    const reports = await world.venue.reportsAfter(0);
    expect(reports.map(({ reportSeq, report }) => [reportSeq, report.kind])).toEqual([
      [1, "ACCEPTED"],
      [2, "FOREIGN_FILL"],
      [3, "CASH_MOVED"],
    ]);
    expect(reports[1]?.report).toMatchObject({ symbol: "AAA", side: "BUY", quantity: 2, cause: "MANUAL" });
    expect(reports[2]?.report).toMatchObject({ amount: 500, cause: "TRANSFER" });
    const { holdings, cash } = await world.venue.account();
    expect(holdings).toEqual([{ symbol: "AAA", quantity: 2 }]);
    const bought = reports[1]?.report;
    const paid = bought?.kind === "FOREIGN_FILL" ? bought.quantity * bought.price + bought.fee : Number.NaN;
    expect(cash).toBeCloseTo(10_500 - paid, 5);
  });
  scenario("rejects with the venue's own code", async ({ venue }) => {
    await venue.submit(exit("O1-0", 1));
    expect(await venue.reportsAfter(0)).toMatchObject([{ report: { kind: "REJECTED", code: -2010 } }]);
  });
  scenario("refuses a client id while it is open", async (world) => {
    await world.venue.submit(entry("O1-0"));
    await world.venue.submit(entry("O1-0"));
    expect(await kinds(world)).toEqual(["ACCEPTED", "REJECTED"]);
  });
}
