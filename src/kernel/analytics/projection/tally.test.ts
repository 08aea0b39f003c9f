/** Amounts in whole parts lose nothing, whatever the shares. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { splitWhole } from "./tally.ts";

it("splits any amount by any shares without a remainder, each part within one unit of its share but the largest", () => {
  const weights = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), weights, (amount, raw) => {
      const all = raw.reduce((sum, each) => sum + each, 0);
      const shares = raw.map((each) => each / all);
      const parts = splitWhole(amount, shares);
      expect(parts.reduce((sum, each) => sum + each, 0)).toBe(amount);
      expect(parts.every(Number.isInteger)).toBe(true);
      for (const [index, part] of parts.entries())
        expect(Math.abs(part - amount * (shares[index] ?? 0))).toBeLessThanOrEqual(shares.length);
    }),
  );
});

it("gives the whole to a single one", () => expect(splitWhole(-7, [1])).toEqual([-7]));
