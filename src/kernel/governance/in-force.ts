/** What is in force now, with the start values of the configuration as long as nobody has spoken. */
import type { FundConfig } from "../domain/config.ts";
import type { DecisionPayloads, Seat } from "../domain/decision.ts";
import { firstOf } from "../domain/ladder.ts";
import type { Mandate, StrategyLists } from "../domain/mandate.ts";
import {
  type CapitalProfile,
  type OperatingMode,
  type RiskMode,
  riskModes,
  type TradingMode,
  tradingModes,
} from "../domain/modes.ts";
import { fraction, ratio, usd } from "../units/units.ts";
import { startRiskMode } from "./council/controller/controller.ts";
import { baseEssPolicy, type EssPolicy } from "./council/cro/ess-policy.ts";
import { baseRiskLimits, type RiskLimits } from "./council/cro/risk-adjustment.ts";
import type { ModelWeights } from "./council/cio/strategy-allocation.ts";
import { type GovernanceState, stanceOf } from "./governance-state.ts";
import { heldMode, heldRiskMode, heldStopMultiplier } from "./operator/operator-book.ts";

/** A seat that is configured and does not rest. The Supervisor never rests. */
export const isSeated = (state: GovernanceState, { seats }: FundConfig, seat: Seat): boolean =>
  seats.includes(seat) && !state.seatsOff.has(seat);

/** What the CRO itself stands by. */
export const riskLimitsOfCro = (state: GovernanceState): RiskLimits =>
  stanceOf(state, "CRO", "RISK_ADJUSTMENT")?.decision.payload ?? baseRiskLimits;

/** The CRO's limits, or an operator's grant in their place, tightened by what operators hold. */
export function riskLimitsInForce(state: GovernanceState): RiskLimits {
  const { riskGrant, riskHold } = state.operator;
  const ruling = riskGrant?.stance.decision.payload ?? riskLimitsOfCro(state);
  const held = riskHold?.limits ?? {};
  return {
    maxLeverageRatio: ratio(Math.min(ruling.maxLeverageRatio, held.maxLeverageRatio ?? ruling.maxLeverageRatio)),
    maxPositionUsd: usd(Math.min(ruling.maxPositionUsd, held.maxPositionUsd ?? ruling.maxPositionUsd)),
    maxDrawdownFraction: fraction(
      Math.min(ruling.maxDrawdownFraction, held.maxDrawdownFraction ?? ruling.maxDrawdownFraction),
    ),
    maxExposureFraction: fraction(
      Math.min(ruling.maxExposureFraction, held.maxExposureFraction ?? ruling.maxExposureFraction),
    ),
    stopLossMultiplierRatio: ratio(Math.max(ruling.stopLossMultiplierRatio, heldStopMultiplier(state.operator))),
  };
}

export const essPolicyInForce = (state: GovernanceState): EssPolicy =>
  stanceOf(state, "CRO", "ESS_POLICY")?.decision.payload ?? baseEssPolicy;

/** What the CEO itself stands by. */
export const tradingModeOfCeo = (state: GovernanceState): TradingMode =>
  stanceOf(state, "CEO", "MODE_CHANGE")?.decision.payload.mode ?? "LIVE";

/** The CEO's mode, or an operator's grant in its place, tightened by what operators hold. */
export const tradingModeInForce = (state: GovernanceState): TradingMode =>
  firstOf(
    tradingModes,
    state.operator.modeGrant?.stance.decision.payload.mode ?? tradingModeOfCeo(state),
    heldMode(state.operator),
  );

/** MICRO, the tightest, where nobody has ever set a profile: missing input never permits. */
export const capitalProfileInForce = (state: GovernanceState): CapitalProfile =>
  stanceOf(state, "CEO", "CAPITAL_PROFILE")?.decision.payload.profile ?? "MICRO";

/** The mode every fund starts with (origin-facts 2.10); without a CEO nobody ever moves it. */
export const operatingModeInForce = (state: GovernanceState): OperatingMode =>
  stanceOf(state, "CEO", "OPERATING_MODE")?.decision.payload.mode ?? "EXPANSION";

const startRisk: Readonly<DecisionPayloads["RISK_MODE"]> = { mode: startRiskMode, isEmergency: false };

/** What the controller itself stands by; the start value where none sits, which then limits nothing. */
export const riskModeOfController = (state: GovernanceState): Readonly<DecisionPayloads["RISK_MODE"]> =>
  stanceOf(state, "CONTROLLER", "RISK_MODE")?.decision.payload ?? startRisk;

/** The controller's mode, tightened by what operators hold. */
export const riskModeInForce = (state: GovernanceState): RiskMode =>
  firstOf(riskModes, riskModeOfController(state).mode, heldRiskMode(state.operator));

/** Symbols positions may be opened in: all that are configured, or kept by the stage, while no universe rules. */
export function activeSymbolsInForce({ stage }: GovernanceState, mandate: Mandate, config: FundConfig) {
  for (const { decision } of mandate.ruling)
    if (decision.kind === "SYMBOL_UNIVERSE") return decision.payload.activeSymbols;
  return stage.keptSymbols ?? config.instruments.map(({ symbol }) => symbol);
}

const noLists: StrategyLists = { allowed: [], blocked: [] };

/** Both empty, which blocks nobody, while no lists rule. */
export function strategyListsInForce({ ruling }: Mandate): StrategyLists {
  for (const { decision } of ruling)
    if (decision.kind === "STRATEGY_LISTS")
      return { allowed: decision.payload.allowedStrategies, blocked: decision.payload.blockedStrategies };
  return noLists;
}

/** The CIO's weights without those the controller blocks. Undefined, all models alike, while nobody rules either. */
export function modelWeightsInForce(mandate: Mandate): ModelWeights | undefined {
  let weights: ModelWeights | undefined;
  for (const { decision } of mandate.ruling)
    if (decision.kind === "STRATEGY_ALLOCATION") weights = decision.payload.modelWeights;
  const { allowed, blocked } = strategyListsInForce(mandate);
  return blocked.length === 0 ? weights : withoutBlocked(weights ?? alike(allowed), blocked);
}

const alike = (models: readonly string[]): ModelWeights =>
  Object.fromEntries(models.toSorted().map((model) => [model, fraction(1 / models.length)]));

/** What is left adds up to one again; where nothing is left all weights are 0, and nobody is asked. */
function withoutBlocked(weights: ModelWeights, blocked: readonly string[]): ModelWeights {
  const isHeard = (model: string): boolean => !blocked.includes(model);
  let heard = 0;
  for (const [model, weight] of Object.entries(weights)) if (isHeard(model)) heard += weight;
  const shareOf = (model: string, weight: number): number => (heard > 0 && isHeard(model) ? weight / heard : 0);
  return Object.fromEntries(
    Object.entries(weights).map(([model, weight]) => [model, fraction(Math.min(1, shareOf(model, weight)))]),
  );
}
