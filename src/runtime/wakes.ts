/**
 * What the fund is to be told although the world is silent: its timers, and the review of the scripted operator.
 *
 * One rule for live, paper, backtest and replay, so that all of them tick alike (resolutions 12).
 */
import type { InputEvent } from "../kernel/events/catalogue.ts";
import { clockTicked } from "../kernel/events/market-events.ts";
import { operatorReviewGiven, operatorStrategyEnabled } from "../kernel/events/operator-events.ts";
import type { FundState } from "../kernel/fund-state.ts";
import { operatorAlertAcknowledged } from "../kernel/events/surveillance-events.ts";
import { wakePlan } from "../kernel/step-govern.ts";
import { scriptedEnablingDue } from "../kernel/step-strategies.ts";
import { alertPlan } from "../kernel/step-surveillance.ts";
import type { Origin } from "../kernel/step.ts";
import { type EpochMs, hours } from "../kernel/units/units.ts";

export type Wake = { readonly at: EpochMs; readonly origin: Origin; readonly event: InputEvent };

const scriptedOperator = "scripted operator";

/** The next thing to tell the fund, or `undefined`. It may already be due. */
export function nextWake({ fund, at }: FundState): Wake | undefined {
  if (fund === undefined) return undefined;
  const { timerAt, reviewDueAt } = wakePlan(fund, at);
  const { silenceAt, freezesAt, scripted } = alertPlan(fund, at);
  const enabling = scriptedEnablingDue(fund);
  const waitedMs = fund.config.scriptedReviewAfterMs ?? 0;
  const tick = (due: EpochMs): Wake => ({ at: due, origin: "clock", event: clockTicked.create({}) });
  return earliest([
    reviewDueAt === undefined ? undefined : reviewAt(later(reviewDueAt, at), waitedMs),
    enabling === undefined ? undefined : enablingAt(later(enabling.at, at), enabling.strategy, waitedMs),
    scripted === undefined ? undefined : acknowledgementAt(later(scripted.at, at), scripted.alertId),
    timerAt === undefined ? undefined : tick(timerAt),
    freezesAt === undefined ? undefined : tick(freezesAt),
    silenceAt === undefined ? undefined : tick(silenceAt),
  ]);
}

const later = (due: EpochMs, now: EpochMs): EpochMs => (due > now ? due : now);

/** Of those due at one moment the first in the list. */
const earliest = (wakes: readonly (Wake | undefined)[]): Wake | undefined =>
  wakes.reduce((first, wake) => (wake !== undefined && !(first !== undefined && first.at <= wake.at) ? wake : first));

const reviewAt = (at: EpochMs, waitedMs: number): Wake => ({
  at,
  origin: "operator",
  event: operatorReviewGiven.create({
    operator: scriptedOperator,
    reason: `reviewed by script after ${waitedMs / hours(1)} hours of fund time`,
    scripted: true,
  }),
});

const enablingAt = (at: EpochMs, strategy: string, waitedMs: number): Wake => ({
  at,
  origin: "operator",
  event: operatorStrategyEnabled.create({
    strategy,
    operator: scriptedOperator,
    reason: `enabled by script after ${waitedMs / hours(1)} hours of fund time`,
    scripted: true,
  }),
});

const acknowledgementAt = (at: EpochMs, alertId: string): Wake => ({
  at,
  origin: "operator",
  event: operatorAlertAcknowledged.create({
    alertId,
    operator: scriptedOperator,
    reason: "acknowledged by script: nobody attends this fund",
    scripted: true,
  }),
});
