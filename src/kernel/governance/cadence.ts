/**
 * Who is due when. One table instead of loops of their own, so that two parts never do one job at different times.
 *
 * Source: seed 001 (30 s for the CEO and the risk officer), seed 004 (60 s for the conductor). Stages that are due run
 * at bar close, at fills and at timer expiry; an effective cadence is never shorter than the bar interval (resolutions
 * 12). Each agent has fixed slots of its cadence and runs once in each, so that a close that comes a few milliseconds
 * early after one that came late is not missed.
 */
import { type Agent, type AgentFlags, intervalOf, type LastRuns } from "../domain/agents.ts";
import { type DurationMs, type EpochMs, seconds } from "../units/units.ts";

export const cadences = {
  council: seconds(30),
} as const;

/** A council that has not completed a round for three effective cadences no longer permits anything. */
export const staleAfter = (barInterval: DurationMs, knownGap: DurationMs): number =>
  3 * Math.max(cadences.council, barInterval, knownGap);

export const effectiveCadence = (flags: AgentFlags, agent: Agent, barInterval: DurationMs): number =>
  Math.max(intervalOf(flags, agent), barInterval);

/** Whether `agent` has not run in the slot of its cadence that `at` lies in. */
export function isDue(lastRun: EpochMs | undefined, at: EpochMs, cadence: number): boolean {
  return lastRun === undefined || Math.floor(at / cadence) > Math.floor(lastRun / cadence);
}

/** When and how often agents ran, and how long a silence everybody knows of has lasted. */
export type Rhythm = {
  readonly lastRuns: LastRuns;
  readonly flags: AgentFlags;
  readonly barInterval: DurationMs;
  /** A gap in the feed that is known of is no reason to be stale. */
  readonly knownGap: DurationMs;
  /** What counts as the first run of an agent that never ran. */
  readonly since: EpochMs;
};

export const isAgentDue = ({ lastRuns, flags, barInterval }: Rhythm, agent: Agent, at: EpochMs): boolean =>
  isDue(lastRuns[agent], at, effectiveCadence(flags, agent, barInterval));

/** Whether `agent` has not run for three effective cadences: what it last said is no permission any more. */
export function isStale({ lastRuns, flags, barInterval, knownGap, since }: Rhythm, agent: Agent, at: EpochMs): boolean {
  const cadence = Math.max(effectiveCadence(flags, agent, barInterval), knownGap);
  return !(at - (lastRuns[agent] ?? since) <= 3 * cadence);
}
