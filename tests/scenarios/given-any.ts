/** Any limits at all, and values that are none. */
import fc from "fast-check";
import { isTighter, limits, type RiskEnvelope } from "../../src/kernel/domain/risk-envelope.ts";
import { fraction, ratio, usd } from "../../src/kernel/units/units.ts";

export const anyFraction = fc.double({ min: 0, max: 1, noNaN: true }).map(fraction);
const anyAmount = (max: number) => fc.double({ min: 0, max, noNaN: true });

export const anyEnvelope: fc.Arbitrary<RiskEnvelope> = fc.record({
  maxLeverage: anyAmount(20).map(ratio),
  maxPosition: anyAmount(50_000).map(usd),
  maxExposure: anyFraction,
  maxPositions: fc.nat(20),
  maxRiskPerTrade: anyFraction,
  maxDailyRisk: anyFraction,
  maxDrawdown: anyFraction,
  minConfidence: anyFraction,
  sizeFactor: anyFraction,
  entriesAllowed: fc.boolean(),
});

/** Limits in which `a` allows more than `b`. */
export const loosenedIn = (a: RiskEnvelope, b: RiskEnvelope): string[] =>
  limits.filter((limit) => isTighter(limit, b, a));

/** Every number that is none. */
export const brokenNumbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const;

/** A value of a type it could never have if all went well: what a broken part would hand on. */
export const broken = <T>(value: unknown): T => value as T;
