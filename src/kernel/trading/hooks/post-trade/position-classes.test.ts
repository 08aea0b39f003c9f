/** Position intelligence: every class at its thresholds, the clock of looks, and what each class asks for. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, hour } from "../../../../../tests/scenarios/given.ts";
import { planOf, positionOf } from "../../../../../tests/scenarios/given-fund.ts";
import { defaultIntelligence } from "../../../domain/position-care.ts";
import { positionClasses } from "../../../domain/position-plan.ts";
import { hours, minutes, price } from "../../../units/units.ts";
import { classificationHook, careFor } from "./position-classification.ts";
import { classOf, type PositionReading, readPosition, viewOf } from "./position-classes.ts";

const config = defaultIntelligence;
const calm: PositionReading = { r: 0.4, peakR: 0.4, momentum: 0.4, hours: 0.9, roughness: 1, fall: 0 };
const called = (change: Partial<PositionReading>) => classOf({ ...calm, ...change }, config);

describe("a class", () => {
  it.each([
    ["TOXIC", { r: -0.500001, hours: 2 }, true],
    ["TOXIC", { r: -0.5, hours: 2 }, false],
    ["TOXIC", { r: -0.9, hours: 1.999 }, false],
    ["TOXIC", { r: -0.9, hours: 2 }, true],
    ["TOXIC", { fall: 0.4, hours: 2 }, true],
    ["TOXIC", { fall: 0.399, hours: 2 }, false],
    ["REVERSAL_RISK", { r: 0.5, peakR: 1 }, true],
    ["REVERSAL_RISK", { r: 0.51, peakR: 1 }, false],
    ["REVERSAL_RISK", { r: 0, peakR: 0.5 }, true],
    ["REVERSAL_RISK", { r: -0.1, peakR: 0.49 }, false],
    ["REVERSAL_RISK", { roughness: 2.001 }, true],
    ["REVERSAL_RISK", { roughness: 2 }, false],
    ["STRONG_TREND", { r: 1, peakR: 1, momentum: 0.6 }, true],
    ["STRONG_TREND", { r: 0.999, peakR: 1, momentum: 0.6 }, false],
    ["STRONG_TREND", { r: 1, peakR: 1, momentum: 0.599 }, false],
    ["SLOW_GRINDER", { r: 0.001, momentum: 0.599 }, true],
    ["SLOW_GRINDER", { r: 0, peakR: 0, momentum: 0 }, false],
    ["SLOW_GRINDER", { r: 0.5, momentum: 0.6 }, false],
    ["STALLING", { r: 0, peakR: 0, momentum: 0, hours: 1.001 }, true],
    ["STALLING", { r: 0, peakR: 0, momentum: 0, hours: 1 }, false],
  ] as const)("%s for %j: %s", (name, reading, expected) => expect(called(reading) === name).toBe(expected));

  it("danger speaks before profit", () => {
    expect(called({ r: 2, peakR: 2.5, momentum: 1 })).toBe("REVERSAL_RISK");
    expect(called({ r: -0.6, peakR: 1, momentum: -1, hours: 3 })).toBe("TOXIC");
  });
  it("a young position has none: neither one that has made nothing, nor one that makes a little fast", () => {
    expect(called({ r: -0.2, peakR: 0, momentum: -2, hours: 0.1 })).toBeUndefined();
    expect(called({ r: 0.5, peakR: 0.5, momentum: 2, hours: 0.15 })).toBeUndefined();
  });
  it("what is not a number has no class", () =>
    expect(called({ r: Number.NaN, peakR: Number.NaN, momentum: Number.NaN, roughness: Number.NaN })).toBeUndefined());
});

describe("the clock", () => {
  const aged = (ageHours: number, barInterval = hours(1)) => {
    const now = { at: at(ageHours * hour), atr: 0.02, barInterval };
    return readPosition(positionOf({ lastPrice: price(103), plan: planOf({ peak: price(104) }) }), now, config);
  };
  it("counts twelve looks as an hour: as written with bars of five minutes, stretched twelvefold with bars of an hour", () => {
    expect(aged(2, minutes(5)).hours).toBe(2);
    expect(aged(24).hours).toBe(2);
    expect(aged(2, minutes(1)).hours, "never faster than the clock").toBe(2);
  });
  it("reads R, momentum, roughness and fall", () => {
    const { r, peakR, momentum, roughness, fall } = aged(12);
    expect([r, peakR, roughness]).toEqual([1.5, 2, 2]);
    expect(momentum).toBeCloseTo(1.5 / 1.1, 12);
    expect(fall).toBeCloseTo(1 / 104, 12);
  });
});

describe("the settings' words", () => {
  it.each([
    [{ r: 1.5, fall: 0.1 }, "WINNER"],
    [{ r: 1.499, fall: 0 }, "BREAKEVEN"],
    [{ r: 3, fall: 0.101 }, "BREAKEVEN"],
    [{ r: 0, fall: 0 }, "BREAKEVEN"],
    [{ r: -0.001, fall: 0 }, "LOSER"],
  ])("%j is a %s", (reading, expected) => expect(viewOf({ ...calm, ...reading }, config)).toBe(expected));
});

describe("what a class asks for", () => {
  it("by the guide", () => {
    expect(careFor("TOXIC", calm)).toEqual({ kind: "LEAVE" });
    expect(careFor("STALLING", calm)).toEqual({ kind: "SELL_PART", share: 0.5, tightens: false });
    expect(careFor("REVERSAL_RISK", { ...calm, r: 0.501 })).toEqual({ kind: "SELL_PART", share: 0.75, tightens: true });
    expect(careFor("REVERSAL_RISK", { ...calm, r: 0.5 })).toEqual({ kind: "LEAVE" });
    for (const kind of ["SLOW_GRINDER", "STRONG_TREND", undefined] as const)
      expect(careFor(kind, calm)).toEqual({ kind: "HOLD" });
  });
  it("never asks to buy, whatever the class: the hook can only tighten", () => {
    expect(classificationHook("ENFORCED").canOnlyTighten).toBe(true);
    fc.assert(
      fc.property(fc.constantFrom(...positionClasses), fc.double({ min: -5, max: 5, noNaN: true }), (kind, r) => {
        const care = careFor(kind, { ...calm, r });
        expect(["HOLD", "SELL_PART", "LEAVE"]).toContain(care.kind);
        if (care.kind === "SELL_PART") expect(care.share).toBeLessThan(1);
      }),
    );
  });
});
