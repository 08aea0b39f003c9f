/** Perpetuals to start a test from: the ladder Binance published for BTCUSDT, and a contract on it. */
import type { Instrument } from "../../src/kernel/domain/instrument.ts";
import type { LeverageBracket, PerpetualTerms } from "../../src/kernel/domain/perpetual.ts";
import { bps, fraction, hours, ratio, usd } from "../../src/kernel/units/units.ts";
import { btc, eth } from "./given.ts";

/** Cap, maintenance fraction, amount taken off, largest leverage. */
const btcTiers = [
  [50_000, 0.004, 0, 125],
  [600_000, 0.005, 50, 100],
  [3_000_000, 0.0065, 950, 75],
  [12_000_000, 0.01, 11_450, 50],
  [70_000_000, 0.02, 131_450, 25],
  [100_000_000, 0.025, 481_450, 20],
  [230_000_000, 0.05, 2_981_450, 10],
  [480_000_000, 0.1, 14_481_450, 5],
  [600_000_000, 0.125, 26_481_450, 4],
  [800_000_000, 0.15, 41_481_450, 3],
  [1_200_000_000, 0.25, 121_481_450, 2],
  [1_800_000_000, 0.5, 421_481_450, 1],
] as const;

export const btcBrackets: readonly LeverageBracket[] = btcTiers.map(([cap, rate, amount, leverage], tier) => ({
  floorUsd: usd(btcTiers[tier - 1]?.[0] ?? 0),
  capUsd: usd(cap),
  maintenanceFraction: fraction(rate),
  maintenanceAmountUsd: usd(amount),
  maxLeverageRatio: ratio(leverage),
}));

export const perpetualTerms = (change: Partial<PerpetualTerms> = {}): PerpetualTerms => ({
  brackets: btcBrackets,
  leverageRatio: ratio(5),
  marginMode: "CROSS",
  fundingIntervalMs: hours(8),
  liquidationFeeBps: bps(125),
  ...change,
});

export const btcPerpetual = (change: Partial<PerpetualTerms> = {}): Instrument => ({
  ...btc,
  perpetual: perpetualTerms(change),
});
export const ethPerpetual = (change: Partial<PerpetualTerms> = {}): Instrument => ({
  ...eth,
  perpetual: perpetualTerms(change),
});
