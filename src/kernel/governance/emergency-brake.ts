/** Pulls the emergency brake and lets it go. Who may do which is decided by whoever calls. */
import { unlimited } from "../domain/risk-envelope.ts";
import { brakeChanged } from "../events/executive-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import type { GovernanceState } from "./governance-state.ts";
import { dailyLossLimit } from "./operator/brake.ts";

/**
 * Keeps the mandate in force as the least that holds from now on. Pulling it again changes nothing, but for a person who
 * pulls the daily loss limit's: then it is his, and no review lets it go.
 */
export function pullBrake(state: GovernanceState, by: string, reason: string, outbox: Outbox): void {
  const { brake } = state;
  if (brake !== undefined && (brake.by !== dailyLossLimit || by === dailyLossLimit)) return;
  const { since = outbox.at, envelope = state.policy?.mandate.envelope ?? unlimited } = brake ?? {};
  state.brake = { since, by, reason, envelope };
  emit(outbox, brakeChanged.create({ engaged: true, by, reason }));
}

export function letBrakeGo(state: GovernanceState, by: string, reason: string, outbox: Outbox): void {
  if (state.brake === undefined) return;
  state.brake = undefined;
  emit(outbox, brakeChanged.create({ engaged: false, by, reason }));
}
