/** What self-healing remembers between its checks: plain data. */
import type { Patient } from "../../../domain/healing.ts";
import type { RegisteredSubsystem } from "../../../domain/subsystem.ts";
import type { EpochMs } from "../../../units/units.ts";

export type HealingMemory = {
  lastCheckAt: EpochMs | undefined;
  /** Failures since the last check. */
  readonly failures: Map<RegisteredSubsystem, number>;
  /** Those that are not healthy. */
  readonly patients: Map<RegisteredSubsystem, Patient>;
  /** In quarantine by our own doing; others are isolated because they could not be started. */
  readonly quarantined: Set<RegisteredSubsystem>;
  /** To be started anew by whoever owns their memory. */
  readonly toRestart: RegisteredSubsystem[];
};

export const openHealing = (): HealingMemory => ({
  lastCheckAt: undefined,
  failures: new Map(),
  patients: new Map(),
  quarantined: new Set(),
  toRestart: [],
});

/** The process starts anew, and with it every subsystem. */
export function forgetIllness(healing: HealingMemory): void {
  healing.failures.clear();
  healing.patients.clear();
  healing.quarantined.clear();
  healing.toRestart.length = 0;
}
