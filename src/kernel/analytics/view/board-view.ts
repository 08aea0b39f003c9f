/**
 * The executive on one board: what each seat stands by, the brake, the emergency stop, the stage with what the next one
 * asks for, the monitors, how the federation works together, and what it warned of.
 */
import type { Ess, MonitorName } from "../../domain/briefing.ts";
import {
  type Decision,
  type DecisionKind,
  decisionId,
  type Seat,
  seniority,
  type Stance,
} from "../../domain/decision.ts";
import type { Mandate } from "../../domain/mandate.ts";
import type { EssEvaluator, ExitMode } from "../../domain/modes.ts";
import type { IntegrationStage, SubsystemStatus } from "../../domain/subsystem.ts";
import type { AlertRecord } from "./alert-view.ts";
import type { ExecutiveView, StageCriterion } from "./executive-view.ts";
import type { HookView } from "./hook-tally.ts";
import { stanceWords } from "./stance-words.ts";

export type StandView = {
  readonly seat: Seat;
  /** Null where the seat has said nothing that lasts. */
  readonly kind: DecisionKind | null;
  /** False while the seat rests, or where none is configured. */
  readonly isActive: boolean;
  readonly says: string;
  readonly reason: string;
  readonly decisionId: string | null;
  readonly sinceMs: number | null;
  /** Somebody more senior has spoken on the same. */
  readonly isOverruled: boolean;
};

export type EssTripView = {
  readonly atMs: number;
  readonly evaluator: EssEvaluator;
  readonly reason: string;
  readonly exitMode: ExitMode;
  /** Null until the venue has shown nothing left to do. */
  readonly timeToZeroMs: number | null;
  readonly coolDownEndsAtMs: number | null;
};

export type BrakePanel = { readonly sinceMs: number; readonly by: string; readonly reason: string };
export type StagePanel = {
  readonly stage: IntegrationStage;
  readonly sinceMs: number;
  /** What the next stage asks for. */
  readonly criteria: readonly StageCriterion[];
};
export type MonitorView = {
  readonly monitor: MonitorName;
  /** 0 to 100, higher is better. */
  readonly score: number;
  readonly status: SubsystemStatus;
  readonly issues: readonly string[];
};

export const paces = ["LOW", "NORMAL", "RAISED", "HIGH"] as const;
export type FederationFigures = {
  readonly decisionsLastHour: number;
  /** Mean of the last day. */
  readonly decisionsPerHour: number;
  readonly pace: (typeof paces)[number];
  /** Of the decisions of a day. */
  readonly conflictShare: number;
  readonly overrideShare: number;
  readonly freezesLastWeek: number;
};

export type BoardView = {
  readonly stands: readonly StandView[];
  readonly stage: StagePanel;
  readonly brake: BrakePanel | null;
  /** The last trip of the emergency stop, until it is armed again. */
  readonly essTrip: EssTripView | null;
  readonly monitors: readonly MonitorView[];
  /** The thirteen, in the order of seed 004. */
  readonly hooks: readonly HookView[];
  readonly federation: FederationFigures;
  /** Latest first. */
  readonly alerts: readonly AlertRecord[];
};

export type BoardSource = {
  readonly executive: ExecutiveView;
  readonly federation: FederationFigures;
  readonly ess: Ess;
  readonly mandate: Pick<Mandate, "ruling" | "overruled">;
  readonly decisions: readonly Act[];
  readonly alerts: readonly AlertRecord[];
  readonly hooks: readonly HookView[];
};

/** A decision as history keeps it. */
type Act = { readonly id: string; readonly at: number; readonly seat: Seat; readonly decision: Decision };

const alertsShown = 30;

export function viewBoard({ executive, federation, ess, mandate, decisions, alerts, hooks }: BoardSource): BoardView {
  const { stage, brake, health } = executive;
  return {
    stands: seniority
      .filter((seat) => seat !== "OPERATOR")
      .flatMap((seat) => standsOf(seat, executive.activeSeats.includes(seat), mandate, decisions)),
    stage: { stage: stage.current, sinceMs: stage.since, criteria: stage.criteria },
    brake: brake === undefined ? null : { sinceMs: brake.since, by: brake.by, reason: brake.reason },
    essTrip: viewTrip(ess),
    monitors: health.monitors,
    hooks,
    federation,
    alerts: alerts.slice(-alertsShown).reverse(),
  };
}

/** What lasts comes from the mandate; a seat that only acts is shown with its last act. */
function standsOf(
  seat: Seat,
  isActive: boolean,
  { ruling, overruled }: BoardSource["mandate"],
  decisions: readonly Act[],
): StandView[] {
  const held = [
    ...ruling.filter((each) => each.seat === seat).map((each) => viewStand(each, isActive, false)),
    ...overruled.filter(({ stance }) => stance.seat === seat).map(({ stance }) => viewStand(stance, isActive, true)),
  ];
  if (held.length > 0) return held;
  const last = decisions.findLast((each) => each.seat === seat);
  const silent = { seat, isActive, isOverruled: false };
  if (last === undefined) return [{ ...silent, kind: null, says: "", reason: "", decisionId: null, sinceMs: null }];
  const { kind, reason } = last.decision;
  return [{ ...silent, kind, says: stanceWords(last.decision), reason, decisionId: last.id, sinceMs: last.at }];
}

const viewStand = (stance: Stance, isActive: boolean, isOverruled: boolean): StandView => ({
  seat: stance.seat,
  kind: stance.decision.kind,
  isActive,
  says: stanceWords(stance.decision),
  reason: stance.decision.reason,
  decisionId: decisionId(stance),
  sinceMs: stance.decidedAt,
  isOverruled,
});

function viewTrip({ trip }: Ess): EssTripView | null {
  if (trip === undefined) return null;
  const { at, evaluator, reason, exitMode, timeToZero, coolDownEndsAt } = trip;
  return {
    atMs: at,
    evaluator,
    reason,
    exitMode,
    timeToZeroMs: timeToZero ?? null,
    coolDownEndsAtMs: coolDownEndsAt ?? null,
  };
}
