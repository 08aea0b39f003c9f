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

/**
 * Every subsystem of the seeds, in the order they start (resolutions 61). One that is not registered has no mode, no
 * monitor and no health: it is absent, not sick (resolutions 25a).
 */
export const subsystemNames = [
  "self_healing",
  "universe_os",
  "model_supervisor",
  "retraining",
  "pil",
  "pba",
  "pal",
  "dynamic_tpsl",
  "aelm",
  "ai_hfos",
] as const;
export type SubsystemName = (typeof subsystemNames)[number];

/** Those that exist in this version, in the order they start. */
export const registeredSubsystems = [
  "self_healing",
  "universe_os",
  "pil",
  "pba",
  "pal",
  "dynamic_tpsl",
  "aelm",
  "ai_hfos",
] as const satisfies readonly SubsystemName[];
export type RegisteredSubsystem = (typeof registeredSubsystems)[number];

/** Source: origin-facts 8.1. */
export const subsystemStatuses = ["ACTIVE", "DEGRADED", "DISABLED", "FAILED"] as const;
export type SubsystemStatus = (typeof subsystemStatuses)[number];

/** A score, and issues. Source: origin-facts 8.1. Held in one object they make V8 deoptimise every round. */
const healthyFrom = 50;
const healthyBelow = 5;

export const isHealthy = (part: {
  readonly status: SubsystemStatus;
  readonly score: number;
  readonly issues: readonly string[];
}): boolean =>
  part.score >= healthyFrom &&
  part.issues.length < healthyBelow &&
  (part.status === "ACTIVE" || part.status === "DEGRADED");

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
