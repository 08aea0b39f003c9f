/** The small world a drill is held in: four coins whose price swings a little, bars of a minute, and a fund that wants to trade. */
import type { Bar } from "../../kernel/domain/bar.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import { noRanker } from "../../kernel/domain/ranker.ts";
import { noUniverse } from "../../kernel/domain/universe.ts";
import type { Instrument } from "../../kernel/domain/instrument.ts";
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import { forecastReceived } from "../../kernel/events/market-events.ts";
import {
  bps,
  type EpochMs,
  epochMs,
  fraction,
  minutes,
  price,
  quantity,
  ratio,
  usd,
} from "../../kernel/units/units.ts";
import { defaultConfig } from "../../runtime/default-config.ts";

export const interval = minutes(1);
/** Bars the fund learns from before it trades. */
export const warmUpBars = 12;
export const tradeFrom = epochMs(Date.UTC(2026, 0, 1));

const coin = (symbol: string): Instrument => ({
  symbol,
  tickSize: price(0.01),
  lotSize: quantity(0.0001),
  minNotionalUsd: usd(10),
  maxOrderQuantity: quantity(1_000_000),
  makerFeeBps: bps(2),
  takerFeeBps: bps(5),
  halfSpreadBps: bps(1),
});

/** Bought before the trip, and asked for when it comes. */
export const held = ["DRILL-A", "DRILL-B"] as const;
export const awaited = ["DRILL-C", "DRILL-D"] as const;
export const instruments: readonly Instrument[] = [...held, ...awaited].map(coin);

/**
 * The default fund, with room for four positions and stops at the farthest; nobody but the drill gives reviews. Nobody
 * ranks or chooses symbols either, and no balancer asks how they move together: the market is minutes old.
 */
export function drillConfig(): FundConfig {
  const config = defaultConfig({ market: "drill", instruments, interval, tradeFrom });
  return {
    ...config,
    identity: { ...config.identity, account: "drill" },
    seats: ["SUPERVISOR", "CRO", "CEO"],
    subsystems: { ...config.subsystems, pba: "OFF" },
    hooks: { ...config.hooks, "portfolio-check": "OFF", "exposure-check": "OFF", "rebalance-recommendations": "OFF" },
    ranker: noRanker,
    universe: noUniverse,
    startProfile: "NORMAL",
    hardLimits: { ...config.hardLimits, maxRiskPerTradeFraction: fraction(0.005) },
    forecasting: { momentumLookbackBars: 8, reversionLookbackBars: 4, horizonBars: 4 },
    trading: { ...config.trading, minStopDistanceFraction: fraction(0.04) },
    scriptedReviewAfterMs: null,
  };
}

/** The price swings by a hundredth, so that a rise is worth something to the fund. */
const priceAt = (closedAt: EpochMs): number => {
  const bar = Math.round((closedAt - tradeFrom) / interval);
  return Math.round(10_000 * (1 + 0.01 * Math.sin(0.9 * bar))) / 100;
};

/** The bars that close at `closedAt`: each opens where the last one closed. */
export function barsAt(closedAt: EpochMs): readonly Bar[] {
  const open = priceAt(epochMs(closedAt - interval));
  const close = priceAt(closedAt);
  return instruments.map(({ symbol }) => ({
    symbol,
    open: price(open),
    high: price(Math.max(open, close)),
    low: price(Math.min(open, close)),
    close: price(close),
    volume: quantity(1_000_000),
  }));
}

/** Ten models agree that `symbol` rises. */
export const rising = (symbol: string): InputEvent[] =>
  Array.from({ length: 10 }, (_, model) =>
    forecastReceived.create({
      model: `drill model ${model}`,
      symbol,
      upProbabilityFraction: fraction(0.95),
      sampleSize: 100,
      evidenceRatio: ratio(0),
      validUntilMs: epochMs(tradeFrom + 1_000 * interval),
    }),
  );
