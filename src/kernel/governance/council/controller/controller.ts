/**
 * Controller, the meta strategy controller of seeds 002 and 003: risk mode, strategy lists, thresholds.
 *
 * Looks every 300 s, never more often than bars, and at once when health has changed. Tightens at once and all the way;
 * loosens one step at a time, after its cool-down, once a day or a trade has closed since, and never in a freeze
 * (resolutions 7). Critical health is an emergency: DEFENSIVE at once, no entries, and over when health has been good again
 * for as long as the CEO's pause lasts; from there on the mode loosens like any other.
 */
import type { Briefing } from "../../../domain/briefing.ts";
import type { Decision, DecisionPayloads } from "../../../domain/decision.ts";
import { comesBefore, stepAlong } from "../../../domain/ladder.ts";
import { mayLoosen, type Moment } from "../../../domain/loosening.ts";
import { type RiskMode, riskModes, type SystemHealth } from "../../../domain/modes.ts";
import { type ControllerConfig, riskModeLimits } from "../../../domain/risk-mode.ts";
import { sameValue } from "../../../domain/same-value.ts";
import { type EpochMs, hours, minutes } from "../../../units/units.ts";
import { determineRiskMode, isCritical, isHealthy, type Wanted } from "./risk-mode.ts";
import { decideStrategyLists, type HeldLists } from "./strategy-lists.ts";

export const startRiskMode: RiskMode = "NORMAL";
/** Between two looser modes, and before a blocked model may come back. Chosen. */
const coolDown = hours(1);
/** An emergency lasts at least this long. As the CEO's PAUSED (seed 000). */
const shortestEmergency = minutes(30);

export type ControllerMemory = {
  lastRunAt: EpochMs | undefined;
  sawHealth: SystemHealth;
  /** When the risk mode last changed; undefined while the start value has always held. */
  modeChanged: Moment | undefined;
  listsChanged: Moment | undefined;
  emergencySince: EpochMs | undefined;
};

export const openController = (): ControllerMemory => ({
  lastRunAt: undefined,
  sawHealth: "HEALTHY",
  modeChanged: undefined,
  listsChanged: undefined,
  emergencySince: undefined,
});

type HeldMode = Readonly<DecisionPayloads["RISK_MODE"]>;
type Thresholds = Readonly<DecisionPayloads["THRESHOLDS"]>;

/** What the controller stands by; undefined before it has spoken. */
export type HeldByController = {
  readonly riskMode: HeldMode;
  readonly lists: HeldLists | undefined;
  readonly thresholds: Thresholds | undefined;
};

/** Call when it is due or called. Decides on the mode first: lists and thresholds are those of the mode. */
export function decideController(
  briefing: Briefing,
  held: HeldByController,
  memory: ControllerMemory,
  config: ControllerConfig,
): Decision[] {
  const decisions: Decision[] = [];
  memory.lastRunAt = briefing.at;
  memory.sawHealth = briefing.health.status;
  const change = decideRiskMode(briefing, held.riskMode, memory, config);
  if (change !== undefined) decisions.push(change);
  const { mode } = change?.payload ?? held.riskMode;
  const thresholds = thresholdsOf(mode, config);
  if (!sameValue(thresholds, held.thresholds)) decisions.push(decisionOn(thresholds, mode));
  const mayReturn = briefing.freeze === undefined && mayLoosen(memory.listsChanged, momentOf(briefing), coolDown);
  const lists = decideStrategyLists(briefing, { mode, held: held.lists, mayReturn });
  if (lists === undefined) return decisions;
  memory.listsChanged = momentOf(briefing);
  return [...decisions, lists];
}

export const thresholdsOf = (mode: RiskMode, { minConfidenceFraction }: ControllerConfig): Thresholds => ({
  minConfidenceFraction,
  ...riskModeLimits[mode],
});

const decisionOn = (payload: Thresholds, mode: RiskMode): Decision<"THRESHOLDS"> => ({
  kind: "THRESHOLDS",
  payload,
  priority: "NORMAL",
  reason: `thresholds of ${mode}`,
});

function decideRiskMode(
  briefing: Briefing,
  held: HeldMode,
  memory: ControllerMemory,
  config: ControllerConfig,
): Decision<"RISK_MODE"> | undefined {
  const { health, at } = briefing;
  if (isCritical(health.status)) {
    if (held.isEmergency) return undefined;
    memory.emergencySince = at;
    return changeTo(briefing, memory, { mode: "DEFENSIVE", isEmergency: true }, `system health is ${health.status}`);
  }
  if (held.isEmergency) {
    const isOver = isHealthy(health.status) && at - (memory.emergencySince ?? at) >= shortestEmergency;
    if (!isOver) return undefined;
    return changeTo(briefing, memory, { mode: "DEFENSIVE", isEmergency: false }, "system health is back");
  }
  const wanted = config.isAutomatic ? determineRiskMode(briefing) : asAtTheStart;
  const mode = transition(briefing, held.mode, wanted.mode, memory);
  if (mode === held.mode) return undefined;
  return changeTo(briefing, memory, { mode, isEmergency: false }, wanted.reason);
}

/** Where only emergencies move the mode. */
const asAtTheStart: Wanted = { mode: startRiskMode, reason: "back after the emergency" };

function transition(briefing: Briefing, held: RiskMode, wanted: RiskMode, { modeChanged }: ControllerMemory): RiskMode {
  if (!comesBefore(riskModes, held, wanted)) return wanted;
  if (briefing.freeze !== undefined || !mayLoosen(modeChanged, momentOf(briefing), coolDown)) return held;
  return stepAlong(riskModes, held, 1);
}

function changeTo(
  briefing: Briefing,
  memory: ControllerMemory,
  payload: HeldMode,
  reason: string,
): Decision<"RISK_MODE"> {
  memory.modeChanged = momentOf(briefing);
  if (!payload.isEmergency) memory.emergencySince = undefined;
  const priority = payload.isEmergency ? "CRITICAL" : payload.mode === "DEFENSIVE" ? "HIGH" : "NORMAL";
  return { kind: "RISK_MODE", payload, priority, reason: `${reason}: ${payload.mode}` };
}

const momentOf = ({ at, performance: { closedDays, closedTrades } }: Briefing): Moment => ({
  at,
  closedDays,
  closedTrades,
});
