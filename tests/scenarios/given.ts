/** Plain values to start a test from: a calm fund, a sound order, a known instrument. Tests change one field each. */
import { defaultSurveillance } from "../../src/kernel/domain/surveillance.ts";
import type { Bar } from "../../src/kernel/domain/bar.ts";
import { defaultAgentFlags } from "../../src/kernel/domain/agents.ts";
import { defaultBalancer } from "../../src/kernel/domain/balancer.ts";
import { defaultCeoThresholds } from "../../src/kernel/domain/ceo-thresholds.ts";
import { defaultEss, type FundConfig } from "../../src/kernel/domain/config.ts";
import { defaultControlLimits } from "../../src/kernel/domain/control-limits.ts";
import { plainEnsemble } from "../../src/kernel/domain/ensemble.ts";
import { noReconciliation } from "../../src/kernel/domain/reconciliation.ts";
import { noRanker } from "../../src/kernel/domain/ranker.ts";
import { noUniverse } from "../../src/kernel/domain/universe.ts";
import { defaultController } from "../../src/kernel/domain/risk-mode.ts";
import { defaultHealing } from "../../src/kernel/domain/healing.ts";
import { defaultExecution } from "../../src/kernel/domain/execution.ts";
import { defaultHardLimits } from "../../src/kernel/domain/hard-limits.ts";
import type { Instrument } from "../../src/kernel/domain/instrument.ts";
import { defaultAmplification, defaultIntelligence } from "../../src/kernel/domain/position-care.ts";
import { defaultMarketThresholds } from "../../src/kernel/domain/regime.ts";
import {
  bps,
  durationMs,
  type EpochMs,
  epochMs,
  fraction,
  hours,
  price,
  quantity,
  usd,
} from "../../src/kernel/units/units.ts";
import { hooksIn, subsystemsIn } from "./trust.ts";

/** Midnight UTC, 2020-09-13. */
export const start = epochMs(Date.UTC(2020, 8, 13));
export const hour = 3_600_000;
export const day = 24 * hour;
export const at = (ms: number): EpochMs => epochMs(start + ms);

/** The smallest number above, and below, a threshold that is not 0. */
export const justAbove = (value: number): number => value * (1 + Math.sign(value) * 1e-12);
export const justBelow = (value: number): number => value * (1 - Math.sign(value) * 1e-12);

export const btc: Instrument = {
  symbol: "BTC",
  tickSize: price(0.01),
  lotSize: quantity(0.0001),
  minNotionalUsd: usd(10),
  maxOrderQuantity: quantity(1_000),
  makerFeeBps: bps(2),
  takerFeeBps: bps(5),
  halfSpreadBps: bps(1),
};
export const eth: Instrument = { ...btc, symbol: "ETH", lotSize: quantity(0.001) };

/** Subsystems that came later are OFF here; a test of one switches it on. */
export const config: FundConfig = {
  identity: { account: "test", venue: "test", currency: "USD", market: "test" },
  instruments: [btc, eth],
  intervalMs: hours(1),
  startEquityUsd: usd(10_000),
  tradeFromMs: start,
  seed: 1,
  stage: "AUTONOMY",
  isLiveVenue: false,
  subsystems: { ...subsystemsIn("OFF"), universe_os: "ENFORCED", ai_hfos: "ENFORCED" },
  seats: ["SUPERVISOR", "CRO", "CEO", "CIO", "CFO", "RESEARCHER"],
  essEnabled: true,
  ess: defaultEss,
  surveillance: defaultSurveillance,
  drillEveryMs: null,
  agents: defaultAgentFlags,
  ceoThresholds: defaultCeoThresholds,
  controller: defaultController,
  startProfile: "LOW",
  market: defaultMarketThresholds,
  ranker: noRanker,
  universe: noUniverse,
  hooks: {
    ...hooksIn("OFF"),
    "universe-filter": "ENFORCED",
    "risk-check": "ENFORCED",
    "position-sizing": "ENFORCED",
    "hfos-coordination": "ENFORCED",
  },
  healing: defaultHealing,
  pil: defaultIntelligence,
  pal: defaultAmplification,
  hardLimits: defaultHardLimits,
  controls: defaultControlLimits,
  reconciliation: noReconciliation,
  execution: defaultExecution,
  balancer: defaultBalancer,
  forecasting: { momentumLookbackBars: 8, reversionLookbackBars: 4, horizonBars: 4 },
  ensemble: plainEnsemble,
  trading: {
    minEdgeBps: bps(10),
    cooldownMs: hours(2),
    stopAtr: 3,
    minStopDistanceFraction: fraction(0.01),
    priceProtectionFraction: fraction(0.01),
    assumedSlippageBps: bps(3),
    maxExpectedShortfallFraction: fraction(0.08),
    minBarTurnoverUsd: usd(10_000),
  },
  strategies: [],
  scriptedReviewAfterMs: hours(24),
};

/** The same fund with nobody looking after its positions: it falls deeper, freezes, and is told more about. */
export const withoutPositionCare = (config: FundConfig): FundConfig => ({
  ...config,
  subsystems: { ...config.subsystems, dynamic_tpsl: "OFF", pil: "OFF", pal: "OFF" },
  hooks: { ...config.hooks, "position-classification": "OFF", "amplification-check": "OFF" },
});

/** Stops 2.5 % away, so that one position of profile LOW takes 40 % of equity and fits into one order. */
export const tradingConfig: FundConfig = {
  ...config,
  trading: { ...config.trading, minStopDistanceFraction: fraction(0.025) },
};

/** A bar around `close`, with a volume worth a million. */
export const bar = (
  symbol: string,
  close: number,
  change: Partial<Record<"open" | "high" | "low", number>> = {},
): Bar => {
  const { open = close, high = Math.max(open, close), low = Math.min(open, close) } = change;
  return {
    symbol,
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    volume: quantity(1_000_000 / close),
  };
};

const cents = (value: number): number => Math.round(value * 100) / 100;

/** Bars of a market that drifts and swings a little; deterministic, so that tests can name what they expect. */
export const wavyClose = (index: number, base = 100): number => cents(base * (1 + 0.01 * Math.sin(index * 0.9)));

export const noTime = durationMs(0);
