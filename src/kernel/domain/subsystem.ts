/**
 * How far software is trusted: a mode per subsystem and a stage for the whole fund.
 *
 * The lowest wins: `min(configured, cap of the stage, brake ? OFF : ENFORCED)` (resolutions 24).
 * Source: seed 004, "SubsystemMode Enum" and "Stage-Based Integration".
 */

/** Least trusted first. */
export const subsystemModes = ["OFF", "OBSERVE", "ADVISORY", "ENFORCED"] as const;
export type SubsystemMode = (typeof subsystemModes)[number];

/** Least trusted first. */
export const integrationStages = ["OBSERVATION", "PARTIAL", "COORDINATION", "AUTONOMY", "MAINNET"] as const;
export type IntegrationStage = (typeof integrationStages)[number];

export type Trust = { readonly stage: IntegrationStage; readonly brake: boolean };

/** The most a stage allows. COORDINATION enforces only what can do no more than tighten. */
function capOf(stage: IntegrationStage, canOnlyTighten: boolean): SubsystemMode {
  if (stage === "OBSERVATION") return "OBSERVE";
  if (stage === "PARTIAL") return "ADVISORY";
  if (stage === "COORDINATION") return canOnlyTighten ? "ENFORCED" : "ADVISORY";
  return "ENFORCED";
}

export function effectiveMode(configured: SubsystemMode, canOnlyTighten: boolean, trust: Trust): SubsystemMode {
  if (trust.brake) return "OFF";
  const cap = capOf(trust.stage, canOnlyTighten);
  return subsystemModes.indexOf(configured) < subsystemModes.indexOf(cap) ? configured : cap;
}
