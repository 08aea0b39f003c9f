/** A taker gets what stands there, level by level, once; and more never costs less. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { diff, levelsOf, smallBook, trade } from "../../../../tests/scenarios/depth.ts";
import { applyDiff, openDepthBook } from "./depth-book.ts";
import { forgetGone, forgetTraded, nothingTaken, take, tradeThrough, walkBook } from "./walk-book.ts";

it.each([
  ["BUY", 3, undefined, 3, 101],
  ["BUY", 4, undefined, 4, 101],
  ["BUY", 5, undefined, 5, 101.2],
  ["BUY", 99, undefined, 40, (4 * 101 + 6 * 102 + 30 * 105) / 40],
  ["BUY", 20, 102, 10, 101.6],
  ["BUY", 20, 100, 0, Number.NaN],
  ["SELL", 8, undefined, 8, (5 * 99 + 3 * 98) / 8],
  ["SELL", 20, 98, 12, (5 * 99 + 7 * 98) / 12],
  ["SELL", 20, 100, 0, Number.NaN],
  ["SELL", 0, undefined, 0, Number.NaN],
  ["SELL", Number.NaN, undefined, 0, Number.NaN],
] as const)("%s %s with limit %s has %s at %s", (side, lots, limitTick, had, meanTick) => {
  const walk = walkBook(smallBook(), nothingTaken(), { side, lots, limitTick });
  expect([walk.lots, walk.meanTick]).toEqual([had, meanTick]);
});

it("an unusable book gives nothing", () =>
  expect(walkBook(openDepthBook(), nothingTaken(), { side: "BUY", lots: 1 }).lots).toBe(0));

it("what was taken is not there again until its level has been gone", () => {
  const book = smallBook();
  const taken = nothingTaken();
  const buy = (lots: number) => {
    const walk = walkBook(book, taken, { side: "BUY", lots });
    take(taken, "BUY", walk.parts);
    return walk.meanTick;
  };
  expect([buy(4), buy(1)]).toEqual([101, 102]);
  applyDiff(book, diff([9, 12, 8], [], [[101, 6]]));
  forgetGone(book, taken);
  expect([buy(2), buy(1)]).toEqual([101, 102]);
  applyDiff(book, diff([13, 14, 12], [], [[101, 0]]));
  forgetGone(book, taken);
  applyDiff(book, diff([15, 16, 14], [], [[101, 3]]));
  expect(buy(3)).toBe(101);
});

it("what a trade took and went through is gone until its level is set", () => {
  const traded = nothingTaken();
  tradeThrough(smallBook(), traded, trade("BUY", 102, 5));
  tradeThrough(smallBook(), traded, trade("SELL", 99, 2));
  const had = (side: "BUY" | "SELL") =>
    walkBook(smallBook(), nothingTaken(), { side, lots: 2 }, traded).parts.map(({ tick, lots }) => [tick, lots]);
  expect([had("BUY"), had("SELL")]).toEqual([
    [
      [102, 1],
      [105, 1],
    ],
    [[99, 2]],
  ]);
  forgetTraded(traded, levelsOf([], [[101, 1]]));
  expect(had("BUY")).toEqual([[101, 2]]);
});

it("what is taken of one side leaves the other alone", () => {
  const book = smallBook();
  const taken = nothingTaken();
  take(taken, "BUY", walkBook(book, taken, { side: "BUY", lots: 40 }).parts);
  expect(walkBook(book, taken, { side: "SELL", lots: 5 }).meanTick).toBe(99);
});

it("never gives more than was asked or stands, and the mean price worsens with size", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("BUY" as const, "SELL" as const),
      fc.integer({ min: 1, max: 45 }),
      fc.nat(20),
      (side, lots, before) => {
        const book = smallBook();
        const taken = nothingTaken();
        take(taken, side, walkBook(book, taken, { side, lots: before }).parts);
        const small = walkBook(book, taken, { side, lots });
        const large = walkBook(book, taken, { side, lots: lots + 1 });
        expect(small.lots).toBe(Math.max(0, Math.min(lots, (side === "BUY" ? 40 : 32) - before)));
        expect(small.parts.reduce((sum, part) => sum + part.lots, 0)).toBe(small.lots);
        if (small.lots === 0) return;
        const worse = (large.meanTick - small.meanTick) * (side === "BUY" ? 1 : -1);
        expect(worse).toBeGreaterThanOrEqual(-1e-9);
      },
    ),
  );
});
