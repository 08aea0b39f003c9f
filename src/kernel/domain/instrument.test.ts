/** Prices and quantities snap to whole steps. Cases of exchanges' own rounding tests, and properties. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { btc } from "../../../tests/scenarios/given.ts";
import { roundDecimal } from "../maths/exact-decimal.ts";
import { price, quantity } from "../units/units.ts";
import { type Instrument, isWholeSteps, snapPriceDown, snapPriceUp, snapQuantity, wholeSteps } from "./instrument.ts";

const withTick = (tick: number): Instrument => ({ ...btc, tickSize: price(tick) });
const withLot = (lot: number): Instrument => ({ ...btc, lotSize: quantity(lot) });

/** Source: ccxt/ccxt@03649c5dab71 ts/src/test/base/test.decimalToPrecision.ts (MIT), truncation to a tick. */
const ccxtTruncated = [
  [0.0001234567, 0.00013, 0],
  [165, 110, 110],
  [0.00005714, 0.00000001, 0.00005714],
  [0.6, 0.2, 0.6],
  [12.3456, 0.0001, 12.3456],
  [12.3456, 0.001, 12.345],
  [12.3456, 0.01, 12.34],
  [12.3456, 1, 12],
  [12.3456, 10, 10],
  [99.9999, 100, 0],
] as const;

/** Source: freqtrade/freqtrade@c9ae5e1e9ff2 tests/exchange/test_exchange_utils.py (values only). */
const freqtradeTruncated = [
  [2.9999, 0.001, 2.999],
  [2.9909, 0.001, 2.99],
  [2.9909, 0.005, 2.99],
] as const;
const freqtradeUp = [
  [2.34559, 1e-5, 2.34559],
  [2.9909, 0.001, 2.991],
  [2.9909, 0.005, 2.995],
  [2.9977, 0.005, 3],
  [0.891534, 0.0001, 0.8916],
  [64_968.89, 0.01, 64_968.89],
] as const;
const freqtradeDown = [[2.9909, 0.001, 2.99]] as const;

describe("reference cases", () => {
  it.each([...ccxtTruncated, ...freqtradeTruncated])(
    "a quantity of %f in lots of %f is %f",
    (value, step, expected) => {
      expect(snapQuantity(withLot(step), value)).toBe(expected);
    },
  );
  it.each(freqtradeUp)("a price of %f in ticks of %f, up, is %f", (value, step, expected) =>
    expect(snapPriceUp(withTick(step), value)).toBe(expected),
  );
  it.each(freqtradeDown)("a price of %f in ticks of %f, down, is %f", (value, step, expected) =>
    expect(snapPriceDown(withTick(step), value)).toBe(expected),
  );
});

const anyStep = fc.constantFrom(1e-8, 1e-5, 1e-4, 0.001, 0.005, 0.01, 0.1, 0.25, 0.5, 1, 10);
const anySteps = fc.integer({ min: 1, max: 10_000_000 });

describe("over any steps", () => {
  it("a whole number of steps stays what it is, as the shortest decimal", () => {
    fc.assert(
      fc.property(anyStep, anySteps, (step, steps) => {
        const value = Number((steps * step).toPrecision(12));
        expect(snapQuantity(withLot(step), value)).toBe(value);
        expect(snapPriceDown(withTick(step), value)).toBe(value);
        expect(snapPriceUp(withTick(step), value)).toBe(value);
        expect(isWholeSteps(value, step)).toBe(true);
      }),
    );
  });

  it("down is at or below, up is at or above, and both are whole and less than a step away", () => {
    fc.assert(
      fc.property(anyStep, anySteps, fc.double({ min: 0, max: 1, noNaN: true }), (step, steps, part) => {
        const value = (steps + part) * step;
        const [down, up] = [snapPriceDown(withTick(step), value), snapPriceUp(withTick(step), value)];
        const slack = step * 1e-6;
        expect(down).toBeLessThanOrEqual(value + slack);
        expect(up).toBeGreaterThanOrEqual(value - slack);
        expect(up - down).toBeLessThanOrEqual(step * (1 + 1e-6));
        expect(isWholeSteps(down, step) && isWholeSteps(up, step)).toBe(true);
        expect(snapQuantity(withLot(step), value)).toBeLessThanOrEqual(value + slack);
      }),
    );
  });

  it("snapping twice is snapping once", () => {
    fc.assert(
      fc.property(anyStep, fc.double({ min: 0.5, max: 1e6, noNaN: true }), (step, value) => {
        const once = snapPriceDown(withTick(step), value);
        expect(snapPriceDown(withTick(step), once)).toBe(once);
        expect(snapPriceUp(withTick(step), once)).toBe(once);
      }),
    );
  });
});

describe("edges", () => {
  it("a price is at least one tick", () => expect(snapPriceDown(btc, 0.000001)).toBe(0.01));
  it("a quantity below one lot is none; a negative one is none", () =>
    expect([snapQuantity(btc, 0.00009), snapQuantity(btc, -5)]).toEqual([0, 0]));
  it("a sum that misses a step by rounding error is that step", () => expect(wholeSteps(0.1 + 0.2, 0.1)).toBe(3));
  it.each([Number.NaN, Number.POSITIVE_INFINITY])("%s has no steps", (value) => {
    expect(() => snapQuantity(btc, value)).toThrow(RangeError);
    expect(() => snapPriceDown(btc, value)).toThrow(RangeError);
    expect(isWholeSteps(value, 0.01)).toBe(false);
  });
});

describe("beside exact decimals", () => {
  const anyValue = fc.tuple(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }));
  const anyText = fc.constantFrom("0.000001", "0.001", "0.005", "0.01", "0.1", "0.25", "0.5", "1", "10");

  it("floats snap to the step that exact arithmetic finds", () => {
    fc.assert(
      fc.property(anyValue, anyText, ([units, places], step) => {
        const text = `${units}e-${places}`;
        const exact = (rounding: "TRUNCATE" | "UP") =>
          Number(roundDecimal(text, { kind: "TICK", tick: step }, rounding));
        expect(snapQuantity(withLot(Number(step)), Number(text))).toBe(exact("TRUNCATE"));
        expect(snapPriceUp(withTick(Number(step)), Number(text))).toBe(exact("UP"));
      }),
    );
  });
});
