/**
 * The risk officer's round: the tail is counted anew when positions or the day changed, score and alerts with every
 * valuation, which is never later than its cadence asks (resolutions 7: what tightens does not wait).
 *
 * With the officer switched off its last score and alerts hold; the tail goes on being counted, since the guard and the
 * hooks read it (seed 001, "enable_ai_ro").
 */
import { newsOf } from "../domain/alert.ts";
import type { FundConfig } from "../domain/config.ts";
import type { Performance } from "../domain/briefing.ts";
import type { Portfolio } from "../domain/position.ts";
import { riskAlerted } from "../events/executive-events.ts";
import { riskStateUpdated } from "../events/governance-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { riskAlertOf } from "./assess/risk-officer/risk-alert.ts";
import { tailRiskOf } from "./assess/risk-officer/risk-officer.ts";
import { scoreOf } from "./assess/risk-officer/score.ts";
import type { GovernanceState } from "./governance-state.ts";
import { hasRun } from "./rhythm.ts";

export type RiskInputs = {
  readonly portfolio: Portfolio;
  /** Notional per instrument id over equity. */
  readonly weights: Float64Array;
  readonly positionsChanged: boolean;
  readonly performance: Performance;
};

export function assessRisk(state: GovernanceState, config: FundConfig, inputs: RiskInputs, outbox: Outbox): void {
  const isNew = state.riskIsDirty || inputs.positionsChanged;
  const tail = isNew ? tailRiskOf(state.riskOfficer, inputs.weights) : state.risk;
  const { drawdown, dailyLoss } = inputs.performance;
  const isOn = state.flags.enableRiskOfficer;
  const { expectedShortfall975: expectedShortfall } = tail;
  const use = { drawdown, dailyLoss, exposure: inputs.portfolio.exposure, expectedShortfall };
  const { score, worstComponent } = isOn
    ? scoreOf(use, config.hardLimits, config.trading.maxExpectedShortfallFraction)
    : state.risk;
  const { valueAtRisk95, expectedShortfall975, sampleDays, fromPrior } = tail;
  state.risk = { valueAtRisk95, expectedShortfall975, sampleDays, fromPrior, tail: tail.tail, score, worstComponent };
  if (isOn) alert(state, config, inputs, outbox);
  if (!state.riskIsDirty) return;
  state.riskIsDirty = false;
  emit(
    outbox,
    riskStateUpdated.create({
      valueAtRisk95Ratio: valueAtRisk95,
      expectedShortfall975Ratio: expectedShortfall975,
      sampleDays,
      fromPrior,
      score,
      worstComponent,
    }),
  );
}

/** Says what is new, and calls the CEO when it is critical (resolutions 7). */
function alert(
  state: GovernanceState,
  config: FundConfig,
  { portfolio, performance }: RiskInputs,
  outbox: Outbox,
): void {
  const before = state.riskAlert;
  const picture = {
    drawdown: performance.drawdown,
    openPositions: portfolio.openPositions,
    leverage: portfolio.exposure,
  };
  const now = riskAlertOf(state.risk, picture, config.hardLimits, before.alerts);
  state.riskAlert = now;
  hasRun(state, "RISK_OFFICER", outbox.at);
  const becameCritical = now.level === "critical" && before.level !== "critical";
  const isNews = newsOf(now.alerts, before.alerts).length > 0 || becameCritical;
  if (!isNews) return;
  const { level, alerts, shouldReduceExposure, shouldPauseTrading } = now;
  const { score: riskScore } = state.risk;
  emit(outbox, riskAlerted.create({ level, alerts, riskScore, shouldReduceExposure, shouldPauseTrading }));
  if (level === "critical") state.ceoIsCalled = true;
}
