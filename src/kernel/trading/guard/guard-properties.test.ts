/** Whatever is asked for, one after the other: reductions never sell more than is held, and open entries never pass their cap. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { brokenNumbers, broken } from "../../../../tests/scenarios/given-any.ts";
import { wide } from "../../../../tests/scenarios/guard-view.ts";
import type { Order } from "../../domain/order.ts";
import { unlimited } from "../../domain/risk-envelope.ts";
import { fraction } from "../../units/units.ts";
import { guardOrder } from "./approved-order.ts";
import type { GuardView } from "./guard-view.ts";

const amount = fc.oneof(fc.integer({ min: -5, max: 40 }), fc.constantFrom(...brokenNumbers));
const asked = fc.record({
  side: fc.constantFrom("BUY" as const, "SELL" as const),
  purpose: fc.constantFrom("EXIT" as const, "STOP" as const),
  quantity: amount,
});

it("PT-19: exposure never grows by orders that say they reduce, in any storm", () => {
  let approvals = 0;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50 }), fc.array(asked, { maxLength: 12 }), (held, orders) => {
      let sold = 0;
      orders.forEach((each, index) => {
        const order: Order = broken({ id: `O${index}-0`, symbol: "BTC", ...each, stopPrice: 98 });
        const storm: GuardView = {
          ...wide,
          envelope: { ...unlimited, entriesAllowed: false },
          equity: Number.NaN,
          closeableQuantity: held - sold,
        };
        if (guardOrder(order, storm).kind === "REFUSED") return;
        approvals += 1;
        expect(order.side).toBe("SELL");
        sold += order.quantity;
        expect(sold).toBeLessThanOrEqual(held);
      });
    }),
    { numRuns: 500 },
  );
  expect(approvals).toBeGreaterThan(50);
});

it("PT-11: entries that may still be filled never add up to more than their cap", () => {
  const cap = 0.5;
  const anyEntry = fc.record({ quantity: amount, limitPrice: fc.oneof(fc.integer({ min: 1, max: 101 }), amount) });
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 12 }), (entries) => {
      let open = 0;
      for (const each of entries) {
        const order: Order = broken({ id: "O9-0", symbol: "BTC", side: "BUY", purpose: "ENTRY", ...each });
        const view = {
          ...wide,
          controls: { ...wide.controls, maxOpenOrderValueFraction: fraction(cap) },
          limits: { ...wide.limits, priceCollarFraction: fraction(1) },
          openOrderValue: open,
        };
        if (guardOrder(order, view).kind === "APPROVED") open += order.quantity * (order.limitPrice ?? Number.NaN);
        expect(open).toBeLessThanOrEqual(cap * wide.tradable * (1 + 1e-9));
      }
    }),
  );
});
