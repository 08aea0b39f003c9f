/** What the guard sees when nothing binds: tests narrow the one thing they are about. */
import { defaultHardLimits } from "../../src/kernel/domain/hard-limits.ts";
import { unlimited } from "../../src/kernel/domain/risk-envelope.ts";
import type { GuardView } from "../../src/kernel/trading/guard/guard-view.ts";
import { fraction, usd } from "../../src/kernel/units/units.ts";
import { at, btc } from "./given.ts";

/** Limits wide enough that only the one a test narrows can bind: the order is worth 1,000 USD of 10,000. */
export const wide: GuardView = {
  at: at(0),
  instrument: btc,
  reference: { price: 100, seenAt: at(0) },
  envelope: { ...unlimited },
  activeSymbols: ["BTC"],
  governanceIsFresh: true,
  limits: { ...defaultHardLimits, maxOrderShareFraction: fraction(1), maxOrderNotionalUsd: usd(1e9) },
  equity: 10_000,
  tradable: 10_000,
  cash: 10_000,
  drawdown: 0,
  allTimeDrawdown: 0,
  dailyLoss: 0,
  committedNotional: 0,
  committedInSymbol: 0,
  otherPositions: 0,
  stopDistance: 0.02,
  openOrders: 0,
  closeableQuantity: 10,
  hasSeen: () => false,
};
