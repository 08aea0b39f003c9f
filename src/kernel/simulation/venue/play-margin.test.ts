/** Perpetuals in the venue's book: codes, the order of funding, stops and liquidation inside a bar, and the log's other half. */
import { describe, expect, it } from "vitest";
import { bar, hour } from "../../../../tests/scenarios/given.ts";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import { btcPerpetual } from "../../../../tests/scenarios/perpetuals.ts";
import { barOf, order as sale } from "../../../../tests/scenarios/venue-orders.ts";
import type { Bar } from "../../domain/bar.ts";
import type { Instrument } from "../../domain/instrument.ts";
import type { Order } from "../../domain/order.ts";
import type { AnyReport } from "../../domain/venue-report.ts";
import { fraction, price, quantity, ratio, usd } from "../../units/units.ts";
import { replayReport } from "./replay-report.ts";
import { closeBar, fillResting, openBar, openVenueBook, submitTo, type VenueBook } from "./venue-book.ts";
import type { VenueTerms } from "./venue-terms.ts";
import { type VenueOrder, venueOrderOf } from "./venue-order.ts";

const order = (change: Partial<Record<keyof Order, unknown>>): Order =>
  broken({ id: "O1-0", symbol: "BTC", side: "BUY", purpose: "ENTRY", quantity: 10, limitPrice: 101, ...change });
const stopAt = (stopPrice: number): Order =>
  order({ id: "O2-0", side: "SELL", purpose: "STOP", limitPrice: undefined, stopPrice });
const calm = bar("BTC", 100);
const eight = 8 * hour;

/** Ten of BTC, about 1,000 USD, at five times leverage on isolated margin: liquidated near 80.3. */
function holding(
  instrument: Instrument = btcPerpetual({ marginMode: "ISOLATED" }),
  terms: Partial<VenueTerms> = {},
): VenueBook {
  const book = openVenueBook([instrument], usd(1_000), terms);
  book.at = hour;
  submitTo(book, order({}));
  openBar(book, [calm]);
  return book;
}
const kindsOf = (reports: readonly AnyReport[]) =>
  reports.map((each) => (each.kind === "FOREIGN_FILL" || each.kind === "CASH_MOVED" ? each.cause : each.kind));

describe("orders", () => {
  it("move no cash but their fee, and tie up their margin", () => {
    const book = holding();
    expect(book.cashMicros / 1e6).toBeCloseTo(1_000 - (1_000 * 5) / 10_000, 2);
    expect(book.holdings.get("BTC")).toBe(10);
  });

  it.each([
    [-2019, order({ id: "O3-0", quantity: 45 })],
    [-2022, order({ id: "O3-0", purpose: "EXIT", limitPrice: undefined })],
  ] as const)("are refused with the venue's code: %s", (code, refused) =>
    expect(submitTo(holding(), refused)).toMatchObject({
      kind: "REJECTED",
      reason: expect.stringContaining(`${code}`),
    }),
  );

  it("beyond what the tiers allow at this leverage are refused with -2027", () => {
    const book = openVenueBook([btcPerpetual({ leverageRatio: ratio(125) })], usd(1e6));
    expect(submitTo(book, order({ quantity: 600 }))).toMatchObject({ reason: expect.stringContaining("-2027") });
  });

  it("may sell what is not held: a venue's perpetual goes short", () => {
    const book = openVenueBook([btcPerpetual()], usd(1_000));
    submitTo(book, order({ side: "SELL", limitPrice: 99 }));
    openBar(book, [calm]);
    expect(book.holdings.get("BTC")).toBe(-10);
    book.at = eight;
    expect(openBar(book, [calm]), "and receives funding").toMatchObject([{ amount: expect.closeTo(0.1, 6) }]);
  });
});

describe("inside a bar", () => {
  it("a stop above the liquidation is there first, whatever low the bar made", () => {
    const book = holding();
    submitTo(book, stopAt(95));
    expect(kindsOf(closeBar(book, [bar("BTC", 60, { open: 100, low: 50 })]))).toEqual(["FILLED"]);
  });

  it("a stop below it comes too late, and is taken back by the venue", () => {
    const book = holding();
    submitTo(book, stopAt(75));
    const reports = closeBar(book, [bar("BTC", 60, { open: 100, low: 50 })]);
    expect(kindsOf(reports)).toEqual(["LIQUIDATION", "CANCELED"]);
    expect(reports[0]).toMatchObject({ price: expect.closeTo(80.3, 0), quantity: 10, side: "SELL" });
    expect([book.resting.size, book.entries.size]).toEqual([0, 0]);
  });

  it("without a stop the worst of the bar liquidates, and a recovery comes too late", () => {
    expect(kindsOf(closeBar(holding(), [bar("BTC", 100, { open: 100, low: 79 })]))).toEqual(["LIQUIDATION"]);
    expect(kindsOf(closeBar(holding(), [bar("BTC", 100, { open: 100, low: 81 })]))).toEqual([]);
  });

  describe("what closes at a gain waits for the bad extreme", () => {
    const target = (change: Partial<VenueOrder>): VenueOrder =>
      sale({ id: "T", side: "SELL", quantity: quantity(10), isReduceOnly: true, ...change });
    const takeProfit = target({ type: "TAKE_PROFIT_MARKET", stopPrice: price(110) });
    const lost = (orders: readonly VenueOrder[], played: Bar) => {
      const book = holding();
      for (const each of orders) submitTo(book, each);
      const reports = [...fillResting(book, [played]), ...closeBar(book, [played])];
      return { kinds: kindsOf(reports), cash: book.cashMicros / 1e6 };
    };
    const upThenDown = barOf(100, 111, 60, 65);
    it.each([
      ["a take-profit", [takeProfit], upThenDown],
      ["a take-profit and a stop beyond the liquidation", [takeProfit, stopAt(70)], barOf(100, 105, 60, 62)],
      ["a resting target that only reduces", [target({ limitPrice: price(110) })], upThenDown],
      ["a resting sale", [target({ limitPrice: price(110), isReduceOnly: false })], upThenDown],
      [
        "a trailing stop beyond the liquidation",
        [target({ type: "TRAILING_STOP", callback: fraction(0.3) })],
        upThenDown,
      ],
    ] as const)("%s", (_, orders, played) => {
      const { kinds, cash } = lost(orders.map(venueOrderOf), played);
      expect(kinds[0]).toBe("LIQUIDATION");
      expect(cash, "no more than its margin is lost").toBeGreaterThan(1_000 - 200 - 2);
    });
    it("but is filled where the bad extreme spares the position", () =>
      expect(lost([target({ limitPrice: price(110) })], barOf(100, 111, 81, 90)).kinds).toEqual(["FILLED"]));
    it("and goes after a stop that closes half and a liquidation of the rest", () => {
      const half = venueOrderOf(order({ ...stopAt(95), quantity: 5 }));
      expect(lost([takeProfit, half], upThenDown).kinds).toEqual(["FILLED", "LIQUIDATION", "CANCELED"]);
    });
    it("a trailing stop above the liquidation is there first", () => {
      const trailing = target({ type: "TRAILING_STOP", callback: fraction(0.1) });
      expect(lost([trailing], barOf(100, 100, 60, 65)).kinds).toEqual(["FILLED"]);
      const active = { ...trailing, activationPrice: price(95) };
      expect(lost([active], barOf(100, 100, 60, 65)).kinds, "one that follows from the open too").toEqual(["FILLED"]);
    });
  });

  it("a gap beyond it liquidates at the open, before anything trades there", () => {
    const book = holding();
    submitTo(book, order({ id: "O3-0", side: "SELL", purpose: "EXIT", limitPrice: undefined }));
    const reports = openBar(book, [bar("BTC", 70, { open: 70 })]);
    expect(kindsOf(reports)).toEqual(["LIQUIDATION", "CANCELED"]);
    expect(book.cashMicros / 1e6, "no more than its margin is lost").toBeGreaterThan(1_000 - 200 - 2);
  });
});

describe("funding", () => {
  const exit = order({ id: "O3-0", side: "SELL", purpose: "EXIT", limitPrice: undefined });

  it("is settled at its boundary before anything trades there: who sells then still pays", () => {
    const book = holding();
    submitTo(book, exit);
    book.at = eight;
    expect(kindsOf(openBar(book, [calm]))).toEqual(["FUNDING", "FILLED"]);
  });

  it("is nothing for who buys at the boundary", () => {
    const book = openVenueBook([btcPerpetual()], usd(1_000));
    book.at = eight;
    submitTo(book, order({}));
    expect(kindsOf(openBar(book, [calm]))).toEqual(["FILLED"]);
    book.at = 2 * eight - 1;
    expect(kindsOf(closeBar(book, [calm]))).toEqual([]);
  });

  it("follows the record, with its mark; without one the base rate, at the mark there is", () => {
    const recorded = new Map([["BTC", new Map([[eight, { rate: -0.001, mark: 110 }]])]]);
    const book = holding(btcPerpetual(), { funding: recorded });
    book.at = 2 * eight;
    expect(openBar(book, [calm])).toMatchObject([
      { cashId: `funding-BTC-${eight}`, amount: expect.closeTo(1.1, 6) },
      { cashId: `funding-BTC-${2 * eight}`, amount: expect.closeTo(-0.1, 3) },
    ]);
  });
});

it("a venue that is taken up again from its reports stands where it stood", () => {
  const [lived, taken] = [holding(), openVenueBook([btcPerpetual({ marginMode: "ISOLATED" })], usd(1_000))];
  lived.at = eight;
  const told: AnyReport[] = [...openBar(lived, [calm])];
  submitTo(lived, stopAt(75));
  told.push({ kind: "ACCEPTED", orderId: "O2-0" }, ...closeBar(lived, [bar("BTC", 60, { open: 100, low: 50 })]));
  const asked = new Map<string, VenueOrder>([
    ["O1-0", venueOrderOf(order({}))],
    ["O2-0", venueOrderOf(stopAt(75))],
  ]);
  const first: AnyReport[] = [
    { kind: "ACCEPTED", orderId: "O1-0" },
    broken({
      kind: "FILLED",
      orderId: "O1-0",
      fillId: "F1",
      price: 100.01,
      quantity: 10,
      fee: 0.50005,
      liquidity: "TAKER",
    }),
  ];
  for (const report of [...first, ...told]) replayReport(taken, report, asked);
  expect([taken.cashMicros, [...taken.holdings], [...taken.entries], taken.fills]).toEqual([
    lived.cashMicros,
    [...lived.holdings],
    [...lived.entries],
    lived.fills,
  ]);
});
