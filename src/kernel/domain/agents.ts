/**
 * The agents that work on a cadence, and the policy flags that switch them and set their pace.
 *
 * Source: seed 001, "Enable/Disable via PolicyStore"; the conductor's 60 s from seed 004. Flags have the seed's names
 * at the edge (`enable_ai_ceo`). An effective cadence is never shorter than the bar interval (resolutions 12).
 */
import { type DurationMs, type EpochMs, seconds } from "../units/units.ts";

export const agents = ["CEO", "RISK_OFFICER", "STRATEGY_OFFICER", "CLERK", "CONDUCTOR"] as const;
export type Agent = (typeof agents)[number];

export type AgentFlags = {
  readonly enableCeo: boolean;
  readonly enableRiskOfficer: boolean;
  readonly enableStrategyOfficer: boolean;
  readonly ceoIntervalMs: DurationMs;
  readonly riskOfficerIntervalMs: DurationMs;
  readonly strategyOfficerIntervalMs: DurationMs;
  readonly clerkIntervalMs: DurationMs;
  readonly conductorIntervalMs: DurationMs;
};

export const defaultAgentFlags: AgentFlags = {
  enableCeo: true,
  enableRiskOfficer: true,
  enableStrategyOfficer: true,
  ceoIntervalMs: seconds(30),
  riskOfficerIntervalMs: seconds(30),
  strategyOfficerIntervalMs: seconds(60),
  clerkIntervalMs: seconds(15),
  conductorIntervalMs: seconds(60),
};

export const agentFlagNames = [
  "enableCeo",
  "enableRiskOfficer",
  "enableStrategyOfficer",
  "ceoIntervalMs",
  "riskOfficerIntervalMs",
  "strategyOfficerIntervalMs",
  "clerkIntervalMs",
  "conductorIntervalMs",
] as const satisfies readonly (keyof AgentFlags)[];

/** The same flags with their names in one order, so that texts made of them are equal before and after a snapshot. */
export const inOrder = (flags: AgentFlags): AgentFlags => ({
  enableCeo: flags.enableCeo,
  enableRiskOfficer: flags.enableRiskOfficer,
  enableStrategyOfficer: flags.enableStrategyOfficer,
  ceoIntervalMs: flags.ceoIntervalMs,
  riskOfficerIntervalMs: flags.riskOfficerIntervalMs,
  strategyOfficerIntervalMs: flags.strategyOfficerIntervalMs,
  clerkIntervalMs: flags.clerkIntervalMs,
  conductorIntervalMs: flags.conductorIntervalMs,
});

/** The new configuration's flags, without what an operator has set otherwise since. */
export function reconfigured(inForce: AgentFlags, before: AgentFlags, after: AgentFlags): AgentFlags {
  const kept = agentFlagNames.filter((name) => inForce[name] !== before[name]);
  return inOrder({ ...after, ...Object.fromEntries(kept.map((name) => [name, inForce[name]])) });
}

/** When each agent last ran to its end. */
export type LastRuns = Readonly<Partial<Record<Agent, EpochMs>>>;

export const intervalOf = (flags: AgentFlags, agent: Agent): DurationMs =>
  ({
    CEO: flags.ceoIntervalMs,
    RISK_OFFICER: flags.riskOfficerIntervalMs,
    STRATEGY_OFFICER: flags.strategyOfficerIntervalMs,
    CLERK: flags.clerkIntervalMs,
    CONDUCTOR: flags.conductorIntervalMs,
  })[agent];
