/** Headroom of margin at, just below and just past each limit; for spot none of it binds. */
import { describe, expect, it } from "vitest";
import { broken } from "../../../../../tests/scenarios/given-any.ts";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { wide } from "../../../../../tests/scenarios/guard-view.ts";
import { btcPerpetual } from "../../../../../tests/scenarios/perpetuals.ts";
import type { Order } from "../../../domain/order.ts";
import { fraction, ratio } from "../../../units/units.ts";
import { guardOrder } from "../approved-order.ts";
import type { GuardView } from "../guard-view.ts";
import { liquidationIsFar } from "./pt-10-margin-headroom.ts";

/** 1,000 USD of BTC at 100. */
const order: Order = broken({
  id: "O9-0",
  symbol: "BTC",
  side: "BUY",
  purpose: "ENTRY",
  quantity: 10,
  limitPrice: 100,
});
const flat = { quantity: 0, entryPrice: 0, crossCollateral: 1_000 };

const controls = {
  ...wide.controls,
  minFreeMarginFraction: fraction(0.25),
  minLiquidationDistanceAtr: ratio(6),
};
/** Five times leverage, 10,000 USD, ranges of one percent. */
const perpetual = (change: Partial<GuardView> = {}): GuardView => ({
  ...wide,
  instrument: btcPerpetual(),
  margin: { ...flat, crossCollateral: 10_000 },
  controls,
  ...change,
});
const verdict = (view: GuardView): string => {
  const result = guardOrder(order, view);
  return result.kind === "APPROVED" ? "APPROVED" : result.check;
};

it("approves with room on every side", () => expect(verdict(perpetual())).toBe("APPROVED"));

describe("cash of a perpetual is its initial margin", () => {
  const none = { ...controls, minFreeMarginFraction: fraction(0) };
  it.each([
    [200, "APPROVED"],
    [justBelow(200), "cash"],
    [Number.NaN, "finite-view"],
  ])("with %s USD free: %s", (cash, expected) => expect(verdict(perpetual({ cash, controls: none }))).toBe(expected));

  it("of spot its price", () => {
    expect(verdict({ ...wide, cash: 1_000, controls })).toBe("APPROVED");
    expect(verdict({ ...wide, cash: justBelow(1_000), controls })).toBe("cash");
  });
});

describe("a share of the capital stays free of margin", () => {
  it.each([
    [2_700, "APPROVED"],
    [2_699.99, "free-margin"],
  ])("with %s USD free before: %s", (cash, expected) => expect(verdict(perpetual({ cash }))).toBe(expected));
});

describe("liquidation stays away", () => {
  /** Where a long of ten at 100 on so much is liquidated: (1,000 - collateral) / (10 - 0.04). */
  const collateralFor = (liquidatedAt: number): number => 1_000 - liquidatedAt * 10 * (1 - 0.004);
  const at = (price: number, change: Partial<GuardView> = {}) =>
    verdict(perpetual({ margin: { ...flat, crossCollateral: collateralFor(price) }, ...change }));

  it("by so many average true ranges", () => {
    expect(at(93.999)).toBe("APPROVED");
    expect(at(94.001)).toBe("liquidation-distance");
  });

  it("and beyond the stop, which has to be there first", () => {
    const calm = { atrShare: 0.001, stopDistance: 0.03 };
    expect(at(96.999, calm)).toBe("APPROVED");
    expect(at(97.001, calm)).toBe("liquidation-distance");
  });

  it("counted with what is held already", () => {
    const margin = { quantity: 90, entryPrice: 100, crossCollateral: 2_000 };
    expect(verdict(perpetual({ margin }))).toBe("APPROVED");
    expect(verdict(perpetual({ margin: { ...margin, crossCollateral: 600 } }))).toBe("liquidation-distance");
  });

  it("of an isolated position by its own margin, whatever the wallet holds", () => {
    const instrument = (leverage: number) => btcPerpetual({ marginMode: "ISOLATED", leverageRatio: ratio(leverage) });
    const rich = { margin: { ...flat, crossCollateral: 1e6 } };
    expect(verdict(perpetual({ ...rich, instrument: instrument(10) }))).toBe("APPROVED");
    expect(verdict(perpetual({ ...rich, instrument: instrument(20) }))).toBe("liquidation-distance");
  });

  it("is no matter of spot, however wild its ranges or unknown", () => {
    for (const atrShare of [9, Number.NaN]) expect(verdict({ ...wide, controls, atrShare })).toBe("APPROVED");
  });

  it("need be no farther than a price of 0, where none liquidates", () => {
    const rich = { ...flat, crossCollateral: 1e6 };
    expect(verdict(perpetual({ margin: rich, atrShare: 0.5 }))).toBe("APPROVED");
    expect(verdict(perpetual({ margin: { ...flat, crossCollateral: 900 }, atrShare: 0.5 }))).toBe(
      "liquidation-distance",
    );
  });

  it("is counted from the reference, and from nothing without one", () => {
    const at94 = { margin: { ...flat, crossCollateral: collateralFor(94) } };
    const limit = (reference: GuardView["reference"]) =>
      liquidationIsFar.measure(order, perpetual({ ...at94, reference })).value;
    expect(limit({ price: 98, seenAt: wide.at })).toBeCloseTo(1 - 94 / 98, 9);
    expect(limit(undefined)).toBeNaN();
  });

  it("is refused where somebody does not know it", () => {
    expect(liquidationIsFar.measure(order, perpetual({ margin: undefined })).value).toBeNaN();
    const unpriced = { ...order, limitPrice: undefined };
    expect(liquidationIsFar.measure(broken(unpriced), perpetual()).value).toBeNaN();
    for (const unknown of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(verdict(perpetual({ margin: { ...flat, crossCollateral: unknown } }))).toBe("liquidation-distance");
    expect(verdict(perpetual({ atrShare: Number.NaN }))).toBe("liquidation-distance");
    expect(verdict(perpetual({ margin: undefined }))).toBe("liquidation-distance");
  });
});

it("leverage counts the whole worth, exposure what is tied up", () => {
  const envelope = { ...wide.envelope, maxLeverage: ratio(3), maxExposure: fraction(0.6) };
  const held = { committedNotional: 29_000, committedTied: 5_800, envelope };
  expect(verdict(perpetual(held))).toBe("APPROVED");
  expect(verdict(perpetual({ ...held, committedNotional: justAbove(29_000.01) }))).toBe("leverage");
  expect(verdict(perpetual({ ...held, committedTied: 5_800.01 }))).toBe("exposure");
});
