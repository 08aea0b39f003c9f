/**
 * Self-healing in its round (hook self-healing-check): parts that throw are degraded, put in quarantine, started anew.
 *
 * Every 120 s (seed 004), never more often than bars. A subsystem in quarantine is not asked; what it would have
 * checked is made up for by half the size, and by no entries at all where its checks are what bounds entries. Quarantine
 * can only tighten; a new start may loosen, so below AUTONOMY it is proposed and not done (resolutions 24, 62).
 */
import type { FundConfig } from "../domain/config.ts";
import type { HealingAction, HealingLevel, Patient } from "../domain/healing.ts";
import { type HookName, hookOwner } from "../domain/hooks.ts";
import type { MonitorName } from "../domain/briefing.ts";
import { type RiskEnvelope, tighter, unlimited } from "../domain/risk-envelope.ts";
import { effectiveMode, type RegisteredSubsystem, registeredSubsystems } from "../domain/subsystem.ts";
import { subsystemHealed } from "../events/executive-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { type DurationMs, durationMs, fraction } from "../units/units.ts";
import { stopEntries } from "./arbitrate/envelopes.ts";
import { isDue } from "./cadence.ts";
import type { GovernanceState } from "./governance-state.ts";
import type { HealingReading } from "./observe/monitors/readings.ts";
import { examine, healthy } from "./observe/healing/patient.ts";

export function noteFailure({ healing: { failures } }: GovernanceState, subsystem: RegisteredSubsystem): void {
  failures.set(subsystem, (failures.get(subsystem) ?? 0) + 1);
}

/** Whose fault it is when a monitor throws. */
const ownerOf: Readonly<Partial<Record<MonitorName, RegisteredSubsystem>>> = {
  universe: "universe_os",
  execution: "aelm",
  orchestrator: "ai_hfos",
};
const isMonitor = (name: string): name is keyof typeof ownerOf => Object.hasOwn(ownerOf, name);

/** @param hookFailures hooks that threw since the last round, once for each time */
export function heal(
  state: GovernanceState,
  config: FundConfig,
  hookFailures: readonly HookName[],
  outbox: Outbox,
): void {
  const { healing } = state;
  for (const hook of hookFailures) noteFailure(state, hookOwner[hook]);
  const interval = durationMs(Math.max(config.healing.checkIntervalMs, config.intervalMs));
  if (config.hooks["self-healing-check"] === "OFF" || !isDue(healing.lastCheckAt, outbox.at, interval)) return;
  healing.lastCheckAt = outbox.at;
  for (const monitor of state.failedMonitors) {
    const owner = isMonitor(monitor) ? ownerOf[monitor] : undefined;
    if (owner !== undefined) noteFailure(state, owner);
  }
  if (state.conductor.hasFailed) noteFailure(state, "ai_hfos");
  if (healing.failures.size === 0 && healing.patients.size === 0) return;
  for (const subsystem of registeredSubsystems) check({ state, config, outbox, interval }, subsystem);
  healing.failures.clear();
}

type Round = {
  readonly state: GovernanceState;
  readonly config: FundConfig;
  readonly outbox: Outbox;
  readonly interval: DurationMs;
};

function check({ state, config, outbox, interval }: Round, subsystem: RegisteredSubsystem): void {
  const { healing } = state;
  const failures = healing.failures.get(subsystem) ?? 0;
  const before = healing.patients.get(subsystem) ?? healthy;
  const mayRestart = config.healing.mayRestart && isHeard(state, config, false);
  const { patient, action } = examine(before, { at: outbox.at, failures, interval, mayRestart });
  if (patient.level === "HEALTHY") healing.patients.delete(subsystem);
  else healing.patients.set(subsystem, patient);
  if (action === undefined) return;
  const isCarriedOut = carryOut(state, config, subsystem, action);
  emit(
    outbox,
    subsystemHealed.create({
      subsystem,
      action,
      isCarriedOut,
      failures: before.failures + failures,
      restarts: patient.restarts,
      restartAtMs: patient.restartAt ?? null,
    }),
  );
}

/** Returns whether it was done, or only recorded. */
function carryOut(
  state: GovernanceState,
  config: FundConfig,
  subsystem: RegisteredSubsystem,
  action: HealingAction,
): boolean {
  const { healing, isolated } = state;
  if (action === "QUARANTINE" || action === "GIVE_UP") {
    if (!isHeard(state, config, true)) return false;
    healing.quarantined.add(subsystem);
    isolated.add(subsystem);
  }
  if (action === "RESTART") {
    if (!healing.quarantined.delete(subsystem)) return false;
    isolated.delete(subsystem);
    healing.toRestart.push(subsystem);
  }
  return true;
}

const isHeard = ({ stage, brake }: GovernanceState, { hooks }: FundConfig, onlyTightens: boolean): boolean =>
  effectiveMode(hooks["self-healing-check"], onlyTightens, { stage: stage.current, brake: brake !== undefined }) ===
  "ENFORCED";

const half: RiskEnvelope = { ...unlimited, sizeFactor: fraction(0.5) };
/** Their checks are what bounds an entry. */
const boundsEntries: ReadonlySet<RegisteredSubsystem> = new Set(["ai_hfos", "pba"]);

/** What quarantines ask of the mandate; undefined while there are none. */
export function envelopeOfHealing({ healing: { quarantined } }: GovernanceState): RiskEnvelope | undefined {
  let envelope: RiskEnvelope | undefined;
  for (const subsystem of quarantined) {
    const asked = boundsEntries.has(subsystem) ? stopEntries : half;
    envelope = envelope === undefined ? asked : tighter(envelope, asked);
  }
  return envelope;
}

const nobody: readonly string[] = [];

/** What its monitor reads; undefined where it is OFF. */
export function readHealing({ healing }: GovernanceState, config: FundConfig): HealingReading | undefined {
  if (config.hooks["self-healing-check"] === "OFF") return undefined;
  const limits = config.healing;
  if (healing.patients.size === 0) return { limits, quarantined: nobody, degraded: nobody, givenUp: nobody };
  const inLevel = (level: HealingLevel, isGivenUp: boolean): string[] =>
    [...healing.patients]
      .filter(([, each]) => each.level === level && isLeft(each) === isGivenUp)
      .map(([name]) => name);
  return {
    limits,
    quarantined: inLevel("QUARANTINED", false),
    degraded: inLevel("DEGRADED", false),
    givenUp: inLevel("QUARANTINED", true),
  };
}

/** In quarantine without a time at which it is started anew. */
const isLeft = ({ level, restartAt }: Patient): boolean => level === "QUARANTINED" && restartAt === undefined;
