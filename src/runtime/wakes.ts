/**
 * What the fund is to be told although the world is silent: its timers, and the review of the scripted operator.
 *
 * One rule for live, paper, backtest and replay, so that all of them tick alike (resolutions 12).
 */
import type { InputEvent } from "../kernel/events/catalogue.ts";
import { clockTicked } from "../kernel/events/market-events.ts";
import { operatorReviewGiven } from "../kernel/events/operator-events.ts";
import type { FundState } from "../kernel/fund-state.ts";
import { wakePlan } from "../kernel/step-govern.ts";
import type { Origin } from "../kernel/step.ts";
import { type EpochMs, hours } from "../kernel/units/units.ts";

export type Wake = { readonly at: EpochMs; readonly origin: Origin; readonly event: InputEvent };

const scriptedOperator = "scripted operator";

/** The next thing to tell the fund, or `undefined`. It may already be due. */
export function nextWake({ fund, at }: FundState): Wake | undefined {
  if (fund === undefined) return undefined;
  const { timerAt, reviewDueAt } = wakePlan(fund, at);
  const waited = (fund.config.scriptedReviewAfterMs ?? 0) / hours(1);
  const review: Wake | undefined =
    reviewDueAt === undefined
      ? undefined
      : {
          at: reviewDueAt > at ? reviewDueAt : at,
          origin: "operator",
          event: operatorReviewGiven.create({
            operator: scriptedOperator,
            reason: `reviewed by script after ${waited} hours of fund time`,
            scripted: true,
          }),
        };
  if (timerAt === undefined) return review;
  if (review !== undefined && review.at <= timerAt) return review;
  return { at: timerAt, origin: "clock", event: clockTicked.create({}) };
}
