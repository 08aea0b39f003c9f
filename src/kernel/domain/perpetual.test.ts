/** Tiers at each boundary and just past it, with the ladder Binance published for BTCUSDT. */
import { describe, expect, it } from "vitest";
import { btcBrackets, perpetualTerms } from "../../../tests/scenarios/perpetuals.ts";
import { justAbove } from "../../../tests/scenarios/given.ts";
import { ratio } from "../units/units.ts";
import { bracketAt, fundingPayment, initialMargin, largestNotional, maintenanceMargin } from "./perpetual.ts";

describe.each(btcBrackets.map((bracket, tier) => ({ tier, bracket })))("tier $tier", ({ tier, bracket }) => {
  const { floorUsd, capUsd, maintenanceFraction, maintenanceAmountUsd } = bracket;
  it("holds its cap, and no more", () => {
    expect(bracketAt(btcBrackets, capUsd)).toBe(bracket);
    expect(bracketAt(btcBrackets, justAbove(capUsd))).toBe(btcBrackets[tier + 1] ?? bracket);
  });
  it("begins just past its floor", () => {
    expect(bracketAt(btcBrackets, floorUsd === 0 ? 0 : justAbove(floorUsd))).toBe(bracket);
    if (tier > 0) expect(bracketAt(btcBrackets, floorUsd)).toBe(btcBrackets[tier - 1]);
  });
  it("takes its share of the notional less its amount, without a jump at its cap", () => {
    const atCap = capUsd * maintenanceFraction - maintenanceAmountUsd;
    expect(maintenanceMargin(btcBrackets, capUsd)).toBeCloseTo(atCap, 6);
    expect(maintenanceMargin(btcBrackets, justAbove(capUsd))).toBeCloseTo(atCap, 2);
  });
  it("allows its leverage up to its cap", () => {
    const at = (leverage: number) => largestNotional(perpetualTerms({ leverageRatio: ratio(leverage) }));
    expect(at(bracket.maxLeverageRatio)).toBe(capUsd);
    expect(at(bracket.maxLeverageRatio + 0.01)).toBe(floorUsd);
  });
});

it("a ladder without a rung is a broken rule", () => expect(() => bracketAt([], 1)).toThrow("at least one"));

it("initial margin is one part in as many as the leverage", () =>
  expect(initialMargin(perpetualTerms({ leverageRatio: ratio(5) }), 1_000)).toBe(200));

describe("funding", () => {
  it.each([
    ["a long pays at a positive rate", 2, 0.0001, -0.02],
    ["a short receives it", -2, 0.0001, 0.02],
    ["a long receives at a negative rate", 2, -0.0001, 0.02],
    ["a short pays it", -2, -0.0001, -0.02],
    ["nobody pays at a rate of nothing", 2, 0, 0],
  ] as const)("%s", (_, quantity, rate, moved) => expect(fundingPayment(quantity, 100, rate)).toBeCloseTo(moved, 12));
});
