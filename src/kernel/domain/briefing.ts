/**
 * What the council looks at: one snapshot of facts and the officers' assessments, the same for every seat.
 *
 * Facts only; no ports, no clock. Observed quantities are Ratios, since a bad day may pass any bound.
 */
import type { DurationMs, EpochMs, Fraction, Ratio, UsdAmount } from "../units/units.ts";
import type { FreezeTrigger } from "./decision.ts";
import type { EssEvaluator, EssLevel, EssState, ExitMode, SystemHealth } from "./modes.ts";
import type { ModelHealth } from "./signal.ts";
import type { Portfolio } from "./position.ts";
import type { Estimator } from "./tail.ts";
import type { MarketAssessment, SymbolAssessment } from "./regime.ts";
import type { SubsystemStatus } from "./subsystem.ts";

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
  /** Mean return of the same days; undefined below 20. */
  readonly dailyGrowth: Ratio | undefined;
  readonly profitableDayStreak: number;
  readonly losingDayStreak: number;
  /** Closed days with exposure since the last one in profit. */
  readonly daysWithoutProfit: number;
  /** Closed trades lost in a row since the last win or release, account-wide. */
  readonly consecutiveLosses: number;
  readonly closedTrades: number;
  /** UTC days closed since the fund opened. */
  readonly closedDays: number;
  /** Realised profit after fees of the UTC day that closed last; 0 before the first. */
  readonly lastDayRealizedPnl: UsdAmount;
};

/** The monitors of what exists (origin-facts 8.2): the parts of the fund, each with a score. */
export const monitorNames = [
  "risk",
  "execution",
  "model",
  "orchestrator",
  "universe",
  "feed",
  "journal",
  "self_healing",
  "pil",
  "pal",
  "portfolio",
  "protection",
] as const;
export type MonitorName = (typeof monitorNames)[number];

export type MonitorReport = {
  readonly monitor: MonitorName;
  /** 0 to 100, higher is better. */
  readonly score: number;
  readonly status: SubsystemStatus;
  readonly issues: readonly string[];
};

export type Health = {
  readonly status: SystemHealth;
  /** One line per monitor that is not at its best. */
  readonly issues: readonly string[];
  readonly monitors: readonly MonitorReport[];
};

/** How one model of the ensemble has done. Rates are undefined below 20 cases (resolutions 20). */
export type ModelPerformance = {
  readonly model: string;
  readonly winRate: Fraction | undefined;
  /** Annualised, of acting on its word alone. */
  readonly sharpe: Ratio | undefined;
  /** Independent outcomes behind the rates. */
  readonly cases: number;
  /** Undefined for a model that learns with every bar and is never trained. */
  readonly daysSinceTraining: number | undefined;
  /** What its words won over what they lost, before costs. */
  readonly profitFactor?: Ratio | undefined;
  /** Of the last seven days. */
  readonly recentWinRate?: Fraction | undefined;
  /** Of the words that were far from one half. */
  readonly confidentWinRate?: Fraction | undefined;
  /** Deepest fall of acting on its word alone; what a model reports of itself does not say. */
  readonly drawdown?: Ratio | undefined;
  /** Undefined where the panel is off. */
  readonly health?: ModelHealth | undefined;
};

export type RiskAssessment = {
  /** One-day loss not passed in 95 of 100 days, share of equity, with current weights. */
  readonly valueAtRisk95: Ratio;
  /** Mean one-day loss in the worst 2.5 of 100 days, share of equity, with current weights. */
  readonly expectedShortfall975: Ratio;
  /** Days behind the two numbers; below the minimum a conservative prior speaks instead. */
  readonly sampleDays: number;
  readonly fromPrior: boolean;
  /** Who says so, and what the other estimators say. */
  readonly tail: BookTail;
  readonly picture: BookPicture;
  /** 0 to 100, higher is worse: the largest of its components (resolutions 18). */
  readonly score: number;
  readonly worstComponent: string;
};

/** The book besides its tail, as it stood when positions or the day last changed. */
export type BookPicture = {
  /** Sum of squared shares of equity; 0 in a fund of one symbol, which cannot spread. */
  readonly concentration: Ratio;
  /** Mean correlation of the symbols held; undefined below two. */
  readonly meanCorrelation: Ratio | undefined;
  /** To sell the slowest position at a tenth of its usual turnover. */
  readonly daysToSell: Ratio;
  /** The scenario that would cost most, share of equity. */
  readonly stress: { readonly scenario: string; readonly loss: Ratio };
};

/** What the risk officer would allow; advice without authority. */
export type RiskCeiling = {
  readonly maxLeverage: Ratio;
  readonly maxRiskPerTrade: Fraction;
  readonly maxPositions: number;
};

/** Shares of equity, one day ahead, with current weights. */
export type BookTail = {
  /** The estimator limits are held against, and why that one. */
  readonly binding: Estimator;
  readonly because: string;
  /** Expected shortfall (97.5 %) of all estimators that speak. */
  readonly medianShortfall975: Ratio;
  readonly worstShortfall975: Ratio;
  /** Standard deviation of the day's return. */
  readonly volatility: Ratio;
};

/** What one trip of the emergency stop is about. */
export type EssTrip = {
  readonly at: EpochMs;
  readonly evaluator: EssEvaluator;
  /** The measured value and the limit it broke, in words. */
  readonly reason: string;
  readonly exitMode: ExitMode;
  /** When this exit mode was asked for: a graver alarm that asks for no more keeps it. */
  readonly exitAskedAt: EpochMs;
  /** From the trip until the venue showed nothing left to do; undefined until then. */
  readonly timeToZero: DurationMs | undefined;
  readonly coolDownEndsAt: EpochMs | undefined;
};

export type Ess = {
  readonly state: EssState;
  /** Level of drawdown while ARMED; CRITICAL stays while a drawdown trip lasts. */
  readonly level: EssLevel;
  readonly trip: EssTrip | undefined;
};

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
  /** Every model the ensemble asks. */
  readonly models: readonly ModelPerformance[];
  /** Those of them the strategy officer would rather not hear. */
  readonly modelsToDisable: readonly string[];
  /** Symbols to choose from, the best first: opportunities, or by turnover without a ranker. Empty while none is known. */
  readonly candidates: readonly string[];
  /** The market as a whole: the index of the configured symbols, weighted by turnover. Undefined until it is known. */
  readonly market: MarketAssessment | undefined;
  /** The symbols whose regime is known, as of the last close, in the order of the configuration. */
  readonly symbols: readonly SymbolAssessment[];
};
