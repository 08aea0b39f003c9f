/**
 * What makes an instrument a perpetual: tiers of margin by notional, the leverage chosen at the venue, and funding.
 *
 * Tiers are read as Binance publishes them: a position of more than `floorUsd` and at most `capUsd` needs
 * `maintenanceFraction` of its notional less `maintenanceAmountUsd`, which makes the margin grow without a jump from tier
 * to tier. Source: Binance, "Leverage and Margin of USDⓈ-M Futures".
 */
import type { Bps, DurationMs, Fraction, Ratio, UsdAmount } from "../units/units.ts";

export type LeverageBracket = {
  readonly floorUsd: UsdAmount;
  readonly capUsd: UsdAmount;
  readonly maintenanceFraction: Fraction;
  readonly maintenanceAmountUsd: UsdAmount;
  readonly maxLeverageRatio: Ratio;
};

/** ISOLATED: a position can lose the margin set aside for it. CROSS: all that is in the account stands behind it. */
export const marginModes = ["CROSS", "ISOLATED"] as const;
export type MarginMode = (typeof marginModes)[number];

export type PerpetualTerms = {
  /** Lowest first, each beginning where the last one ends. */
  readonly brackets: readonly LeverageBracket[];
  /** As set at the venue for this symbol: its initial margin is one part in so many. */
  readonly leverageRatio: Ratio;
  readonly marginMode: MarginMode;
  readonly fundingIntervalMs: DurationMs;
  /** What a liquidation costs beside the loss, paid to the venue's insurance fund. */
  readonly liquidationFeeBps: Bps;
};

/** The tier of a position; of one beyond the last cap the last. */
export function bracketAt(brackets: readonly LeverageBracket[], notional: number): LeverageBracket {
  const bracket = brackets.find(({ capUsd }) => notional <= capUsd) ?? brackets.at(-1);
  if (bracket === undefined) throw new RangeError("expected at least one leverage bracket, was none");
  return bracket;
}

/** Margin below which a position of this notional is liquidated, USD. */
export function maintenanceMargin(brackets: readonly LeverageBracket[], notional: number): number {
  const { maintenanceFraction, maintenanceAmountUsd } = bracketAt(brackets, notional);
  return Math.max(0, notional * maintenanceFraction - maintenanceAmountUsd);
}

/** Margin a position of this notional must begin with, USD. */
export const initialMargin = ({ leverageRatio }: PerpetualTerms, notional: number): number => notional / leverageRatio;

/** The largest position the tiers allow at the leverage chosen, USD. */
export const largestNotional = ({ brackets, leverageRatio }: PerpetualTerms): number =>
  brackets.reduce(
    (largest, { capUsd, maxLeverageRatio }) =>
      maxLeverageRatio >= leverageRatio ? Math.max(largest, capUsd) : largest,
    0,
  );

/** What funding moves: above zero is received. At a positive rate longs pay shorts. `quantity` below zero is short. */
export const fundingPayment = (quantity: number, markPrice: number, rate: number): number =>
  0 - quantity * markPrice * rate;
