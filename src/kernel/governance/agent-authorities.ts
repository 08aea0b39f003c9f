/** The parts of the constitution that come from the agents: AI-HFOS's system risk mode, and a CEO that fell silent. */
import type { FundConfig } from "../domain/config.ts";
import type { Authority } from "../domain/mandate.ts";
import { tighter } from "../domain/risk-envelope.ts";
import { effectiveMode } from "../domain/subsystem.ts";
import type { EpochMs, Fraction } from "../units/units.ts";
import { envelopeOfOperatingMode, envelopeOfSystemRisk } from "./arbitrate/envelopes.ts";
import { systemRiskInForce } from "./coordinate.ts";
import type { GovernanceState } from "./governance-state.ts";
import { operatingModeInForce } from "./in-force.ts";
import { ceoIsStale, conductorIsActive } from "./rhythm.ts";

export const systemRiskPart = "AI-HFOS system risk mode";

/** Under the brake AI-HFOS has no authority; the brake's own part holds what it found (resolutions 9, 47). */
export function agentAuthorities(state: GovernanceState, config: FundConfig, at: EpochMs): Authority[] {
  const authorities: Authority[] = [];
  const trust = { stage: state.stage.current, brake: state.brake !== undefined };
  if (conductorIsActive(config) && effectiveMode(config.subsystems.ai_hfos, true, trust) === "ENFORCED")
    authorities.push(part(systemRiskPart, envelopeOfSystemRisk(systemRiskInForce(state, config, at))));
  if (ceoIsStale(state, config, at)) authorities.push(part("stale CEO", envelopeOfOperatingMode("BLACK_SWAN")));
  return authorities;
}

/** The size the agents leave, without the ramp after a release: what a demoted fund goes on keeping. */
export const sizeFactorOfAgents = (state: GovernanceState, config: FundConfig, at: EpochMs): Fraction =>
  tighter(
    envelopeOfOperatingMode(operatingModeInForce(state)),
    envelopeOfSystemRisk(systemRiskInForce(state, config, at)),
  ).sizeFactor;

const part = (name: string, envelope: Authority["envelope"]): Authority => ({ name, decisionId: undefined, envelope });
