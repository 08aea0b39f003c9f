/** What the limits on entries are shares of, and that limits which are no numbers refuse. */
import { describe, expect, it } from "vitest";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import { btc } from "../../../../tests/scenarios/given.ts";
import { controls, entry, envelope, given, limits, verdict } from "../../../../tests/scenarios/guard-orders.ts";
import { wide } from "../../../../tests/scenarios/guard-view.ts";
import { fraction, ratio, usd } from "../../units/units.ts";
import { entryChecks } from "./checks.ts";
import type { GuardView } from "./guard-view.ts";

describe("shares are of tradable capital, not of equity", () => {
  const half = { equity: 10_000, tradable: 5_000 };
  it.each<[string, GuardView, GuardView]>([
    [
      "trade-risk",
      { ...envelope({ maxRiskPerTrade: fraction(0.004) }), ...half },
      { ...envelope({ maxRiskPerTrade: fraction(0.0039) }), ...half },
    ],
    [
      "order-share",
      { ...limits({ maxOrderShareFraction: fraction(0.2) }), ...half },
      { ...limits({ maxOrderShareFraction: fraction(0.1999) }), ...half },
    ],
    [
      "exposure",
      { ...envelope({ maxExposure: fraction(0.2) }), ...half },
      { ...envelope({ maxExposure: fraction(0.1999) }), ...half },
    ],
    [
      "net-exposure",
      { ...given({ controls: { ...wide.controls, maxNetExposureRatio: ratio(0.2) } }), ...half },
      { ...given({ controls: { ...wide.controls, maxNetExposureRatio: ratio(0.1999) } }), ...half },
    ],
    [
      "group",
      { ...given({ controls: { ...wide.controls, maxGroupRatio: ratio(0.2) } }), ...half },
      { ...given({ controls: { ...wide.controls, maxGroupRatio: ratio(0.1999) } }), ...half },
    ],
    [
      "leverage",
      { ...envelope({ maxLeverage: ratio(0.2) }), ...half },
      { ...envelope({ maxLeverage: ratio(0.1999) }), ...half },
    ],
  ])("%s", (check, atLimit, past) => {
    expect([verdict(entry(), atLimit), verdict(entry(), past)]).toEqual(["APPROVED", check]);
  });

  it.each(["trade-risk", "order-share", "exposure", "net-exposure", "group", "leverage"])(
    "%s: of nothing there is no share to take",
    (name) => {
      const check = entryChecks.find((each) => each.name === name);
      for (const tradable of [0, -1, -20_000, Number.NaN])
        expect(check?.refuses(entry(), given({ tradable })), `of ${tradable}`).toBeDefined();
    },
  );

  it("minimum-capital alone is about all equity, what is locked included", () => {
    const small = { ...limits({ minEquityUsd: usd(6_000) }), ...half };
    expect([verdict(entry(), small), verdict(entry(), { ...small, equity: 5_999 })]).toEqual([
      "APPROVED",
      "minimum-capital",
    ]);
  });
});

describe("limits that are not numbers refuse entries", () => {
  const envelopeLimits = [
    "maxRiskPerTrade",
    "maxLeverage",
    "maxPosition",
    "maxExposure",
    "maxPositions",
    "maxDrawdown",
  ] as const;
  it.each(envelopeLimits)("envelope %s", (field) =>
    expect(verdict(entry(), envelope({ [field]: Number.NaN }))).not.toBe("APPROVED"),
  );

  const hardLimits = [
    "maxStopDistanceFraction",
    "maxDailyLossFraction",
    "killSwitchDrawdownFraction",
    "minEquityUsd",
    "maxOrderShareFraction",
    "maxOrderNotionalUsd",
    "maxOpenOrders",
    "priceCollarFraction",
    "maxReferenceAgeMs",
    "maxConsecutiveLosses",
  ] as const;
  it.each(hardLimits)("hard limit %s", (field) =>
    expect(verdict(entry(), limits({ [field]: broken(Number.NaN) }))).not.toBe("APPROVED"),
  );

  it.each(["maxOpenOrderValueFraction", "maxStrategyDailyLossFraction"] as const)("control limit %s", (field) =>
    expect(verdict(entry(), controls({ [field]: broken(Number.NaN) }))).not.toBe("APPROVED"),
  );

  const controlLimits = ["maxNetExposureRatio", "maxGroupRatio"] as const;
  it.each(controlLimits)("control limit %s", (field) =>
    expect(verdict(entry(), given({ controls: { ...wide.controls, [field]: Number.NaN } }))).not.toBe("APPROVED"),
  );

  const steps = ["tickSize", "lotSize", "minNotionalUsd", "maxOrderQuantity"] as const;
  it.each(steps)("instrument %s", (field) =>
    expect(verdict(entry(), given({ instrument: { ...btc, [field]: Number.NaN } }))).not.toBe("APPROVED"),
  );
});
