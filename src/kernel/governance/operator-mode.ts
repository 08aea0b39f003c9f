/** An operator sets the trading mode: tighter at once and by anyone, looser only by name and with an end. */
import type { Decision } from "../domain/decision.ts";
import { comesBefore } from "../domain/ladder.ts";
import { type TradingMode, tradingModes } from "../domain/modes.ts";
import type { Outbox } from "../events/outbox.ts";
import { after, type DurationMs } from "../units/units.ts";
import { emitDecision, logConflict, sideOf, stanceNow } from "./announce.ts";
import { type GovernanceState, stanceOf } from "./governance-state.ts";
import { tradingModeInForce } from "./in-force.ts";
import { addModeHold, endAfter, moveModeHolds, refuseGrant, type Refusal } from "./operator/operator-book.ts";

export type ModeCommand = {
  readonly mode: TradingMode;
  readonly durationMs: DurationMs | null;
  readonly operator: string | null;
  readonly reason: string;
  readonly expiresInMs: DurationMs | null;
};

export function setMode(state: GovernanceState, command: ModeCommand, outbox: Outbox): Refusal | undefined {
  const inForce = tradingModeInForce(state);
  if (comesBefore(tradingModes, inForce, command.mode)) return grantMode(state, command, inForce, outbox);
  const stance = stanceNow("OPERATOR", decisionOf(command, command.durationMs), outbox);
  emitDecision(state, stance, { outcome: "STANDS", outcomeBy: null }, outbox);
  if (command.mode !== "LIVE") addModeHold(state.operator, { stance, endsAt: endAfter(outbox.at, command.durationMs) });
  state.operator.modeGrant = undefined;
  state.operator.version += 1;
  return undefined;
}

/** Who loosens says who he is, why and for how long. */
function grantMode(state: GovernanceState, command: ModeCommand, inForce: TradingMode, outbox: Outbox) {
  const { operator, expiresInMs, mode } = command;
  const refusal = refuseGrant(operator, expiresInMs, `${mode} is looser than ${inForce}, which is in force`);
  if (refusal !== undefined || operator === null || expiresInMs === null) return refusal;
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

export const grantRule = "a named operator outranks the council until the grant ends or the seat speaks anew";

const decisionOf = ({ mode, reason }: ModeCommand, duration: DurationMs | null): Decision<"MODE_CHANGE"> => ({
  kind: "MODE_CHANGE",
  payload: { mode, durationMs: duration },
  priority: "CRITICAL",
  reason,
});
