/** The risk officer's whole picture, for people: made when somebody asks, read by nobody who trades. */
import type { DurationMs, EpochMs, Fraction, Ratio } from "../units/units.ts";
import type { DeskReport } from "./tail.ts";

export type ScorePartReport = { readonly part: string; readonly score: number };

/** One holding's part in the book's expected shortfall (97.5 %, historical, current weights). The parts add up to the whole. */
export type HoldingRisk = {
  readonly symbol: string;
  /** Notional over equity. */
  readonly weightRatio: Ratio;
  /** Share of equity; negative where it hedges. */
  readonly shortfallPartRatio: Ratio;
};

/** Loss of equity; null where the book does not say enough. */
export type StressReport = { readonly scenario: string; readonly lossRatio: Ratio | null };

/** Drawdown of the book held as it is, from simulated paths of past residuals in blocks. */
export type DrawdownForecast = {
  readonly horizonMs: DurationMs;
  readonly paths: number;
  /** Passed by 5 % of the paths, and the mean of those. */
  readonly drawdownAtRisk95Ratio: Ratio;
  readonly conditionalDrawdown95Ratio: Ratio;
  /** Chance of one beyond the drawdown limit, and beyond the kill switch. */
  readonly chanceBeyondLimitFraction: Fraction;
  readonly chanceBeyondKillSwitchFraction: Fraction;
};

export type RiskReport = {
  readonly asOfMs: EpochMs;
  /** 0 to 100, the worst of the parts. */
  readonly score: number;
  readonly parts: readonly ScorePartReport[];
  readonly valueAtRisk95Ratio: Ratio;
  readonly expectedShortfall975Ratio: Ratio;
  readonly medianShortfall975Ratio: Ratio;
  readonly worstShortfall975Ratio: Ratio;
  readonly dailyVolatilityRatio: Ratio;
  readonly sampleDays: number;
  readonly isFromPrior: boolean;
  readonly concentrationRatio: Ratio;
  readonly meanCorrelationRatio: Ratio | null;
  readonly daysToSellRatio: Ratio;
  /** Advice; null before the first. */
  readonly ceiling: {
    readonly maxLeverageRatio: Ratio;
    readonly maxRiskPerTradeFraction: Fraction;
    readonly maxPositions: number;
  } | null;
  readonly holdings: readonly HoldingRisk[];
  readonly stress: readonly StressReport[];
  /** Null while nothing is held or too little is known. */
  readonly drawdown: DrawdownForecast | null;
  /** The book first, then the symbols as configured. */
  readonly desks: readonly DeskReport[];
};
