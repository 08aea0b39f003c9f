/** A fund that trades far more than is wise, so that every moment of a fault run is a bad moment for a fault. */
import type { FundConfig } from "../../kernel/domain/config.ts";
import { noRanker } from "../../kernel/domain/ranker.ts";
import { noUniverse } from "../../kernel/domain/universe.ts";
import { simulatedInstruments } from "../../kernel/simulation/market/instruments.ts";
import { bps, type EpochMs, fraction, hours } from "../../kernel/units/units.ts";
import { defaultConfig } from "../../runtime/default-config.ts";
import { interval } from "./simulated-world.ts";

export function faultConfig(tradeFrom: EpochMs): FundConfig {
  const market = "simulated for fault runs";
  const base = defaultConfig({ market, instruments: simulatedInstruments, interval, tradeFrom });
  return {
    ...base,
    forecasting: { momentumLookbackBars: 24, reversionLookbackBars: 12, horizonBars: 6 },
    trading: {
      ...base.trading,
      minEdgeBps: bps(-10_000),
      cooldownMs: hours(1),
      stopAtr: 1,
      maxExpectedShortfallFraction: fraction(1),
    },
    /** Neither a ranker, a universe nor a balancer would let it trade so much; CIO and controller would leave it three symbols. */
    subsystems: { ...base.subsystems, pba: "OFF" },
    hooks: {
      ...base.hooks,
      "confidence-adjustment": "OFF",
      "portfolio-check": "OFF",
      "exposure-check": "OFF",
      "rebalance-recommendations": "OFF",
    },
    ranker: noRanker,
    universe: noUniverse,
    seats: base.seats.filter((seat) => seat !== "CIO" && seat !== "CONTROLLER"),
    startProfile: "AGGRESSIVE",
    ceoThresholds: { ...base.ceoThresholds, defensiveWinRateFraction: fraction(0) },
    /** Frozen now and then, so that crashes meet a frozen fund, and small enough that it lives on. */
    hardLimits: {
      ...base.hardLimits,
      maxConsecutiveLosses: 8,
      maxRiskPerTradeFraction: fraction(0.0005),
      maxDrawdownFraction: fraction(0.5),
      killSwitchDrawdownFraction: fraction(0.9),
      maxDailyLossFraction: fraction(0.2),
    },
    scriptedReviewAfterMs: hours(6),
  };
}
