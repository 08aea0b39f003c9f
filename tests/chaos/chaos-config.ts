/** A fund that trades far more than is wise, so that every moment of a chaos run is a bad moment to die. */
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { noRanker } from "../../src/kernel/domain/ranker.ts";
import { noUniverse } from "../../src/kernel/domain/universe.ts";
import { bps, type EpochMs, epochMs, fraction, hours, ratio } from "../../src/kernel/units/units.ts";
import type { BarHistory } from "../../src/ports/bar-history.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";

export const chaosMarketSeed = 7;
const warmUpHours = 200;

export const chaosWarmUpEnd = (history: BarHistory): EpochMs => epochMs(history.firstClose + hours(warmUpHours));

export function chaosConfig(history: BarHistory): FundConfig {
  const { identity, instruments, interval } = history;
  const base = defaultConfig({ market: identity, instruments, interval, tradeFrom: chaosWarmUpEnd(history) });
  return {
    ...base,
    forecasting: { momentumLookbackBars: 24, reversionLookbackBars: 12, horizonBars: 6 },
    trading: {
      ...base.trading,
      minEdgeBps: bps(-10_000),
      cooldownMs: hours(1),
      stopAtr: 1,
      maxExpectedShortfallFraction: fraction(0.5),
    },
    /** Neither a ranker nor a balancer would let it trade so much so early. */
    subsystems: { ...base.subsystems, pba: "OFF" },
    hooks: { ...base.hooks, "portfolio-check": "OFF", "exposure-check": "OFF", "rebalance-recommendations": "OFF" },
    ranker: noRanker,
    universe: noUniverse,
    /** A CIO would leave so unlucky a trader three symbols, a smaller profile two positions, and a drawdown none. */
    seats: base.seats.filter((seat) => seat !== "CIO"),
    startProfile: "AGGRESSIVE",
    ceoThresholds: { ...base.ceoThresholds, defensiveWinRateFraction: fraction(0) },
    /** It repeats itself all day, in a market that moves more than a wise fund would follow. */
    controls: {
      ...base.controls,
      repeats: { ...base.controls.repeats, maxExecutions: 1_000 },
      periodMove: { ...base.controls.periodMove, maxMoveRatio: ratio(10) },
      maxStrategyDailyLossFraction: fraction(1),
    },
    /** Frozen often, and for a second or so of wall-clock time, so that many kills meet a frozen fund. */
    hardLimits: { ...base.hardLimits, maxConsecutiveLosses: 3, maxRiskPerTradeFraction: fraction(0.0005) },
    scriptedReviewAfterMs: hours(6),
  };
}
