/**
 * The risk officer's whole picture, for people: made when somebody asks, read by nobody who trades.
 *
 * Plain numbers, as in every view; the unit stands in the name.
 */
import type { Estimator } from "./tail.ts";

export type ScorePartReport = { readonly part: string; readonly score: number };

/** One holding's part in the book's expected shortfall (97.5 %, historical, current weights). The parts add up to the whole. */
export type HoldingRisk = {
  readonly symbol: string;
  /** Notional over equity. */
  readonly weightRatio: number;
  /** Share of equity; negative where it hedges. */
  readonly shortfallPartRatio: number;
};

/** Loss of equity; null where the book does not say enough. */
export type StressReport = { readonly scenario: string; readonly lossRatio: number | null };

/** Drawdown of the book held as it is, from simulated paths of past residuals in blocks. */
export type DrawdownForecast = {
  readonly horizonMs: number;
  readonly paths: number;
  /** Passed by 5 % of the paths, and the mean of those. */
  readonly drawdownAtRisk95Ratio: number;
  readonly conditionalDrawdown95Ratio: number;
  /** Chance of one beyond the drawdown limit, and beyond the kill switch. */
  readonly chanceBeyondLimitFraction: number;
  readonly chanceBeyondKillSwitchFraction: number;
};

export type RiskReport = {
  readonly asOfMs: number;
  /** 0 to 100, the worst of the parts. */
  readonly score: number;
  readonly parts: readonly ScorePartReport[];
  readonly valueAtRisk95Ratio: number;
  readonly expectedShortfall975Ratio: number;
  readonly medianShortfall975Ratio: number;
  readonly worstShortfall975Ratio: number;
  readonly dailyVolatilityRatio: number;
  readonly sampleDays: number;
  readonly isFromPrior: boolean;
  readonly concentrationRatio: number;
  readonly meanCorrelationRatio: number | null;
  readonly daysToSellRatio: number;
  /** Advice; null before the first. */
  readonly ceiling: {
    readonly maxLeverageRatio: number;
    readonly maxRiskPerTradeFraction: number;
    readonly maxPositions: number;
  } | null;
  readonly holdings: readonly HoldingRisk[];
  readonly stress: readonly StressReport[];
  /** Null while nothing is held or too little is known. */
  readonly drawdown: DrawdownForecast | null;
  /** The book first, then the symbols as configured. */
  readonly desks: readonly DeskReport[];
};

/** How the value at risk of one level has turned out. */
export type LevelVerdict = {
  readonly tailFraction: number;
  readonly days: number;
  /** Days with a loss beyond the forecast. */
  readonly exceptions: number;
  readonly expectedExceptions: number;
  /** p-values. */
  readonly kupiecFraction: number;
  readonly christoffersenFraction: number;
};

export const trafficLights = ["red", "yellow", "green"] as const;
export type TrafficLight = (typeof trafficLights)[number];

export type LevelReport = { readonly valueAtRiskRatio: number; readonly expectedShortfallRatio: number };

export type EstimatorReport = {
  readonly estimator: Estimator;
  /** It is the one limits are held against. */
  readonly isBinding: boolean;
  /** For the day that runs, per unit of value, at each of `tailLevels`; empty where it cannot speak. */
  readonly forecast: readonly LevelReport[];
  /** Why it cannot speak. */
  readonly refusal: string | null;
  /** At each of `tailLevels`; null before the second day it spoke. */
  readonly verdicts: readonly (LevelVerdict | null)[];
  /** Acerbi and Szekely's Z2 at 97.5 %: 0 where expected shortfall is right, negative where it is too small. */
  readonly shortfallTestRatio: number | null;
  /** Basel's light over the last 250 days at 99 %; null before. */
  readonly trafficLight: TrafficLight | null;
  /** Mean FZ0 loss at 97.5 % less that of the historical estimator on the same days: lower is better. */
  readonly relativeScoreRatio: number | null;
  /** Whether no test rejects it; null below the days they need. */
  readonly passes: boolean | null;
};

/** All estimators on one subject: a symbol held alone, or the book as it stood at each close. */
export type DeskReport = {
  /** A symbol, or `book`. */
  readonly subject: string;
  readonly binding: Estimator;
  /** Why that one. */
  readonly because: string;
  readonly judgedDays: number;
  readonly estimators: readonly EstimatorReport[];
  /** Standard deviation of the return of the day that runs; null while nothing is forecast. */
  readonly volatilityRatio: number | null;
  /** Shape of the fitted tail with its 95 % interval; null before the first fit. */
  readonly tailShape: { readonly ratio: number; readonly lowRatio: number; readonly highRatio: number } | null;
  readonly fittedAtMs: number | null;
};
