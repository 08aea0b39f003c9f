/** What a desk has to show: every estimator's forecast for the day that runs, and how its forecasts have turned out. */
import type { DeskReport, EstimatorReport, LevelVerdict } from "../../../domain/risk-report.ts";
import { type Estimator, estimators, tailLevels } from "../../../domain/tail.ts";
import type { BacktestReading } from "../../../maths/risk/backtest-tally.ts";
import type { Desk } from "./desk.ts";
import { readRecord } from "./scoreboard.ts";

export function reportDesk(desk: Desk): DeskReport {
  const { subject, choice, scoreboard, standing, model } = desk;
  const excess = model?.excess;
  return {
    subject,
    binding: choice.binding,
    because: choice.because,
    judgedDays: scoreboard.judgedDays,
    estimators: estimators.map((estimator) => reportEstimator(desk, estimator)),
    volatilityRatio: standing === undefined ? null : standing.deviation,
    tailShape:
      excess === undefined ? null : { ratio: excess.shape, lowRatio: excess.shapeLow, highRatio: excess.shapeHigh },
    fittedAtMs: model?.asOf ?? null,
  };
}

function reportEstimator({ scoreboard, standing, choice }: Desk, estimator: Estimator): EstimatorReport {
  const { levels, relativeScore, passes } = readRecord(scoreboard, estimator);
  const forecast = standing?.by.get(estimator);
  const [, middle, high] = levels;
  return {
    estimator,
    isBinding: estimator === choice.binding,
    forecast:
      forecast?.kind === "FORECAST"
        ? forecast.levels.map(({ valueAtRisk, expectedShortfall }) => ({
            valueAtRiskRatio: valueAtRisk,
            expectedShortfallRatio: expectedShortfall,
          }))
        : [],
    refusal: forecast === undefined ? "too few days" : forecast.kind === "REFUSED" ? forecast.reason : null,
    verdicts: tailLevels.map((tail, index) => verdictOf(levels[index], tail)),
    shortfallTestRatio: finiteOrNull(middle?.z2),
    trafficLight: high?.light ?? null,
    relativeScoreRatio: finiteOrNull(relativeScore),
    passes: passes ?? null,
  };
}

function verdictOf(reading: BacktestReading | undefined, tail: number): LevelVerdict | null {
  if (reading === undefined) return null;
  return {
    tailFraction: tail,
    days: reading.days,
    exceptions: reading.hits,
    expectedExceptions: reading.days * tail,
    kupiecFraction: probability(reading.kupiec.pValue),
    christoffersenFraction: probability(reading.conditionalCoverage.pValue),
  };
}

/** A test that says nothing rejects. */
const probability = (value: number): number => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);
const finiteOrNull = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value;
