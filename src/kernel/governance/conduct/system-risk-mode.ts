/**
 * AI-HFOS: the system risk mode, from CRITICAL to AGGRESSIVE, by the health of the system and the losses of the day.
 *
 * Source: origin-facts 8.3. Tighter at once; looser one step at a time, after its wait and once a day or a trade has
 * closed since the last change, like every scale here (resolutions 7). NORMAL and AGGRESSIVE limit nothing, so their
 * difference says how the fund is, not what it may do.
 */
import { comesBefore, firstOf, stepAlong } from "../../domain/ladder.ts";
import { mayLoosen, type Moment } from "../../domain/loosening.ts";
import { type SystemHealth, type SystemRiskMode, systemRiskModes } from "../../domain/modes.ts";
import { type DurationMs, minutes } from "../../units/units.ts";

const lines = { safeDailyLoss: 0.03, aggressiveDailyLoss: 0.015, positionsShare: 0.8 };
/** Ten coordinations of 60 s (chosen). */
const riseCoolDown: DurationMs = minutes(10);

export type Conditions = {
  readonly health: SystemHealth;
  readonly brakeIsOn: boolean;
  /** Loss of the UTC day, share of the equity it began with. */
  readonly dailyLoss: number;
  readonly openPositions: number;
  /** While the fund is frozen nothing is loosened. */
  readonly isFrozen: boolean;
  /** What the mandate allows. */
  readonly maxPositions: number;
};

export type RiskModeWish = { readonly mode: SystemRiskMode; readonly reason: string };

export function wishedRiskMode(conditions: Conditions): RiskModeWish {
  const { health, brakeIsOn, dailyLoss, openPositions, maxPositions } = conditions;
  if (brakeIsOn) return { mode: "CRITICAL", reason: "the emergency brake is on" };
  if (health === "EMERGENCY") return { mode: "CRITICAL", reason: "system health is EMERGENCY" };
  if (!(dailyLoss <= lines.safeDailyLoss)) return { mode: "SAFE", reason: "daily loss above 3 %" };
  if (health === "CRITICAL" || health === "DEGRADED") return { mode: "SAFE", reason: `system health is ${health}` };
  const hasRoom = openPositions < lines.positionsShare * maxPositions;
  if (health === "OPTIMAL" && dailyLoss < lines.aggressiveDailyLoss && hasRoom)
    return { mode: "AGGRESSIVE", reason: "health is OPTIMAL, the day is calm and there is room" };
  return { mode: "NORMAL", reason: "the system is healthy" };
}

export type SystemRisk = {
  readonly mode: SystemRiskMode;
  readonly reason: string;
  /** Undefined while the start value has always held. */
  readonly changed: Moment | undefined;
  /** While the brake is on: the mode it found. */
  readonly beforeBrake: SystemRiskMode | undefined;
};

export const openSystemRisk = (): SystemRisk => ({
  mode: "NORMAL",
  reason: "start value",
  changed: undefined,
  beforeBrake: undefined,
});

/** A person lets the brake go: then the mode it found is back at once, unless things are worse by now. */
export function systemRiskAfter(held: SystemRisk, conditions: Conditions, now: Moment): SystemRisk {
  const { mode: wanted, reason } = wishedRiskMode(conditions);
  const { beforeBrake } = held;
  if (conditions.brakeIsOn)
    return held.mode === "CRITICAL" && beforeBrake !== undefined
      ? held
      : { mode: "CRITICAL", reason, changed: now, beforeBrake: held.mode };
  if (beforeBrake !== undefined)
    return { mode: firstOf(systemRiskModes, wanted, beforeBrake), reason, changed: now, beforeBrake: undefined };
  if (wanted === held.mode) return held;
  if (comesBefore(systemRiskModes, wanted, held.mode)) return { ...held, mode: wanted, reason, changed: now };
  if (conditions.isFrozen || !mayLoosen(held.changed, now, riseCoolDown)) return held;
  return { ...held, mode: stepAlong(systemRiskModes, held.mode, 1), reason, changed: now };
}
