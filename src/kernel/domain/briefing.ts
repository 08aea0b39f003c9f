/**
 * What the council looks at: one snapshot of facts and the officers' assessments, the same for every seat.
 *
 * Facts only; no ports, no clock. Observed quantities are Ratios, since a bad day may pass any bound.
 */
import type { DurationMs, EpochMs, Fraction, Ratio } from "../units/units.ts";
import type { FreezeTrigger } from "./decision.ts";
import type { EssLevel, EssState, SystemHealth } from "./modes.ts";
import type { Portfolio } from "./position.ts";

export type Performance = {
  /** From the highest equity of the last 30 days, never from before the last release (resolutions 14). */
  readonly drawdown: Ratio;
  /** Largest such drawdown in the same window. */
  readonly maxDrawdown: Ratio;
  /** From the all-time peak; only the kill switch looks at it. */
  readonly allTimeDrawdown: Ratio;
  /** Loss of the UTC day over the equity it began with; 0 on a day in profit. Counts unrealised P&L. */
  readonly dailyLoss: Ratio;
  /** Unrealised loss of open positions over equity; 0 when they are in profit. */
  readonly openDrawdown: Ratio;
  /** Share of winners among the closed trades of 30 days; undefined below 20 trades (resolutions 20). */
  readonly winRate: Fraction | undefined;
  /** Annualised, daily returns of 30 days; undefined below 20 days. */
  readonly sharpe: Ratio | undefined;
  readonly profitableDayStreak: number;
  readonly losingDayStreak: number;
  /** Closed trades lost in a row since the last win or release, account-wide. */
  readonly consecutiveLosses: number;
  readonly closedTrades: number;
  /** UTC days closed since the fund opened. */
  readonly closedDays: number;
};

export type Health = {
  readonly status: SystemHealth;
  /** One line per monitor that is not at its best. */
  readonly issues: readonly string[];
};

export type RiskAssessment = {
  /** One-day loss not passed in 95 of 100 days, share of equity, with current weights. */
  readonly valueAtRisk95: Ratio;
  /** Mean one-day loss in the worst 2.5 of 100 days, share of equity, with current weights. */
  readonly expectedShortfall975: Ratio;
  /** Days behind the two numbers; below the minimum a conservative prior speaks instead. */
  readonly sampleDays: number;
  readonly fromPrior: boolean;
  /** 0 to 100, higher is worse: the largest of its components (resolutions 18). */
  readonly score: number;
  readonly worstComponent: string;
};

export type Ess = { readonly state: EssState; readonly level: EssLevel };

export type FreezeState = {
  readonly since: EpochMs;
  /** Undefined means indefinite. */
  readonly timerEndsAt: EpochMs | undefined;
  /** The longest timer of any cause; it runs on when a review ends the indefinite part. */
  readonly longestTimerEndsAt: EpochMs | undefined;
  readonly requiresReview: boolean;
  /** When the review began to be required. */
  readonly reviewRequiredSince: EpochMs | undefined;
  readonly reviewGivenBy: string | undefined;
  /** What caused it; each cause freezes once, however often its value crosses the limit meanwhile. */
  readonly causes: readonly FreezeTrigger[];
  readonly reasons: readonly string[];
};

export type Briefing = {
  readonly at: EpochMs;
  readonly portfolio: Portfolio;
  readonly performance: Performance;
  readonly health: Health;
  readonly risk: RiskAssessment;
  readonly ess: Ess;
  readonly freeze: FreezeState | undefined;
  readonly barInterval: DurationMs;
};
