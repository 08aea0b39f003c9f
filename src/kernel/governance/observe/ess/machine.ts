/**
 * The emergency stop as one machine (resolutions 17).
 *
 * ```
 *   DISABLED        ARMED ──alarm──▶ TRIPPED ──next round──▶ LIQUIDATING
 *                     ▲                 ▲                         │ nothing left to do at the venue
 *     review, release │                 │ graver alarm            ▼
 *     or all clear    └── RECOVERY_REVIEW ◀──cool-down over── COOLING_DOWN
 * ```
 *
 * Losses and people need a review to be forgotten; a lost feed, a sick system and failing orders clear by themselves
 * once nothing raises an alarm. While it is stopped a graver alarm, or one that asks for a stronger exit, trips anew.
 */
import type { Ess, EssTrip } from "../../../domain/briefing.ts";
import { isStopped, needsReview } from "../../../domain/emergency-stop.ts";
import { comesBefore, firstOf } from "../../../domain/ladder.ts";
import { type EssEvaluator, type ExitMode, exitModes } from "../../../domain/modes.ts";
import { after, type DurationMs, durationMs, type EpochMs } from "../../../units/units.ts";
import type { Alarm } from "./evaluators.ts";
import { type EssThresholds, levelAfter, levelOf } from "./levels.ts";

/** What the machine sees in one round. */
export type EssSight = {
  readonly at: EpochMs;
  readonly alarms: readonly Alarm[];
  readonly drawdown: number;
  readonly thresholds: EssThresholds;
  /** Entries that may still be filled, unknown ones included. */
  readonly openEntries: number;
  /** Positions the exit mode in force wants smaller than the venue has reported them to be. */
  readonly positionsLeft: number;
  readonly coolDownMs: DurationMs;
};

export type EssMove = { readonly to: Ess; readonly reason: string };

/** Gravest first: what a trip is said to be about when several evaluators raise an alarm. */
const gravestFirst: readonly EssEvaluator[] = [
  "DRAWDOWN",
  "OPEN_DRAWDOWN",
  "DAILY_LOSS",
  "MANUAL",
  "SYSTEM_HEALTH",
  "EXECUTION_ERRORS",
  "DATA_FEED",
];

/** The next move, or `undefined` when it stays. Called again until it stays or has tripped. */
export function nextEss(ess: Ess, sight: EssSight): EssMove | undefined {
  if (ess.state === "DISABLED") return undefined;
  const trip = tripAfter(ess.trip, sight);
  if (trip !== undefined && trip !== ess.trip) return { to: tripped(ess, trip, sight), reason: trip.reason };
  if (ess.state === "ARMED") return easedOrTightened(ess, sight);
  return ess.trip === undefined ? undefined : onTheWayBack(ess, ess.trip, sight);
}

function onTheWayBack(ess: Ess, trip: EssTrip, sight: EssSight): EssMove | undefined {
  const { at, coolDownMs } = sight;
  switch (ess.state) {
    case "TRIPPED":
      return { to: { ...ess, state: "LIQUIDATING" }, reason: `exit mode ${trip.exitMode} is being carried out` };
    case "LIQUIDATING": {
      if (!isDone(sight)) return undefined;
      const timeToZero = durationMs(at - trip.at);
      const cooling: EssTrip = { ...trip, timeToZero, coolDownEndsAt: after(at, coolDownMs) };
      return { to: { ...ess, state: "COOLING_DOWN", trip: cooling }, reason: "nothing is left to do at the venue" };
    }
    case "COOLING_DOWN":
      if (trip.coolDownEndsAt !== undefined && at < trip.coolDownEndsAt) return undefined;
      return { to: { ...ess, state: "RECOVERY_REVIEW" }, reason: "the cool-down is over" };
    case "RECOVERY_REVIEW":
      if (needsReview(ess) || sight.alarms.length > 0) return undefined;
      return { to: rearmed(ess, sight), reason: "its cause is gone and nothing else raises an alarm" };
    default:
      return undefined;
  }
}

/** A review or a release arms the system again, or its cause is gone. A disabled one stays disabled. */
export const rearmed = (ess: Ess, { drawdown, thresholds }: Pick<EssSight, "drawdown" | "thresholds">): Ess =>
  ess.state === "DISABLED" ? ess : { state: "ARMED", level: levelOf(drawdown, thresholds), trip: undefined };

/** Not before the venue has ended every entry and sold what the exit mode wants sold. */
const isDone = ({ openEntries, positionsLeft }: EssSight): boolean => openEntries === 0 && positionsLeft === 0;

function easedOrTightened(ess: Ess, { drawdown, thresholds }: EssSight): EssMove | undefined {
  const level = levelAfter(ess.level, drawdown, thresholds);
  return level === ess.level ? undefined : { to: { ...ess, level }, reason: `drawdown is at level ${level}` };
}

/** CRITICAL stays while a stop lasts that drawdown has had a part in. */
function tripped(ess: Ess, trip: EssTrip, { drawdown, thresholds }: EssSight): Ess {
  if (trip.evaluator === "DRAWDOWN") return { state: "TRIPPED", level: "CRITICAL", trip };
  const level = isStopped(ess) ? ess.level : levelAfter(ess.level, drawdown, thresholds);
  return { state: "TRIPPED", level, trip };
}

/** The trip in force: the same value when no alarm is graver and none asks for a stronger exit. */
function tripAfter(trip: EssTrip | undefined, { alarms, at }: EssSight): EssTrip | undefined {
  const [first, ...others] = alarms;
  if (first === undefined) return trip;
  const gravest = others.reduce((a, b) => (isGraver(b, a) ? b : a), first);
  const strongest = others.reduce((a, b) => (asksForMore(b, a) ? b : a), first);
  const afresh = { at, exitAskedAt: at, timeToZero: undefined, coolDownEndsAt: undefined };
  if (trip === undefined) return { ...afresh, ...gravest, exitMode: strongest.exitMode };
  const graver = isGraver(gravest, trip) ? gravest : undefined;
  const stronger = asksForMore(strongest, trip) ? strongest : undefined;
  const news = graver ?? stronger;
  if (news === undefined) return trip;
  const { evaluator } = graver ?? trip;
  const { exitMode, exitAskedAt } = stronger === undefined ? trip : { ...afresh, ...stronger };
  return { ...afresh, evaluator, reason: news.reason, exitMode, exitAskedAt };
}

type Asking = Pick<Alarm, "evaluator" | "exitMode">;
const isGraver = (a: Asking, b: Asking): boolean => comesBefore(gravestFirst, a.evaluator, b.evaluator);
const asksForMore = (a: Asking, b: Asking): boolean => comesBefore(exitModes, b.exitMode, a.exitMode);

/** The stronger of two exit modes. */
export const strongerExit = (a: ExitMode, b: ExitMode): ExitMode => (firstOf(exitModes, a, b) === a ? b : a);
