/** The paper book: a trade is led by its plan, from the next open on, and what it came to is counted in R. */
import { describe, expect, it } from "vitest";
import { at, bar, btc, hour } from "../../../../tests/scenarios/given.ts";
import type { Bar } from "../../domain/bar.ts";
import { decodeState, encodeState } from "../../state-codec.ts";
import { fraction } from "../../units/units.ts";
import { isOnPaper, leavePaper, openPaperBook, type PaperClose, playPaperBar, wishOnPaper } from "./paper-book.ts";

const wish = {
  stopDistance: fraction(0.02),
  outlook: { row: "NORMAL", atr: 0.01 },
  openedIn: ["CALM"],
} as const;
const closing = (hoursOn: number, change: Partial<PaperClose> = {}): PaperClose => ({
  at: at(hoursOn * hour),
  instrument: btc,
  atr: 0.01,
  cost: 0,
  followsPlan: true,
  ...change,
});
/** Opens at `open`, closes at `close`, and goes no farther than `low`. */
const move = (open: number, close: number, low = Math.min(open, close)): Bar => bar("BTC", close, { open, low });
const bought = (change: Partial<PaperClose> = {}) => {
  const book = openPaperBook();
  wishOnPaper(book, 0, wish);
  playPaperBar(book, 0, move(100, 100), closing(0, change));
  return book;
};

describe("a wish", () => {
  it("is bought at the next open, worse by the cost, with its stop below what was paid", () => {
    const { trades, wishes } = bought({ cost: 0.001 });
    expect(trades.get(0)).toMatchObject({ averagePrice: expect.closeTo(100.1, 9), stopPrice: 98.1, heldShare: 1 });
    expect(wishes.size).toBe(0);
  });
  it("stands for its symbol until the trade has ended", () => {
    const book = openPaperBook();
    wishOnPaper(book, 0, wish);
    expect([isOnPaper(book, 0), isOnPaper(book, 1)]).toEqual([true, false]);
    playPaperBar(book, 0, move(100, 100), closing(0));
    expect(isOnPaper(book, 0)).toBe(true);
    playPaperBar(book, 0, move(99, 97), closing(1));
    expect(isOnPaper(book, 0)).toBe(false);
  });
});

describe("a trade", () => {
  it("loses one R at its stop, both costs on top, and more where the market opens below", () => {
    expect(playPaperBar(bought(), 0, move(99, 99, 97), closing(1))).toEqual({
      r: expect.closeTo(-1, 9),
      costR: 0,
      openedIn: ["CALM"],
    });
    const withCosts = playPaperBar(bought({ cost: 0.001 }), 0, move(99, 99, 97), closing(1, { cost: 0.001 }));
    expect(withCosts?.r).toBeCloseTo((98.1 * 0.999) / 100.1 / 0.02 - 50, 9);
    expect(withCosts?.costR).toBeCloseTo(0.1, 9);
    expect(playPaperBar(bought(), 0, move(96, 97), closing(1))?.r).toBeCloseTo(-2, 9);
  });

  it("is sold at the next open when its signal is gone, before any stop of that bar", () => {
    const book = bought();
    leavePaper(book, 0);
    expect(playPaperBar(book, 0, move(101, 101, 90), closing(1))?.r).toBeCloseTo(0.5, 9);
  });

  it("is given up when its time is over and it has made less than half an R", () => {
    const book = bought();
    expect(playPaperBar(book, 0, move(100, 100.5), closing(36))).toBeUndefined();
    expect(playPaperBar(book, 0, move(100.4, 100.4), closing(37))?.r).toBeCloseTo(0.2, 9);
  });

  it("pays for its costs once it has made one R", () => {
    const book = bought();
    playPaperBar(book, 0, move(100, 102), closing(1));
    expect(playPaperBar(book, 0, move(101, 99), closing(2))?.r).toBeCloseTo(0, 9);
  });

  it("takes half at two R, at the next open, and trails the rest", () => {
    const book = bought();
    playPaperBar(book, 0, move(100, 104), closing(1));
    playPaperBar(book, 0, move(104, 110), closing(2));
    expect(book.trades.get(0)).toMatchObject({ heldShare: 0.5, soldR: expect.closeTo(1, 9) });
    playPaperBar(book, 0, move(110, 110), closing(3));
    const stop = book.trades.get(0)?.stopPrice ?? 0;
    expect(stop).toBeCloseTo(110 - 2 * 0.01 * 110, 1);
    const ended = playPaperBar(book, 0, move(109, 100), closing(4));
    expect(ended?.r).toBeCloseTo(1 + (0.5 * (stop - 100)) / 2, 9);
  });

  it("where plans bind nothing, ends by its stop or its signal alone", () => {
    const free = { followsPlan: false };
    const book = bought(free);
    for (let hoursOn = 1; hoursOn < 100; hoursOn += 1)
      expect(playPaperBar(book, 0, move(100, hoursOn === 50 ? 109 : 100), closing(hoursOn, free))).toBeUndefined();
    expect(playPaperBar(book, 0, move(100, 97), closing(100, free))?.r).toBeCloseTo(-1, 9);
  });

  it("goes on from a snapshot", () => {
    const book = bought();
    expect(decodeState(encodeState(book))).toEqual(book);
  });
});
