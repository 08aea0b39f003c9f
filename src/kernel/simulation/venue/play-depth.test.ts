/** The same venue as with bars, filled by a recorded book: walks for who takes, a queue for who rests, nothing while it is unusable. */
import { beforeEach, describe, expect, it } from "vitest";
import { diff, smallBook, snapshot, trade } from "../../../../tests/scenarios/depth.ts";
import { btcPerpetual } from "../../../../tests/scenarios/perpetuals.ts";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import { btc } from "../../../../tests/scenarios/given.ts";
import { bps, durationMs, epochMs, price, quantity, usd } from "../../units/units.ts";
import type { AnyReport } from "../../domain/venue-report.ts";
import type { DepthEvent } from "../depth/depth-event.ts";
import { type DepthMarket, openDepthMarket } from "./depth-liquidity.ts";
import { playDepth } from "./play-depth.ts";
import { cancelAt, answerOf, openVenueBook, submitTo, type VenueBook } from "./venue-book.ts";
import type { VenueOrder } from "./venue-order.ts";
import type { VenueTerms } from "./venue-terms.ts";

const instrument = {
  ...btc,
  tickSize: price(1),
  lotSize: quantity(1),
  minNotionalUsd: usd(0),
  makerFeeBps: bps(2),
  takerFeeBps: bps(5),
};
let book: VenueBook;
let market: DepthMarket;

/** The snapshot of `smallBook`: bids 99 x 5, 98 x 7, 96 x 20 against asks 101 x 4, 102 x 6, 105 x 30. */
const opening = snapshot(
  10,
  [
    [99, 5],
    [98, 7],
    [96, 20],
  ],
  [
    [101, 4],
    [102, 6],
    [105, 30],
  ],
);
function open(terms: Partial<VenueTerms> = {}): void {
  book = openVenueBook([instrument], usd(1e6), terms);
  book.holdings.set("BTC", 50);
  market = openDepthMarket("BTC");
  play(opening);
}
beforeEach(() => open());

const play = (event: DepthEvent): AnyReport[] => playDepth(book, market, event);
const order = (change: Partial<Record<keyof VenueOrder, unknown>> = {}): VenueOrder =>
  broken({
    id: "A",
    symbol: "BTC",
    side: "BUY",
    type: "LIMIT",
    quantity: 6,
    limitPrice: 102,
    timeInForce: "IOC",
    isReduceOnly: false,
    selfTrade: "NONE",
    ...change,
  });
const submit = (change: Partial<Record<keyof VenueOrder, unknown>> = {}) => submitTo(book, order(change));
/** Something that changes nothing. */
const quiet = (last: number) => diff([last, last, last - 1]);
const told = (reports: readonly AnyReport[]) =>
  reports.map((report) => (report.kind === "FILLED" ? [report.quantity, report.price, report.liquidity] : report.kind));

it("starts from the book of the scenario", () => expect(market.depth.bids).toEqual(smallBook().bids));

describe("who takes", () => {
  it("walks the book level by level, with the taker's fee", () => {
    submit();
    const reports = play(trade("BUY", 101, 1));
    expect(told(reports)).toEqual([
      [4, 101, "TAKER"],
      [2, 102, "TAKER"],
    ]);
    expect(reports[0]).toMatchObject({ fee: expect.closeTo((4 * 101 * 5) / 10_000, 9) });
  });
  it("gets no more than stands within its limit; the rest ends", () => {
    submit({ quantity: 20 });
    expect(told(play(trade("BUY", 101, 1)))).toEqual([[4, 101, "TAKER"], [6, 102, "TAKER"], "CANCELED"]);
  });
  it("fill or kill: all or nothing", () => {
    submit({ quantity: 11, timeInForce: "FOK" });
    expect(told(play(trade("BUY", 101, 1)))).toEqual(["CANCELED"]);
  });
  it("does not get the same lots twice", () => {
    submit();
    play(trade("BUY", 101, 1));
    submit({ quantity: 1 });
    expect(told(play(trade("BUY", 101, 1)))).toEqual([[1, 102, "TAKER"]]);
  });
  it("meets the book as it stood when it came, not as the event leaves it", () => {
    submit({ quantity: 1 });
    expect(told(play(diff([9, 12, 8], [], [[101, 0]])))).toEqual([[1, 101, "TAKER"]]);
  });
  it("with latency meets a later book", () => {
    open({ latency: { requestMs: durationMs(5), reportMs: durationMs(0), jitterMs: durationMs(0), seed: 0 } });
    answerOf(book, { kind: "SubmitOrder", order: order({ quantity: 1 }) });
    expect(told(play(diff([9, 12, 8], [], [[101, 0]])))).toEqual([]);
    expect(told(play(diff([13, 17, 12])))).toEqual(["ACCEPTED", [1, 102, "TAKER"]]);
  });
});

describe("while the book is unusable", () => {
  beforeEach(() => {
    play(diff([9, 12, 8]));
    play(diff([20, 22, 19]));
  });
  it("an order for now ends with nothing", () => {
    submit();
    expect(told(play(diff([23, 24, 22])))).toEqual(["CANCELED"]);
  });
  it("an exit waits for the next snapshot", () => {
    submit({ side: "SELL", type: "MARKET", timeInForce: "GTC", limitPrice: undefined, quantity: 3 });
    expect(told(play(diff([23, 24, 22])))).toEqual([]);
    expect(told(play(snapshot(21, [[90, 2]], [[110, 1]])))).toEqual([[2, 90, "TAKER"]]);
    expect(told(play(diff([25, 26, 24], [[90, 3]])))).toEqual([[1, 90, "TAKER"]]);
  });
});

describe("who rests", () => {
  const bid = (change: Partial<Record<keyof VenueOrder, unknown>> = {}) =>
    submit({ limitPrice: 99, quantity: 2, timeInForce: "GTX", ...change });
  it("waits for those ahead, and is filled at its price with the maker's fee", () => {
    bid();
    expect(told(play(trade("SELL", 99, 5)))).toEqual([]);
    const reports = play(trade("SELL", 99, 1));
    expect(told(reports)).toEqual([[1, 99, "MAKER"]]);
    expect(reports[0]).toMatchObject({ fee: expect.closeTo((99 * 2) / 10_000, 9) });
    expect(told(play(trade("SELL", 98, 9)))).toEqual([[1, 99, "MAKER"]]);
    expect(book.resting.size).toBe(0);
  });
  it("post-only that would take is ended", () => {
    book.last.clear();
    bid({ limitPrice: 101 });
    expect(told(play(quiet(12)))).toEqual(["CANCELED"]);
  });
  it("a limit order takes what it can and rests with the rest", () => {
    submit({ limitPrice: 101, quantity: 6, timeInForce: "GTC" });
    expect(told(play(trade("BUY", 101, 1)))).toEqual([[4, 101, "TAKER"]]);
    expect(market.places.get("A")).toMatchObject({ tick: 101, aheadLots: 0, leftLots: 2 });
    expect(told(play(trade("SELL", 101, 1)))).toEqual([[1, 101, "MAKER"]]);
  });
  it("cancelled, it leaves the queue and is filled no more", () => {
    bid();
    play(quiet(12));
    expect(cancelAt(book, "A")).toMatchObject({ kind: "CANCELED" });
    expect([told(play(trade("SELL", 98, 9))), market.places.size]).toEqual([[], 0]);
  });
});

describe("a stop", () => {
  const stop = (change: Partial<Record<keyof VenueOrder, unknown>> = {}) =>
    submit({
      side: "SELL",
      type: "STOP_MARKET",
      timeInForce: "GTC",
      limitPrice: undefined,
      stopPrice: 98,
      quantity: 6,
      ...change,
    });
  it.each([
    ["above its trigger", 99, []],
    ["at its trigger", 98, [[6, 98, "TAKER"]]],
  ])("a trade %s", (_, tick, expected) => {
    stop();
    expect(told(play(trade("SELL", tick, 1)))).toEqual(expected);
  });
  it("is set off once, and goes on when the book was too thin for it", () => {
    stop({ quantity: 27 });
    expect(told(play(trade("SELL", 98, 1)))).toHaveLength(2);
    expect(told(play(diff([9, 12, 8], [[95, 4]])))).toEqual([[1, 95, "TAKER"]]);
  });
  it("gets none of what the trade that set it off went through or took, until the venue sets those levels", () => {
    stop({ quantity: 8 });
    expect(told(play(trade("SELL", 98, 5)))).toEqual([
      [2, 98, "TAKER"],
      [6, 96, "TAKER"],
    ]);
    play(diff([9, 12, 8], [[98, 9]]));
    submit({ side: "SELL", type: "MARKET", timeInForce: "GTC", limitPrice: undefined, quantity: 8 });
    expect(told(play(quiet(13)))).toEqual([
      [7, 98, "TAKER"],
      [1, 96, "TAKER"],
    ]);
    play(snapshot(20, [[99, 5]], [[101, 4]]));
    submit({ side: "SELL", type: "MARKET", timeInForce: "GTC", limitPrice: undefined, quantity: 1 });
    expect(told(play(quiet(21)))).toEqual([[1, 99, "TAKER"]]);
  });
  it("to buy pays no less than the trade that set it off", () => {
    stop({ side: "BUY", stopPrice: 102, quantity: 2 });
    expect(told(play(trade("BUY", 102, 5)))).toEqual([
      [1, 102, "TAKER"],
      [1, 105, "TAKER"],
    ]);
  });
});

it("a symbol the venue does not trade is nothing to it", () =>
  expect(playDepth(book, openDepthMarket("DOGE"), opening)).toEqual([]));

describe("a position on margin", () => {
  const long = (): void => {
    book = openVenueBook([{ ...btcPerpetual({ marginMode: "ISOLATED" }), ...instrument }], usd(1e4));
    market = openDepthMarket("BTC");
    play(opening);
    submit({ quantity: 4 });
    play(trade("BUY", 101, 1));
  };
  it.each([
    ["well above its liquidation", 99, 4, []],
    ["beyond it", 60, 0, ["LIQUIDATION"]],
  ])("and a trade %s", (_, tick, held, causes) => {
    long();
    const reports = play(trade("SELL", tick, 1));
    expect(reports.map((report) => ("cause" in report ? report.cause : report.kind))).toEqual(causes);
    expect(book.holdings.get("BTC") ?? 0).toBe(held);
  });
  it("pays funding when it falls due", () => {
    long();
    const later = { ...trade("SELL", 99, 1), at: epochMs(8 * 3_600_000) };
    expect(play(later)).toMatchObject([{ kind: "CASH_MOVED", cause: "FUNDING" }]);
  });
  it("pays it also where the first event after the boundary is no trade, and an order meets that", () => {
    long();
    submit({ side: "SELL", type: "MARKET", timeInForce: "GTC", limitPrice: undefined, quantity: 4 });
    const reports = play({ ...quiet(12), at: epochMs(8 * 3_600_000) });
    expect(reports.map((report) => ("cause" in report ? report.cause : report.kind))).toEqual(["FUNDING", "FILLED"]);
  });
});
