/** What each heartbeat says: domain values in the words of the notices. */
import type { Ess, Health, RiskAssessment } from "../domain/briefing.ts";
import type { CeoDecision } from "../domain/ceo-decision.ts";
import type { AlertLevel } from "../domain/alert.ts";
import type { GlobalState } from "../domain/global-state.ts";
import type { SystemRiskMode } from "../domain/modes.ts";
import type { StrategyAdvice } from "../domain/strategy-advice.ts";
import { riskLevelOf } from "../domain/risk-level.ts";
import {
  ceoDecision,
  globalStateUpdated,
  type Notice,
  riskState,
  strategyState,
  systemHealthUpdated,
} from "../events/notice-events.ts";

export const ceoNotice = ({ decisionConfidence, decidedAt, ...decision }: CeoDecision): Notice =>
  ceoDecision.create({ ...decision, decisionConfidenceFraction: decisionConfidence, decidedAtMs: decidedAt });

export type RiskAdvice = {
  readonly level: AlertLevel;
  readonly alerts: readonly string[];
  readonly shouldReduceExposure: boolean;
  readonly shouldPauseTrading: boolean;
};

export const riskNotice = (risk: RiskAssessment, { level, ...advice }: RiskAdvice): Notice =>
  riskState.create({
    riskScore: risk.score,
    riskLevel: riskLevelOf(risk.score),
    worstComponent: risk.worstComponent,
    valueAtRisk95Ratio: risk.valueAtRisk95,
    expectedShortfall975Ratio: risk.expectedShortfall975,
    sampleDays: risk.sampleDays,
    fromPrior: risk.fromPrior,
    alertLevel: level,
    ...advice,
  });

export const strategyNotice = ({ analysedAt, confidence, primary, ...advice }: StrategyAdvice): Notice =>
  strategyState.create({
    ...advice,
    primary: primary ?? null,
    confidenceFraction: confidence,
    analysedAtMs: analysedAt,
  });

export const healthNotice = (
  { status, issues, monitors }: Health,
  { state: essState, level: essLevel }: Ess,
  systemRiskMode: SystemRiskMode,
): Notice =>
  systemHealthUpdated.create({
    systemStatus: status,
    essState,
    essLevel,
    issues,
    monitors: [...monitors],
    systemRiskMode,
  });

export function globalStateNotice(state: GlobalState): Notice {
  const { modeDecisionConfidence, strategyConfidence, snapshotAt, dataCompleteness, staleness, agents, ...rest } =
    state;
  const { maxLeverage, maxRiskPerTrade, varEstimate, expectedShortfall } = state.effectiveRiskLimits;
  return globalStateUpdated.create({
    ...rest,
    modeDecisionConfidenceFraction: modeDecisionConfidence,
    effectiveRiskLimits: {
      maxLeverageRatio: maxLeverage,
      maxRiskPerTradeFraction: maxRiskPerTrade,
      varEstimateRatio: varEstimate,
      expectedShortfallRatio: expectedShortfall,
    },
    strategyConfidenceFraction: strategyConfidence,
    snapshotTimestampMs: snapshotAt,
    dataCompletenessFraction: dataCompleteness,
    stalenessMs: staleness,
    agents: agents.map(({ lastRunAt, ...agent }) => ({ ...agent, lastRunAtMs: lastRunAt ?? null })),
  });
}
