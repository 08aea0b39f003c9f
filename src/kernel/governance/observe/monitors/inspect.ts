/**
 * Runs every monitor. One that throws is reported as FAILED and takes nothing else down (seed 004, "Fail-Safe Error
 * Handling"): what it would have said is replaced by the worst.
 */
import { type MonitorName, type MonitorReport, monitorNames } from "../../../domain/briefing.ts";
import { monitorExecution } from "./execution-monitor.ts";
import { monitorFeed } from "./feed-monitor.ts";
import { monitorPal, monitorPil, monitorPortfolio, monitorProtection } from "./floor-monitors.ts";
import { monitorHealing } from "./healing-monitor.ts";
import { monitorJournal } from "./journal-monitor.ts";
import { monitorModels } from "./model-monitor.ts";
import { monitorOrchestrator } from "./orchestrator-monitor.ts";
import type { Monitor, Readings } from "./readings.ts";
import { monitorRisk } from "./risk-monitor.ts";
import { monitorUniverse } from "./universe-monitor.ts";

export type Monitors = Readonly<Record<MonitorName, Monitor>>;

export const monitors: Monitors = {
  risk: monitorRisk,
  execution: monitorExecution,
  model: monitorModels,
  orchestrator: monitorOrchestrator,
  universe: monitorUniverse,
  feed: monitorFeed,
  journal: monitorJournal,
  self_healing: monitorHealing,
  pil: monitorPil,
  pal: monitorPal,
  portfolio: monitorPortfolio,
  protection: monitorProtection,
};

export type MonitorFailure = { readonly monitor: MonitorName; readonly message: string };
export type Inspection = { readonly reports: readonly MonitorReport[]; readonly failures: readonly MonitorFailure[] };

export function inspect(readings: Readings, watched: Monitors = monitors): Inspection {
  const reports: MonitorReport[] = [];
  const failures: MonitorFailure[] = [];
  for (const monitor of monitorNames) {
    try {
      const seen = watched[monitor](readings);
      if (seen !== undefined) reports.push(seen);
    } catch (error) {
      const message = String(error);
      failures.push({ monitor, message });
      reports.push({ monitor, score: 0, status: "FAILED", issues: [`${monitor}: its monitor threw: ${message}`] });
    }
  }
  return { reports, failures };
}
