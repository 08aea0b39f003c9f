/** The stances in force now, with the start values of the configuration as long as nobody has spoken. */
import type { CapitalProfile, TradingMode } from "../domain/modes.ts";
import { baseEssPolicy, type EssPolicy } from "./council/cro/ess-policy.ts";
import { baseRiskLimits, type RiskLimits } from "./council/cro/risk-adjustment.ts";
import { type GovernanceState, stanceOf } from "./governance-state.ts";

export const riskLimitsInForce = (state: GovernanceState): RiskLimits =>
  stanceOf(state, "CRO", "RISK_ADJUSTMENT")?.decision.payload ?? baseRiskLimits;

export const essPolicyInForce = (state: GovernanceState): EssPolicy =>
  stanceOf(state, "CRO", "ESS_POLICY")?.decision.payload ?? baseEssPolicy;

export const tradingModeInForce = (state: GovernanceState): TradingMode =>
  stanceOf(state, "CEO", "MODE_CHANGE")?.decision.payload.mode ?? "LIVE";

/** MICRO, the tightest, where nobody has ever set a profile: missing input never permits. */
export const capitalProfileInForce = (state: GovernanceState): CapitalProfile =>
  stanceOf(state, "CEO", "CAPITAL_PROFILE")?.decision.payload.profile ?? "MICRO";
