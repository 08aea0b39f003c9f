/**
 * Terms of a recorded perpetual. A recording does not hold them, so they are assumed, and can be overridden.
 *
 * The tiers are those Binance published for BTCUSDT up to 12 million USD, which is the most liquid contract: thinner ones
 * ask for more, and 3x stays far below what any of them allow. Funding every eight hours, as most have it. 1.25 % for the
 * insurance fund is Binance's liquidation fee of BTCUSDT.
 */
import type { PerpetualTerms } from "../../kernel/domain/perpetual.ts";
import { bps, fraction, hours, ratio, usd } from "../../kernel/units/units.ts";

/** Cap in USD, maintenance fraction, amount taken off, largest leverage. */
const tiers = [
  [50_000, 0.004, 0, 125],
  [600_000, 0.005, 50, 100],
  [3_000_000, 0.0065, 950, 75],
  [12_000_000, 0.01, 11_450, 50],
] as const;

export const assumedLeverage = 3;

export const assumedPerpetual: PerpetualTerms = {
  brackets: tiers.map(([capUsd, maintenance, amount, leverage], tier) => ({
    floorUsd: usd(tiers[tier - 1]?.[0] ?? 0),
    capUsd: usd(capUsd),
    maintenanceFraction: fraction(maintenance),
    maintenanceAmountUsd: usd(amount),
    maxLeverageRatio: ratio(leverage),
  })),
  leverageRatio: ratio(assumedLeverage),
  marginMode: "CROSS",
  fundingIntervalMs: hours(8),
  liquidationFeeBps: bps(125),
};
