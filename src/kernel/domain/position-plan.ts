/**
 * What a position sets out to do: its risk, its stop and target, how long it may take, and how far it has come.
 *
 * Drawn up when the position opens and kept whatever the modes are, so that R means the same to everybody who speaks of
 * it. Source of states: origin-facts 24 (TradeState); of classes: resolutions 3.
 */
import type { EpochMs, Price, Quantity } from "../units/units.ts";

/** Rows of the exit table: the market a position was opened in. */
export const exitRows = ["LOW", "NORMAL", "HIGH", "EXTREME", "TRENDING", "RANGING"] as const;
export type ExitRow = (typeof exitRows)[number];

/** Of a position that is held. Those that end are states of the trade that was closed. */
export const openStates = ["OPEN", "BREAKEVEN", "PARTIAL_TP", "TRAILING"] as const;
export type OpenState = (typeof openStates)[number];

/** Most dangerous first. */
export const positionClasses = ["TOXIC", "REVERSAL_RISK", "STALLING", "SLOW_GRINDER", "STRONG_TREND"] as const;
export type PositionClass = (typeof positionClasses)[number];

export type PositionPlan = {
  readonly row: ExitRow;
  /** One R as a price: from what was paid to the stop as it was first placed. */
  risk: number;
  readonly firstStop: Price;
  /** Bought before anything was added. */
  firstQuantity: Quantity;
  /** Mean true range when it opened, share of the price. */
  readonly atr: number;
  /** Where the rest is sold at a profit; without one it is left to the trailing stop. */
  target: Price | undefined;
  /** Trailing distance in mean true ranges. */
  trailAtr: number;
  /** From here on a position that has made too little is given up. */
  holdUntil: EpochMs;
  state: OpenState;
  /** The stop that pays for the costs, once it has been moved there. */
  breakEvenStop: Price | undefined;
  /** Highest close since it opened. */
  peak: Price;
  class: PositionClass | undefined;
  classifiedAt: EpochMs | undefined;
  /** Classes that have been acted on; none is acted on twice. */
  readonly actedOn: PositionClass[];
  /** Beginning of the spell of critical health in which it was halved. */
  reducedSince: EpochMs | undefined;
  amplifiedAt: EpochMs | undefined;
  /** What profit amplification last said of it, figures apart. */
  amplification: string | undefined;
  /** The last advice that nobody had to follow, so that it is not repeated at every close. */
  advised: string | undefined;
  /** More has been wished for: what is bought from now on is no part of the opening. */
  isAddedTo: boolean;
  isTargetExtended: boolean;
  isHoldExtended: boolean;
};
