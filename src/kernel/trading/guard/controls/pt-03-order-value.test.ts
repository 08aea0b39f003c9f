/** PT-03: no order is approved that is worth more than its limits, whatever else the fund looks like. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { broken, brokenNumbers } from "../../../../../tests/scenarios/given-any.ts";
import { wide } from "../../../../../tests/scenarios/guard-view.ts";
import type { Order } from "../../../domain/order.ts";
import { fraction, usd } from "../../../units/units.ts";
import { guardOrder } from "../approved-order.ts";

it("no accepted order is above", () => {
  const anyNumber = fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(...brokenNumbers));
  const anyCase = fc.record({
    lots: fc.integer({ min: 1, max: 2_000_000 }),
    ticks: fc.integer({ min: 9_800, max: 10_200 }),
    value: anyNumber,
    share: fc.integer({ min: 0, max: 100 }),
    tradable: anyNumber,
  });
  let approved = 0;
  fc.assert(
    fc.property(anyCase, ({ lots, ticks, value, share, tradable }) => {
      const basic = { id: "O9-0", symbol: "BTC", side: "BUY", purpose: "ENTRY" };
      const order: Order = broken({ ...basic, quantity: lots / 10_000, limitPrice: ticks / 100 });
      const limits = {
        ...wide.limits,
        maxOrderNotionalUsd: broken<typeof wide.limits.maxOrderNotionalUsd>(value),
        maxOrderShareFraction: fraction(share / 100),
      };
      if (guardOrder(order, { ...wide, cash: usd(1e6), tradable, limits }).kind === "REFUSED") return;
      approved += 1;
      const worth = (lots / 10_000) * (ticks / 100);
      expect(worth).toBeLessThanOrEqual(value);
      expect(worth).toBeLessThanOrEqual((share / 100) * tradable);
    }),
    { numRuns: 3_000 },
  );
  expect(approved, "the property met approved orders").toBeGreaterThan(20);
});
