/** Symbols by what is usually traded in them: ranked once a UTC day, since ranks move slowly and sorting costs. */
import { type EpochMs, utcDay } from "../units/units.ts";
import type { MarketFeatures } from "./market-features.ts";

export type TurnoverRank = {
  /** UTC day of the ranking; undefined before the first. */
  day: number | undefined;
  /** Every configured symbol, the most traded first, ties by name; empty until bars have been seen. */
  symbols: readonly string[];
};

export const openTurnoverRank = (): TurnoverRank => ({ day: undefined, symbols: [] });

/** Call after features have taken the bars that closed at `closedAt` in. */
export function rankByTurnover(
  rank: TurnoverRank,
  features: MarketFeatures,
  ids: ReadonlyMap<string, number>,
  closedAt: EpochMs,
): void {
  const day = utcDay(closedAt);
  if (rank.day === day) return;
  rank.day = day;
  const turnoverOf = (symbol: string): number => features.turnover[ids.get(symbol) ?? -1] ?? 0;
  rank.symbols = [...ids.keys()].toSorted((a, b) => turnoverOf(b) - turnoverOf(a) || (a < b ? -1 : 1));
}
