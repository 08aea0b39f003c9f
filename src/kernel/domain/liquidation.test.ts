/** The liquidation price is where the margin ratio is 1, in whichever tier that is, and where no price is there is none. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { btcBrackets } from "../../../tests/scenarios/perpetuals.ts";
import { bracketAt } from "./perpetual.ts";
import { liquidationPrice, liquidationPriceBy, marginRatio, profitAt } from "./liquidation.ts";

describe("the published example", () => {
  /** Binance's support page: BTC long, the wallet behind it. */
  const exposed = { quantity: 109.488, entryPrice: 32_481.98, collateral: 1_535_443.01 };
  it("of one tier", () =>
    expect(liquidationPriceBy(exposed, { rate: 0.025, amount: 16_300 })).toBeCloseTo(18_778.73, 1));
});

it("profit of a short is what the price fell by", () =>
  expect([profitAt({ quantity: -2, entryPrice: 100 }, 90), profitAt({ quantity: 2, entryPrice: 100 }, 90)]).toEqual([
    20, -20,
  ]));

it("a long that is paid for in full is never liquidated", () =>
  expect(liquidationPrice({ quantity: 1, entryPrice: 100, collateral: 100 }, btcBrackets)).toBeUndefined());

it("is taken by the tier of the fallen notional, not of the entry", () => {
  const exposed = { quantity: 10, entryPrice: 6_000, collateral: 15_000 };
  const at = liquidationPrice(exposed, btcBrackets) ?? Number.NaN;
  expect(bracketAt(btcBrackets, 60_000)).toBe(btcBrackets[1]);
  expect(bracketAt(btcBrackets, 10 * at)).toBe(btcBrackets[0]);
  expect(at).toBeCloseTo((15_000 - 60_000) / (10 * 0.004 - 10), 9);
});

it("with nothing left, whatever is needed is too much", () =>
  expect(marginRatio({ quantity: 1, entryPrice: 100, collateral: 10 }, btcBrackets, 90)).toBe(Infinity));

const anyExposed = fc.record({
  side: fc.constantFrom(1, -1),
  notional: fc.double({ min: 100, max: 1e9, noNaN: true }),
  entryPrice: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
  leverage: fc.double({ min: 1.2, max: 20, noNaN: true }),
});

it("is where the margin ratio is 1, and safe on one side of it only: over any position", () => {
  fc.assert(
    fc.property(anyExposed, ({ side, notional, entryPrice, leverage }) => {
      const exposed = { quantity: (side * notional) / entryPrice, entryPrice, collateral: notional / leverage };
      const { maintenanceFraction } = bracketAt(btcBrackets, notional);
      fc.pre(1 / leverage > maintenanceFraction * 1.5);
      const at = liquidationPrice(exposed, btcBrackets);
      fc.pre(at !== undefined);
      expect(marginRatio(exposed, btcBrackets, at)).toBeCloseTo(1, 6);
      const tick = at * 1e-4 * side;
      expect(marginRatio(exposed, btcBrackets, at + tick)).toBeLessThan(1);
      expect(marginRatio(exposed, btcBrackets, at - tick)).toBeGreaterThan(1);
    }),
  );
});

it("a tier's cap is no gap: a price is found on both sides of every boundary", () => {
  for (const { capUsd, maxLeverageRatio } of btcBrackets.slice(0, -1))
    for (const nudge of [1 - 1e-9, 1, 1 + 1e-9]) {
      const entryPrice = (capUsd / 100) * nudge;
      const collateral = (capUsd * nudge) / Math.max(1.5, maxLeverageRatio / 4);
      for (const quantity of [100, -100])
        expect(liquidationPrice({ quantity, entryPrice, collateral }, btcBrackets)).toBeGreaterThan(0);
    }
});
