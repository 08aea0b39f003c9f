/** What orders are measured by: what is not known, and shares of nothing, are no numbers, so that every limit refuses. */
import { expect, it } from "vitest";
import { btc } from "../../../../tests/scenarios/given.ts";
import { entry, exit } from "../../../../tests/scenarios/guard-orders.ts";
import { btcPerpetual } from "../../../../tests/scenarios/perpetuals.ts";
import { ratio } from "../../units/units.ts";
import { shareOf, shareText, tiedCost, usdText, worstCost } from "./order-measures.ts";

it("an entry costs its quantity at its limit, and nobody knows what without one", () =>
  expect([worstCost(entry()), worstCost(exit())]).toEqual([1_000, Number.NaN]));

it("spot ties up all of it, a perpetual its initial margin, an unknown instrument nobody knows what", () => {
  const perpetual = btcPerpetual({ leverageRatio: ratio(5) });
  expect([btc, perpetual, undefined].map((each) => tiedCost(entry(), each))).toEqual([1_000, 200, Number.NaN]);
});

it("a share of nothing, or of less, is no number", () => {
  expect(shareOf(1, 4)).toBe(0.25);
  for (const whole of [0, -1, Number.NaN]) expect(shareOf(1, whole)).toBeNaN();
});

it("money is read with cents, shares as percent", () =>
  expect([usdText(1.5), shareText(0.125)]).toEqual(["1.50 USD", "12.50 %"]));
