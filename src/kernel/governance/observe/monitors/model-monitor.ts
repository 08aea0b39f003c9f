/**
 * Models: 100 less 5 for each degraded one, as the guide of the earlier system has it. Its code takes accuracy as the
 * score instead, by which a model that is right in 55 of 100 cases would be half dead.
 *
 * Degraded is a known win rate below 0.48 (origin-facts 9.2, QT_AI_MODEL_SUPERVISOR_MIN_WIN_RATE). Without models
 * there is nothing to judge.
 */
import { type Monitor, report } from "./readings.ts";

const degradedCosts = 5;
const minWinRate = 0.48;

export const monitorModels: Monitor = ({ models }) => {
  if (models.length === 0) return undefined;
  const degraded = models.filter(({ winRate }) => winRate !== undefined && !(winRate >= minWinRate));
  return report(
    "model",
    100 - degradedCosts * degraded.length,
    degraded.map(({ model }) => `model: ${model} wins less than 48 %`),
  );
};
