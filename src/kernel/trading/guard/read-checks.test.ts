/** What the guard reads aloud is what it refuses by: same check, same measure, same verdict. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import { wide } from "../../../../tests/scenarios/guard-view.ts";
import { defaultHardLimits } from "../../domain/hard-limits.ts";
import type { Order } from "../../domain/order.ts";
import { unlimited } from "../../domain/risk-envelope.ts";
import { fraction, ratio, usd } from "../../units/units.ts";
import { guardOrder, readChecks } from "./approved-order.ts";
import { entryChecks, orderChecks } from "./checks.ts";
import type { GuardView } from "./guard-view.ts";

const order = (quantity: number): Order =>
  broken({ id: "O9-0", symbol: "BTC", side: "BUY", purpose: "ENTRY", quantity, limitPrice: 100 });
const view = (change: Partial<GuardView> = {}): GuardView => ({
  ...wide,
  envelope: { ...unlimited, maxExposure: fraction(0.5), maxPosition: usd(3_000), maxLeverage: ratio(0.6) },
  limits: defaultHardLimits,
  committedTied: change.committedNotional ?? 0,
  ...change,
});

it("reads every check on an entry, in the order the guard asks them", () => {
  const names = readChecks(order(10), view()).map(({ check }) => check);
  expect(names).toEqual([...orderChecks, ...entryChecks].map(({ name }) => name));
});

it("tells value, limit and side of what it measures", () => {
  const exposure = readChecks(order(10), view({ committedNotional: 1_000 })).find(({ check }) => check === "exposure");
  expect(exposure).toEqual({
    check: "exposure",
    refusal: undefined,
    measure: { value: 0.2, limit: 0.5, unit: "SHARE", bound: "AT_MOST" },
  });
});

it("the first refusal it reads is the guard's, and goes on to the last check", () => {
  const all = fc.record({
    quantity: fc.double({ min: -1, max: 200, noNaN: false }),
    equity: fc.double({ min: -1, max: 20_000, noNaN: false }),
    committed: fc.double({ min: 0, max: 10_000, noNaN: false }),
  });
  fc.assert(
    fc.property(all, ({ quantity, equity, committed }) => {
      const given = view({
        equity,
        tradable: equity,
        cash: equity,
        committedNotional: committed,
        committedInSymbol: committed,
      });
      const wanted = order(Math.round(quantity));
      const result = guardOrder(wanted, given);
      const readings = readChecks(wanted, given);
      const first = readings.find(({ refusal }) => refusal !== undefined);
      expect(first?.check).toBe(result.kind === "REFUSED" ? result.check : undefined);
      expect(first?.refusal).toBe(result.kind === "REFUSED" ? result.reason : undefined);
      for (const { refusal, measure } of readings) {
        if (measure === undefined || refusal !== undefined) continue;
        const headroom = measure.bound === "AT_LEAST" ? measure.value - measure.limit : measure.limit - measure.value;
        expect(headroom, "what is not refused has room").toBeGreaterThanOrEqual(-1e-9 * Math.abs(measure.limit));
      }
    }),
  );
});

it("a measure that throws leaves the refusal standing", () => {
  const unreadable = broken<GuardView["envelope"]>(null);
  const reading = readChecks(order(10), view({ envelope: unreadable })).find(({ check }) => check === "exposure");
  expect(reading?.measure).toBeUndefined();
  expect(reading?.refusal).toContain("the check failed");
});
