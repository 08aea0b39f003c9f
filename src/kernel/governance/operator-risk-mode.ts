/**
 * An operator sets the risk mode: `update_risk_mode` of seed 002.
 *
 * Tighter at once and by anyone, held beside what the controller says (decision 0019). Looser by name and with a
 * reason and an expiry asked for as for any loosening, and no further than the controller's own mode: holds are moved or let
 * go, nobody is granted more than the controller says, so nothing has to end when the expiry comes.
 */
import type { Decision } from "../domain/decision.ts";
import { comesBefore } from "../domain/ladder.ts";
import { type RiskMode, riskModes } from "../domain/modes.ts";
import type { Outbox } from "../events/outbox.ts";
import type { DurationMs } from "../units/units.ts";
import { emitDecision, stanceNow } from "./announce.ts";
import type { GovernanceState } from "./governance-state.ts";
import { riskModeInForce, riskModeOfController } from "./in-force.ts";
import { addRiskModeHold, endAfter, moveRiskModeHolds, refuseGrant, type Refusal } from "./operator/operator-book.ts";

export type RiskModeCommand = {
  readonly mode: RiskMode;
  readonly durationMs: DurationMs | null;
  readonly operator: string | null;
  readonly reason: string;
  readonly expiresInMs: DurationMs | null;
};

export function setRiskMode(state: GovernanceState, command: RiskModeCommand, outbox: Outbox): Refusal | undefined {
  const { mode, durationMs, operator, expiresInMs } = command;
  const inForce = riskModeInForce(state);
  const isLooser = comesBefore(riskModes, inForce, mode);
  const refusal = isLooser ? refuseLooser(state, command, inForce) : undefined;
  if (refusal !== undefined) return refusal;
  const stance = stanceNow("OPERATOR", decisionOf(command), outbox);
  emitDecision(state, stance, { outcome: "STANDS", outcomeBy: null }, outbox);
  if (isLooser && operator !== null && expiresInMs !== null)
    moveRiskModeHolds(state.operator, stance, riskModeOfController(state).mode);
  else addRiskModeHold(state.operator, { stance, endsAt: endAfter(outbox.at, durationMs) });
  return undefined;
}

function refuseLooser(
  state: GovernanceState,
  { mode, operator, expiresInMs }: RiskModeCommand,
  inForce: RiskMode,
): Refusal | undefined {
  const ofController = riskModeOfController(state).mode;
  if (comesBefore(riskModes, ofController, mode))
    return {
      field: "risk_mode",
      value: mode,
      rule: `the controller holds ${ofController}: nobody is granted a looser risk mode than its own`,
    };
  return refuseGrant(operator, expiresInMs, `${mode} is looser than ${inForce}, which is in force`);
}

/** Only critical health makes an emergency. */
const decisionOf = ({ mode, reason }: RiskModeCommand): Decision<"RISK_MODE"> => ({
  kind: "RISK_MODE",
  payload: { mode, isEmergency: false },
  priority: "CRITICAL",
  reason,
});
