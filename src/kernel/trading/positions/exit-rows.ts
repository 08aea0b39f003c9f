/**
 * The exit table: how far stop and target stand off, how closely the stop trails and how long a position may take, by the
 * kind of market it was opened in.
 *
 * Source of the numbers: origin-facts 17, "Exit config". Its column of break-evens (0.3 to 1 R) contradicts the life cycle
 * of origin-facts 24, which has one for all; the life cycle's holds (decision 0033).
 */
import type { ExitRow } from "../../domain/position-plan.ts";
import type { Regime } from "../../domain/regime.ts";

export type Exits = {
  /** First stop, in mean true ranges. */
  readonly stopAtr: number;
  /** Target, in mean true ranges where the stop is `stopAtr` of them: what counts is the ratio of the two. */
  readonly targetAtr: number;
  readonly trailAtr: number;
  readonly maxHours: number;
};

export const exitTable: Readonly<Record<ExitRow, Exits>> = {
  LOW: { stopAtr: 1.2, targetAtr: 3.5, trailAtr: 1.8, maxHours: 48 },
  NORMAL: { stopAtr: 1.5, targetAtr: 3, trailAtr: 2, maxHours: 36 },
  HIGH: { stopAtr: 2, targetAtr: 4, trailAtr: 2.5, maxHours: 24 },
  EXTREME: { stopAtr: 2.5, targetAtr: 5, trailAtr: 3, maxHours: 12 },
  TRENDING: { stopAtr: 1.8, targetAtr: 4.5, trailAtr: 2.5, maxHours: 72 },
  RANGING: { stopAtr: 1, targetAtr: 2, trailAtr: 1.5, maxHours: 18 },
};

/**
 * One row of two axes: EXTREME volatility speaks first and the trend second, as everywhere (`domain/regime.ts`). A trend
 * against the position, or none to speak of, leaves it to volatility.
 *
 * @param regime undefined while none is known
 */
export function exitRowOf(regime: Regime | undefined): ExitRow {
  if (regime === undefined) return "NORMAL";
  if (regime.volatility === "EXTREME") return "EXTREME";
  if (regime.trend === "UP") return "TRENDING";
  return regime.trend === "RANGE" ? "RANGING" : regime.volatility;
}
