/**
 * What the CEO warns of. Source: origin-facts 2.6, "Alert levels".
 *
 * Critical: BLACK_SWAN, health CRITICAL or worse, drawdown above 6 %. Warning: CAPITAL_PRESERVATION, any change of mode,
 * health DEGRADED, drawdown above 3 %.
 */
import { type AlertLevel, standsBeyond } from "../../../domain/alert.ts";
import type { OperatingMode } from "../../../domain/modes.ts";
import type { SystemState } from "./system-state.ts";

const lines = { critical: 0.06, warning: 0.03 };
/** A drawdown that was warned of is over when it is back by half a point (chosen). */
const relief = 0.005;

type Cause = { readonly level: AlertLevel; readonly text: string };

export function alertOf(state: SystemState, mode: OperatingMode) {
  const causes = [...modeCauses(state, mode), ...healthCauses(state), ...drawdownCauses(state)];
  const level: AlertLevel = causes.some((each) => each.level === "critical")
    ? "critical"
    : causes.length > 0
      ? "warning"
      : "info";
  return { level, causes: causes.map(({ text }) => text) };
}

function modeCauses({ operatingMode: held }: SystemState, mode: OperatingMode): Cause[] {
  const causes: Cause[] = [];
  if (mode !== held) causes.push({ level: "warning", text: `operating mode changed from ${held} to ${mode}` });
  if (mode === "BLACK_SWAN") causes.push({ level: "critical", text: "operating mode is BLACK_SWAN" });
  if (mode === "CAPITAL_PRESERVATION")
    causes.push({ level: "warning", text: "operating mode is CAPITAL_PRESERVATION" });
  return causes;
}

function healthCauses({ systemHealth: health }: SystemState): Cause[] {
  if (health === "OPTIMAL" || health === "HEALTHY") return [];
  return [{ level: health === "DEGRADED" ? "warning" : "critical", text: `system health is ${health}` }];
}

function drawdownCauses({ currentDrawdown, warnedOf }: SystemState): Cause[] {
  const stands = (text: string, line: number) => standsBeyond(currentDrawdown, line, relief, warnedOf.includes(text));
  const causes: Cause[] = [];
  const [critical, warning] = ["drawdown above 6 %", "drawdown above 3 %"];
  if (stands(critical, lines.critical)) causes.push({ level: "critical", text: critical });
  if (stands(warning, lines.warning)) causes.push({ level: "warning", text: warning });
  return causes;
}
