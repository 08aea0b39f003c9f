/** What the strategy officer warns of. Lines: origin-facts 2.9; how far a value must come back is chosen. */
import { standsBeyond } from "../../../domain/alert.ts";
import type { ModelPerformance } from "../../../domain/briefing.ts";

const lines = { meanWinRate: 0.45, declineShare: 0.8, declined: 0.5, accuracy: 0.52, daysSinceTraining: 7 };
const relief = { rate: 0.01, none: 0 };

/** @param standing the alerts that stood before */
export function strategyAlerts(models: readonly ModelPerformance[], standing: readonly string[]): string[] {
  const alerts: string[] = [];
  const watch = (text: string, value: number, line: number, back: number) => {
    if (standsBeyond(value, line, back, standing.includes(text))) alerts.push(text);
  };
  const rates = models.map(({ winRate }) => winRate).filter((rate) => rate !== undefined);
  if (rates.length > 0) {
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    watch("mean win rate below 45 %", -mean, -lines.meanWinRate, relief.rate);
  }
  const decline = declinedShare(models);
  if (decline !== undefined && decline >= lines.declined) alerts.push("half of the models win much less than before");
  for (const { model, winRate, daysSinceTraining } of models) {
    if (winRate !== undefined) watch(`${model} is right in less than 52 %`, 0 - winRate, -lines.accuracy, relief.rate);
    if (daysSinceTraining !== undefined)
      watch(`${model} was trained more than 7 days ago`, daysSinceTraining, lines.daysSinceTraining, relief.none);
  }
  return alerts;
}

/** Share of the models, among those with a recent win rate, whose recent one is below 80 % of their own. */
function declinedShare(models: readonly ModelPerformance[]): number | undefined {
  let known = 0;
  let declined = 0;
  for (const { winRate, recentWinRate } of models) {
    if (winRate === undefined || recentWinRate === undefined) continue;
    known += 1;
    if (!(recentWinRate >= lines.declineShare * winRate)) declined += 1;
  }
  return known === 0 ? undefined : declined / known;
}
