/** The rows of the table and the histograms of the page: every figure with its name and how it reads. */
import { decimal, money, share, signedShare, whole } from "../figures.ts";
import type { Distribution } from "./distribution.ts";
import type { MonteCarlo } from "./monte-carlo-answer.ts";
import { scaled } from "./monte-carlo-json.ts";

export type FigureRow = {
  readonly name: string;
  readonly distribution: Distribution;
  readonly show: (value: number) => string;
};

export function dayRows({ days: { figures }, startEquityUsd }: MonteCarlo): FigureRow[] {
  return [
    { name: "End equity", distribution: scaled(figures.growth, startEquityUsd), show: money },
    { name: "CAGR", distribution: figures.cagr, show: signedShare },
    { name: "Sharpe", distribution: figures.sharpe, show: decimal },
    { name: "Max drawdown", distribution: figures.maxDrawdown, show: share },
    { name: "Longest under water, days", distribution: figures.underwaterDays, show: whole },
  ];
}

export function tradeRows({ trades, startEquityUsd }: MonteCarlo): FigureRow[] {
  if (trades === null) return [];
  const { shuffled, resampled } = trades;
  return [
    { name: "Shuffled: max drawdown", distribution: shuffled.maxDrawdown, show: share },
    { name: "Shuffled: losses in a row", distribution: shuffled.losingStreak, show: whole },
    { name: "Drawn: end equity", distribution: scaled(resampled.growth, startEquityUsd), show: money },
    { name: "Drawn: max drawdown", distribution: resampled.maxDrawdown, show: share },
  ];
}

export const rowHead = ["", "5 %", "50 %", "95 %", "The run", "Of paths below it"] as const;

export const cellsOf = ({ name, distribution, show }: FigureRow): string[] => [
  name,
  show(distribution.p5),
  show(distribution.p50),
  show(distribution.p95),
  show(distribution.actual),
  share(distribution.actualRankFraction),
];

export function chances({ days, trades }: MonteCarlo): (readonly [string, number])[] {
  const ofDays: (readonly [string, number])[] = [
    ["of a loss", days.lossFraction],
    ["of a drawdown beyond 10 %", days.drawdownBeyond10Fraction],
    ["of a drawdown beyond 20 %", days.drawdownBeyond20Fraction],
  ];
  if (trades === null) return ofDays;
  return [
    ...ofDays,
    ["of a drawdown beyond 10 %, trades shuffled", trades.shuffled.drawdownBeyond10Fraction],
    ["of a drawdown beyond 20 %, trades shuffled", trades.shuffled.drawdownBeyond20Fraction],
    ["of a loss, trades drawn", trades.resampled.lossFraction],
  ];
}
