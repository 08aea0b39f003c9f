/** What one path of daily returns comes to: growth, Sharpe ratio, deepest fall, longest time under water. */
import { compoundAnnualGrowth } from "../../kernel/maths/growth.ts";

export const daysPerYear = 365;
const calendarDaysPerYear = 365.25;

export const figureNames = ["growth", "cagr", "sharpe", "maxDrawdown", "underwaterDays"] as const;
export type FigureName = (typeof figureNames)[number];
/** `growth` is end equity over start equity; `underwaterDays` the longest run of days below an earlier high. */
export type PathFigures = Readonly<Record<FigureName, number>>;

/**
 * One pass over the returns in the order that `indices` gives.
 * @param visit told the equity after each day, over that of the start
 */
export function figuresOfPath(
  returns: Float64Array,
  indices: Int32Array,
  visit: (day: number, equity: number) => void = () => {},
): PathFigures {
  const days = indices.length;
  let equity = 1;
  let highest = 1;
  let maxDrawdown = 0;
  let underwater = 0;
  let underwaterDays = 0;
  let sum = 0;
  let squares = 0;
  for (let day = 0; day < days; day++) {
    const change = returns[indices[day] ?? 0] ?? Number.NaN;
    sum += change;
    squares += change * change;
    equity *= 1 + change;
    if (equity >= highest) {
      highest = equity;
      underwater = 0;
    } else {
      underwater += 1;
      if (underwater > underwaterDays) underwaterDays = underwater;
      const depth = 1 - equity / highest;
      if (depth > maxDrawdown) maxDrawdown = depth;
    }
    visit(day, equity);
  }
  const variance = (squares - (sum * sum) / days) / (days - 1);
  return {
    growth: equity,
    cagr: compoundAnnualGrowth(equity, days / calendarDaysPerYear),
    // What rounding leaves of a variance of nothing is nothing.
    sharpe: variance > 1e-18 ? (sum / days / Math.sqrt(variance)) * Math.sqrt(daysPerYear) : 0,
    maxDrawdown,
    underwaterDays,
  };
}
