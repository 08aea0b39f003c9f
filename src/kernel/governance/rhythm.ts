/** When governance's agents ran: what cadence and staleness are judged by. */
import type { Agent } from "../domain/agents.ts";
import type { FundConfig } from "../domain/config.ts";
import type { EpochMs } from "../units/units.ts";
import { isStale, type Rhythm } from "./cadence.ts";
import type { GovernanceState } from "./governance-state.ts";
import { isSeated } from "./in-force.ts";

export const rhythmOf = ({ lastRuns, flags, knownGap }: GovernanceState, config: FundConfig): Rhythm => ({
  lastRuns,
  flags,
  barInterval: config.intervalMs,
  knownGap,
  since: config.tradeFromMs,
});

export function hasRun(state: GovernanceState, agent: Agent, at: EpochMs): void {
  state.lastRuns[agent] = at;
}

/** The CEO is to evaluate: its seat is taken and its flag is on. Else its stance holds, however old (resolutions 12). */
export const ceoIsActive = (state: GovernanceState, config: FundConfig): boolean =>
  state.flags.enableCeo && isSeated(state, config, "CEO");

export const ceoIsStale = (state: GovernanceState, config: FundConfig, at: EpochMs): boolean =>
  ceoIsActive(state, config) && isStale(rhythmOf(state, config), "CEO", at);

/** The strategy officer is to look. It advises a council; where nobody sits it does not. */
export const strategyOfficerIsActive = ({ flags }: GovernanceState, { seats }: FundConfig): boolean =>
  flags.enableStrategyOfficer && seats.length > 0;

/** AI-HFOS is to coordinate. It conducts a council; a run without any seat is one without governance. */
export const conductorIsActive = ({ subsystems, seats }: FundConfig): boolean =>
  subsystems.ai_hfos !== "OFF" && seats.length > 0;

export const conductorIsStale = (state: GovernanceState, config: FundConfig, at: EpochMs): boolean =>
  conductorIsActive(config) && isStale(rhythmOf(state, config), "CONDUCTOR", at);
