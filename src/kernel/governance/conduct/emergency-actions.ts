/**
 * AI-HFOS: emergency actions, each through an authority that exists; AI-HFOS itself moves nothing.
 *
 * Source: origin-facts 8.5 and seed 004, "Max Drawdown Limits", with resolutions 45 (open drawdown: the emergency stop
 * flattens), 46 (daily loss: one hard limit, it freezes and sets the brake) and 48 (critical health: entries off).
 * HALT_SYMBOL and HALT_SYSTEM have no part here that could carry them out.
 */
import type { Briefing } from "../../domain/briefing.ts";
import type { EmergencyAction } from "../../domain/emergency-action.ts";
import type { HardLimits } from "../../domain/hard-limits.ts";

/** Everything that must happen now. */
export function emergencyActionsOf(
  { health, performance, ess }: Pick<Briefing, "health" | "performance" | "ess">,
  limits: HardLimits,
): EmergencyAction[] {
  const actions: EmergencyAction[] = [];
  if (health.status === "EMERGENCY")
    actions.push({
      action: ess.trip?.exitMode === "FLATTEN" ? "CLOSE_ALL_POSITIONS" : "PAUSE_NEW_TRADES",
      reason: "system health is EMERGENCY",
      through: "Supervisor freeze SYSTEM_EMERGENCY and the emergency stop's exit mode",
    });
  if (!(performance.openDrawdown <= limits.maxOpenDrawdownFraction))
    actions.push({
      action: "CLOSE_ALL_POSITIONS",
      reason: "open drawdown above its limit",
      through: "emergency stop system, exit mode FLATTEN",
    });
  if (!(performance.dailyLoss <= limits.maxDailyLossFraction))
    actions.push({
      action: ess.trip?.exitMode === "REDUCE" ? "REDUCE_ALL_POSITIONS" : "PAUSE_NEW_TRADES",
      reason: "daily loss above its limit",
      through: "Supervisor freeze DAILY_LOSS and the emergency brake",
    });
  if (health.status === "CRITICAL")
    actions.push({
      action: "PAUSE_NEW_TRADES",
      reason: "system health is CRITICAL",
      through: "system health: entries are stopped",
    });
  return actions;
}
