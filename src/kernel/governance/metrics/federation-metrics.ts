/**
 * How the federation works together: decisions an hour, conflicts, overrides, freezes.
 *
 * Source: seed 000, "Key Metrics" and "Alerts". Counts decisions that changed something; heartbeats are none
 * (resolutions 55). Times older than their window are dropped, so the memory is bounded by the pace of decisions.
 */
import { days, type EpochMs, hours } from "../../units/units.ts";

const window = { decisions: hours(24), conflicts: hours(24), overrides: hours(24), freezes: days(7) };
/** Conflicts within one hour from which a person is told. Source: seed 000, "Alerts". */
export const manyConflicts = 5;

export type FederationMetrics = {
  decisions: EpochMs[];
  conflicts: EpochMs[];
  overrides: EpochMs[];
  freezes: EpochMs[];
  /** Said that there are many conflicts, and they have not become fewer since. */
  saidManyConflicts: boolean;
};

export const openFederationMetrics = (): FederationMetrics => ({
  decisions: [],
  conflicts: [],
  overrides: [],
  freezes: [],
  saidManyConflicts: false,
});

type Counted = keyof typeof window;

export function count(metrics: FederationMetrics, what: Counted, at: EpochMs): void {
  const times = metrics[what];
  times.push(at);
  const oldest = at - window[what];
  while ((times[0] ?? at) <= oldest) times.shift();
}

export const countSince = (times: readonly EpochMs[], since: number): number =>
  times.reduce((sum, time) => sum + (time > since ? 1 : 0), 0);

/** Whether the conflicts of the last hour have just become many. */
export function conflictsBecameMany(metrics: FederationMetrics, at: EpochMs): boolean {
  const areMany = countSince(metrics.conflicts, at - hours(1)) >= manyConflicts;
  const isNews = areMany && !metrics.saidManyConflicts;
  metrics.saidManyConflicts = areMany;
  return isNews;
}

export type MetricsReport = {
  /** Changed decisions of the last hour, and the mean of the last 24. 5 to 10 is normal, 20 or more is high. */
  readonly decisionsLastHour: number;
  readonly decisionsPerHour: number;
  readonly pace: "LOW" | "NORMAL" | "RAISED" | "HIGH";
  /** Of the decisions of 24 hours; should stay below 5 %. */
  readonly conflictShare: number;
  /** Of the decisions of 24 hours; should stay below 2 %. */
  readonly overrideShare: number;
  /** Should stay below one a week. */
  readonly freezesLastWeek: number;
};

export function reportMetrics(metrics: FederationMetrics, at: EpochMs): MetricsReport {
  const inDay = (times: readonly EpochMs[]) => countSince(times, at - hours(24));
  const decisions = inDay(metrics.decisions);
  const share = (times: readonly EpochMs[]) => (decisions === 0 ? 0 : inDay(times) / decisions);
  const decisionsLastHour = countSince(metrics.decisions, at - hours(1));
  return {
    decisionsLastHour,
    decisionsPerHour: decisions / 24,
    pace: paceOf(decisionsLastHour),
    conflictShare: share(metrics.conflicts),
    overrideShare: share(metrics.overrides),
    freezesLastWeek: countSince(metrics.freezes, at - days(7)),
  };
}

function paceOf(decisionsLastHour: number): MetricsReport["pace"] {
  if (decisionsLastHour >= 20) return "HIGH";
  if (decisionsLastHour > 10) return "RAISED";
  return decisionsLastHour >= 5 ? "NORMAL" : "LOW";
}
