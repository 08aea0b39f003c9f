/**
 * Runs the emergency stop for one round: shows it what is true, lets it move, and says every move.
 *
 * A daily loss that a review has forgiven is known until the day is back within its limit, so that the same loss does
 * not trip again (triggers fire on crossing, resolutions 14).
 */
import type { Ess, Performance } from "../domain/briefing.ts";
import type { FundConfig } from "../domain/config.ts";
import { awaitsReview, isStopped, needsReview } from "../domain/emergency-stop.ts";
import type { ExitMode } from "../domain/modes.ts";
import { essStateChanged } from "../events/executive-events.ts";
import { essLevelChanged } from "../events/governance-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { epochMs, type EpochMs, ratio } from "../units/units.ts";
import type { GovernanceState } from "./governance-state.ts";
import { essPolicyInForce } from "./in-force.ts";
import { type Alarm, alarmsOf } from "./observe/ess/evaluators.ts";
import { type EssSight, nextEss, rearmed } from "./observe/ess/machine.ts";
import { isFeedLost, type Vitals } from "./observe/health.ts";

/** An operator's own hand on the stop. */
export type EssOrder = {
  readonly operator: string | null;
  readonly reason: string;
  /** Null leaves it to the configuration. */
  readonly exitMode: ExitMode | null;
};

type Seen = { readonly performance: Performance; readonly vitals: Vitals; readonly order: EssOrder | undefined };

export function watchEss(state: GovernanceState, config: FundConfig, seen: Seen, outbox: Outbox): void {
  const { performance, vitals } = seen;
  followSwitch(state, config, outbox);
  const thresholds = essPolicyInForce(state);
  const before = state.ess;
  const sight: EssSight = {
    at: outbox.at,
    alarms: alarmsNow(state, config, seen, outbox.at),
    drawdown: performance.drawdown,
    thresholds,
    openEntries: vitals.openEntries,
    positionsLeft: vitals.positionsLeft,
    coolDownMs: config.ess.coolDownMs,
  };
  for (let move = nextEss(state.ess, sight); move !== undefined; move = nextEss(state.ess, sight)) {
    const from = state.ess;
    state.ess = move.to;
    if (move.to.state !== from.state || move.to.state === "TRIPPED")
      announceState(from, state.ess, move.reason, outbox);
    if (state.ess.state !== "TRIPPED") continue;
    askForReviewAgain(state, outbox.at);
    break;
  }
  announceLevel(before, state.ess, performance.drawdown, outbox);
}

/** The configuration switches it on and off; one that has tripped is not forgotten for being switched off. */
function followSwitch(state: GovernanceState, { essEnabled }: FundConfig, outbox: Outbox): void {
  const { ess } = state;
  if (isStopped(ess) || essEnabled === (ess.state === "ARMED")) return;
  state.ess = { state: essEnabled ? "ARMED" : "DISABLED", level: "NOMINAL", trip: undefined };
  announceState(ess, state.ess, `the configuration switches it ${essEnabled ? "on" : "off"}`, outbox);
}

/** A review is given for what is known then: a trip that comes after it needs another. */
function askForReviewAgain(state: GovernanceState, at: EpochMs): void {
  const { freeze, ess } = state;
  if (freeze?.reviewGivenBy === undefined || !needsReview(ess)) return;
  state.freeze = { ...freeze, requiresReview: true, reviewRequiredSince: at, reviewGivenBy: undefined };
}

function alarmsNow(state: GovernanceState, config: FundConfig, seen: Seen, at: EpochMs): Alarm[] {
  const { performance, vitals, order } = seen;
  const alarms = alarmsOf({
    performance,
    systemHealth: state.health,
    feedIsLost: isFeedLost(vitals, at),
    executionErrors: vitals.executionErrors,
    thresholds: essPolicyInForce(state),
    limits: config.hardLimits,
    config: config.ess,
  });
  const isBeyondDaily = alarms.some(({ evaluator }) => evaluator === "DAILY_LOSS");
  state.essKnowsDailyLoss &&= isBeyondDaily;
  const news = alarms.filter(({ evaluator }) => evaluator !== "DAILY_LOSS" || !state.essKnowsDailyLoss);
  return order === undefined ? news : [...news, manualAlarm(order, config)];
}

const manualAlarm = ({ operator, reason, exitMode }: EssOrder, { ess }: FundConfig): Alarm => ({
  evaluator: "MANUAL",
  reason: `tripped by ${operator ?? "an unnamed operator"}: ${reason}`,
  exitMode: exitMode ?? ess.exitMode,
});

/** Why it is armed again, and how the fund is doing then. */
type Rearming = { readonly reason: string; readonly performance: Performance };

/** A review arms it where no freeze has to be ended first. */
export function reviewEss(state: GovernanceState, config: FundConfig, rearming: Rearming, outbox: Outbox): void {
  if (state.freeze === undefined && awaitsReview(state.ess)) rearmEss(state, config, rearming, outbox);
}

export function rearmEss(
  state: GovernanceState,
  { hardLimits }: FundConfig,
  { reason, performance }: Rearming,
  outbox: Outbox,
): void {
  const { drawdown, dailyLoss } = performance;
  const before = state.ess;
  state.ess = rearmed(before, { drawdown, thresholds: essPolicyInForce(state) });
  state.essKnowsDailyLoss = !(dailyLoss <= hardLimits.maxDailyLossFraction);
  if (before.state !== state.ess.state) announceState(before, state.ess, reason, outbox);
  announceLevel(before, state.ess, drawdown, outbox);
}

function announceState(from: Ess, to: Ess, reason: string, outbox: Outbox): void {
  const { evaluator = null, exitMode = null, timeToZero = null } = to.trip ?? from.trip ?? {};
  emit(
    outbox,
    essStateChanged.create({ from: from.state, to: to.state, evaluator, reason, exitMode, timeToZeroMs: timeToZero }),
  );
}

function announceLevel(from: Ess, to: Ess, drawdown: number, outbox: Outbox): void {
  if (from.level === to.level) return;
  const drawdownRatio = ratio(drawdown);
  emit(outbox, essLevelChanged.create({ from: from.level, to: to.level, state: to.state, drawdownRatio }));
}

/** When the stop moves on although nothing happens. */
export function essDeadline({ ess }: GovernanceState, at: EpochMs): EpochMs | undefined {
  const { trip } = ess;
  if (trip === undefined) return undefined;
  const later = (due: EpochMs): EpochMs => (due > at ? due : epochMs(at + 1));
  if (ess.state === "TRIPPED") return later(epochMs(trip.at + 1));
  if (ess.state === "COOLING_DOWN" && trip.coolDownEndsAt !== undefined) return later(trip.coolDownEndsAt);
  return undefined;
}

/** Since when the stop has waited for a review, if it does. */
export const essReviewSince = ({ ess }: GovernanceState): EpochMs | undefined =>
  awaitsReview(ess) ? ess.trip?.coolDownEndsAt : undefined;
