/** Fees by tier and asset, impact, volume and latency: each term at its threshold and just past it. */
import { describe, expect, it } from "vitest";
import { at, btc, day, hour } from "../../../../tests/scenarios/given.ts";
import { barOf, fillsIn, order, playBar, told } from "../../../../tests/scenarios/venue-orders.ts";
import type { Bar } from "../../domain/bar.ts";
import { bps, durationMs, fraction, price, quantity, usd } from "../../units/units.ts";
import { feeOf } from "./fees.ts";
import { jitterOf, momentsInside, nextArrival, reportDelay, shortestBar } from "./in-flight.ts";
import {
  answerOf,
  closeBar,
  fillResting,
  openBar,
  openVenueBook,
  playArrivals,
  submitTo,
  type VenueBook,
} from "./venue-book.ts";
import type { VenueTerms } from "./venue-terms.ts";

const opened = (terms: Partial<VenueTerms>): VenueBook => {
  const book = openVenueBook([btc], undefined, terms);
  book.at = at(100 * day);
  return book;
};

describe("fees", () => {
  const feeTiers = [
    { fromVolumeUsd: usd(1_000), makerFeeBps: bps(1), takerFeeBps: bps(4) },
    { fromVolumeUsd: usd(5_000), makerFeeBps: bps(0), takerFeeBps: bps(3) },
  ];
  const today = Math.floor(at(100 * day) / day);
  const takerFee = (traded: readonly (readonly [number, number])[]): number => {
    const book = opened({ feeTiers });
    for (const [daysAgo, notional] of traded) book.tradedByDay.set(today - daysAgo, notional);
    return feeOf(book, btc, "TAKER", usd(10_000));
  };
  it.each([
    ["below the first tier the instrument's own", [[1, 999.99]], 5],
    ["at the first tier", [[1, 1_000]], 4],
    ["just below the second", [[1, 4_999.99]], 4],
    [
      "at the second, over several days",
      [
        [1, 2_500],
        [30, 2_500],
      ],
      3,
    ],
    [
      "without what was traded 31 days ago",
      [
        [1, 2_500],
        [31, 2_500],
      ],
      4,
    ],
    ["without what is traded today", [[0, 9_000]], 5],
  ] as const)("%s", (_, traded, expected) => expect(takerFee(traded)).toBe(expected));
  it("differ for makers", () => expect(feeOf(opened({}), btc, "MAKER", usd(10_000))).toBe(2));
  it("are discounted where they are paid in the venue's asset", () =>
    expect(feeOf(opened({ feeAsset: { asset: "BNB", discount: fraction(0.25) } }), btc, "TAKER", usd(10_000))).toBe(
      3.75,
    ));
  it("fall for a fund that has traded enough, from the next day on", () => {
    const book = opened({ feeTiers });
    const trade = (id: string): number => {
      submitTo(book, order({ id, quantity: quantity(20), limitPrice: price(101) }));
      const [fill] = fillsIn(playBar(book, barOf(100, 100, 100, 100)));
      return fill === undefined ? Number.NaN : (fill.fee / (fill.quantity * fill.price)) * 10_000;
    };
    expect(trade("A")).toBeCloseTo(5, 9);
    expect(trade("B")).toBeCloseTo(5, 9);
    book.at += day;
    expect(trade("C")).toBeCloseTo(4, 9);
  });
});

describe("impact and volume", () => {
  const bought = (terms: Partial<VenueTerms>, size = 100): readonly number[] => {
    const book = opened(terms);
    submitTo(book, order({ quantity: quantity(size), limitPrice: price(120), timeInForce: "IOC" }));
    return fillsIn(playBar(book, barOf(100, 105, 95, 100, 1_000))).flatMap((fill) => [fill.quantity, fill.price]);
  };
  it("impact grows in proportion to its factor", () => {
    const [none = 0, half = 0, whole = 0] = [0, 0.5, 1].map((impactFactor) => (bought({ impactFactor })[1] ?? 0) - 100);
    expect(none).toBeCloseTo(0.01, 9);
    expect(half - none).toBeCloseTo((whole - none) / 2, 1);
    expect(whole).toBeGreaterThan(1.8);
  });
  const sold = (bars: readonly Bar[], size: number): number => {
    const book = opened({});
    book.holdings.set("BTC", 1e6);
    for (const before of bars.slice(0, -1)) playBar(book, before);
    submitTo(book, order({ type: "MARKET", side: "SELL", quantity: quantity(size) }));
    return 100 - (bars.slice(-1).flatMap((bar) => fillsIn(playBar(book, bar)))[0]?.price ?? Number.NaN);
  };
  const lively = barOf(100, 101, 99, 100, 10);
  it("impact goes on growing beyond the bar's volume", () => {
    const [whole, fourfold] = [sold([lively], 10), sold([lively], 40)];
    expect(fourfold - 0.01).toBeCloseTo(2 * (whole - 0.01), 1);
  });
  it("a bar without range or volume costs what the last one that had any would have", () => {
    const asBefore = sold([lively], 40);
    expect(sold([lively, barOf(100, 100, 100, 100, 10)], 40)).toBe(asBefore);
    expect(sold([lively, barOf(100, 100, 100, 100, 0), barOf(100, 100, 100, 100, 0)], 40)).toBe(asBefore);
    expect(sold([lively, barOf(100, 101, 99, 100, 0)], 40)).toBe(asBefore);
    expect(sold([lively, barOf(100, 100, 100, 100, 40)], 40)).toBeLessThan(asBefore);
  });
  it("where nothing is known before, it costs half the spread", () =>
    expect(sold([barOf(100, 100, 100, 100, 0)], 40)).toBeCloseTo(0.01, 9));
  it("the share of the volume is the terms'", () => {
    expect(bought({})[0]).toBe(100);
    expect(bought({ maxParticipation: fraction(0.05) })[0]).toBe(50);
  });
});

describe("latency", () => {
  const latency = { requestMs: durationMs(600_000), reportMs: durationMs(0), jitterMs: durationMs(0), seed: 1 };
  const sent = (sentBefore: number): VenueBook => {
    const book = opened({ latency });
    book.at = at(100 * day) - sentBefore;
    const request = { kind: "SubmitOrder", order: order({ limitPrice: price(103), timeInForce: "IOC" }) } as const;
    expect(answerOf(book, request)).toBeUndefined();
    book.at = at(100 * day);
    return book;
  };
  const bar = barOf(100, 102, 98, 100);
  it("an order that arrives by the open takes there", () =>
    expect(told(openBar(sent(600_000), [bar]))).toEqual(["A ACCEPTED", expect.stringMatching(/^A 1 at 10/)]));
  it("one that arrives later waits for the next moment, and pays for what the market did meanwhile", () => {
    const onTime = fillsIn(openBar(sent(600_000), [bar]))[0]?.price ?? 0;
    const book = sent(0);
    expect(openBar(book, [bar])).toEqual([]);
    book.at += hour - 1;
    const [accepted, late] = fillResting(book, [bar]);
    expect(accepted).toMatchObject({ kind: "ACCEPTED" });
    expect(late?.kind === "FILLED" && late.price).toBeGreaterThan(onTime);
    expect(late?.kind === "FILLED" && late.price).toBeLessThan(101.2);
  });
  it("one that is played at its own moment pays for the same share of the bar as one that waits for the next", () => {
    const book = sent(0);
    openBar(book, [bar]);
    expect(nextArrival(book)).toBe(book.at + 600_000);
    book.at += 600_000;
    const [, early] = playArrivals(book, [bar], at(100 * day) + hour - 1);
    expect(nextArrival(book)).toBeUndefined();
    const waited = sent(0);
    openBar(waited, [bar]);
    waited.at += hour - 1;
    const [, late] = fillResting(waited, [bar]);
    expect(early).toMatchObject({ kind: "FILLED" });
    expect(early).toEqual(late);
  });
  it("the end of a bar leaves time for answers, and the shortest bar just holds them", () => {
    const some = { ...latency, requestMs: durationMs(40), reportMs: durationMs(30), jitterMs: durationMs(5) };
    expect(momentsInside(some, at(day))).toEqual({ restAt: at(day) - 1 - 35 - 35 - 45, closeAt: at(day) - 1 - 35 });
    expect(shortestBar(some)).toBe(3 * (45 + 35) + 1);
    const none = { ...latency, requestMs: durationMs(0) };
    expect(momentsInside(none, at(day))).toEqual({ restAt: at(day) - 1, closeAt: at(day) - 1 });
    expect(shortestBar(none)).toBe(1);
  });
  it("a cancel that is on its way comes too late for a fill", () => {
    const book = opened({ latency });
    submitTo(book, order({ limitPrice: price(103) }));
    expect(answerOf(book, { kind: "CancelOrder", orderId: "A" })).toBeUndefined();
    expect(told(openBar(book, [bar]))).toEqual([expect.stringMatching(/^A 1/)]);
    book.at += hour;
    expect(closeBar(book, [bar])).toEqual([]);
  });
  it("draws the same jitter from the same seed, within its bounds, and another from another", () => {
    const draws = (seed: number) => Array.from({ length: 200 }, (_, draw) => jitterOf(seed, draw));
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
    expect(draws(1).every((each) => each >= 0 && each < 1)).toBe(true);
    const book = opened({ latency: { ...latency, reportMs: durationMs(50), jitterMs: durationMs(20) } });
    const delays = Array.from({ length: 200 }, (_, seq) => reportDelay(book, seq));
    const jitterAlone = opened({ latency: { ...latency, jitterMs: durationMs(20) } });
    expect(delays.map((each) => each - 50)).toEqual(delays.map((_, seq) => reportDelay(jitterAlone, seq)));
    expect([Math.min(...delays) >= 50, Math.max(...delays) < 70, new Set(delays).size > 10]).toEqual([
      true,
      true,
      true,
    ]);
  });
});
