/**
 * The course of one subsystem's illness, check by check.
 *
 * ```
 * HEALTHY ─ a failure ─▶ DEGRADED ─ three in all ─▶ QUARANTINED ─ after a wait ─▶ started anew, DEGRADED
 *    ▲                      │                            │
 *    └── three clean checks ┘                            └─ after five starts: given up, until the process starts anew
 * ```
 *
 * Waits double: 1, 2, 4, 8, 16 checks. Source: origin-facts 13 (1·2^n, five retries); there in seconds, which mean
 * nothing to a fund that thinks at closes, and with a jitter, which a single process does not need.
 */
import type { HealingAction, Patient } from "../../../domain/healing.ts";
import { after, type DurationMs, durationMs, type EpochMs } from "../../../units/units.ts";

export const failuresToQuarantine = 3;
export const cleanChecksToRecover = 3;
export const mostRestarts = 5;

export const healthy: Patient = { level: "HEALTHY", failures: 0, cleanChecks: 0, restarts: 0, restartAt: undefined };

export type Check = {
  readonly at: EpochMs;
  /** Since the last check. */
  readonly failures: number;
  readonly interval: DurationMs;
  readonly mayRestart: boolean;
};

export type Examined = { readonly patient: Patient; readonly action: HealingAction | undefined };

export function examine(patient: Patient, check: Check): Examined {
  if (patient.level === "QUARANTINED") return inQuarantine(patient, check);
  if (check.failures > 0) return failing(patient, check);
  if (patient.level === "HEALTHY") return { patient, action: undefined };
  const cleanChecks = patient.cleanChecks + 1;
  return cleanChecks >= cleanChecksToRecover
    ? { patient: healthy, action: "RECOVER" }
    : { patient: { ...patient, cleanChecks }, action: undefined };
}

function failing(patient: Patient, { at, failures: more, interval }: Check): Examined {
  const failures = patient.failures + more;
  if (!(failures >= failuresToQuarantine)) {
    const degraded: Patient = { ...patient, level: "DEGRADED", failures, cleanChecks: 0 };
    return { patient: degraded, action: patient.level === "HEALTHY" ? "DEGRADE" : undefined };
  }
  const mayReturn = patient.restarts < mostRestarts;
  const restartAt = mayReturn ? after(at, durationMs(interval * 2 ** patient.restarts)) : undefined;
  const patientNow: Patient = { ...patient, level: "QUARANTINED", failures, cleanChecks: 0, restartAt };
  return { patient: patientNow, action: mayReturn ? "QUARANTINE" : "GIVE_UP" };
}

function inQuarantine(patient: Patient, { at, mayRestart }: Check): Examined {
  const { restartAt, restarts } = patient;
  if (!mayRestart || restartAt === undefined || at < restartAt) return { patient, action: undefined };
  const started: Patient = {
    level: "DEGRADED",
    failures: 0,
    cleanChecks: 0,
    restarts: restarts + 1,
    restartAt: undefined,
  };
  return { patient: started, action: "RESTART" };
}
