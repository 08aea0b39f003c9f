/**
 * CEO: whether new positions are opened, only shadowed, or not at all.
 *
 * Source: seed 000, "Trading Mode (CEO)", tried from the tightest down. Level-based: read again whenever an input
 * changes or a minimum ends. ESS CAUTION keeps the current mode; PAUSED lasts at least 30 minutes (resolutions 42);
 * EMERGENCY lasts until the emergency stop system is armed again (resolutions 43).
 */
import type { Briefing } from "../../../domain/briefing.ts";
import type { Decision, Priority } from "../../../domain/decision.ts";
import { isStopped } from "../../../domain/emergency-stop.ts";
import { comesBefore } from "../../../domain/ladder.ts";
import { type TradingMode, tradingModes } from "../../../domain/modes.ts";
import { after, type EpochMs, minutes } from "../../../units/units.ts";

const minimumPause = minutes(30);

export type TradingModeMemory = { pausedUntil: EpochMs | undefined };
export const openTradingMode = (): TradingModeMemory => ({ pausedUntil: undefined });

type Wish = { readonly mode: TradingMode; readonly priority: Priority; readonly reason: string };

export function decideTradingMode(
  briefing: Briefing,
  held: TradingMode,
  memory: TradingModeMemory,
): Decision<"MODE_CHANGE"> | undefined {
  const wish = wishedMode(briefing);
  if (wish === undefined || wish.mode === held) return undefined;
  const isTighter = comesBefore(tradingModes, wish.mode, held);
  const mustStayPaused = memory.pausedUntil !== undefined && briefing.at < memory.pausedUntil;
  if (!isTighter && held === "PAUSED" && mustStayPaused) return undefined;
  const duration = wish.mode === "PAUSED" ? minimumPause : null;
  memory.pausedUntil = duration === null ? undefined : after(briefing.at, duration);
  return {
    kind: "MODE_CHANGE",
    payload: { mode: wish.mode, durationMs: duration },
    priority: wish.priority,
    reason: `${wish.reason}: ${held} to ${wish.mode}`,
  };
}

function wishedMode({ ess, health }: Briefing): Wish | undefined {
  if (ess.level === "CRITICAL") return { mode: "EMERGENCY", priority: "CRITICAL", reason: "ESS is CRITICAL" };
  if (isStopped(ess)) return { mode: "EMERGENCY", priority: "CRITICAL", reason: `ESS is ${ess.state}` };
  if (health.status === "EMERGENCY")
    return { mode: "EMERGENCY", priority: "CRITICAL", reason: "system health is EMERGENCY" };
  if (health.status === "CRITICAL") return { mode: "PAUSED", priority: "HIGH", reason: "system health is CRITICAL" };
  if (ess.level === "WARNING") return { mode: "PAUSED", priority: "HIGH", reason: "ESS is at WARNING" };
  if (health.status === "DEGRADED") return { mode: "SHADOW", priority: "HIGH", reason: "system health is DEGRADED" };
  if (ess.level === "CAUTION") return undefined;
  return { mode: "LIVE", priority: "NORMAL", reason: "system healthy and ESS nominal" };
}

/** The end of a running minimum pause, so that the fund can ask to be woken. */
export const pauseEndsAt = (memory: TradingModeMemory): EpochMs | undefined => memory.pausedUntil;
