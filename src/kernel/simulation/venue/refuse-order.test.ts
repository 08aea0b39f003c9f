/** Each rule of an instrument at its threshold and just past it, with the venue's code. */
import { describe, expect, it } from "vitest";
import { btc } from "../../../../tests/scenarios/given.ts";
import { btcPerpetual } from "../../../../tests/scenarios/perpetuals.ts";
import { barOf, order, playBar } from "../../../../tests/scenarios/venue-orders.ts";
import type { Instrument } from "../../domain/instrument.ts";
import { fraction, price, quantity, usd } from "../../units/units.ts";
import { amendAt, openVenueBook, submitTo, type VenueBook } from "./venue-book.ts";
import type { VenueOrder } from "./venue-order.ts";
import { type InstrumentRules, plainRules } from "./venue-terms.ts";

type Given = { readonly instrument?: Instrument; readonly rules?: Partial<InstrumentRules>; readonly cash?: number };

/** A book of one instrument that last traded at 100 and holds ten of it. */
function given({ instrument = btc, rules = {}, cash = 1e6 }: Given = {}): VenueBook {
  const book = openVenueBook([instrument], usd(cash), { rules: new Map([["BTC", { ...plainRules, ...rules }]]) });
  playBar(book, barOf(100, 100, 100, 100));
  if (instrument.perpetual === undefined) book.holdings.set("BTC", 10);
  return book;
}
const codeOf = (book: VenueBook, change: Partial<VenueOrder> = {}): number | undefined => {
  const answer = submitTo(book, order(change));
  return answer.kind === "REJECTED" ? answer.code : undefined;
};
const perpetual = btcPerpetual();

describe("quantity", () => {
  it.each([
    [0.0001 * 1_000, undefined],
    [0.10005, -1013],
    [0, -1013],
    [1_000, undefined],
    [1_000.0001, -1013],
    [Number.NaN, -1013],
  ] as const)("%s on spot", (size, code) =>
    expect(codeOf(given(), { quantity: size as VenueOrder["quantity"] })).toBe(code),
  );
  it.each([
    [0, -4003],
    [0.10005, -1111],
    [0.4999, -4004],
    [1_000.0001, -4005],
  ] as const)("%s of a perpetual", (size, code) =>
    expect(
      codeOf(given({ instrument: perpetual, rules: { minQuantity: quantity(0.5) } }), { quantity: quantity(size) }),
    ).toBe(code),
  );
  it("at the smallest allowed passes", () =>
    expect(codeOf(given({ rules: { minQuantity: quantity(0.5) } }), { quantity: quantity(0.5) })).toBeUndefined());
});

describe("price", () => {
  it.each([
    [99.99, undefined],
    [99.995, -1013],
  ] as const)("%s on a tick of 0.01", (limit, code) =>
    expect(codeOf(given(), { limitPrice: price(limit) })).toBe(code),
  );
  it("of a trigger must be a whole tick too", () =>
    expect(codeOf(given(), { type: "STOP_MARKET", side: "SELL", stopPrice: price(98.005) })).toBe(-1013));
  it.each([
    ["BUY", 90, undefined],
    ["BUY", 89.99, -1013],
    ["BUY", 105, undefined],
    ["BUY", 105.01, -1013],
    ["SELL", 95, undefined],
    ["SELL", 94.99, -1013],
    ["SELL", 120, undefined],
    ["SELL", 120.01, -1013],
  ] as const)("%s at %s within the band of its side", (side, limit, code) => {
    const rules = { priceBand: { bidDown: 0.9, bidUp: 1.05, askDown: 0.95, askUp: 1.2 } };
    expect(codeOf(given({ rules }), { side, limitPrice: price(limit) })).toBe(code);
  });
  it.each([
    [89.99, -4024],
    [105.01, -4016],
  ] as const)("%s of a perpetual beyond its band", (limit, code) => {
    const rules = { priceBand: { bidDown: 0.9, bidUp: 1.05, askDown: 0.95, askUp: 1.2 } };
    expect(codeOf(given({ instrument: perpetual, rules }), { limitPrice: price(limit) })).toBe(code);
  });
});

describe("worth", () => {
  const small = (size: number, change: Partial<VenueOrder> = {}): Partial<VenueOrder> => ({
    quantity: quantity(size),
    ...change,
  });
  it.each([
    [0.1, undefined],
    [0.0999, -1013],
  ] as const)("%s at 100 with a minimum of 10", (size, code) => expect(codeOf(given(), small(size))).toBe(code));
  it("is asked of orders without a limit only where the venue says so", () => {
    const market = small(0.01, { type: "MARKET", side: "SELL" });
    expect(codeOf(given(), market)).toBeUndefined();
    expect(codeOf(given({ rules: { minNotionalForMarket: true } }), market)).toBe(-1013);
  });
  it("of a perpetual is not asked of what only reduces", () => {
    const book = given({ instrument: perpetual });
    expect(codeOf(book, small(0.01))).toBe(-4164);
    expect(codeOf(book, small(0.01, { isReduceOnly: true }))).not.toBe(-4164);
  });
});

describe("open orders", () => {
  it.each([
    [btc, -1013],
    [perpetual, -2025],
  ] as const)("are at most as many as the rule says", (instrument, code) => {
    const book = given({ instrument, rules: { maxOpenOrders: 2 } });
    const codes = ["A", "B", "C"].map((id) => codeOf(book, { id, limitPrice: price(90) }));
    expect(codes).toEqual([undefined, undefined, code]);
  });
  it("of one client id are one, until it has ended", () => {
    const book = given();
    expect([codeOf(book), codeOf(book)]).toEqual([undefined, -2010]);
  });
});

describe("what cannot work", () => {
  it("a symbol that is not traded, or halted", () => {
    expect(codeOf(given(), { symbol: "DOGE" })).toBe(-1121);
    expect(codeOf(given({ rules: { status: "HALT" } }))).toBe(-1013);
    expect(codeOf(given({ instrument: perpetual, rules: { status: "HALT" } }))).toBe(-4140);
  });
  it.each([
    ["a limit order without a price", { type: "STOP_LIMIT", stopPrice: price(110) }],
    ["a stop without a trigger", { type: "STOP_MARKET" }],
    ["a trailing stop without a callback", { type: "TRAILING_STOP" }],
    ["a trailing stop that trails by nothing", { type: "TRAILING_STOP", callback: fraction(0) }],
    ["a trailing stop that trails by all", { type: "TRAILING_STOP", callback: fraction(1) }],
  ] as const)("%s", (_, change) => expect(codeOf(given(), change)).toBe(-1102));
});

describe("post-only", () => {
  it.each([
    [btc, -2010],
    [perpetual, -5022],
  ] as const)("is refused at the offer and passes a tick below it", (instrument, code) => {
    const book = given({ instrument });
    expect(codeOf(book, { timeInForce: "GTX", limitPrice: price(100.01) })).toBe(code);
    expect(codeOf(book, { timeInForce: "GTX", limitPrice: price(100) })).toBeUndefined();
  });
});

describe("of a perpetual, what the last price has passed", () => {
  const triggers = (side: VenueOrder["side"], type: VenueOrder["type"], trigger: number) =>
    codeOf(given({ instrument: perpetual }), { side, type, stopPrice: price(trigger) });
  it.each([
    ["BUY", "STOP_MARKET", 100],
    ["BUY", "TAKE_PROFIT_MARKET", 100],
  ] as const)("%s %s is refused at the last price", (side, type, trigger) =>
    expect(triggers(side, type, trigger)).toBe(-2021),
  );
  it.each([
    ["BUY", "STOP_MARKET", 100.01],
    ["BUY", "TAKE_PROFIT_MARKET", 99.99],
  ] as const)("%s %s passes a tick beyond it", (side, type, trigger) =>
    expect(triggers(side, type, trigger)).not.toBe(-2021),
  );
  it.each([
    [100, -2020],
    [100.01, undefined],
  ] as const)("FOK at %s where the offer is 100.01", (limit, code) =>
    expect(codeOf(given({ instrument: perpetual }), { timeInForce: "FOK", limitPrice: price(limit) })).toBe(code),
  );
});

describe("cash and holdings of a spot account", () => {
  it.each([
    [100.05, undefined],
    [100.0499, -2010],
  ] as const)("with %s in cash, one at 100 and its fee of 5 bps", (cash, code) =>
    expect(codeOf(given({ cash }))).toBe(code),
  );
  it("are locked by open orders and given back by what ends", () => {
    const book = given({ cash: 250 });
    expect([codeOf(book, { id: "A" }), codeOf(book, { id: "B" }), codeOf(book, { id: "C" })]).toEqual([
      undefined,
      undefined,
      -2010,
    ]);
    book.resting.delete("A");
    expect(codeOf(book, { id: "C" })).toBeUndefined();
    const sale = (id: string) => codeOf(book, { id, side: "SELL", limitPrice: price(110), quantity: quantity(6) });
    expect([sale("D"), sale("E")]).toEqual([undefined, -2010]);
  });
  it.each([
    [200.1, undefined],
    [200.0999, -2010],
  ] as const)("with %s in cash, a second one at 100 beside the fee of the first", (cash, code) => {
    const book = given({ cash });
    expect([codeOf(book, { id: "A" }), codeOf(book, { id: "B" })]).toEqual([undefined, code]);
  });
  it("an order that spends the cash to the last micro-dollar is filled whole", () => {
    const book = given({ cash: 100.05, instrument: { ...btc, makerFeeBps: btc.takerFeeBps } });
    expect(codeOf(book)).toBeUndefined();
    expect(playBar(book, barOf(100, 100, 99, 100))).toMatchObject([{ kind: "FILLED", quantity: 1, price: 100 }]);
    expect(book.cashMicros).toBe(0);
  });
  it("a market order that the open made dearer buys what the cash pays for and ends", () => {
    const book = given({ cash: 1_000 });
    submitTo(book, order({ type: "MARKET", quantity: quantity(9.9) }));
    const [fill, ended] = playBar(book, barOf(110, 110, 110, 110));
    expect(fill).toMatchObject({ kind: "FILLED", quantity: expect.closeTo(1_000 / (110.02 * 1.0005), 3) });
    expect(ended).toMatchObject({ kind: "CANCELED", reason: "the cash there is pays for no more" });
    expect(book.cashMicros).toBeGreaterThanOrEqual(0);
    expect(book.resting.size).toBe(0);
  });
});

describe("a stop is moved", () => {
  it.each([
    ["SELL", 99.99, true],
    ["SELL", 100, false],
    ["BUY", 100.01, true],
    ["BUY", 100, false],
  ] as const)("%s to %s where the last price is 100: %s", (side, to, isMoved) => {
    const book = given();
    const stopPrice = price(side === "SELL" ? 90 : 110);
    submitTo(book, order({ side, type: "STOP_MARKET", stopPrice }));
    expect(amendAt(book, "A", price(to)) !== undefined).toBe(isMoved);
    expect(book.resting.get("A")?.order.stopPrice).toBe(isMoved ? to : stopPrice);
  });
});
