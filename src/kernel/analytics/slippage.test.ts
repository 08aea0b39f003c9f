/** Slippage is a cost above zero on either side, against what the fill was decided at. */
import { expect, it } from "vitest";
import { compareFill, referenceOf, slippageOf } from "./slippage.ts";

it("is above zero for the worse price, whichever side", () => {
  expect(slippageOf({ side: "BUY", priceUsd: 101 }, 100)).toBeCloseTo(0.01, 12);
  expect(slippageOf({ side: "SELL", priceUsd: 99 }, 100)).toBeCloseTo(0.01, 12);
  expect(slippageOf({ side: "SELL", priceUsd: 101 }, 100)).toBeCloseTo(-0.01, 12);
});

it("is held against a stop's trigger, and the price any other order was decided on", () => {
  const order = { stopPriceUsd: 95, referencePriceUsd: 100 };
  expect(referenceOf({ ...order, purpose: "STOP" })).toBe(95);
  expect(referenceOf({ ...order, purpose: "EXIT" })).toBe(100);
  expect(referenceOf({ ...order, purpose: "ENTRY" })).toBe(100);
});

it("believes the fact, which knows the parent; else the order; else says nothing", () => {
  const fill = { side: "BUY", priceUsd: 102, slippageBps: 200 } as const;
  expect(compareFill(fill, 101)).toEqual({ referenceUsd: 100, slippageRatio: 0.02 });
  expect(compareFill({ ...fill, side: "SELL", priceUsd: 98 }, 101)).toEqual({ referenceUsd: 100, slippageRatio: 0.02 });
  expect(compareFill({ ...fill, slippageBps: null }, 100)).toEqual({
    referenceUsd: 100,
    slippageRatio: expect.closeTo(0.02, 12),
  });
  expect(compareFill({ ...fill, slippageBps: null }, null)).toBeUndefined();
});
