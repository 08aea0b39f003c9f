/** A long holding of one symbol (this slice trades spot, long only), and the portfolio of them. */
import type { PositionPlan } from "./position-plan.ts";
import type { EpochMs, Price, Quantity, Ratio, UsdAmount } from "../units/units.ts";

/**
 * Why a position was left. STOP is the stop where it was first placed, BREAKEVEN and TRAIL are stops that had been moved,
 * TARGET and PARTIAL profits taken, TIME too little after too long, CLASS what position intelligence asked for,
 * REBALANCE what the balancer did. LIQUIDATION is the venue's doing, MANUAL somebody's by hand there.
 */
export const exitReasons = [
  "STOP",
  "SIGNAL",
  "GOVERNANCE",
  "BREAKEVEN",
  "TRAIL",
  "TARGET",
  "PARTIAL",
  "TIME",
  "CLASS",
  "REBALANCE",
  "LIQUIDATION",
  "MANUAL",
] as const;
export type ExitReason = (typeof exitReasons)[number];

/** How the life of a position ended. Source: origin-facts 24; CLOSED_EARLY is ours, for what is none of the others. */
export const closedStates = ["CLOSED_TP", "CLOSED_SL", "CLOSED_PARTIAL", "CLOSED_TIME", "CLOSED_EARLY"] as const;
export type ClosedState = (typeof closedStates)[number];

export const closedStateOf: Readonly<Record<ExitReason, ClosedState>> = {
  STOP: "CLOSED_SL",
  BREAKEVEN: "CLOSED_SL",
  TRAIL: "CLOSED_SL",
  TARGET: "CLOSED_TP",
  PARTIAL: "CLOSED_PARTIAL",
  TIME: "CLOSED_TIME",
  SIGNAL: "CLOSED_EARLY",
  GOVERNANCE: "CLOSED_EARLY",
  CLASS: "CLOSED_EARLY",
  REBALANCE: "CLOSED_EARLY",
  LIQUIDATION: "CLOSED_EARLY",
  MANUAL: "CLOSED_EARLY",
};

export type Position = {
  readonly symbol: string;
  readonly openedAt: EpochMs;
  /** Order that opened it. */
  readonly openedBy: string;
  /** Who wished it and owns it: the ensemble, or a strategy by name. */
  readonly strategy: string;
  quantity: Quantity;
  /** Average price paid, fees apart. */
  averagePrice: Price;
  /** Price at which the protective stop is to rest. It is never lowered. */
  stopPrice: Price;
  /** Loss at the stop of everything bought: one R. */
  initialRisk: UsdAmount;
  boughtQuantity: Quantity;
  soldQuantity: Quantity;
  soldFor: UsdAmount;
  /** Of the part sold, before fees. */
  realizedPnl: UsdAmount;
  fees: UsdAmount;
  lastPrice: Price;
  /** Set when the position is to be closed at the market; its stops give way to the exit. */
  exitReason: ExitReason | undefined;
  /** Set when a part of it is to be sold at the market while the rest stays protected. */
  reduction: Reduction | undefined;
  readonly plan: PositionPlan;
};

/** One asking to sell a part. */
export type Reduction = {
  /** Names the asking; the same one never asks twice. */
  readonly askedAt: EpochMs;
  /** Bought in all when it was last counted; what an order of unknown outcome buys later is halved too. */
  readonly counted: Quantity;
  /** Sold in all when it is carried out. */
  readonly sellUntil: Quantity;
  readonly reason: ExitReason;
};

/** Profit of what is held at `marketPrice`, in units of the initial risk. */
export const riskMultipleOf = (
  { averagePrice, plan }: Pick<Position, "averagePrice" | "plan">,
  marketPrice: number,
): number => (plan.risk > 0 ? (marketPrice - averagePrice) / plan.risk : 0);

/** What a stop that filled was, by where it rested. */
export function stopReasonOf({ plan }: Position, restedAt: number): ExitReason {
  if (!(restedAt > plan.firstStop)) return "STOP";
  return restedAt === plan.breakEvenStop ? "BREAKEVEN" : "TRAIL";
}

/** What a reduction still has to sell. */
export const reductionLeft = ({ reduction, soldQuantity, quantity }: Position): number =>
  reduction === undefined ? 0 : Math.min(quantity, Math.max(0, reduction.sellUntil - soldQuantity));

/** A position opened and closed again. */
export type ClosedTrade = {
  readonly id: string;
  readonly symbol: string;
  readonly strategy: string;
  readonly openedAt: EpochMs;
  readonly closedAt: EpochMs;
  readonly quantity: Quantity;
  readonly entryPrice: Price;
  readonly exitPrice: Price;
  /** After fees. */
  readonly pnl: UsdAmount;
  readonly fees: UsdAmount;
  /** Profit in units of the initial risk. */
  readonly rMultiple: Ratio;
  readonly exitReason: ExitReason;
};

/** Where the money stands; the one thing trading tells governance. Exposure is a Ratio: a bad day may pass any bound. */
export type Portfolio = {
  /** Everything: cash, what is held, what is locked and what is in reserve. */
  readonly equity: UsdAmount;
  /** In the trading account: what is neither held nor set aside, with what is still due. */
  readonly cash: UsdAmount;
  /** Profit the CFO has locked away, and the reserve; neither is traded with (resolutions 21). */
  readonly locked: UsdAmount;
  readonly reserve: UsdAmount;
  /** The part of the two that is still invested; it is moved as soon as cash is free, and no entry may use it. */
  readonly due: UsdAmount;
  /** Equity less what is locked and in reserve: what sizes and limits are shares of. May be below zero after a crash. */
  readonly tradable: UsdAmount;
  readonly grossNotional: UsdAmount;
  /**
   * Gross notional over what is tradable: the same base as the limits it is held against, so that locked profit neither
   * hides a fully invested fund nor raises a limit. Losses (drawdown, day, expected shortfall) stay shares of equity.
   */
  readonly exposure: Ratio;
  readonly unrealizedPnl: UsdAmount;
  /** Since the fund opened, after fees. */
  readonly realizedPnl: UsdAmount;
  /** Realised profit above the highest that was ever split: what the CFO splits next. */
  readonly newProfit: UsdAmount;
  readonly openPositions: number;
  /** What open positions still lose of what was paid for them if every stop fills at its price. */
  readonly openRisk: UsdAmount;
  /** Profit of the shadow book since the last freeze began. */
  readonly shadowPnl: UsdAmount;
};
