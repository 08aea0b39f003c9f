/**
 * CRO: where the emergency stop system's levels begin.
 *
 * Source: seed 000, "ESS Policy (CRO)"; tightened values from resolutions 44; stable period of 24 h from
 * resolutions 65. Tightens on crossing, restores after drawdown has stayed below 2 % for the whole period.
 */
import type { Briefing } from "../../../domain/briefing.ts";
import type { Decision, DecisionPayloads } from "../../../domain/decision.ts";
import { type EpochMs, fraction, hours } from "../../../units/units.ts";

export type EssPolicy = Readonly<DecisionPayloads["ESS_POLICY"]>;

export const baseEssPolicy: EssPolicy = {
  cautionFraction: fraction(0.03),
  warningFraction: fraction(0.05),
  criticalFraction: fraction(0.08),
};
export const tightEssPolicy: EssPolicy = {
  cautionFraction: fraction(0.02),
  warningFraction: fraction(0.04),
  criticalFraction: fraction(0.07),
};

const tighten = { drawdown: 0.06, maxDrawdown: 0.08 };
const restore = { drawdown: 0.02, stableFor: hours(24) };

export type EssPolicyMemory = {
  wasBeyond: boolean;
  /** When drawdown last went below the restoring value and stayed. */
  stableSince: EpochMs | undefined;
};

export const openEssPolicy = (): EssPolicyMemory => ({ wasBeyond: false, stableSince: undefined });

export function decideEssPolicy(
  briefing: Briefing,
  held: EssPolicy,
  memory: EssPolicyMemory,
): Decision<"ESS_POLICY"> | undefined {
  const { drawdown, maxDrawdown } = briefing.performance;
  const isBeyond = drawdown > tighten.drawdown || maxDrawdown > tighten.maxDrawdown;
  const hasCrossed = isBeyond && !memory.wasBeyond;
  memory.wasBeyond = isBeyond;
  memory.stableSince = drawdown < restore.drawdown ? (memory.stableSince ?? briefing.at) : undefined;

  const isTight = held.criticalFraction < baseEssPolicy.criticalFraction;
  if (hasCrossed && !isTight)
    return decision(tightEssPolicy, "HIGH", "drawdown above 6 % or deepest drawdown above 8 %");
  const isStable = memory.stableSince !== undefined && briefing.at - memory.stableSince >= restore.stableFor;
  if (isTight && !isBeyond && isStable) return decision(baseEssPolicy, "NORMAL", "drawdown below 2 % for 24 hours");
  return undefined;
}

const decision = (payload: EssPolicy, priority: "HIGH" | "NORMAL", reason: string): Decision<"ESS_POLICY"> => ({
  kind: "ESS_POLICY",
  payload,
  priority,
  reason,
});
