/**
 * CEO: the operating mode of the whole fund, from GROWTH to BLACK_SWAN.
 *
 * Gathers what the briefing says into a `SystemState`, evaluates it, and remembers when the mode changed and what was
 * warned of. Source: seed 001, "AI CEO Decision Cycle".
 */
import { newsOf } from "../../../domain/alert.ts";
import type { Briefing, MonitorReport } from "../../../domain/briefing.ts";
import type { CeoDecision } from "../../../domain/ceo-decision.ts";
import type { CeoThresholds } from "../../../domain/ceo-thresholds.ts";
import type { Decision, Priority } from "../../../domain/decision.ts";
import { comesBefore } from "../../../domain/ladder.ts";
import { hasClosedSince, type Moment } from "../../../domain/loosening.ts";
import { type OperatingMode, operatingModes } from "../../../domain/modes.ts";
import { isHealthy } from "../../../domain/subsystem.ts";
import { evaluate } from "./evaluate.ts";
import type { SystemState } from "./system-state.ts";

export const startMode: OperatingMode = "EXPANSION";

export type OperatingModeMemory = {
  /** When the mode last changed; undefined while the start value has always held. */
  changed: Moment | undefined;
  lastEvaluation: CeoDecision | undefined;
};

export const openOperatingMode = (): OperatingModeMemory => ({ changed: undefined, lastEvaluation: undefined });

export type CeoRound = {
  readonly decision: Decision<"OPERATING_MODE"> | undefined;
  readonly evaluation: CeoDecision;
  /** Causes of its alert that the last evaluation had not. */
  readonly news: readonly string[];
};

/** @param marketIsVolatile what the market officer says of the configured symbols */
export function decideOperatingMode(
  briefing: Briefing & { readonly marketIsVolatile: boolean },
  held: OperatingMode,
  memory: OperatingModeMemory,
  thresholds: CeoThresholds,
): CeoRound {
  const { at } = briefing;
  const { closedDays, closedTrades } = briefing.performance;
  const state = gather(briefing, held, memory);
  const evaluation = { ...evaluate(state, thresholds), decidedAt: at };
  const news = newsOf(evaluation.alertCauses, state.warnedOf);
  memory.lastEvaluation = evaluation;
  if (!evaluation.modeChanged) return { decision: undefined, evaluation, news };
  memory.changed = { at, closedDays, closedTrades };
  const { operatingMode: mode, decisionConfidence: confidenceFraction, primaryReason } = evaluation;
  const decision: Decision<"OPERATING_MODE"> = {
    kind: "OPERATING_MODE",
    payload: { mode, confidenceFraction },
    priority: priorityOf(mode, held),
    reason: `${primaryReason}: ${held} to ${mode}`,
  };
  return { decision, evaluation, news };
}

function priorityOf(mode: OperatingMode, held: OperatingMode): Priority {
  if (mode === "BLACK_SWAN") return "CRITICAL";
  return comesBefore(operatingModes, mode, held) ? "HIGH" : "NORMAL";
}

/** Share of the monitors that call their part healthy; undefined where nothing is monitored. */
function healthyShare(monitors: readonly MonitorReport[]): number | undefined {
  if (monitors.length === 0) return undefined;
  let healthy = 0;
  for (const each of monitors) if (isHealthy(each)) healthy += 1;
  return healthy / monitors.length;
}

function gather(
  {
    at,
    performance,
    portfolio,
    health,
    risk,
    freeze,
    market,
    marketIsVolatile,
  }: Briefing & { readonly marketIsVolatile: boolean },
  held: OperatingMode,
  { changed, lastEvaluation }: OperatingModeMemory,
): SystemState {
  const { drawdown, winRate, sharpe, closedDays, closedTrades } = performance;
  return {
    riskScore: risk.score,
    winRate,
    currentDrawdown: drawdown,
    sharpe,
    openPositions: portfolio.openPositions,
    systemHealth: health.status,
    healthyComponents: healthyShare(health.monitors),
    regimeConfidence: market?.confidence,
    marketIsVolatile,
    operatingMode: held,
    isFrozen: freeze !== undefined,
    sinceChange:
      changed === undefined
        ? undefined
        : { ms: at - changed.at, hasClosedDayOrTrade: hasClosedSince(changed, { at, closedDays, closedTrades }) },
    warnedOf: lastEvaluation?.alertCauses ?? [],
  };
}
