/**
 * What the risk officer warns of, and what it advises.
 *
 * Source: drawdown above 4 % from seed 001, "Risk Alert Triggers Defensive Mode"; the other lines from origin-facts 2.8,
 * as far as their numbers exist here: there is no tail score and no correlation yet. Seed 001 prints a score of 78 as a
 * critical alert, so an alert is critical where the level is (a score of 70 or more).
 */
import { type AlertLevel, standsBeyond } from "../../../domain/alert.ts";
import type { RiskAssessment } from "../../../domain/briefing.ts";
import type { HardLimits } from "../../../domain/hard-limits.ts";
import { riskLevelOf } from "../../../domain/risk-level.ts";

const lines = {
  drawdown: 0.04,
  drawdownShareOfLimit: 0.8,
  valueAtRisk: 0.1,
  volatility: 0.05,
  positions: 15,
  leverageShareOfLimit: 0.9,
  score: { high: 70, critical: 85 },
};
const advice = { reduceAbove: 70, pauseAbove: 85, pauseDrawdownOverLimit: 1.2 };
/** How far a value must come back before its alert is over: half a point of drawdown, five of the score (chosen). */
const relief = { share: 0.005, score: 5, none: 0 };

export type RiskPicture = {
  readonly drawdown: number;
  readonly openPositions: number;
  /** Gross notional over equity. */
  readonly leverage: number;
};

export type RiskAlert = {
  readonly level: AlertLevel;
  /** Every alert that stands, each in a few words that do not change while it does. */
  readonly alerts: readonly string[];
  readonly shouldReduceExposure: boolean;
  readonly shouldPauseTrading: boolean;
};

export const calm: RiskAlert = { level: "info", alerts: [], shouldReduceExposure: false, shouldPauseTrading: false };

/** @param standing the alerts that stood before */
export function riskAlertOf(
  risk: RiskAssessment,
  picture: RiskPicture,
  limits: HardLimits,
  standing: readonly string[],
): RiskAlert {
  const alerts: string[] = [];
  const watch = (text: string, value: number, line: number, back: number) => {
    if (standsBeyond(value, line, back, standing.includes(text))) alerts.push(text);
  };
  const { drawdown, openPositions, leverage } = picture;
  const maxDrawdown = limits.maxDrawdownFraction;
  watch("drawdown above 4 %", drawdown, lines.drawdown, relief.share);
  watch("drawdown above 80 % of its limit", drawdown, maxDrawdown * lines.drawdownShareOfLimit, relief.share);
  watch("drawdown above its limit", drawdown, maxDrawdown, relief.share);
  watch("value at risk above 10 % of equity", risk.valueAtRisk95, lines.valueAtRisk, relief.share);
  watch("volatility of the book above 5 % a day", risk.tail.volatility, lines.volatility, relief.share);
  watch("more than 15 positions", openPositions, lines.positions, relief.none);
  watch(
    "leverage above 90 % of its limit",
    leverage,
    limits.maxLeverageRatio * lines.leverageShareOfLimit,
    relief.none,
  );
  watch("risk score above 70", risk.score, lines.score.high, relief.score);
  watch("risk score above 85", risk.score, lines.score.critical, relief.score);
  const shouldReduceExposure = !(risk.score <= advice.reduceAbove && drawdown <= maxDrawdown);
  const shouldPauseTrading = !(
    risk.score <= advice.pauseAbove && drawdown <= maxDrawdown * advice.pauseDrawdownOverLimit
  );
  const isCritical = riskLevelOf(risk.score) === "critical" || shouldPauseTrading;
  return { level: levelOf(alerts, isCritical), alerts, shouldReduceExposure, shouldPauseTrading };
}

const levelOf = (alerts: readonly string[], isCritical: boolean): AlertLevel =>
  alerts.length === 0 ? "info" : isCritical ? "critical" : "warning";
