/**
 * Bars of one row put together to UTC days, each closed by the first bar of a later day: what the detectors of the day see.
 *
 * Volatility of a day is the root of the sum of Parkinson's variances of its bars, (ln H/L)² / (4 ln 2), which works for
 * hourly and for daily bars alike (methods B2). Turnover is measured against its own recent past, exponentially weighted.
 */
import type { Bar } from "../../../domain/bar.ts";
import { type EpochMs, epochMs, utcDay } from "../../../units/units.ts";

export type TradingDay = {
  /** UTC day under way; undefined before the first bar. */
  day: number | undefined;
  bars: number;
  rangeVariance: number;
  turnover: number;
  /** Logarithm of the last close, and of the last one of the day before. */
  close: number;
  closeBefore: number | undefined;
  closedDays: number;
  /** Of the logarithm of the turnover of a day. */
  turnoverMean: number;
  turnoverVariance: number;
  /** What is usually traded in one bar, USD. */
  usualTurnover: number;
};

/** A closed day: log return, log of its volatility, and its turnover in standard deviations from what is usual. */
export type DayShows = readonly [logReturn: number, logVolatility: number, turnoverScore: number];

/** Days that what is usual looks back over, weighted exponentially. */
const usualDays = 30;
const knownAfterDays = 10;
const leastVolatility = 1e-4;
const leastSpread = 0.1;
const largestScore = 5;

export const openTradingDay = (): TradingDay => ({
  day: undefined,
  bars: 0,
  rangeVariance: 0,
  turnover: 0,
  close: 0,
  closeBefore: undefined,
  closedDays: 0,
  turnoverMean: 0,
  turnoverVariance: 0,
  usualTurnover: 0,
});

/** A bar that closes at midnight belongs to the day it covers. */
export const dayOfClose = (closedAt: EpochMs): number => utcDay(epochMs(closedAt - 1));

/** Takes a bar in. Returns what the day before it showed, if the bar is the first of another and that day has a return. */
export function takeBar(state: TradingDay, bar: Bar, closedAt: EpochMs): DayShows | undefined {
  const day = dayOfClose(closedAt);
  const shows = state.day !== undefined && day > state.day ? closeDay(state) : undefined;
  state.day = day;
  state.bars += 1;
  state.rangeVariance += Math.log(bar.high / bar.low) ** 2 / (4 * Math.LN2);
  state.turnover += bar.volume * bar.close;
  state.close = Math.log(bar.close);
  return shows;
}

function closeDay(state: TradingDay): DayShows | undefined {
  const { close, closeBefore, bars } = state;
  const turnover = Math.log(Math.max(state.turnover, 1));
  const score = turnoverScore(state, turnover);
  const volatility = Math.max(Math.sqrt(state.rangeVariance), leastVolatility);
  learnTurnover(state, turnover, state.turnover / bars);
  state.closeBefore = close;
  state.bars = 0;
  state.rangeVariance = 0;
  state.turnover = 0;
  return closeBefore === undefined ? undefined : [close - closeBefore, Math.log(volatility), score];
}

function turnoverScore({ closedDays, turnoverMean, turnoverVariance }: TradingDay, turnover: number): number {
  if (closedDays < knownAfterDays) return 0;
  const score = (turnover - turnoverMean) / Math.max(Math.sqrt(turnoverVariance), leastSpread);
  return Math.min(largestScore, Math.max(-largestScore, score));
}

function learnTurnover(state: TradingDay, turnover: number, perBar: number): void {
  state.closedDays += 1;
  const weight = Math.max(1 / state.closedDays, 1 / usualDays);
  const surprise = turnover - state.turnoverMean;
  state.turnoverMean += weight * surprise;
  state.turnoverVariance = (1 - weight) * (state.turnoverVariance + weight * surprise ** 2);
  state.usualTurnover += weight * (perBar - state.usualTurnover);
}

const dryShare = 0.25;

/** Whether what is traded per bar now is a quarter of what is usual here or less; never before ten days are known. */
export const isDry = ({ closedDays, usualTurnover }: TradingDay, turnover: number): boolean =>
  closedDays >= knownAfterDays && !(turnover > dryShare * usualTurnover);
