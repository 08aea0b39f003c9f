/**
 * The risk officer's round: tail and book are counted anew when positions or the day changed, score, ceiling and alerts with
 * every valuation, which is never later than its cadence asks (resolutions 7: what tightens does not wait).
 *
 * With the officer switched off its last score, ceiling and alerts hold; the tail goes on being counted, since the guard and
 * the hooks read it (seed 001, "enable_ai_ro").
 */
import { newsOf } from "../domain/alert.ts";
import type { BookPicture, Performance, RiskAssessment } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import type { Portfolio } from "../domain/position.ts";
import { riskAlerted } from "../events/executive-events.ts";
import { riskCeilingUpdated, riskStateUpdated } from "../events/risk-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { dayMs } from "../units/units.ts";
import { ceilingFor, isLooser, isNews } from "./assess/risk-officer/ceiling.ts";
import { pictureOf } from "./assess/risk-officer/picture.ts";
import { riskAlertOf } from "./assess/risk-officer/risk-alert.ts";
import { type TailRisk, tailRiskOf } from "./assess/risk-officer/risk-officer.ts";
import { scoreOf, type UseOfLimits } from "./assess/risk-officer/score.ts";
import type { GovernanceState } from "./governance-state.ts";
import { hasRun } from "./rhythm.ts";

export type RiskInputs = {
  readonly portfolio: Portfolio;
  /** Notional per instrument id over equity. */
  readonly weights: Float64Array;
  /** Usual traded value of a bar per instrument id in USD. */
  readonly barTurnover: Float64Array;
  readonly positionsChanged: boolean;
  readonly performance: Performance;
};

export function assessRisk(state: GovernanceState, config: FundConfig, inputs: RiskInputs, outbox: Outbox): void {
  const isNew = state.riskIsDirty || inputs.positionsChanged;
  const tail: TailRisk = isNew ? tailRiskOf(state.riskOfficer, inputs.weights) : state.risk;
  const picture = isNew ? pictureFor(state, config, inputs, tail) : state.risk.picture;
  const isOn = state.flags.enableRiskOfficer;
  const { score, worstComponent } = isOn
    ? scoreOf(useOf(inputs, tail, picture), config.hardLimits, config.trading.maxExpectedShortfallFraction)
    : state.risk;
  const { valueAtRisk95, expectedShortfall975, sampleDays, fromPrior, tail: book } = tail;
  state.risk = {
    valueAtRisk95,
    expectedShortfall975,
    sampleDays,
    fromPrior,
    tail: book,
    picture,
    score,
    worstComponent,
  };
  if (isOn) {
    raiseCeiling(state, config, outbox);
    alert(state, config, inputs, outbox);
  }
  if (!state.riskIsDirty) return;
  state.riskIsDirty = false;
  tellRisk(state.risk, outbox);
}

export const useOf = (
  { performance, portfolio }: Pick<RiskInputs, "performance" | "portfolio">,
  { expectedShortfall975 }: Pick<RiskAssessment, "expectedShortfall975">,
  picture: BookPicture,
): UseOfLimits => ({
  drawdown: performance.drawdown,
  dailyLoss: performance.dailyLoss,
  exposure: portfolio.exposure,
  expectedShortfall: expectedShortfall975,
  stressLoss: picture.stress.loss,
  concentration: picture.concentration,
  daysToSell: picture.daysToSell,
});

function pictureFor(
  { riskOfficer }: GovernanceState,
  { instruments, intervalMs }: FundConfig,
  { weights, portfolio, barTurnover }: RiskInputs,
  { tail }: TailRisk,
): BookPicture {
  const barsADay = dayMs / intervalMs;
  return pictureOf(riskOfficer, {
    instruments,
    weights,
    equity: portfolio.equity,
    dailyTurnover: (id) => (barTurnover[id] ?? 0) * barsADay,
    deviation: tail.volatility,
  });
}

/** Tighter advice at once, looser advice once a day, so that a score around a line is no news each time. */
function raiseCeiling(state: GovernanceState, { hardLimits }: FundConfig, outbox: Outbox): void {
  const before = state.riskCeiling;
  const now = ceilingFor(state.risk.score, state.riskOfficer.marketVolatility, hardLimits);
  if (!isNews(before, now) || (before !== undefined && isLooser(before, now) && !state.riskIsDirty)) return;
  state.riskCeiling = now;
  emit(
    outbox,
    riskCeilingUpdated.create({
      maxLeverageRatio: now.maxLeverage,
      maxRiskPerTradeFraction: now.maxRiskPerTrade,
      maxPositions: now.maxPositions,
      riskScore: state.risk.score,
    }),
  );
}

function tellRisk({ tail, picture, ...risk }: RiskAssessment, outbox: Outbox): void {
  emit(
    outbox,
    riskStateUpdated.create({
      valueAtRisk95Ratio: risk.valueAtRisk95,
      expectedShortfall975Ratio: risk.expectedShortfall975,
      sampleDays: risk.sampleDays,
      fromPrior: risk.fromPrior,
      score: risk.score,
      worstComponent: risk.worstComponent,
      estimator: tail.binding,
      medianShortfall975Ratio: tail.medianShortfall975,
      worstShortfall975Ratio: tail.worstShortfall975,
      dailyVolatilityRatio: tail.volatility,
      stressScenario: picture.stress.scenario,
      stressLossRatio: picture.stress.loss,
      concentrationRatio: picture.concentration,
      daysToSellRatio: picture.daysToSell,
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
  const isNewAlert = newsOf(now.alerts, before.alerts).length > 0 || becameCritical;
  if (!isNewAlert) return;
  const { level, alerts, shouldReduceExposure, shouldPauseTrading } = now;
  const { score: riskScore } = state.risk;
  emit(outbox, riskAlerted.create({ level, alerts, riskScore, shouldReduceExposure, shouldPauseTrading }));
  if (level === "critical") state.ceoIsCalled = true;
}
