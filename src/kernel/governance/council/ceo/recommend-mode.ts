/**
 * Which operating mode the numbers ask for: rules from the tightest mode down, first match wins.
 *
 * Source: origin-facts 2.3, risk scores turned as in resolutions 18; health EMERGENCY stands for OFFLINE, OPTIMAL counts
 * as HEALTHY. Where a rule needs a win rate nobody knows yet, it does not speak and the start value EXPANSION holds
 * (resolutions 20). BLACK_SWAN and CAPITAL_PRESERVATION are never kept without a cause: a mode that lets nothing be
 * traded would otherwise have no way out, since nothing it looks at could change.
 */
import type { CeoThresholds } from "../../../domain/ceo-thresholds.ts";
import { comesBefore } from "../../../domain/ladder.ts";
import { type OperatingMode, operatingModes, systemHealths } from "../../../domain/modes.ts";
import type { SystemState } from "./system-state.ts";

export type Recommendation = { readonly mode: OperatingMode; readonly reason: string };

const share = (value: number): string => `${(value * 100).toFixed(2)} %`;

export function recommend(state: SystemState, limits: CeoThresholds): Recommendation {
  return danger(state, limits) ?? caution(state, limits) ?? confidence(state, limits) ?? keep(state);
}

/** Rules 1 to 5: what ends or nearly ends new business. Numbers that are none are beyond every line. */
function danger(state: SystemState, limits: CeoThresholds): Recommendation | undefined {
  const { currentDrawdown: drawdown, riskScore, systemHealth } = state;
  if (!(drawdown < limits.criticalDrawdownFraction))
    return { mode: "BLACK_SWAN", reason: `drawdown ${share(drawdown)} has reached the critical line` };
  if (!(riskScore < limits.criticalRiskScore))
    return { mode: "BLACK_SWAN", reason: `risk score ${riskScore.toFixed(0)} is critical` };
  if (systemHealth === "EMERGENCY") return { mode: "BLACK_SWAN", reason: "system health is EMERGENCY" };
  if (systemHealth === "CRITICAL") return { mode: "CAPITAL_PRESERVATION", reason: "system health is CRITICAL" };
  if (!(drawdown < limits.preservationDrawdownFraction))
    return { mode: "CAPITAL_PRESERVATION", reason: `drawdown ${share(drawdown)} is large` };
  return undefined;
}

/** Rules 6 to 9. */
function caution(state: SystemState, limits: CeoThresholds): Recommendation | undefined {
  const { currentDrawdown: drawdown, riskScore, winRate, systemHealth, operatingMode } = state;
  const defensive = (reason: string): Recommendation => ({ mode: "DEFENSIVE", reason });
  if (!(drawdown < limits.expansionDrawdownFraction)) return defensive(`drawdown ${share(drawdown)} is notable`);
  if (!(riskScore < limits.defensiveRiskScore)) return defensive(`risk score ${riskScore.toFixed(0)} is high`);
  if (winRate !== undefined && !(winRate >= limits.defensiveWinRateFraction) && operatingMode !== "GROWTH")
    return defensive(`win rate ${share(winRate)} is low`);
  if (systemHealth === "DEGRADED" && !limits.allowDegraded) return defensive("system health is DEGRADED");
  return undefined;
}

/** Rules 10 and 11; drawdown is below the line of both when they are asked. */
function confidence(state: SystemState, limits: CeoThresholds): Recommendation | undefined {
  const { riskScore, winRate, systemHealth } = state;
  if (!(riskScore <= limits.expansionRiskScore)) return undefined;
  if (winRate === undefined) return { mode: "EXPANSION", reason: "no win rate is known yet: the start value holds" };
  const isHealthy = !comesBefore(systemHealths, systemHealth, "HEALTHY") || !limits.requireHealthyForGrowth;
  if (winRate >= limits.growthWinRateFraction && riskScore <= limits.growthRiskScore && isHealthy)
    return { mode: "GROWTH", reason: `win rate ${share(winRate)} at a risk score of ${riskScore.toFixed(0)}` };
  if (winRate >= limits.expansionWinRateFraction)
    return { mode: "EXPANSION", reason: `win rate ${share(winRate)} at a risk score of ${riskScore.toFixed(0)}` };
  return undefined;
}

/** Rule 12. */
function keep({ operatingMode: held }: SystemState): Recommendation {
  if (comesBefore(operatingModes, held, "DEFENSIVE"))
    return { mode: "DEFENSIVE", reason: `what asked for ${held} has passed` };
  return { mode: held, reason: "nothing asks for another mode" };
}
