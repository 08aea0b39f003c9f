/**
 * What trips the emergency stop by itself: each evaluator with the value it measures and the limit it knows.
 *
 * Source: origin-facts 14 (risk ESS: drawdown, system health, execution errors, data feed, manual; safety ESS: daily
 * loss, open loss), resolutions 17 and 44 to 46. An evaluator that throws, or measures something that is no number,
 * raises its alarm: the earlier system's evaluators failed open.
 */
import type { Performance } from "../../../domain/briefing.ts";
import type { EssConfig } from "../../../domain/config.ts";
import type { HardLimits } from "../../../domain/hard-limits.ts";
import type { EssEvaluator, ExitMode, SystemHealth } from "../../../domain/modes.ts";
import { type EssThresholds, levelOf } from "./levels.ts";

/** What the evaluators look at. */
export type EssView = {
  readonly performance: Pick<Performance, "drawdown" | "dailyLoss" | "openDrawdown">;
  readonly systemHealth: SystemHealth;
  readonly feedIsLost: boolean;
  /** Orders rejected or left without an answer within the configured window. */
  readonly executionErrors: number;
  readonly thresholds: EssThresholds;
  readonly limits: HardLimits;
  readonly config: EssConfig;
};

/** One reason to stop, and what it asks to be done with what is held. */
export type Alarm = { readonly evaluator: EssEvaluator; readonly reason: string; readonly exitMode: ExitMode };

type Evaluator = {
  readonly name: Exclude<EssEvaluator, "MANUAL">;
  readonly isBeyond: (view: EssView) => boolean;
  /** The measured value and the limit it broke, in words. */
  readonly reason: (view: EssView) => string;
  /** Open drawdown always flattens (resolutions 45); all others do what is configured. */
  readonly exitMode?: ExitMode;
};

const share = (value: number): string => `${(value * 100).toFixed(2)} %`;

export const evaluators: readonly Evaluator[] = [
  {
    name: "DRAWDOWN",
    isBeyond: ({ performance, thresholds }) => levelOf(performance.drawdown, thresholds) === "CRITICAL",
    reason: ({ performance, thresholds }) =>
      `drawdown ${share(performance.drawdown)} reaches CRITICAL at ${share(thresholds.criticalFraction)}`,
  },
  {
    name: "OPEN_DRAWDOWN",
    isBeyond: ({ performance, limits }) => !(performance.openDrawdown <= limits.maxOpenDrawdownFraction),
    reason: ({ performance, limits }) =>
      `open positions lose ${share(performance.openDrawdown)} of equity, above the limit of ` +
      share(limits.maxOpenDrawdownFraction),
    exitMode: "FLATTEN",
  },
  {
    name: "DAILY_LOSS",
    isBeyond: ({ performance, limits }) => !(performance.dailyLoss <= limits.maxDailyLossFraction),
    reason: ({ performance, limits }) =>
      `daily loss ${share(performance.dailyLoss)} exceeds the limit of ${share(limits.maxDailyLossFraction)}`,
  },
  {
    name: "SYSTEM_HEALTH",
    isBeyond: ({ systemHealth }) => systemHealth === "EMERGENCY",
    reason: () => "system health is EMERGENCY",
  },
  {
    name: "EXECUTION_ERRORS",
    isBeyond: ({ executionErrors, config }) => !(executionErrors < config.maxExecutionErrors),
    reason: ({ executionErrors, config }) =>
      `${executionErrors} orders rejected or unanswered within ${config.executionErrorWindowMs / 60_000} minutes ` +
      `reach the limit of ${config.maxExecutionErrors}`,
  },
  {
    name: "DATA_FEED",
    isBeyond: ({ feedIsLost }) => feedIsLost,
    reason: () => "the market feed is lost",
  },
];

export function alarmsOf(view: EssView): Alarm[] {
  const alarms: Alarm[] = [];
  for (const evaluator of evaluators) {
    const reason = reasonOf(evaluator, view);
    if (reason === undefined) continue;
    alarms.push({ evaluator: evaluator.name, reason, exitMode: evaluator.exitMode ?? view.config.exitMode });
  }
  return alarms;
}

function reasonOf({ name, isBeyond, reason }: Evaluator, view: EssView): string | undefined {
  try {
    return isBeyond(view) ? reason(view) : undefined;
  } catch (error) {
    return `evaluator ${name} failed: ${String(error)}`;
  }
}
