/** A book is rebuilt by the venue's rules, and is unusable the moment they cannot be kept. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diff, levelsOf, smallBook, snapshot } from "../../../../tests/scenarios/depth.ts";
import { epochMs } from "../../units/units.ts";
import { type BookSide, keyOf, lotsAt, lotsAtPlace, openBookSide, setLevel, tickAt } from "./book-side.ts";
import { applyDiff, applySnapshot, bestOf, type DepthBook, lotsWithin, openDepthBook } from "./depth-book.ts";
import type { DepthDiff, Sequence } from "./depth-event.ts";

const levelsOfSide = (side: BookSide): [number, number][] =>
  Array.from({ length: side.count }, (_, place) => [tickAt(side, place), lotsAtPlace(side, place)]);
const content = (book: DepthBook) => ({ bids: levelsOfSide(book.bids), asks: levelsOfSide(book.asks) });
const best = { bidTick: 99, bidLots: 5, askTick: 101, askLots: 4 };

describe("a snapshot", () => {
  it("is usable by itself", () => {
    const book = smallBook();
    expect([book.status, bestOf(book)]).toEqual(["SNAPSHOT", best]);
  });
  it("replaces all that stood", () => {
    const book = smallBook();
    applySnapshot(book, snapshot(11, [[50, 1]], [[60, 1]]));
    expect(content(book)).toEqual({ bids: [[50, 1]], asks: [[60, 1]] });
  });
  it.each([
    ["older than the book", 14, false],
    ["as old as the book", 15, true],
  ])("%s: taken %s", (_, lastUpdate, taken) => {
    const book = smallBook();
    applyDiff(book, diff([9, 15, 8]));
    applySnapshot(book, snapshot(lastUpdate, [[50, 1]], [[60, 1]]));
    expect(bestOf(book)?.bidTick === 50).toBe(taken);
  });
  it("that is crossed, or whose best prices meet, is unusable", () => {
    const book = openDepthBook();
    applySnapshot(book, snapshot(1, [[100, 1]], [[100, 1]]));
    expect([book.status, book.counts.faults.CROSSED, bestOf(book)]).toEqual(["WAITING", 1, undefined]);
    applySnapshot(book, snapshot(2, [[100, 1]], [[101, 1]]));
    expect(bestOf(book)).toMatchObject({ bidTick: 100, askTick: 101 });
  });
});

describe("the first change after a snapshot as of 10 (Binance USD-M)", () => {
  it.each<[string, [number, number, number], string, string]>([
    ["ends before it", [5, 9, 4], "SNAPSHOT", "stale"],
    ["ends with it", [5, 10, 4], "LIVE", "applied"],
    ["spans it", [10, 14, 9], "LIVE", "applied"],
    ["names it as the one before", [11, 14, 10], "LIVE", "applied"],
    ["begins after it", [11, 14, 9], "WAITING", "gap"],
    ["names a later one as the one before", [12, 14, 11], "WAITING", "gap"],
  ])("%s", (_, numbers, status, outcome) => {
    const book = smallBook();
    applyDiff(book, diff(numbers));
    const { applied, stale, faults } = book.counts;
    expect([book.status, { applied, stale, gap: faults.GAP }]).toEqual([
      status,
      { applied: 0, stale: 0, gap: 0, [outcome]: 1 },
    ]);
  });
});

it("a snapshot of the number the book stands at breaks no chain", () => {
  const book = smallBook();
  applyDiff(book, diff([9, 105, 8]));
  applySnapshot(book, snapshot(105, [[50, 1]], [[60, 1]]));
  applyDiff(book, diff([106, 107, 105]));
  expect([book.status, book.counts.faults.GAP]).toEqual(["LIVE", 0]);
});

describe("each further change", () => {
  const live = (): DepthBook => {
    const book = smallBook();
    applyDiff(book, diff([9, 14, 8]));
    return book;
  };
  it.each<[string, [number, number, number], string]>([
    ["names the one before", [17, 20, 14], "LIVE"],
    ["names one that never came", [17, 20, 16], "WAITING"],
    ["names an older one", [13, 20, 12], "WAITING"],
    ["is heard a second time", [9, 14, 8], "LIVE"],
  ])("%s", (_, numbers, status) => {
    const book = live();
    applyDiff(book, diff(numbers));
    expect(book.status).toBe(status);
  });

  it("of zero lots removes a level; of one that does not stand it is nothing", () => {
    const book = live();
    applyDiff(
      book,
      diff(
        [15, 16, 14],
        [
          [99, 0],
          [97, 0],
        ],
        [[102, 9]],
      ),
    );
    expect(content(book)).toEqual({
      bids: [
        [98, 7],
        [96, 20],
      ],
      asks: [
        [101, 4],
        [102, 9],
        [105, 30],
      ],
    });
  });

  it("that crosses the book makes it unusable, and counts", () => {
    const book = live();
    applyDiff(book, diff([15, 16, 14], [[101, 1]]));
    expect([book.status, book.counts.faults.CROSSED, bestOf(book)]).toEqual(["WAITING", 1, undefined]);
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])("with %s lots makes it unusable", (lots) => {
    const book = live();
    applyDiff(book, diff([15, 16, 14], [[98, lots]]));
    expect([book.status, book.counts.faults.CONTRADICTED]).toEqual(["WAITING", 1]);
  });
});

it("a gap shows nothing until the next snapshot, which catches up with what came meanwhile", () => {
  const book = smallBook();
  applyDiff(book, diff([9, 14, 8]));
  applyDiff(book, diff([20, 24, 19], [[99, 1]]));
  applyDiff(book, diff([25, 28, 24], [[99, 2]]));
  expect(bestOf(book)).toBeUndefined();
  applySnapshot(book, snapshot(22, [[90, 1]], [[110, 1]]));
  expect([book.status, book.lastUpdate, bestOf(book)?.bidLots]).toEqual(["LIVE", 28, 2]);
});

it("a snapshot from before the gap does not heal it", () => {
  const book = smallBook();
  applyDiff(book, diff([9, 14, 8]));
  applyDiff(book, diff([20, 24, 19]));
  applySnapshot(book, snapshot(15, [[90, 1]], [[110, 1]]));
  expect([book.status, book.counts.faults.GAP]).toEqual(["WAITING", 2]);
  applySnapshot(book, snapshot(21, [[90, 1]], [[110, 1]]));
  expect(book.status).toBe("LIVE");
});

describe("other venues' numbers", () => {
  const of = (sequence: Sequence, change: Partial<DepthDiff> = {}): DepthDiff => ({
    kind: "DIFF",
    at: epochMs(1),
    sequence,
    changes: [],
    ...change,
  });
  it.each<[string, [number, number][], string]>([
    ["first spans", [[9, 12]], "LIVE"],
    ["first follows at once", [[11, 12]], "LIVE"],
    ["first ends with it", [[9, 10]], "SNAPSHOT"],
    ["first leaves one out", [[12, 13]], "WAITING"],
    [
      "second follows",
      [
        [11, 12],
        [13, 15],
      ],
      "LIVE",
    ],
    [
      "second leaves one out",
      [
        [11, 12],
        [14, 15],
      ],
      "WAITING",
    ],
  ])("Binance spot: %s", (_, numbers, status) => {
    const book = smallBook();
    for (const [first, last] of numbers) applyDiff(book, of({ rule: "ADJACENT", first, last }));
    expect(book.status).toBe(status);
  });

  it.each<[string, number, number, boolean | undefined, string]>([
    ["an update of what stands", 11, 99, true, "LIVE"],
    ["an update of what does not", 11, 97, true, "WAITING"],
    ["an insert of what does not", 11, 97, false, "LIVE"],
    ["an insert of what stands", 11, 99, false, "WAITING"],
    ["a number that does not rise", 10, 99, true, "SNAPSHOT"],
  ])("Bybit: %s", (_, last, tick, stood, status) => {
    const book = smallBook();
    const changes = [{ side: "BUY" as const, tick, lots: 3, ...(stood === undefined ? {} : { stood }) }];
    applyDiff(book, of({ rule: "RISING", last }, { changes }));
    expect(book.status).toBe(status);
  });
});

it("depth within some ticks of the touch", () =>
  expect([0, 1, 2, 3, Number.NaN].map((ticks) => lotsWithin(smallBook().bids, ticks))).toEqual([5, 12, 12, 32, 0]));

const anyLevels = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 9 })), {
  maxLength: 60,
});

it("levels stay sorted and hold what was last said, whatever is said", () => {
  fc.assert(
    fc.property(anyLevels, fc.constantFrom("BUY" as const, "SELL" as const), (said, side) => {
      const levels = openBookSide(side);
      for (const [tick, lots] of said) setLevel(levels, tick, lots);
      const last = new Map(said);
      const expected = [...last].filter(([, lots]) => lots > 0).toSorted(([a], [b]) => keyOf(side, b) - keyOf(side, a));
      expect(levelsOfSide(levels)).toEqual(expected);
      for (const [tick, lots] of last) expect(lotsAt(levels, tick)).toBe(lots);
    }),
  );
});

it("grows past its first room", () => {
  const levels = openBookSide("BUY");
  for (let tick = 3_000; tick > 0; tick -= 1) setLevel(levels, tick, tick);
  expect([levels.count, tickAt(levels, 0), tickAt(levels, 2_999), lotsAt(levels, 1_500)]).toEqual([
    3_000, 3_000, 1, 1_500,
  ]);
});

it("the same changes give the same book, however they are split into messages", () => {
  const away = fc.array(fc.tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 0, max: 9 })), { maxLength: 40 });
  fc.assert(
    fc.property(away, fc.array(fc.nat(40), { maxLength: 8 }), (bids, cuts) => {
      const whole = smallBook();
      applyDiff(whole, diff([10, 200, 9], bids));
      const split = smallBook();
      const places = [...new Set(cuts.filter((cut) => cut > 0 && cut < bids.length))].toSorted((a, b) => a - b);
      let previous = 10;
      for (const [index, from] of [0, ...places].entries()) {
        const last = 11 + index;
        applyDiff(split, diff([index === 0 ? 10 : last, last, previous], bids.slice(from, places[index])));
        previous = last;
      }
      expect(split.status).toBe("LIVE");
      expect(content(split)).toEqual(content(whole));
    }),
  );
});

it("never shows a crossed book, whatever it is told", () => {
  const moves = fc.array(fc.tuple(anyLevels, anyLevels), { maxLength: 10 });
  fc.assert(
    fc.property(moves, (told) => {
      const book = openDepthBook();
      applySnapshot(book, { ...snapshot(1, [[19, 1]], [[21, 1]]), levels: levelsOf([[19, 1]], [[21, 1]]) });
      for (const [index, [bids, asks]] of told.entries()) {
        applyDiff(book, diff([index + 1, index + 2, index + 1], bids, asks));
        const shown = bestOf(book);
        if (shown !== undefined) expect(shown.bidTick).toBeLessThan(shown.askTick);
      }
    }),
  );
});
