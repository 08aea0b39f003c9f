/**
 * The emergency stop system, as far as this slice goes: levels of drawdown while ARMED, and the latch.
 *
 * CRITICAL trips. A tripped stop stays tripped until a release, whatever the drawdown does next (resolutions 17).
 * Levels are reached at `>=` (resolutions 44); a drawdown that is not a number is CRITICAL.
 */
import type { Ess } from "../../domain/briefing.ts";
import type { DecisionPayloads } from "../../domain/decision.ts";
import { comesBefore } from "../../domain/ladder.ts";
import { type EssLevel, essLevels } from "../../domain/modes.ts";

export type EssThresholds = Readonly<DecisionPayloads["ESS_POLICY"]>;

/** A milder level is believed only this far below its threshold, so that a level does not flap (resolutions 7). */
export const essHysteresis = 0.01;

export function essAfter(ess: Ess, drawdown: number, thresholds: EssThresholds): Ess {
  if (ess.state !== "ARMED") return ess;
  const reached = levelOf(drawdown, thresholds);
  if (reached === "CRITICAL") return { state: "TRIPPED", level: reached, trip: undefined };
  const stillHeld = levelOf(drawdown + essHysteresis, thresholds);
  const hasEased = comesBefore(essLevels, ess.level, stillHeld);
  const level = comesBefore(essLevels, reached, ess.level) ? reached : hasEased ? stillHeld : ess.level;
  return level === ess.level ? ess : { state: "ARMED", level, trip: undefined };
}

/** The level `drawdown` reaches, tightest first, so that the order of thresholds never hides one. */
export function levelOf(drawdown: number, thresholds: EssThresholds): EssLevel {
  if (!(drawdown < thresholds.criticalFraction)) return "CRITICAL";
  if (!(drawdown < thresholds.warningFraction)) return "WARNING";
  return drawdown < thresholds.cautionFraction ? "NOMINAL" : "CAUTION";
}

/** A release arms the system again. */
export const rearmed = (ess: Ess): Ess =>
  ess.state === "DISABLED" ? ess : { state: "ARMED", level: "NOMINAL", trip: undefined };
