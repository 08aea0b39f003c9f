/**
 * The CEO's evaluation in its round: when it is due, or at once when a critical risk alert or an operator calls it.
 *
 * Source: seed 001, "AI CEO Decision Cycle" and "Risk Alert Triggers Defensive Mode".
 */
import type { Briefing } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import { ceoAlerted, ceoModeSwitched, commandRefused } from "../events/executive-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { isAgentDue } from "./cadence.ts";
import { type CeoRound, decideOperatingMode } from "./council/ceo/operating-mode.ts";
import type { GovernanceState } from "./governance-state.ts";
import { operatingModeInForce } from "./in-force.ts";
import { ceoIsActive, hasRun, rhythmOf } from "./rhythm.ts";

export function evaluateCeo(
  state: GovernanceState,
  config: FundConfig,
  briefing: Briefing,
  { at }: Outbox,
): CeoRound | undefined {
  if (!ceoIsActive(state, config)) return undefined;
  if (!state.ceoIsCalled && !isAgentDue(rhythmOf(state, config), "CEO", at)) return undefined;
  const marketIsVolatile = state.marketOfficer.slots.some(
    ({ regime }) => regime?.volatility === "HIGH" || regime?.volatility === "EXTREME",
  );
  const seen = { ...briefing, freeze: state.freeze, marketIsVolatile };
  const round = decideOperatingMode(seen, operatingModeInForce(state), state.operatingMode, config.ceoThresholds);
  state.ceoIsCalled = false;
  hasRun(state, "CEO", at);
  return round;
}

/** An operator wants an evaluation at once; one that is switched off gives none. */
export function callCeo(state: GovernanceState, config: FundConfig, outbox: Outbox): void {
  if (ceoIsActive(state, config)) {
    state.ceoIsCalled = true;
    return;
  }
  const rule = "the AI CEO is switched off: what it last decided holds";
  const refused = { command: "operator.decision_forced", field: "enable_ai_ceo", value: "false", rule };
  emit(outbox, commandRefused.create(refused));
}

/** After the decision itself: that the mode is another one, and what is to be warned of. */
export function tellOfCeo({ evaluation, news }: CeoRound, outbox: Outbox): void {
  const { operatingMode: newMode, previousMode: oldMode, primaryReason: reason } = evaluation;
  if (evaluation.modeChanged)
    emit(
      outbox,
      ceoModeSwitched.create({ newMode, oldMode, reason, confidenceFraction: evaluation.decisionConfidence }),
    );
  if (news.length === 0) return;
  const message = evaluation.alertCauses.join("; ");
  emit(outbox, ceoAlerted.create({ level: evaluation.alertLevel, message, mode: newMode }));
}
