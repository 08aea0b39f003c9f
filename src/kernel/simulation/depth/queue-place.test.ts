/** A maker stands behind all that is displayed; only trades, and cancels that leave no other reading, move him up. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diff, smallBook, snapshot, trade } from "../../../../tests/scenarios/depth.ts";
import { applyDiff, applySnapshot } from "./depth-book.ts";
import { joinQueue, seeBook, tradeAgainst } from "./queue-place.ts";
import { nothingTaken, walkBook } from "./walk-book.ts";

const bidAt = (tick: number, lots = 2) => {
  const book = smallBook();
  return { book, taken: nothingTaken(), place: joinQueue(book, { side: "BUY", tick, lots }) };
};

it("joins behind all that is displayed at its price", () =>
  expect([99, 98, 97].map((tick) => bidAt(tick).place.aheadLots)).toEqual([5, 7, 0]));

describe("a trade", () => {
  it.each([
    ["by a buyer", "BUY", 99, 50, 0, 5],
    ["above our bid", "SELL", 100, 50, 0, 5],
    ["short of us", "SELL", 99, 4, 0, 1],
    ["up to us", "SELL", 99, 5, 0, 0],
    ["into us", "SELL", 99, 6, 1, 0],
    ["through us", "SELL", 99, 50, 2, 0],
    ["below our bid fills us, as far as it goes", "SELL", 98, 1, 1, 0],
  ] as const)("%s", (_, side, tick, lots, filled, ahead) => {
    const { place } = bidAt(99);
    expect([tradeAgainst(place, trade(side, tick, lots)), place.aheadLots]).toEqual([filled, ahead]);
  });
  it("fills a sale of ours from the other side", () => {
    const place = joinQueue(smallBook(), { side: "SELL", tick: 101, lots: 3 });
    expect(
      [trade("SELL", 101, 9), trade("BUY", 101, 5), trade("BUY", 102, 1), trade("BUY", 101, 9)].map((each) =>
        tradeAgainst(place, each),
      ),
    ).toEqual([0, 1, 1, 1]);
  });
});

describe("the level at our price", () => {
  it.each([
    ["grows", 9, 5],
    ["shrinks no further than our place", 5, 5],
    ["shrinks below our place", 4, 4],
    ["goes", 0, 0],
  ])("%s", (_, lots, ahead) => {
    const { book, taken, place } = bidAt(99);
    applyDiff(book, diff([9, 12, 8], [[99, lots]]));
    expect([seeBook(place, book, taken), place.aheadLots]).toEqual([0, ahead]);
  });
});

it("an offer that comes to rest at our bid would have met us, and is not there for a taker too", () => {
  const { book, taken, place } = bidAt(99);
  applyDiff(book, diff([9, 12, 8], [[99, 0]], [[99, 1]]));
  expect([seeBook(place, book, taken), place.leftLots]).toEqual([1, 1]);
  expect(walkBook(book, taken, { side: "BUY", lots: 1 }).meanTick).toBe(101);
  expect(seeBook(place, book, taken)).toBe(0);
});

it("after a gap it is behind everything that stands there then", () => {
  const { book, taken, place } = bidAt(99);
  tradeAgainst(place, trade("SELL", 99, 5));
  applyDiff(book, diff([9, 12, 8]));
  applyDiff(book, diff([20, 22, 19]));
  expect([seeBook(place, book, taken), place.aheadLots]).toEqual([0, Number.POSITIVE_INFINITY]);
  applySnapshot(book, snapshot(21, [[99, 8]], [[101, 1]]));
  expect([seeBook(place, book, taken), place.aheadLots]).toEqual([0, 8]);
});

it("others' additions never improve a place, and fills never exceed what was traded at or beyond our price", () => {
  const move = fc.oneof(
    fc.record({ kind: fc.constant("ADD" as const), lots: fc.integer({ min: 1, max: 9 }) }),
    fc.record({
      kind: fc.constant("TRADE" as const),
      tick: fc.constantFrom(98, 99, 100),
      lots: fc.integer({ min: 1, max: 9 }),
    }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
      const { book, taken, place } = bidAt(99, 12);
      let displayed = 5;
      let last = 10;
      let filled = 0;
      let traded = 0;
      for (const each of moves) {
        const { aheadLots } = place;
        if (each.kind === "ADD") {
          displayed += each.lots;
          applyDiff(book, diff([last, last + 1, last], [[99, displayed]]));
          last += 1;
          expect(seeBook(place, book, taken)).toBe(0);
          expect(place.aheadLots).toBe(aheadLots);
        } else {
          filled += tradeAgainst(place, trade("SELL", each.tick, each.lots));
          traded += each.tick <= 99 ? each.lots : 0;
        }
        expect(filled).toBeLessThanOrEqual(traded);
        expect(filled + place.leftLots).toBe(12);
        expect(place.aheadLots).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
