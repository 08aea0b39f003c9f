/** Implementation shortfall: worked by hand once, and adding up always. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { broken } from "../../../../tests/scenarios/given-any.ts";
import type { ParentOrder } from "./parent-order.ts";
import { shortfallOf } from "./shortfall.ts";

const parent = (change: Partial<Record<keyof ParentOrder, number>>): ParentOrder =>
  broken({ quantity: 10, arrivalPrice: 100, filled: 0, paid: 0, fees: 0, delayUsd: 0, ...change });

it("splits what an entry of two parts and a rest cost", () => {
  /** 4 at 100.5 decided at 100; 4 at 101.2 when the price stood at 101; 2 never bought, and the price goes to 103. */
  const worked = parent({ filled: 8, paid: 4 * 100.5 + 4 * 101.2, fees: 0.8, delayUsd: 4 });
  const { delayBps, impactBps, feeBps, opportunityBps, totalBps, slippageBps } = shortfallOf(worked, 103);
  expect(delayBps).toBeCloseTo(40, 9);
  expect(impactBps).toBeCloseTo(28, 9);
  expect(feeBps).toBeCloseTo(8, 9);
  expect(opportunityBps).toBeCloseTo(60, 9);
  expect(totalBps).toBeCloseTo(136, 9);
  expect(slippageBps).toBeCloseTo(85, 9);
});

it("what was not bought has no slippage, only what it missed", () => {
  expect(shortfallOf(parent({}), 101)).toMatchObject({ slippageBps: undefined, impactBps: 0, opportunityBps: 100 });
  expect(shortfallOf(parent({}), 99).totalBps).toBe(-100);
});

it("the parts add up to the whole, which is what a fund without costs would have more", () => {
  const amount = fc.double({ min: 0.01, max: 1_000, noNaN: true });
  const anyFill = fc.record({ size: amount, price: amount, reference: amount, fee: amount });
  fc.assert(
    fc.property(fc.array(anyFill, { maxLength: 6 }), amount, amount, amount, (fills, arrival, rest, last) => {
      const total = (of: (fill: (typeof fills)[number]) => number) => fills.reduce((sum, each) => sum + of(each), 0);
      const filled = total(({ size }) => size);
      const quantity = filled + rest;
      const worked = parent({
        quantity,
        arrivalPrice: arrival,
        filled,
        paid: total(({ size, price }) => size * price),
        fees: total(({ fee }) => fee),
        delayUsd: total(({ size, reference }) => size * (reference - arrival)),
      });
      const split = shortfallOf(worked, last);
      const { delayBps, impactBps, feeBps, opportunityBps, totalBps } = split;
      const scale = 1e-9 * (1 + Math.abs(totalBps) + Math.abs(delayBps) + Math.abs(impactBps));
      expect(Math.abs(delayBps + impactBps + feeBps + opportunityBps - totalBps)).toBeLessThan(scale);
      const onPaper = quantity * (last - arrival);
      const real = filled * last - total(({ size, price, fee }) => size * price + fee);
      expect(totalBps).toBeCloseTo((10_000 * (onPaper - real)) / (quantity * arrival), 3);
    }),
  );
});
