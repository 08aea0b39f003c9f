/** The simulated venue is pessimistic: costs on both sides, stop first inside a bar, and never more than there is. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, bar, btc, hour } from "../../../../tests/scenarios/given.ts";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import type { Bar } from "../../domain/bar.ts";
import type { Order } from "../../domain/order.ts";
import { hours, quantity } from "../../units/units.ts";
import { playClose } from "../../../../tests/scenarios/play-close.ts";
import { takerPrice } from "./fill-model.ts";
import { cancelAt, closeBar, fillResting, openBar, openVenueBook, submitTo, type VenueBook } from "./venue-book.ts";

const entry = (change: Partial<Record<keyof Order, unknown>> = {}): Order =>
  broken({ id: "O1-0", symbol: "BTC", side: "BUY", purpose: "ENTRY", quantity: 10, limitPrice: 101, ...change });
const stop = (change: Partial<Record<keyof Order, unknown>> = {}): Order =>
  broken({ id: "O2-0", symbol: "BTC", side: "SELL", purpose: "STOP", quantity: 10, stopPrice: 98, ...change });
const exit = (change: Partial<Record<keyof Order, unknown>> = {}): Order =>
  broken({ id: "O3-0", symbol: "BTC", side: "SELL", purpose: "EXIT", quantity: 10, ...change });
const calm = bar("BTC", 100);

/** A book that holds ten of BTC. */
function holding(): VenueBook {
  const book = openVenueBook([btc]);
  submitTo(book, entry());
  openBar(book, [calm]);
  return book;
}

describe("an entry", () => {
  it("fills at the next open, worse by half the spread, with the taker's fee", () => {
    const book = openVenueBook([btc]);
    expect(submitTo(book, entry())).toEqual({ kind: "ACCEPTED", orderId: "O1-0" });
    const [fill] = openBar(book, [calm]);
    expect(fill).toMatchObject({ kind: "FILLED", orderId: "O1-0", fillId: "F1", price: 100.01, quantity: 10 });
    expect(fill).toMatchObject({ fee: expect.closeTo((1_000.1 * 5) / 10_000, 9) });
  });

  it("beyond its limit is not filled and expires with the bar", () => {
    const book = openVenueBook([btc]);
    submitTo(book, entry());
    const jump = bar("BTC", 102, { open: 102 });
    expect(openBar(book, [jump])).toEqual([]);
    expect(closeBar(book, [jump])).toMatchObject([{ kind: "CANCELED", orderId: "O1-0", expired: true }]);
  });

  it("takes at most a tenth of the bar's volume; the rest expires", () => {
    const book = openVenueBook([btc]);
    submitTo(book, entry());
    const thin: Bar = { ...calm, volume: quantity(30) };
    expect(openBar(book, [thin])).toMatchObject([{ quantity: 3 }]);
    expect(closeBar(book, [thin])).toMatchObject([{ kind: "CANCELED", expired: true }]);
    expect(book.holdings.get("BTC")).toBe(3);
  });

  it("finds nothing in a bar without volume", () => {
    const book = openVenueBook([btc]);
    submitTo(book, entry());
    expect(openBar(book, [{ ...calm, volume: quantity(0) }])).toEqual([]);
  });
});

describe("an order that rests", () => {
  const resting = (orderType: "LIMIT" | "POST_ONLY", limitPrice: number): VenueBook => {
    const book = openVenueBook([btc]);
    submitTo(book, entry({ orderType, limitPrice }));
    return book;
  };
  const play = (book: VenueBook, played: Bar) => [
    ...openBar(book, [played]),
    ...fillResting(book, [played]),
    ...closeBar(book, [played]),
  ];

  it.each([
    ["above", 99.51, 0],
    ["at", 99.5, 0],
    ["through", 99.49, 1],
  ] as const)("with the low %s its limit", (_, low, fills) =>
    expect(play(resting("POST_ONLY", 99.5), bar("BTC", 100, { low })).length).toBe(fills),
  );

  it("fills at its limit, no better, with the maker's fee, and at most a tenth of the volume a bar", () => {
    const book = resting("POST_ONLY", 99.5);
    const thin: Bar = { ...bar("BTC", 98, { open: 98 }), volume: quantity(60) };
    expect(play(book, thin)).toMatchObject([{ price: 99.5, quantity: 6, liquidity: "MAKER" }]);
    expect(play(book, thin)).toMatchObject([
      { price: 99.5, quantity: 4, fee: expect.closeTo((4 * 99.5 * 2) / 10_000, 9) },
    ]);
    expect(book.resting.size).toBe(0);
  });

  it("never expires; it is cancelled", () => {
    const book = resting("POST_ONLY", 99.5);
    for (let close = 0; close < 3; close += 1) expect(play(book, calm)).toEqual([]);
    expect(cancelAt(book, "O1-0")).toMatchObject({ kind: "CANCELED" });
  });

  it.each([
    ["below", 100.0, "ACCEPTED"],
    ["at", 100.01, "REJECTED"],
  ] as const)("post-only %s the offer is %s", (_, limitPrice, kind) => {
    const book = openVenueBook([btc]);
    closeBar(book, [calm]);
    expect(submitTo(book, entry({ orderType: "POST_ONLY", limitPrice }))).toMatchObject({ kind });
  });

  it("a limit order within reach takes at the open, and no second share of the same bar", () => {
    const book = resting("LIMIT", 101);
    const thin: Bar = { ...bar("BTC", 100, { low: 99 }), volume: quantity(60) };
    expect(play(book, thin)).toMatchObject([{ quantity: 6, liquidity: "TAKER" }]);
    expect(play(book, thin)).toMatchObject([{ quantity: 4, liquidity: "TAKER" }]);
  });

  it("a limit order out of reach rests with what it has", () => {
    const book = resting("LIMIT", 99.5);
    expect(play(book, calm)).toEqual([]);
    expect(play(book, bar("BTC", 100, { low: 99 }))).toMatchObject([{ price: 99.5, liquidity: "MAKER" }]);
  });

  it("is filled before the stop that its fund sends upon it, so that the stop may go in the same bar", () => {
    const book = resting("POST_ONLY", 99.5);
    const crash = bar("BTC", 97, { open: 100, low: 96 });
    expect(openBar(book, [crash])).toEqual([]);
    expect(fillResting(book, [crash])).toMatchObject([{ orderId: "O1-0" }]);
    submitTo(book, stop());
    expect(closeBar(book, [crash])).toMatchObject([{ orderId: "O2-0", price: expect.any(Number) }]);
  });
});

describe("a stop", () => {
  const withStop = (): VenueBook => {
    const book = holding();
    submitTo(book, stop());
    return book;
  };
  it("rests until the low reaches it, to the tick", () => {
    const book = withStop();
    expect(closeBar(book, [bar("BTC", 99, { open: 99, low: 98.01 })])).toEqual([]);
    expect(closeBar(book, [bar("BTC", 99, { open: 99, low: 98 })])).toMatchObject([
      { kind: "FILLED", orderId: "O2-0" },
    ]);
  });

  it("fills at its trigger or worse, whatever high the bar made first", () => {
    const [fill] = closeBar(withStop(), [bar("BTC", 120, { open: 100, low: 97 })]);
    expect(fill?.kind === "FILLED" && fill.price).toBeLessThan(98);
  });

  it("fills at the open after a gap", () => {
    const [fill] = closeBar(withStop(), [bar("BTC", 90, { open: 90 })]);
    expect(fill).toMatchObject({ kind: "FILLED", price: 89.99 });
  });

  it("locks what it would sell, so that nothing is sold twice", () => {
    expect(submitTo(withStop(), exit())).toMatchObject({
      kind: "REJECTED",
      reason: "-2010 Account has insufficient balance for requested action (0 free, 10 asked)",
    });
  });

  it("gives it back when cancelled; a second cancel finds nothing", () => {
    const book = withStop();
    expect(cancelAt(book, "O2-0")).toMatchObject({ kind: "CANCELED", expired: false });
    expect(cancelAt(book, "O2-0")).toBeUndefined();
    expect(submitTo(book, exit())).toMatchObject({ kind: "ACCEPTED" });
  });
});

describe("an exit", () => {
  it("sells everything at the next open, worse by half the spread", () => {
    const book = holding();
    submitTo(book, exit());
    expect(openBar(book, [calm])).toMatchObject([{ kind: "FILLED", price: 99.99, quantity: 10 }]);
    expect(book.holdings.get("BTC")).toBe(0);
  });
  it("of what is not held is rejected", () =>
    expect(submitTo(openVenueBook([btc]), exit())).toMatchObject({ kind: "REJECTED" }));
});

describe("the venue refuses", () => {
  it("what it does not trade", () =>
    expect(submitTo(openVenueBook([btc]), entry({ symbol: "DOGE" }))).toMatchObject({
      reason: "-1121 Invalid symbol. (DOGE is not traded here)",
    }));
  it("an id that is open, and only as long as it is", () => {
    const book = openVenueBook([btc]);
    submitTo(book, entry());
    expect(submitTo(book, entry())).toMatchObject({
      kind: "REJECTED",
      reason: "-2010 Duplicate order sent. (an order with client id O1-0 is open)",
    });
    openBar(book, [calm]);
    expect(submitTo(book, entry())).toMatchObject({ kind: "ACCEPTED" });
  });
});

it("costs only ever hurt, and more for more: over any bar and size", () => {
  const anyCase = fc.record({
    low: fc.integer({ min: 5_000, max: 9_999 }),
    high: fc.integer({ min: 10_001, max: 15_000 }),
    filled: fc.integer({ min: 1, max: 5_000 }),
  });
  fc.assert(
    fc.property(anyCase, ({ low, high, filled }) => {
      const wide = bar("BTC", 100, { low: low / 100, high: high / 100 });
      const pay = (side: "BUY" | "SELL", size: number) =>
        takerPrice({ instrument: btc, bar: wide, impactFactor: 1 }, side, 100, size);
      expect(pay("BUY", filled)).toBeGreaterThan(100);
      expect(pay("SELL", filled)).toBeLessThan(100);
      expect(pay("BUY", filled * 2)).toBeGreaterThanOrEqual(pay("BUY", filled));
      expect(pay("SELL", filled * 2)).toBeLessThanOrEqual(pay("SELL", filled));
    }),
  );
});

it("one close is told in the order the world shows it: the open, what happened inside, the bars", () => {
  const book = holding();
  submitTo(book, stop());
  submitTo(book, entry({ id: "O9-0", quantity: 1 }));
  const crash = bar("BTC", 97, { open: 100, low: 96 });
  const phases = [...playClose(book, { closedAt: at(hour), bars: [crash], missing: [] }, hours(1))];
  expect(phases.map(({ kind, at: when }) => [kind, when - at(0)])).toEqual([
    ["REPORTS", 0],
    ["REPORTS", hour - 1],
    ["REPORTS", hour - 1],
    ["BARS", hour],
  ]);
  expect(
    phases.map((phase) =>
      phase.kind === "REPORTS" ? phase.reports.map((report) => "orderId" in report && report.orderId) : [],
    ),
  ).toEqual([["O9-0"], [], ["O2-0"], []]);
});
