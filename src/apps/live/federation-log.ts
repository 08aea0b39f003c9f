/**
 * The log of the federation: one JSON object a line, in fund time, with the phrases the seeds ask for.
 *
 * Source: seed 000, "Logs"; seed 001, "Subscribing to Orchestration Events". A listener of the bus like any other: if it
 * cannot write, the fund goes on.
 */
import type { Bus, BusEvent } from "../../runtime/bus.ts";

export type LogLevel = "info" | "warn";
export type FederationLog = (level: LogLevel, fields: object, message: string) => void;

type Line = { readonly level: LogLevel; readonly message: string };

/** Listens to the bus from now on. */
export function keepFederationLog(bus: Bus, log: FederationLog): void {
  bus.subscribeAll((event, seq, at) => {
    const line = lineOf(event);
    if (line === undefined) return;
    const time = new Date(at).toISOString();
    log(line.level, { seq, time, event: event.type, payload: event.data }, line.message);
  });
  log("info", {}, "Orchestration event listeners registered");
}

/** `undefined` for what this log does not tell. */
function lineOf(event: BusEvent): Line | undefined {
  switch (event.type) {
    case "ai.federation.decision_made":
      return { level: "info", message: "Decision published" };
    case "federation.conflict_resolved":
      return { level: "info", message: "Decision conflict resolved" };
    case "fund.frozen":
      return { level: "warn", message: "EMERGENCY FREEZE" };
    case "ceo.mode_switched":
      return { level: "warn", message: `Mode switched to: ${event.data.newMode}\n   Reason: ${event.data.reason}` };
    case "risk.alerted":
      return { level: "warn", message: riskAlertLine(event.data) };
    case "global_state.updated":
      return {
        level: "info",
        message: `Global State: mode=${event.data.globalMode}, risk=${event.data.riskLevel}`,
      };
    default:
      return undefined;
  }
}

const riskAlertLine = ({ level, alerts }: { readonly level: string; readonly alerts: readonly string[] }): string =>
  [`Risk Alert (${level}):`, ...alerts.map((alert) => `   - ${alert}`)].join("\n");
