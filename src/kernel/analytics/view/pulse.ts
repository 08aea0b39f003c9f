/**
 * How often things happen in the executive: mode switches, alerts, changed strategies; and where the risk score is going.
 *
 * Kept from the facts as they pass, for a day, like the history beside it. Source of the list: seed 001, "Key Metrics to
 * Monitor".
 */
import type { Fact } from "../../events/catalogue.ts";
import { type EpochMs, hours } from "../../units/units.ts";

/** At most this many per series, so that a storm of alerts is bounded; a day has far fewer. */
const kept = 10_000;
const day = hours(24);

export type Pulse = {
  readonly modeSwitches: EpochMs[];
  readonly riskAlerts: EpochMs[];
  readonly strategyChanges: EpochMs[];
  /** One for each close of a day and more. */
  readonly riskScores: { readonly at: EpochMs; readonly score: number }[];
};

export const openPulse = (): Pulse => ({ modeSwitches: [], riskAlerts: [], strategyChanges: [], riskScores: [] });

export function recordPulse(pulse: Pulse, at: EpochMs, facts: readonly Fact[]): void {
  for (const fact of facts) {
    if (fact.type === "ceo.mode_switched") note(pulse.modeSwitches, at);
    if (fact.type === "risk.alerted") note(pulse.riskAlerts, at);
    if (fact.type === "strategy.recommended") note(pulse.strategyChanges, at);
  }
}

export function recordRiskScore({ riskScores }: Pulse, at: EpochMs, score: number): void {
  riskScores.push({ at, score });
  while (riskScores.length > kept || (riskScores[1] !== undefined && riskScores[1].at <= at - day)) riskScores.shift();
}

function note(times: EpochMs[], at: EpochMs): void {
  times.push(at);
  while (times.length > kept || (times[0] !== undefined && times[0] <= at - day)) times.shift();
}

export type PulseView = {
  readonly modeSwitchesLastHour: number;
  readonly riskAlertsLastDay: number;
  readonly strategyChangesLastDay: number;
  /** Points the score has risen in a day; null before there is a day to look back on. */
  readonly riskScoreTrend: number | null;
};

export function viewPulse(pulse: Pulse, at: EpochMs, riskScore: number): PulseView {
  const since = (times: readonly EpochMs[], span: number) => times.filter((time) => time > at - span).length;
  const [oldest] = pulse.riskScores;
  return {
    modeSwitchesLastHour: since(pulse.modeSwitches, hours(1)),
    riskAlertsLastDay: since(pulse.riskAlerts, day),
    strategyChangesLastDay: since(pulse.strategyChanges, day),
    riskScoreTrend: oldest === undefined || oldest.at > at - day ? null : riskScore - oldest.score,
  };
}
