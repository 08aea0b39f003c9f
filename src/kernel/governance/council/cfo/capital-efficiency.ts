/**
 * Capital efficiency: what each dollar that may be traded with has earned, and how much of it lay idle.
 *
 * Source: seed 000, "CFO" (capital efficiency), read as two plain numbers (chosen): profit over average tradable capital,
 * and the mean share of tradable capital in cash. One sample per closed UTC day; profit counts what is unrealised, like
 * every figure of the fund that is called profit.
 */
import type { Portfolio } from "../../../domain/position.ts";

/** Length of the rolling window, closed days (chosen; the window of every rate of the fund). */
const windowDays = 30;

type Sample = { readonly equity: number; readonly tradable: number; readonly idle: number };

export type CapitalState = {
  /** The latest closed days, oldest first; one more than the window, whose equity the window begins with. */
  readonly days: Sample[];
  startEquity: number;
  /** Over every closed day since opening. */
  closedDays: number;
  tradableSum: number;
  idleSum: number;
};

/** Over some closed days; ratios are undefined before the first and where there was nothing to trade with. */
export type CapitalEfficiency = {
  readonly days: number;
  readonly profit: number;
  readonly averageTradable: number | undefined;
  /** Profit per dollar of average tradable capital. */
  readonly profitPerCapital: number | undefined;
  /** Mean share of tradable capital that was cash. */
  readonly idleShare: number | undefined;
};

export const openCapital = (startEquity: number): CapitalState => ({
  days: [],
  startEquity,
  closedDays: 0,
  tradableSum: 0,
  idleSum: 0,
});

/** Takes in how a UTC day ended. */
export function recordCapital(state: CapitalState, { equity, tradable, cash, due }: Portfolio): void {
  const idle = tradable > 0 ? Math.min(1, Math.max(0, (cash - due) / tradable)) : 0;
  state.days.push({ equity, tradable, idle });
  if (state.days.length > windowDays + 1) state.days.shift();
  state.closedDays += 1;
  state.tradableSum += tradable;
  state.idleSum += idle;
}

/** Capital that came or went was not earned: what was there before counts as if it had come or gone already. In USD. */
export function shiftCapital(state: CapitalState, amount: number): void {
  state.startEquity += amount;
  state.days.forEach((sample, index) => {
    state.days[index] = { ...sample, equity: sample.equity + amount };
  });
}

export function efficiencySinceOpening(state: CapitalState): CapitalEfficiency {
  const equity = state.days.at(-1)?.equity ?? state.startEquity;
  return efficiency(state.closedDays, equity - state.startEquity, state.tradableSum, state.idleSum);
}

/** Over the last 30 closed days, or as many as there are. */
export function efficiencyOfWindow(state: CapitalState): CapitalEfficiency {
  const days = state.days.slice(-windowDays);
  const before = state.days.at(-windowDays - 1)?.equity ?? state.startEquity;
  const tradable = days.reduce((sum, each) => sum + each.tradable, 0);
  const idle = days.reduce((sum, each) => sum + each.idle, 0);
  return efficiency(days.length, (days.at(-1)?.equity ?? before) - before, tradable, idle);
}

function efficiency(days: number, profit: number, tradableSum: number, idleSum: number): CapitalEfficiency {
  if (days === 0)
    return { days, profit, averageTradable: undefined, profitPerCapital: undefined, idleShare: undefined };
  const averageTradable = tradableSum / days;
  const profitPerCapital = averageTradable > 0 ? profit / averageTradable : undefined;
  return { days, profit, averageTradable, profitPerCapital, idleShare: idleSum / days };
}
