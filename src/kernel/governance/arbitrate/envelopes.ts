/**
 * The tables from every decision and every mode to a risk envelope. What a scale means for trading stands here only.
 *
 * The tables need not be monotone: envelopes fold limit by limit (resolutions 1).
 */
import type { Decision } from "../../domain/decision.ts";
import type { HardLimits } from "../../domain/hard-limits.ts";
import { type RiskEnvelope, unlimited } from "../../domain/risk-envelope.ts";
import { fraction } from "../../units/units.ts";

const noEntries: RiskEnvelope = { ...unlimited, entriesAllowed: false };

/** What a decision in force allows. Acts and policies of other systems allow everything. */
export function envelopeOf(decision: Decision): RiskEnvelope {
  switch (decision.kind) {
    case "CAPITAL_PROFILE":
      return {
        ...unlimited,
        maxRiskPerTrade: decision.payload.maxRiskPerTradeFraction,
        maxDailyRisk: decision.payload.maxDailyRiskFraction,
        maxPositions: decision.payload.maxPositions,
      };
    case "MODE_CHANGE":
      return decision.payload.mode === "LIVE" ? unlimited : noEntries;
    case "RISK_ADJUSTMENT":
      return {
        ...unlimited,
        maxLeverage: decision.payload.maxLeverageRatio,
        maxPosition: decision.payload.maxPositionUsd,
        maxExposure: decision.payload.maxExposureFraction,
        maxDrawdown: decision.payload.maxDrawdownFraction,
      };
    case "FREEZE":
      return noEntries;
    case "ESS_POLICY":
    case "UNFREEZE":
    case "OVERRIDE":
      return unlimited;
  }
}

export const envelopeOfHardLimits = (limits: HardLimits): RiskEnvelope => ({
  ...unlimited,
  maxLeverage: limits.maxLeverageRatio,
  maxExposure: limits.maxExposureFraction,
  maxRiskPerTrade: limits.maxRiskPerTradeFraction,
  maxDailyRisk: limits.maxDailyLossFraction,
  maxDrawdown: limits.maxDrawdownFraction,
});

/** Whatever stops entries by itself: a tripped ESS, critical health, a governance that has not spoken for too long. */
export const stopEntries: RiskEnvelope = noEntries;

/** Size after a release: 25, 50, 75, 100 % over four clean days (resolutions 15). */
export const envelopeOfRamp = (cleanDays: number): RiskEnvelope => ({
  ...unlimited,
  sizeFactor: fraction(Math.min(1, 0.25 * (1 + cleanDays))),
});
