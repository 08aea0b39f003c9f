/**
 * How the fund is doing: drawdowns, days, streaks and rates, updated with every valuation.
 *
 * Drawdown runs from the highest equity of the last 30 UTC days and never from before the last release; only the kill
 * switch looks at the all-time peak (resolutions 14). Streaks count closed days with exposure and closed trades, never
 * snapshots (resolutions 7, 19). Rates are silent below 20 cases (resolutions 20).
 */
import type { Performance } from "../../domain/briefing.ts";
import type { ClosedTrade, Portfolio } from "../../domain/position.ts";
import { sharpeRatio } from "../../maths/statistics.ts";
import { type EpochMs, fraction, type Ratio, ratio, ratioOf, type UsdAmount, usd, utcDay } from "../../units/units.ts";

const windowDays = 30;
const minimumCases = 20;
const daysPerYear = 365;

type Day = { readonly day: number; peak: number; worst: number };

export type PerformanceState = {
  /** Closed days of the window, oldest first, each with its highest equity and deepest drawdown. */
  readonly days: Day[];
  /** Highest equity and deepest drawdown of `days`, kept so that a valuation compares two numbers. */
  earlierPeak: number;
  earlierWorst: number;
  today: Day;
  dayStartEquity: number;
  /** Loss of the day that was closed last, by the valuation that closed it: at midnight it still counts as the day's. */
  closing: { readonly at: EpochMs; readonly loss: number } | undefined;
  hadExposureToday: boolean;
  allTimePeak: number;
  /** Returns of the last days with exposure, oldest first, at most `windowDays`. */
  readonly dailyReturns: number[];
  readonly trades: { readonly closedAt: EpochMs; readonly won: boolean }[];
  profitableDayStreak: number;
  losingDayStreak: number;
  daysWithoutProfit: number;
  consecutiveLosses: number;
  closedTrades: number;
  closedDays: number;
  /** Realised profit since opening, after fees: at the latest valuation, and where the day began. */
  realized: number;
  dayStartRealized: number;
  lastDayRealized: number;
};

export type ClosedDay = {
  readonly day: number;
  readonly equity: UsdAmount;
  readonly pnl: number;
  readonly worstDrawdown: number;
};

export function openPerformance(equity: UsdAmount, at: EpochMs): PerformanceState {
  return {
    days: [],
    earlierPeak: equity,
    earlierWorst: 0,
    today: { day: utcDay(at), peak: equity, worst: 0 },
    dayStartEquity: equity,
    closing: undefined,
    hadExposureToday: false,
    allTimePeak: equity,
    dailyReturns: [],
    trades: [],
    profitableDayStreak: 0,
    losingDayStreak: 0,
    daysWithoutProfit: 0,
    consecutiveLosses: 0,
    closedTrades: 0,
    closedDays: 0,
    realized: 0,
    dayStartRealized: 0,
    lastDayRealized: 0,
  };
}

/** Takes a valuation in. Call `closeDays` first when the day has changed. */
export function recordValuation(state: PerformanceState, portfolio: Portfolio): void {
  const { equity } = portfolio;
  if (equity > state.today.peak) state.today.peak = equity;
  if (equity > state.allTimePeak) state.allTimePeak = equity;
  const drawdown = drawdownFrom(Math.max(state.earlierPeak, state.today.peak), equity);
  if (drawdown > state.today.worst) state.today.worst = drawdown;
  if (portfolio.openPositions > 0) state.hadExposureToday = true;
  state.realized = portfolio.realizedPnl;
}

/** Closes the current day if `at` lies past it; days without any valuation close silently with it. */
export function closeDay(state: PerformanceState, equity: UsdAmount, at: EpochMs): ClosedDay | undefined {
  const day = utcDay(at);
  if (day <= state.today.day) return undefined;
  const pnl = equity - state.dayStartEquity;
  const closed = { day: state.today.day, equity, pnl, worstDrawdown: state.today.worst };
  state.closedDays += 1;
  if (state.hadExposureToday || pnl !== 0) recordDayResult(state, pnl);
  state.days.push(state.today);
  while ((state.days[0]?.day ?? day) <= day - windowDays) state.days.shift();
  state.earlierPeak = state.days.reduce<number>((peak, each) => Math.max(peak, each.peak), equity);
  state.earlierWorst = state.days.reduce((worst, each) => Math.max(worst, each.worst), 0);
  state.today = { day, peak: equity, worst: drawdownFrom(state.earlierPeak, equity) };
  state.closing = { at, loss: dayLoss(state, equity) };
  state.dayStartEquity = equity;
  state.hadExposureToday = false;
  state.lastDayRealized = state.realized - state.dayStartRealized;
  state.dayStartRealized = state.realized;
  return closed;
}

function recordDayResult(state: PerformanceState, pnl: number): void {
  state.dailyReturns.push(pnl / state.dayStartEquity);
  if (state.dailyReturns.length > windowDays) state.dailyReturns.shift();
  state.profitableDayStreak = pnl > 0 ? state.profitableDayStreak + 1 : 0;
  state.losingDayStreak = pnl < 0 ? state.losingDayStreak + 1 : 0;
  state.daysWithoutProfit = pnl > 0 ? 0 : state.daysWithoutProfit + 1;
}

export function recordTrade(state: PerformanceState, trade: ClosedTrade): void {
  const won = trade.pnl > 0;
  state.closedTrades += 1;
  state.consecutiveLosses = won ? 0 : state.consecutiveLosses + 1;
  state.trades.push({ closedAt: trade.closedAt, won });
}

/**
 * Capital came or went: peaks and the day's start move in proportion, as the price of a fund's share leaves money paid in
 * out of its returns (time-weighted). So a withdrawal is no drawdown and no loss of the day, and a deposit hides none. The
 * profit of that day in USD is as if the capital it ends with had been there from its start.
 * @param factor equity after over equity before, above 0
 */
export function scaleCapital(state: PerformanceState, factor: number): void {
  for (const day of [...state.days, state.today]) day.peak *= factor;
  state.earlierPeak *= factor;
  state.allTimePeak *= factor;
  state.dayStartEquity *= factor;
}

/** After a release drawdown and the loss streak start anew; the all-time peak only when the kill switch was released. */
export function restartFrom(state: PerformanceState, equity: UsdAmount, fromKillSwitch: boolean): void {
  state.days.length = 0;
  state.earlierPeak = equity;
  state.earlierWorst = 0;
  state.today = { day: state.today.day, peak: equity, worst: 0 };
  if (fromKillSwitch) state.allTimePeak = equity;
  state.consecutiveLosses = 0;
}

/** Share of the equity the day began with. */
const dayLoss = ({ dayStartEquity }: PerformanceState, equity: number): number =>
  Math.max(0, (dayStartEquity - equity) / dayStartEquity);

/** A bar that closes at midnight closes its day: what it lost is judged as that day's, or with daily bars none ever were. */
function lossOfDay(state: PerformanceState, equity: number, at: EpochMs): number {
  const closed = state.closing?.at === at ? state.closing.loss : 0;
  return Math.max(closed, dayLoss(state, equity));
}

export function performanceOf(state: PerformanceState, portfolio: Portfolio, at: EpochMs): Performance {
  const { equity } = portfolio;
  return {
    drawdown: ratio(drawdownFrom(Math.max(state.earlierPeak, state.today.peak), equity)),
    maxDrawdown: ratio(Math.max(state.earlierWorst, state.today.worst)),
    allTimeDrawdown: ratio(drawdownFrom(state.allTimePeak, equity)),
    dailyLoss: ratio(lossOfDay(state, equity, at)),
    openDrawdown: ratioOf(usd(Math.max(0, 0 - portfolio.unrealizedPnl)), equity),
    winRate: winRateOf(state, at),
    sharpe: sharpeOf(state.dailyReturns),
    dailyGrowth: growthOf(state),
    profitableDayStreak: state.profitableDayStreak,
    losingDayStreak: state.losingDayStreak,
    daysWithoutProfit: state.daysWithoutProfit,
    consecutiveLosses: state.consecutiveLosses,
    closedTrades: state.closedTrades,
    closedDays: state.closedDays,
    lastDayRealizedPnl: usd(state.lastDayRealized),
  };
}

/** Days on which nothing moved, as before the first trade, count as a ratio of 0. */
function sharpeOf(dailyReturns: readonly number[]): Ratio | undefined {
  if (dailyReturns.length < minimumCases) return undefined;
  const annual = sharpeRatio(dailyReturns, daysPerYear);
  return ratio(Number.isNaN(annual) ? 0 : annual);
}

/** Of the last 30 days, or of the last 20 trades where 30 days saw fewer: a rate of 20 cases is not a low sample. */
function winRateOf(state: PerformanceState, at: EpochMs) {
  const oldestDay = utcDay(at) - windowDays;
  const { trades } = state;
  while (trades.length > minimumCases && utcDay(trades[0]?.closedAt ?? at) <= oldestDay) trades.shift();
  if (trades.length < minimumCases) return undefined;
  return fraction(trades.reduce((wins, trade) => wins + (trade.won ? 1 : 0), 0) / trades.length);
}

function growthOf({ dailyReturns }: PerformanceState) {
  if (dailyReturns.length < minimumCases) return undefined;
  return ratio(dailyReturns.reduce((sum, each) => sum + each, 0) / dailyReturns.length);
}

const drawdownFrom = (peak: number, equity: number): number => Math.max(0, 1 - equity / peak);
