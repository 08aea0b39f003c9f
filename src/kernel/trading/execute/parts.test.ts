/** The parts of each style, and what bounds their number. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { executionStyles } from "../../domain/execution.ts";
import { mostParts, sharesOf, type ToCut } from "./parts.ts";

const order: ToCut = { notional: 100_000, turnover: 1e6, volatility: 0.01, impact: 0.01, atMost: 10 };
const sum = (shares: readonly number[]) => shares.reduce((total, each) => total + each, 0);

it.each(["MARKET", "LIMIT", "POST_ONLY"] as const)("%s is sent whole", (style) =>
  expect(sharesOf(style, order)).toEqual([1]),
);

it.each(["ICEBERG", "TWAP"] as const)(
  "%s takes ten equal parts, or as many as there is time and money for",
  (style) => {
    expect(sharesOf(style, order)).toEqual(Array(10).fill(0.1));
    expect(sharesOf(style, { ...order, atMost: 4.9 })).toEqual(Array(4).fill(0.25));
    expect(sharesOf(style, { ...order, atMost: 0.3 })).toEqual([1]);
  },
);

it("POV takes a twentieth of a bar's usual volume", () => {
  expect(sharesOf("POV", { ...order, notional: 100_000 })).toHaveLength(2);
  expect(sharesOf("POV", { ...order, notional: 100_001 })).toHaveLength(3);
  expect(sharesOf("POV", { ...order, notional: 50_000 })).toEqual([1]);
});

describe("a schedule", () => {
  it("sends more at first, and the more so the more the price moves", () => {
    const [first = 0, ...rest] = sharesOf("SCHEDULE", order);
    expect(first).toBeGreaterThan(rest[0] ?? 1);
    expect(sharesOf("SCHEDULE", { ...order, volatility: 0.03 })[0]).toBeGreaterThan(first);
  });
  it("is equal parts where impact is unknown", () =>
    expect(sharesOf("SCHEDULE", { ...order, impact: Number.NaN })).toEqual(Array(10).fill(0.1)));
});

it("whatever the style and size, parts are above zero and add up to one", () => {
  const positive = (max: number) => fc.double({ min: 1e-6, max, noNaN: true });
  const anyOrder = fc.record({
    notional: positive(1e7),
    turnover: positive(1e9),
    volatility: positive(0.5),
    impact: positive(0.5),
    atMost: fc.double({ min: 0, max: 50, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.constantFrom(...executionStyles), anyOrder, (style, any) => {
      const shares = sharesOf(style, any);
      expect(sum(shares)).toBeCloseTo(1, 9);
      expect(shares.every((each) => each >= 0)).toBe(true);
      expect(shares.length).toBeLessThanOrEqual(mostParts);
    }),
  );
});
