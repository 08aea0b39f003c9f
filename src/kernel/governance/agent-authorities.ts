/** The parts of the constitution that come from the agents: AI-HFOS's system risk mode, and seats that fell silent. */
import type { FundConfig } from "../domain/config.ts";
import type { Authority } from "../domain/mandate.ts";
import type { SystemRiskMode } from "../domain/modes.ts";
import { tighter } from "../domain/risk-envelope.ts";
import { effectiveMode } from "../domain/subsystem.ts";
import type { EpochMs, Fraction } from "../units/units.ts";
import { envelopeOfOperatingMode, envelopeOfRiskMode, envelopeOfSystemRisk } from "./arbitrate/envelopes.ts";
import { systemRiskInForce } from "./coordinate.ts";
import type { GovernanceState } from "./governance-state.ts";
import { controllerIsStale } from "./evaluate-controller.ts";
import { operatingModeInForce } from "./in-force.ts";
import { ceoIsStale, conductorIsActive } from "./rhythm.ts";

/** What the agents' parts depend on. */
export type AgentVoices = {
  readonly systemRiskMode: SystemRiskMode;
  /** AI-HFOS is enforced: its mode binds. */
  readonly systemRiskBinds: boolean;
  readonly isCeoStale: boolean;
  readonly isControllerStale: boolean;
};

/** Under the brake AI-HFOS has no authority; the brake's own part holds what it found (resolutions 9, 47). */
export function agentVoices(state: GovernanceState, config: FundConfig, at: EpochMs): AgentVoices {
  const trust = { stage: state.stage.current, brake: state.brake !== undefined };
  const mode = effectiveMode(config.subsystems.ai_hfos, true, trust);
  return {
    systemRiskMode: systemRiskInForce(state, config, at),
    systemRiskBinds: conductorIsActive(config) && mode === "ENFORCED",
    isCeoStale: ceoIsStale(state, config, at),
    isControllerStale: controllerIsStale(state, config, at),
  };
}

export function agentAuthorities(voices: AgentVoices): Authority[] {
  const { systemRiskMode, systemRiskBinds, isCeoStale, isControllerStale } = voices;
  const authorities: Authority[] = [];
  if (systemRiskBinds) authorities.push(part("AI-HFOS system risk mode", envelopeOfSystemRisk(systemRiskMode)));
  if (isCeoStale) authorities.push(part("stale CEO", envelopeOfOperatingMode("BLACK_SWAN")));
  if (isControllerStale) authorities.push(part("stale controller", envelopeOfRiskMode("DEFENSIVE", false)));
  return authorities;
}

/** The size the agents leave, without the ramp after a release: what a demoted fund goes on keeping. */
export const sizeFactorOfAgents = (state: GovernanceState, config: FundConfig, at: EpochMs): Fraction =>
  tighter(
    envelopeOfOperatingMode(operatingModeInForce(state)),
    envelopeOfSystemRisk(systemRiskInForce(state, config, at)),
  ).sizeFactor;

const part = (name: string, envelope: Authority["envelope"]): Authority => ({ name, decisionId: undefined, envelope });
