/** Every type of order and time in force, against bars made for it: what goes off, at which price, and what ends. */
import { describe, expect, it } from "vitest";
import { btc } from "../../../../tests/scenarios/given.ts";
import { barOf, fillsIn, order, playBar, told } from "../../../../tests/scenarios/venue-orders.ts";
import { fraction, price, quantity } from "../../units/units.ts";
import { openBar, openVenueBook, submitTo, type VenueBook } from "./venue-book.ts";
import type { VenueOrder } from "./venue-order.ts";

const calm = barOf(100, 100.5, 99.5, 100);

/** A book that holds ten of BTC and has seen 100. */
function holding(): VenueBook {
  const book = openVenueBook([btc]);
  book.holdings.set("BTC", 10);
  playBar(book, calm);
  return book;
}
const sale = (change: Partial<VenueOrder>): VenueOrder => order({ side: "SELL", ...change });

describe("time in force", () => {
  const thin = barOf(100, 100.5, 99.5, 100, 6);
  const inThin = (change: Partial<VenueOrder>): string[] => {
    const book = openVenueBook([btc]);
    submitTo(book, order({ quantity: quantity(1), limitPrice: price(102), ...change }));
    return told(playBar(book, thin));
  };
  it("IOC takes what is there and ends with the bar", () =>
    expect(inThin({ timeInForce: "IOC" })).toEqual([expect.stringMatching(/^A 0\.6 at 10/), "A CANCELED"]));
  it("FOK takes nothing where not all is there", () => expect(inThin({ timeInForce: "FOK" })).toEqual(["A CANCELED"]));
  it("FOK takes all where all is there, to the lot", () =>
    expect(inThin({ timeInForce: "FOK", quantity: quantity(0.6) })).toEqual([expect.stringMatching(/^A 0\.6 at/)]));
  it("GTC takes what is there and rests with the rest, bar after bar", () => {
    const book = openVenueBook([btc]);
    submitTo(book, order({ limitPrice: price(102) }));
    const quantities = [thin, thin].flatMap((bar) => fillsIn(playBar(book, bar)).map((fill) => fill.quantity));
    expect(quantities).toEqual([0.6, 0.4]);
    expect(book.resting.size).toBe(0);
  });
  it("GTX never takes, however far the market comes to it", () => {
    const book = openVenueBook([btc]);
    submitTo(book, order({ timeInForce: "GTX", limitPrice: price(102) }));
    expect(fillsIn(playBar(book, calm))).toMatchObject([{ price: 102, liquidity: "MAKER" }]);
  });
});

describe("a limit that the open meets", () => {
  const bought = (limit: number, bar: ReturnType<typeof barOf>, quantityOf = 10): readonly unknown[] => {
    const book = openVenueBook([btc]);
    playBar(book, calm);
    submitTo(book, order({ limitPrice: price(limit), quantity: quantity(quantityOf) }));
    return fillsIn(playBar(book, bar)).map((fill) => [fill.quantity, fill.price, fill.liquidity]);
  };
  it("takes what the square-root law gives within it, and pays for it", () => {
    expect(bought(100.5, barOf(100, 110, 100, 110))).toEqual([[10, expect.closeTo(100.2, 1), "TAKER"]]);
    const [part] = fillsIn(playBar(reachingUp(100.05), rising));
    expect(part).toMatchObject({ liquidity: "TAKER" });
    expect(part?.price).toBeLessThanOrEqual(100.05);
    expect(part?.quantity).toBeGreaterThan(0);
    expect(part?.quantity).toBeLessThan(100);
  });
  it("and no more of it in that bar, however far it comes", () => {
    const book = reachingUp(100.05);
    expect(fillsIn(playBar(book, rising))).toHaveLength(1);
    expect(fillsIn(playBar(book, barOf(101, 101, 100, 101)))).toMatchObject([{ price: 100.05, liquidity: "MAKER" }]);
  });
  it("waits for the next bar where the open gives it nothing", () =>
    expect(bought(100.01, barOf(100, 101, 99, 100))).toEqual([]));
  const rising = barOf(100, 101, 100, 101, 1_000);
  const reachingUp = (limit: number): VenueBook => {
    const book = openVenueBook([btc]);
    playBar(book, calm);
    submitTo(book, order({ limitPrice: price(limit), quantity: quantity(100) }));
    return book;
  };
  it("is met at its limit where it rested there before, wherever the bar opens", () => {
    const gap = barOf(95, 96, 94, 95);
    expect(bought(99, gap)).toEqual([[10, 99, "MAKER"]]);
    expect(bought(101, gap), "one that came to take gets the open").toEqual([[10, expect.closeTo(95, 0), "TAKER"]]);
  });
});

describe("a conditional order that has gone off", () => {
  const limited = { type: "STOP_LIMIT", stopPrice: price(98), limitPrice: price(97) } as const;
  const gone = (change: Partial<VenueOrder>, bar = barOf(99, 99, 98, 99)): VenueBook => {
    const book = holding();
    submitTo(book, sale({ ...limited, ...change }));
    reports = told(playBar(book, bar));
    return book;
  };
  let reports: readonly string[] = [];
  it("does not take where it is post-only: it ends, or rests", () => {
    gone({ timeInForce: "GTX" });
    expect(reports).toEqual(["A CANCELED"]);
    const book = gone({ timeInForce: "GTX" }, barOf(95, 96, 94, 95));
    expect([reports, book.resting.size]).toEqual([[], 1]);
    expect(fillsIn(playBar(book, barOf(96, 98, 95, 96)))).toMatchObject([{ price: 97, liquidity: "MAKER" }]);
  });
  it("immediate or cancel: takes what is there and ends", () => {
    gone({ timeInForce: "IOC" }, barOf(99, 99, 98, 99, 6));
    expect(reports).toEqual([expect.stringMatching(/^A 0\.6 at/), "A CANCELED"]);
  });
  it.each([
    ["to the last lot", 10, ["A 0.6 at"]],
    ["or not at all", 6, ["A CANCELED"]],
  ] as const)("fill or kill: all of it, %s", (_, volume, expected) => {
    gone({ timeInForce: "FOK", quantity: quantity(0.61) }, barOf(99, 99, 98, 99, volume));
    expect(reports.map((each) => each.replace("0.61", "0.6").replace(/at .*/, "at"))).toEqual(expected);
  });
});

it("what is left of a market order that could close no more ends with its fill", () => {
  const book = holding();
  submitTo(book, sale({ type: "MARKET", quantity: quantity(10) }));
  book.holdings.set("BTC", 5);
  expect(told(openBar(book, [calm]))).toEqual([expect.stringMatching(/^A 5 at/), "A CANCELED"]);
  expect(book.resting.size).toBe(0);
});

describe("orders of one symbol share a tenth of the bar", () => {
  it("so that two take no more than one would", () => {
    const book = openVenueBook([btc]);
    for (const id of ["A", "B"]) submitTo(book, order({ id, limitPrice: price(102) }));
    const taken = fillsIn(playBar(book, barOf(100, 100.5, 99.5, 100, 12))).map(({ quantity: size }) => size);
    expect(taken.reduce((sum, size) => sum + size, 0)).toBeCloseTo(1.2, 12);
  });
});

describe("a stop", () => {
  const sold = (bar: ReturnType<typeof barOf>, change: Partial<VenueOrder> = {}) => {
    const book = holding();
    submitTo(book, sale({ type: "STOP_MARKET", stopPrice: price(98), ...change }));
    return fillsIn(playBar(book, bar));
  };
  it("to sell goes off at its trigger, at the open after a gap, and not a tick above", () => {
    expect(sold(barOf(99, 99, 98.01, 99))).toEqual([]);
    expect(sold(barOf(99, 99, 98, 99))[0]?.price).toBeLessThanOrEqual(98);
    expect(sold(barOf(95, 99, 94, 99))[0]?.price).toBeLessThanOrEqual(95);
  });
  it("to buy goes off at its trigger, at the open after a gap, and not a tick below", () => {
    const bought = (bar: ReturnType<typeof barOf>) => sold(bar, { side: "BUY", stopPrice: price(102) });
    expect(bought(barOf(101, 101.99, 100, 101))).toEqual([]);
    expect(bought(barOf(101, 102, 100, 101))[0]?.price).toBeGreaterThanOrEqual(102);
    expect(bought(barOf(105, 106, 104, 105))[0]?.price).toBeGreaterThanOrEqual(105);
  });
  it("with a limit takes within it, and after a gap beyond it rests there", () => {
    const limited = { type: "STOP_LIMIT", limitPrice: price(97) } as const;
    expect(sold(barOf(99, 99, 98, 99), limited)).toMatchObject([{ liquidity: "TAKER" }]);
    const book = holding();
    submitTo(book, sale({ ...limited, stopPrice: price(98) }));
    expect(told(playBar(book, barOf(95, 96, 94, 95)))).toEqual([]);
    expect(book.resting.get("A")?.isTriggered).toBe(true);
    expect(fillsIn(playBar(book, barOf(96, 97.01, 95, 96)))).toMatchObject([{ price: 97, liquidity: "MAKER" }]);
  });
});

describe("a take-profit", () => {
  const target = (bar: ReturnType<typeof barOf>, change: Partial<VenueOrder> = {}) => {
    const book = holding();
    submitTo(book, sale({ type: "TAKE_PROFIT_MARKET", stopPrice: price(105), ...change }));
    return fillsIn(playBar(book, bar));
  };
  it("goes off at its trigger and is never better off than there, whatever the open", () => {
    expect(target(barOf(100, 104.99, 100, 100))).toEqual([]);
    expect(target(barOf(100, 105, 100, 100))[0]?.price).toBeLessThan(105);
    expect(target(barOf(110, 112, 108, 110))[0]?.price).toBeLessThan(105);
  });
  it("to buy waits for a fall", () => {
    const bought = (low: number) =>
      target(barOf(100, 100, low, 100), { side: "BUY", stopPrice: price(95) }).map((fill) => fill.price);
    expect(bought(95.01)).toEqual([]);
    expect(bought(95)[0]).toBeGreaterThan(95);
  });
  it("with a limit takes within it", () =>
    expect(target(barOf(100, 105, 99.9, 100), { type: "TAKE_PROFIT_LIMIT", limitPrice: price(104) })).toMatchObject([
      { liquidity: "TAKER" },
    ]));
});

describe("a trailing stop", () => {
  const trailing = (change: Partial<VenueOrder> = {}): VenueBook => {
    const book = holding();
    submitTo(book, sale({ type: "TRAILING_STOP", callback: fraction(0.05), ...change }));
    return book;
  };
  it("stays behind the best price and only moves towards it", () => {
    const book = trailing();
    expect(playBar(book, barOf(105, 110, 105, 110))).toEqual([]);
    expect(playBar(book, barOf(108, 109, 105, 108))).toEqual([]);
    expect(book.resting.get("A")?.peak).toBe(110);
    expect(fillsIn(playBar(book, barOf(108, 108, 104.5, 105)))[0]?.price).toBeLessThanOrEqual(104.5);
  });
  it("goes off where it stood, though the same bar would have moved it up first", () =>
    expect(fillsIn(playBar(trailing(), barOf(100, 120, 95, 120)))[0]?.price).toBeLessThanOrEqual(95));
  it("is taken to have been moved up before the low, where only that sets it off", () => {
    const [fill] = fillsIn(playBar(trailing(), barOf(100, 120, 96, 120)));
    expect(fill?.price).toBeGreaterThan(96);
    expect(fill?.price).toBeLessThanOrEqual(114);
  });
  it.each([
    ["below", 104.99, undefined],
    ["at", 105, 105],
  ] as const)("with the high %s its activation price follows from %s", (_, high, peak) => {
    const book = trailing({ activationPrice: price(105) });
    playBar(book, barOf(104, high, 103, 104));
    expect(book.resting.get("A")?.peak).toBe(peak);
  });
  it.each([
    ["SELL", 105, barOf(100, 120, 90, 118), 103.95],
    ["SELL", 95, barOf(100, 120, 90, 118), 99],
    ["BUY", 95, barOf(100, 110, 80, 82), 95.95],
    ["BUY", 105, barOf(100, 110, 80, 82), 101],
  ] as const)(
    "a %s that begins to follow at %s inside a bar is taken to turn there",
    (side, activation, played, at) => {
      const book = holding();
      const following = {
        type: "TRAILING_STOP",
        callback: fraction(0.01),
        activationPrice: price(activation),
      } as const;
      submitTo(book, order({ side, ...following }));
      const [fill] = fillsIn(playBar(book, played));
      if (side === "SELL") expect(fill?.price).toBeLessThanOrEqual(at);
      else expect(fill?.price).toBeGreaterThanOrEqual(at);
      expect(Math.abs((fill?.price ?? 0) - at)).toBeLessThan(1);
    },
  );
  it("to buy stays above the lowest price", () => {
    const book = trailing({ side: "BUY" });
    expect(playBar(book, barOf(94, 94.4, 90, 91))).toEqual([]);
    expect(fillsIn(playBar(book, barOf(92, 94.5, 92, 94)))[0]?.price).toBeGreaterThanOrEqual(94.5);
  });
});

describe("inside one bar that reaches both", () => {
  const both = barOf(100, 106, 94, 100);
  const stop = sale({ id: "STOP", type: "STOP_MARKET", stopPrice: price(95), quantity: quantity(5) });
  it.each([
    ["a resting target", sale({ id: "TARGET", limitPrice: price(105), quantity: quantity(5) })],
    ["a take-profit", sale({ id: "TARGET", type: "TAKE_PROFIT_MARKET", stopPrice: price(105), quantity: quantity(5) })],
  ])("the stop goes before %s", (_, target) => {
    const book = holding();
    submitTo(book, target);
    submitTo(book, stop);
    expect(told(playBar(book, both)).map((text) => text.split(" ")[0])).toEqual(["STOP", "TARGET"]);
  });
  it("a target whose position the stop has closed ends", () => {
    const book = holding();
    submitTo(book, sale({ id: "TARGET", limitPrice: price(105), quantity: quantity(5) }));
    submitTo(book, stop);
    book.holdings.set("BTC", 5);
    expect(told(playBar(book, both))).toEqual([expect.stringMatching(/^STOP 5/), "TARGET CANCELED"]);
  });
});

describe("self-trade prevention", () => {
  const meet = (selfTrade: VenueOrder["selfTrade"]): string[] => {
    const book = holding();
    submitTo(book, sale({ id: "MAKER", limitPrice: price(100.01) }));
    submitTo(book, order({ id: "TAKER", limitPrice: price(102), timeInForce: "IOC", selfTrade }));
    return told(playBar(book, barOf(100, 100, 99.5, 100))).map((text) => text.replace(/at.*/, "at"));
  };
  it.each([
    ["EXPIRE_TAKER", ["TAKER CANCELED"]],
    ["EXPIRE_MAKER", ["MAKER CANCELED", "TAKER 1 at"]],
    ["EXPIRE_BOTH", ["MAKER CANCELED", "TAKER CANCELED"]],
    ["NONE", ["TAKER 1 at"]],
  ] as const)("%s", (mode, expected) => expect(meet(mode)).toEqual(expected));
  it("lets pass what our own order stands too far away to meet", () => {
    const book = holding();
    submitTo(book, sale({ id: "MAKER", limitPrice: price(101) }));
    submitTo(book, order({ id: "TAKER", limitPrice: price(102), timeInForce: "IOC", selfTrade: "EXPIRE_BOTH" }));
    expect(told(playBar(book, calm)).map((text) => text.split(" ")[0])).toEqual(["TAKER"]);
  });
});

it("an order that self-trade prevention has ended neither fills nor ends a second time", () => {
  const book = holding();
  const stop = { type: "STOP_LIMIT", stopPrice: price(95), limitPrice: price(94.5), selfTrade: "EXPIRE_BOTH" } as const;
  submitTo(book, sale({ id: "STOP", ...stop }));
  submitTo(book, order({ id: "BID", limitPrice: price(95) }));
  const reports = playBar(book, barOf(100, 100, 94.99, 100));
  expect(told(reports)).toEqual(["BID 1 at 95", expect.stringMatching(/^STOP 1 at 94/)]);
  submitTo(book, sale({ id: "STOP", ...stop }));
  submitTo(book, order({ id: "BID", limitPrice: price(95) }));
  expect(told(playBar(book, barOf(100, 100, 95, 100)))).toEqual(["BID CANCELED", "STOP CANCELED"]);
});
