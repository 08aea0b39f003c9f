/** What holds over random lives of the simulated exchange, whatever is ordered and however the market moves. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { btc } from "../../../../tests/scenarios/given.ts";
import { btcPerpetual } from "../../../../tests/scenarios/perpetuals.ts";
import { type Act, anyLife } from "../../../../tests/scenarios/venue-acts.ts";
import { barOf, fillsIn, playBar, type Filled } from "../../../../tests/scenarios/venue-orders.ts";
import type { Bar } from "../../domain/bar.ts";
import type { AnyReport } from "../../domain/venue-report.ts";
import { quantity, usd } from "../../units/units.ts";
import { tradeByHand } from "./foreign-acts.ts";
import { accountOf } from "./venue-account.ts";
import { cancelAt, openVenueBook, submitTo, type VenueBook } from "./venue-book.ts";
import { hasLimit, type VenueOrder } from "./venue-order.ts";

const startCash = 2_000;
/** So little that a few orders spend it. */
const poorCash = 400;

type Seen = { readonly report: AnyReport; readonly bar: Bar | undefined };
type Life = {
  readonly book: VenueBook;
  readonly seen: readonly Seen[];
  readonly orders: ReadonlyMap<string, VenueOrder>;
};

function actOn(book: VenueBook, act: Act): readonly AnyReport[] {
  if (act.kind === "BAR") return playBar(book, act.bar);
  if (act.kind === "ORDER") return [submitTo(book, act.order)];
  const report =
    act.kind === "CANCEL"
      ? cancelAt(book, act.orderId)
      : tradeByHand(book, { symbol: "BTC", side: act.side, quantity: quantity(handLots(book, act)) });
  return report === undefined ? [] : [report];
}
/** By hand no more is sold or bought than is there, as on the venue's own page. */
const handLots = (book: VenueBook, { side, lots }: Extract<Act, { kind: "BY_HAND" }>): number =>
  Math.min(
    lots / 10_000,
    Math.floor((side === "BUY" ? payableIn(book) : (book.holdings.get("BTC") ?? 0)) * 10_000) / 10_000,
  );
const payableIn = (book: VenueBook): number => book.cashMicros / 1e6 / ((book.last.get("BTC") ?? 1) * 1.01);

function live(acts: readonly Act[], watch: (book: VenueBook) => void = () => undefined, cash = startCash): Life {
  const book = openVenueBook([btc], usd(cash));
  const seen: Seen[] = [];
  const orders = new Map<string, VenueOrder>();
  for (const act of acts) {
    if (act.kind === "ORDER") orders.set(act.order.id, act.order);
    if (act.kind === "BY_HAND" && handLots(book, act) === 0) continue;
    for (const report of actOn(book, act)) seen.push({ report, bar: act.kind === "BAR" ? act.bar : undefined });
    watch(book);
  }
  return { book, seen, orders };
}
const eachLife = (check: (life: Life) => void): void =>
  fc.assert(
    fc.property(anyLife, (acts) => check(live(acts))),
    { numRuns: 400 },
  );
const eachFill = (check: (fill: Filled, order: VenueOrder, bar: Bar) => void): void => {
  let fills = 0;
  eachLife(({ seen, orders }) => {
    for (const { report, bar } of seen) {
      const order = "orderId" in report ? orders.get(report.orderId) : undefined;
      if (report.kind !== "FILLED" || order === undefined || bar === undefined) continue;
      fills += 1;
      check(report, order, bar);
    }
  });
  expect(fills, "the lives must trade for this to say anything").toBeGreaterThan(200);
};

describe("money", () => {
  it("cash and holdings are those at the start and what was reported, to the micro-dollar", () =>
    eachLife(({ book, seen, orders }) => {
      let [micros, held] = [startCash * 1e6, 0];
      for (const { report } of seen) {
        if (report.kind !== "FILLED" && report.kind !== "FOREIGN_FILL") continue;
        const side = report.kind === "FILLED" ? orders.get(report.orderId)?.side : report.side;
        const sign = side === "BUY" ? 1 : -1;
        micros -= sign * Math.round(report.quantity * report.price * 1e6) + Math.round(report.fee * 1e6);
        held += sign * report.quantity;
      }
      expect(book.cashMicros).toBe(micros);
      expect(book.holdings.get("BTC") ?? 0).toBeCloseTo(held, 9);
      expect(accountOf(book).cash).toBeCloseTo(micros / 1e6, 6);
    }));
  it("a spot account never holds less than nothing", () =>
    fc.assert(
      fc.property(anyLife, (acts) => {
        live(acts, (book) => expect(book.holdings.get("BTC") ?? 0).toBeGreaterThanOrEqual(0));
      }),
      { numRuns: 400 },
    ));
  it("a spot account never spends more than it has", () =>
    fc.assert(
      fc.property(anyLife, (acts) => {
        live(acts, (book) => expect(book.cashMicros).toBeGreaterThanOrEqual(0), poorCash);
      }),
      { numRuns: 400 },
    ));
});

describe("a fill", () => {
  const half = btc.halfSpreadBps / 10_000;
  it("of a taker is never better than the best price the bar had for it", () =>
    eachFill(({ price, liquidity }, { side }, { high, low }) => {
      if (liquidity === "TAKER" && side === "BUY") expect(price).toBeGreaterThanOrEqual(low * (1 + half) - 1e-9);
      if (liquidity === "TAKER" && side === "SELL") expect(price).toBeLessThanOrEqual(high * (1 - half) + 1e-9);
    }));
  it("never breaks the order's limit", () =>
    eachFill(({ price }, order) => {
      if (!hasLimit(order) || order.limitPrice === undefined) return;
      if (order.side === "BUY") expect(price).toBeLessThanOrEqual(order.limitPrice);
      else expect(price).toBeGreaterThanOrEqual(order.limitPrice);
    }));
  it("of a maker is at the limit, which the bar went through", () =>
    eachFill(({ price, liquidity }, { side, limitPrice }, { high, low }) => {
      if (liquidity === "TAKER") return;
      expect(price).toBe(limitPrice);
      expect(side === "BUY" ? low < price : high > price).toBe(true);
    }));
  it("of a post-only order never takes", () =>
    eachFill(({ liquidity }, { timeInForce, type }) => {
      if (timeInForce === "GTX" && type !== "MARKET") expect(liquidity).toBe("MAKER");
    }));
});

describe("an order", () => {
  const filledOf = (seen: readonly Seen[], orderId: string): number =>
    fillsIn(seen.map(({ report }) => report)).reduce(
      (sum, fill) => sum + (fill.orderId === orderId ? fill.quantity : 0),
      0,
    );
  it("is never filled beyond its quantity, and a FOK all or not at all", () =>
    eachLife(({ seen, orders }) => {
      for (const { id, timeInForce, type, side, quantity: size } of orders.values()) {
        const filled = filledOf(seen, id);
        expect(filled).toBeLessThanOrEqual(size + 1e-9);
        const isWhole = Math.abs(filled - size) < 1e-9;
        if (timeInForce === "FOK" && type === "LIMIT" && side === "BUY") expect(filled === 0 || isWhole).toBe(true);
      }
    }));
  it("has one end: after it nothing more is told of it", () =>
    eachLife(({ seen, orders }) => {
      for (const { id, quantity: size } of orders.values()) {
        let filled = 0;
        let hasEnded = false;
        for (const { report } of seen) {
          if (!("orderId" in report) || report.orderId !== id) continue;
          expect(hasEnded, `${id} ${report.kind}`).toBe(false);
          if (report.kind === "FILLED") filled += report.quantity;
          hasEnded = report.kind === "CANCELED" || report.kind === "REJECTED" || filled >= size - 1e-9;
        }
      }
    }));
  it("with a limit shares a tenth of the bar's volume with the others", () =>
    fc.assert(
      fc.property(anyLife, (acts) => {
        const { seen, orders } = live(acts);
        const byBar = new Map<Bar, number>();
        for (const { report, bar } of seen) {
          const order = "orderId" in report ? orders.get(report.orderId) : undefined;
          if (report.kind !== "FILLED" || bar === undefined || order === undefined || !hasLimit(order)) continue;
          byBar.set(bar, (byBar.get(bar) ?? 0) + report.quantity);
        }
        for (const [bar, taken] of byBar) expect(taken).toBeLessThanOrEqual(bar.volume * 0.1 + 1e-9);
      }),
      { numRuns: 400 },
    ));
});

describe("of a perpetual, an order that only reduces", () => {
  const perpetualLife = fc.tuple(anyLife, fc.integer({ min: -40, max: 40 }));
  it("never grows a position and never turns it round", () => {
    let reductions = 0;
    fc.assert(
      fc.property(perpetualLife, ([acts, held]) => {
        const book = openVenueBook([btcPerpetual()], usd(10_000));
        playBar(book, barOf(100, 100, 100, 100));
        const first: VenueOrder["side"] = held < 0 ? "SELL" : "BUY";
        if (held !== 0) tradeByHand(book, { symbol: "BTC", side: first, quantity: quantity(Math.abs(held) / 10) });
        for (const act of acts) {
          if (act.kind === "BY_HAND") continue;
          const order = act.kind === "ORDER" ? { ...act.order, isReduceOnly: true } : undefined;
          const before = book.holdings.get("BTC") ?? 0;
          for (const report of order === undefined ? actOn(book, act) : [submitTo(book, order)])
            if (report.kind === "FILLED") reductions += 1;
          const after = book.holdings.get("BTC") ?? 0;
          expect(Math.abs(after), `${before} became ${after}`).toBeLessThanOrEqual(Math.abs(before));
          expect(after * before).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 400 },
    );
    expect(reductions).toBeGreaterThan(100);
  });
});
