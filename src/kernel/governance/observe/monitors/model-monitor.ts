/**
 * Models: 100 less 5 for each degraded one, as the guide of the earlier system has it. Its code takes accuracy as the
 * score instead, by which a model that is right in 55 of 100 cases would be half dead.
 *
 * Degraded is a known win rate below 0.48 (origin-facts 9.2, QT_AI_MODEL_SUPERVISOR_MIN_WIN_RATE). Without models
 * there is nothing to judge. The panel's word goes with it: a model without skill, or whose words have all expired, costs
 * as much, once. One that has never spoken is absent, not sick (resolutions 25a).
 */
import type { ModelPerformance } from "../../../domain/briefing.ts";
import { type Monitor, report } from "./readings.ts";

const degradedCosts = 5;
const minWinRate = 0.48;

export const monitorModels: Monitor = ({ models }) => {
  if (models.length === 0) return undefined;
  const issues = models.map(issueOf).filter((issue) => issue !== undefined);
  return report("model", 100 - degradedCosts * issues.length, issues);
};

function issueOf({ model, winRate, health }: ModelPerformance): string | undefined {
  if (winRate !== undefined && !(winRate >= minWinRate)) return `model: ${model} wins less than 48 %`;
  if (health === "DEGRADED") return `model: ${model} forecasts no better than a coin and rests`;
  return health === "STALE" ? `model: ${model} has nothing but expired words` : undefined;
}
