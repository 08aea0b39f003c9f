/** What adding floats leaves of nothing is nothing, whatever a lot of the symbol is. */
import { expect, it } from "vitest";
import { btc } from "../../../../tests/scenarios/given.ts";
import { quantity, usd } from "../../units/units.ts";
import { bookSpotFill, type VenueFunds } from "./venue-funds.ts";

it.each([
  ["large", 0.1, [1_000_000.1, 0.7], 1_000_000.8, 0],
  ["small, of which less than a trillionth is still whole lots", 1e-14, [5e-14], 2e-14, 3e-14],
])("of %s amounts", (_, lot, bought, sold, left) => {
  const funds: VenueFunds = { holdings: new Map(), cashMicros: 0, fills: 0 };
  const instrument = { ...btc, lotSize: quantity(lot) };
  const fill = { symbol: "BTC", price: 0, fee: usd(0) };
  for (const each of bought) bookSpotFill(funds, { ...fill, side: "BUY", quantity: each }, instrument);
  bookSpotFill(funds, { ...fill, side: "SELL", quantity: sold }, instrument);
  expect(funds.holdings.get("BTC")).toBeCloseTo(left, 16);
  expect(funds.holdings.get("BTC") === 0).toBe(left === 0);
});
