/** The clerk's look at governance: who reported when, and the GlobalState of this moment. */
import type { Agent } from "../domain/agents.ts";
import type { FundConfig } from "../domain/config.ts";
import type { AgentReport, GlobalState } from "../domain/global-state.ts";
import type { EpochMs } from "../units/units.ts";
import { isStale } from "./cadence.ts";
import { globalStateFrom } from "./direct/global-state.ts";
import type { GovernanceState } from "./governance-state.ts";
import { ceoIsActive, rhythmOf, strategyOfficerIsActive } from "./rhythm.ts";

const reportingAgents = ["CEO", "RISK_OFFICER", "STRATEGY_OFFICER"] as const satisfies readonly Agent[];

/** `undefined` before the first policy, or before any agent has run: "Global state not yet available" (seed 001). */
export function globalStateOf(state: GovernanceState, config: FundConfig, at: EpochMs): GlobalState | undefined {
  const { policy, lastBriefing } = state;
  if (policy === undefined || lastBriefing === undefined) return undefined;
  const { shouldReduceExposure, shouldPauseTrading, alerts } = state.riskAlert;
  const ceo = state.operatingMode.lastEvaluation;
  return globalStateFrom({
    at,
    policy,
    ceo,
    risk: state.risk,
    advice: { shouldReduceExposure, shouldPauseTrading },
    strategy: state.strategyOfficer.advice,
    alerts: [
      ...alerts,
      ...(ceo?.alertCauses ?? []),
      ...(state.strategyOfficer.advice?.alerts ?? []),
      ...state.conductor.emergencies,
    ],
    models: lastBriefing.models.map(({ model }) => model),
    agents: reportingAgents.map((agent) => agentReport(state, config, agent, at)),
  });
}

export function agentReport(state: GovernanceState, config: FundConfig, agent: Agent, at: EpochMs): AgentReport {
  const rhythm = rhythmOf(state, config);
  return {
    agent,
    isEnabled: isEnabled(state, config, agent),
    lastRunAt: state.lastRuns[agent],
    isStale: isStale(rhythm, agent, at),
  };
}

function isEnabled(state: GovernanceState, config: FundConfig, agent: Agent): boolean {
  if (agent === "CEO") return ceoIsActive(state, config);
  if (agent === "RISK_OFFICER") return state.flags.enableRiskOfficer;
  return agent !== "STRATEGY_OFFICER" || strategyOfficerIsActive(state, config);
}
