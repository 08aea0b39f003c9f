/** A model's word that fails, each way; latency as price; a bar scaled stays a bar. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastReceived } from "../../events/market-events.ts";
import { faultOfBar } from "../../domain/raw-bar.ts";
import { seedRandom } from "../../maths/seeded-random.ts";
import { bps, durationMs, hours, price, quantity, usd } from "../../units/units.ts";
import { stressDefaults } from "./defaults.ts";
import { driftBps } from "./latency-spike.ts";
import { failedWord, wordFailureAt } from "./model-failure.ts";
import { scaleBar } from "./scale-bar.ts";

const word = { upProbabilityFraction: 0.7, validUntilMs: 2_000 };

describe("a word", () => {
  it("that does not fail passes", () => expect(failedWord(word, undefined, 1_000)).toBe(word));
  it("is withheld", () => expect(failedWord(word, "SILENT", 1_000)).toBeUndefined());
  it("is of the past", () => expect(failedWord(word, "STALE", 1_000)?.validUntilMs).toBe(999));
  it("says the opposite", () => expect(failedWord(word, "INVERTED", 1_000)?.upProbabilityFraction).toBeCloseTo(0.3));
  it("that is no number is refused where events are read", () => {
    const broken = failedWord(word, "NO_NUMBER", 1_000);
    const event = { model: "m", symbol: "BTCUSDT", sampleSize: 1, evidenceRatio: 0, ...broken };
    expect(forecastReceived.schema.safeParse(event).success).toBe(false);
    expect(forecastReceived.schema.safeParse({ ...event, ...word }).success).toBe(true);
  });
  it("fails as often as told, while told", () => {
    const random = seedRandom(3);
    const failures = Array.from({ length: 4_000 }, () => wordFailureAt(stressDefaults.model_failure, 0, random));
    const share = failures.filter((each) => each !== undefined).length / failures.length;
    expect(share).toBeCloseTo(0.3, 1);
    expect(wordFailureAt(stressDefaults.model_failure, -1, random)).toBeUndefined();
    expect(wordFailureAt(stressDefaults.model_failure, 48, random)).toBeUndefined();
  });
});

describe("latency", () => {
  const bar = {
    symbol: "A",
    open: price(100),
    high: price(102),
    low: price(98),
    close: price(100),
    volume: quantity(1),
  };
  it("costs nothing when there is none, and at most the bar's own sigma", () => {
    expect(driftBps(bar, durationMs(0), hours(1))).toBe(0);
    const sigma = (Math.log(102 / 98) / (2 * Math.sqrt(Math.LN2))) * 10_000;
    expect(driftBps(bar, hours(1), hours(1))).toBeCloseTo(sigma, 9);
    expect(driftBps(bar, hours(9), hours(1))).toBeCloseTo(sigma, 9);
    expect(driftBps(bar, durationMs(36_000), hours(1))).toBeCloseTo(sigma / 10, 9);
  });
});

describe("a scaled bar", () => {
  const instrument = {
    symbol: "A",
    tickSize: price(0.01),
    lotSize: quantity(1),
    minNotionalUsd: usd(1),
    maxOrderQuantity: quantity(1),
    makerFeeBps: bps(0),
    takerFeeBps: bps(0),
    halfSpreadBps: bps(0),
  };
  const factor = fc.double({ min: 0.001, max: 1_000, noNaN: true });
  it("is a bar, whatever the factors", () =>
    fc.assert(
      fc.property(factor, factor, fc.double({ min: 1, max: 20, noNaN: true }), (before, after, swing) => {
        const bar = {
          symbol: "A",
          open: price(100),
          high: price(104),
          low: price(97),
          close: price(99),
          volume: quantity(1),
        };
        expect(faultOfBar(scaleBar(bar, instrument, { before, after, swing }))).toBeUndefined();
        expect(scaleBar(bar, instrument, { before: 1, after: 1 })).toBe(bar);
      }),
    ));
});
