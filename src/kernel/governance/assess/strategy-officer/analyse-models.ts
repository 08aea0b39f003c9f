/**
 * How right each model is, and what weight that would earn it.
 *
 * Source: origin-facts 2.9: below an accuracy of 0.52 a model earns none, above it what lies beyond one half, a fifth more
 * where its confident words are better still. Its factor for the win rate after costs is left out: records are before costs.
 */
import type { ModelPerformance } from "../../../domain/briefing.ts";
import type { ModelAnalysis } from "../../../domain/strategy-advice.ts";
import { fraction } from "../../../units/units.ts";

const minAccuracy = 0.52;
const even = 0.5;
const confidentFactor = 1.2;

/** All alike where none is right often enough. */
export function analyseModels(models: readonly ModelPerformance[]): ModelAnalysis[] {
  const earned = models.map(earnedBy);
  const sum = earned.reduce((total, each) => total + each, 0);
  return models.map(({ model, winRate, daysSinceTraining }, index) => ({
    model,
    accuracyFraction: winRate ?? null,
    advisedWeightFraction: fraction(sum > 0 ? Math.min(1, (earned[index] ?? 0) / sum) : 1 / models.length),
    daysSinceTraining: daysSinceTraining ?? null,
  }));
}

function earnedBy({ winRate, confidentWinRate }: ModelPerformance): number {
  if (winRate === undefined || !(winRate >= minAccuracy)) return 0;
  const isBetterWhenSure = confidentWinRate !== undefined && confidentWinRate > winRate;
  return (winRate - even) * (isBetterWhenSure ? confidentFactor : 1);
}
