/**
 * Levels of drawdown: CAUTION, WARNING, CRITICAL, as the CRO's ESS policy sets them.
 *
 * Levels are reached at `>=` (resolutions 44); a drawdown that is not a number is CRITICAL.
 */
import type { DecisionPayloads } from "../../../domain/decision.ts";
import { comesBefore } from "../../../domain/ladder.ts";
import { type EssLevel, essLevels } from "../../../domain/modes.ts";

export type EssThresholds = Readonly<DecisionPayloads["ESS_POLICY"]>;

/** A milder level is believed only this far below its threshold, so that a level does not flap (resolutions 7). */
export const essHysteresis = 0.01;

/** The level `drawdown` reaches, tightest first, so that the order of thresholds never hides one. */
export function levelOf(drawdown: number, thresholds: EssThresholds): EssLevel {
  if (!(drawdown < thresholds.criticalFraction)) return "CRITICAL";
  if (!(drawdown < thresholds.warningFraction)) return "WARNING";
  return drawdown < thresholds.cautionFraction ? "NOMINAL" : "CAUTION";
}

/** Tightens at once; eases only past the hysteresis. */
export function levelAfter(level: EssLevel, drawdown: number, thresholds: EssThresholds): EssLevel {
  const reached = levelOf(drawdown, thresholds);
  if (comesBefore(essLevels, reached, level)) return reached;
  const stillHeld = levelOf(drawdown + essHysteresis, thresholds);
  return comesBefore(essLevels, level, stillHeld) ? stillHeld : level;
}
