/**
 * The tables from every decision and every mode to a risk envelope. What a scale means for trading stands here only.
 *
 * The tables need not be monotone: envelopes fold limit by limit (resolutions 1).
 */
import type { Decision } from "../../domain/decision.ts";
import type { HardLimits } from "../../domain/hard-limits.ts";
import type { OperatingMode, RiskMode, SystemRiskMode } from "../../domain/modes.ts";
import { type RiskEnvelope, unlimited } from "../../domain/risk-envelope.ts";
import { riskModeLimits } from "../../domain/risk-mode.ts";
import { fraction, ratio } from "../../units/units.ts";

const noEntries: RiskEnvelope = { ...unlimited, entriesAllowed: false };

/**
 * What each operating mode allows. Source: origin-facts 2.5, with the confidence floors left out: theirs are scores of
 * models, our signals carry calibrated probabilities (decision 0018).
 */
const operatingModeEnvelopes: Readonly<Record<OperatingMode, RiskEnvelope>> = {
  GROWTH: row({ leverage: 15, risk: 0.03, daily: 0.05, positions: 15, size: 1 }),
  EXPANSION: row({ leverage: 10, risk: 0.02, daily: 0.03, positions: 10, size: 1 }),
  DEFENSIVE: row({ leverage: 5, risk: 0.01, daily: 0.015, positions: 5, size: 0.7 }),
  CAPITAL_PRESERVATION: row({ leverage: 2, risk: 0.005, daily: 0.01, positions: 2, size: 0.5 }),
  BLACK_SWAN: { ...row({ leverage: 1, risk: 0.001, daily: 0.005, positions: 0, size: 0 }), entriesAllowed: false },
};

function row(figures: Record<"leverage" | "risk" | "daily" | "positions" | "size", number>): RiskEnvelope {
  return {
    ...unlimited,
    maxLeverage: ratio(figures.leverage),
    maxRiskPerTrade: fraction(figures.risk),
    maxDailyRisk: fraction(figures.daily),
    maxPositions: figures.positions,
    sizeFactor: fraction(figures.size),
  };
}

export const envelopeOfOperatingMode = (mode: OperatingMode): RiskEnvelope => operatingModeEnvelopes[mode];

/**
 * What each system risk mode allows. Source: origin-facts 8.4; exposure cuts are shares of the hard limit. AGGRESSIVE
 * sizes up where it may, and a size factor above one would loosen, so it reads as NORMAL here.
 */
const systemRiskEnvelopes: Readonly<Record<SystemRiskMode, RiskEnvelope>> = {
  CRITICAL: {
    ...row({ leverage: 5, risk: 1, daily: 0.02, positions: 3, size: 0.3 }),
    maxExposure: fraction(0.45),
    entriesAllowed: false,
  },
  SAFE: { ...row({ leverage: 10, risk: 1, daily: 0.03, positions: 5, size: 0.6 }), maxExposure: fraction(0.72) },
  NORMAL: unlimited,
  AGGRESSIVE: unlimited,
};

export const envelopeOfSystemRisk = (mode: SystemRiskMode): RiskEnvelope => systemRiskEnvelopes[mode];

/** What each risk mode allows; an emergency stops entries until it is over. */
export const envelopeOfRiskMode = (mode: RiskMode, isEmergency: boolean): RiskEnvelope => ({
  ...unlimited,
  maxRiskPerTrade: riskModeLimits[mode].maxRiskPerTradeFraction,
  maxPositions: riskModeLimits[mode].maxPositions,
  entriesAllowed: !isEmergency,
});

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
    case "OPERATING_MODE":
      return envelopeOfOperatingMode(decision.payload.mode);
    case "RISK_MODE":
      return envelopeOfRiskMode(decision.payload.mode, decision.payload.isEmergency);
    case "THRESHOLDS":
      return {
        ...unlimited,
        minConfidence: decision.payload.minConfidenceFraction,
        maxRiskPerTrade: decision.payload.maxRiskPerTradeFraction,
        maxPositions: decision.payload.maxPositions,
      };
    case "ESS_POLICY":
    case "STRATEGY_ALLOCATION":
    case "STRATEGY_LISTS":
    case "SYMBOL_UNIVERSE":
    case "CASHFLOW":
    case "RESEARCH_TASK":
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
