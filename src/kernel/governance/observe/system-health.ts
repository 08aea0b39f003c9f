/**
 * The system's health from the scores of its monitors, never better than what was found directly.
 *
 * Source: origin-facts 8.2, read tightest first: more than 3 unhealthy or a mean below 30 is EMERGENCY; below 50
 * CRITICAL; then OPTIMAL from 90 with none unhealthy, HEALTHY from 70 with one at most, else DEGRADED. A lost feed or
 * venue is CRITICAL at once, which a mean of seven would hide: so the tighter of both holds.
 */
import type { Health, MonitorReport } from "../../domain/briefing.ts";
import { firstOf } from "../../domain/ladder.ts";
import { type SystemHealth, systemHealths } from "../../domain/modes.ts";
import { isHealthy } from "../../domain/subsystem.ts";

const lines = { optimal: 90, healthy: 70, degraded: 50, emergency: 30 };
const atMost = { unhealthyForHealthy: 1, unhealthyBeforeEmergency: 3 };

/** `undefined` without any report: nobody has judged. */
export function healthByMonitors(reports: readonly MonitorReport[]): SystemHealth | undefined {
  if (reports.length === 0) return undefined;
  let scores = 0;
  let unhealthy = 0;
  for (const each of reports) {
    scores += each.score;
    if (!isHealthy(each)) unhealthy += 1;
  }
  const mean = scores / reports.length;
  if (unhealthy > atMost.unhealthyBeforeEmergency || !(mean >= lines.emergency)) return "EMERGENCY";
  if (mean < lines.degraded) return "CRITICAL";
  if (mean >= lines.optimal && unhealthy === 0) return "OPTIMAL";
  return mean >= lines.healthy && unhealthy <= atMost.unhealthyForHealthy ? "HEALTHY" : "DEGRADED";
}

/** @param found what `healthOf` found directly; without any issue the monitors alone speak */
export function systemHealthOf(found: Health, reports: readonly MonitorReport[]): Health {
  const byMonitors = healthByMonitors(reports) ?? found.status;
  const status = found.issues.length === 0 ? byMonitors : firstOf(systemHealths, found.status, byMonitors);
  const issues = [...found.issues];
  for (const each of reports) for (const issue of each.issues) if (!issues.includes(issue)) issues.push(issue);
  return { status, issues, monitors: reports };
}
