/** An operator sets the trading mode: tighter at once and by anyone, looser only by name and with an end. */
import type { FundConfig } from "../domain/config.ts";
import type { Decision } from "../domain/decision.ts";
import { comesBefore } from "../domain/ladder.ts";
import { type TradingMode, tradingModes } from "../domain/modes.ts";
import type { Outbox } from "../events/outbox.ts";
import { after, type DurationMs, type EpochMs } from "../units/units.ts";
import { emitDecision, logConflict, sideOf, stanceNow } from "./announce.ts";
import { type GovernanceState, stanceOf } from "./governance-state.ts";
import { tradingModeInForce } from "./in-force.ts";
import { type Override, useApproval } from "./operator/approvals.ts";
import { addModeHold, endAfter, moveModeHolds, refuseGrant, type Refusal } from "./operator/operator-book.ts";

export type ModeCommand = {
  readonly mode: TradingMode;
  readonly durationMs: DurationMs | null;
  readonly operator: string | null;
  readonly reason: string;
  readonly expiresInMs: DurationMs | null;
  readonly approval?: string | undefined;
};

export function setMode(
  state: GovernanceState,
  config: FundConfig,
  command: ModeCommand,
  outbox: Outbox,
): Refusal | undefined {
  const inForce = tradingModeInForce(state);
  if (comesBefore(tradingModes, inForce, command.mode)) return grantMode(state, config, command, outbox);
  const stance = stanceNow("OPERATOR", decisionOf(command, command.durationMs), outbox);
  emitDecision(state, stance, { outcome: "STANDS", outcomeBy: null }, outbox);
  if (command.mode !== "LIVE") addModeHold(state.operator, { stance, endsAt: endAfter(outbox.at, command.durationMs) });
  state.operator.modeGrant = undefined;
  state.operator.version += 1;
  return undefined;
}

/** Who loosens says who he is, why and for how long. */
function grantMode(state: GovernanceState, config: FundConfig, command: ModeCommand, outbox: Outbox) {
  const inForce = tradingModeInForce(state);
  const { operator, expiresInMs, mode } = command;
  const refusal = refuseGrant(operator, expiresInMs, `${mode} is looser than ${inForce}, which is in force`);
  if (refusal !== undefined || operator === null || expiresInMs === null) return refusal;
  const override = overrideOf(config, operator, command.approval, outbox.at);
  const unapproved = useApproval(state.operator.approvals, override);
  if (unapproved !== undefined) return unapproved;
  const stance = stanceNow("OPERATOR", decisionOf(command, expiresInMs), outbox);
  emitDecision(state, stance, { outcome: "STANDS", outcomeBy: null }, outbox);
  moveModeHolds(state.operator, stance);
  state.operator.modeGrant = { stance, operator, endsAt: after(outbox.at, expiresInMs) };
  const overruled = stanceOf(state, "CEO", "MODE_CHANGE");
  if (overruled !== undefined && comesBefore(tradingModes, overruled.decision.payload.mode, mode))
    logConflict(
      state,
      { about: "MODE_CHANGE", heard: sideOf(stance), overruled: sideOf(overruled), rule: grantRule },
      outbox,
    );
  return undefined;
}

/** Where money is at risk, and wherever it is asked for, an override needs a second person (controls.md, PT-20). */
export const overrideOf = (
  { isLiveVenue, controls }: Pick<FundConfig, "isLiveVenue" | "controls">,
  operator: string,
  token: string | undefined,
  at: EpochMs,
): Override => ({ operator, token, at, isNeeded: isLiveVenue || controls.overrideNeedsSecondPerson });

export const grantRule = "a named operator outranks the council until the grant ends or the seat speaks anew";

const decisionOf = ({ mode, reason }: ModeCommand, duration: DurationMs | null): Decision<"MODE_CHANGE"> => ({
  kind: "MODE_CHANGE",
  payload: { mode, durationMs: duration },
  priority: "CRITICAL",
  reason,
});
