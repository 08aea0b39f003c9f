/** The shadow book: fills at the next open with costs, stops first, and starts anew with every freeze. */
import { describe, expect, it } from "vitest";
import { bar } from "../../../../tests/scenarios/given.ts";
import {
  clearShadowBook,
  isShadowed,
  leaveShadow,
  openShadowBook,
  playShadowBar,
  shadowPnl,
  wishInShadow,
} from "./shadow-book.ts";

const wish = { notional: 1_000, stopDistance: 0.02 };
const held = (cost = 0) => {
  const book = openShadowBook();
  wishInShadow(book, 0, wish);
  playShadowBar(book, 0, bar("BTC", 100), cost);
  return book;
};

describe("a wish", () => {
  it("is filled at the next open, worse by the costs", () => {
    const book = held(0.001);
    expect(book.positions.get(0)).toMatchObject({ entryPrice: 100.1, stopPrice: expect.closeTo(98.098, 9) });
    expect(shadowPnl(book)).toBeCloseTo((1_000 / 100.1) * (100 - 100.1), 9);
  });
  it("stands for its symbol until it ends", () => {
    const book = openShadowBook();
    wishInShadow(book, 0, wish);
    expect([isShadowed(book, 0), isShadowed(book, 1)]).toEqual([true, false]);
    playShadowBar(book, 0, bar("BTC", 100), 0);
    expect(isShadowed(book, 0)).toBe(true);
  });
});

describe("a position", () => {
  it("gains with the close, unrealised", () => {
    const book = held();
    expect(playShadowBar(book, 0, bar("BTC", 105), 0)).toBeUndefined();
    expect(shadowPnl(book)).toBeCloseTo(50, 9);
  });
  it("is stopped inside the bar, whatever else the bar did", () => {
    const book = held();
    expect(playShadowBar(book, 0, bar("BTC", 110, { open: 100, low: 98 }), 0)?.pnl).toBeCloseTo(-20, 9);
    expect([isShadowed(book, 0), shadowPnl(book)]).toEqual([false, expect.closeTo(-20, 9)]);
  });
  it("is stopped at the open after a gap", () =>
    expect(playShadowBar(held(), 0, bar("BTC", 90, { open: 90 }), 0)?.pnl).toBeCloseTo(-100, 9));
  it("that is to leave leaves at the next open, before any stop", () => {
    const book = held();
    leaveShadow(book, 0);
    expect(playShadowBar(book, 0, bar("BTC", 90, { open: 110, low: 80 }), 0.001)?.pnl).toBeCloseTo(
      10 * (110 * 0.999 - 100),
      9,
    );
  });
  it("is not asked to leave before it is held", () => {
    const book = openShadowBook();
    leaveShadow(book, 0);
    expect(book.leaving.size).toBe(0);
  });
});

it("a new freeze starts an empty book", () => {
  const book = held();
  playShadowBar(book, 0, bar("BTC", 105), 0);
  leaveShadow(book, 0);
  clearShadowBook(book);
  expect(book).toEqual(openShadowBook());
});
