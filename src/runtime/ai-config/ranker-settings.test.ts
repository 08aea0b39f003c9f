/** Settings of the opportunity ranker reach its configuration, under the names of both seeds. */
import { expect, it } from "vitest";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import { defaultRanker } from "../../kernel/domain/ranker.ts";
import { epochMs, seconds } from "../../kernel/units/units.ts";
import { defaultConfig, paperVolume } from "../default-config.ts";
import { withAiConfig } from "./fund-config-of.ts";
import type { ProfileName } from "./profile-names.ts";
import { type Environment, resolveAiConfig } from "./resolve-ai-config.ts";

const { identity, instruments, interval } = simulatedMarket({ seed: 5, bars: 10 });
const choices = { market: identity, instruments, interval, tradeFrom: epochMs(0) };
const base = defaultConfig(choices);
const rankerOf = (environment: Environment) =>
  withAiConfig(base, resolveAiConfig({ environment, file: {}, isLiveVenue: true }).config).ranker;

it("have the defaults of the seeds", () => {
  expect(rankerOf({})).toEqual(defaultRanker);
  expect(defaultRanker).toMatchObject({
    weights: { trend: 0.35, volatility: 0.25, liquidity: 0.2, performance: 0.2, prediction: 0 },
    minVolume24hUsd: 1e9,
    minLiquidityFraction: 0.5,
    topN: 20,
    intervalMs: seconds(300),
  });
});

it("have both names, and refuse two values for one", () => {
  const old = rankerOf({
    OPP_RANK_MIN_VOLUME: "5000000",
    OPP_RANK_MIN_LIQUIDITY: "0.6",
    OPP_RANK_UPDATE_INTERVAL: "3600",
    OPP_RANK_TREND_WEIGHT: "0.1",
    OPP_RANK_VOLATILITY_WEIGHT: "0.2",
    OPP_RANK_LIQUIDITY_WEIGHT: "0.3",
    OPP_RANK_PERFORMANCE_WEIGHT: "0.4",
  });
  expect(old).toMatchObject({
    minVolume24hUsd: 5e6,
    minLiquidityFraction: 0.6,
    intervalMs: seconds(3600),
    weights: { trend: 0.1, volatility: 0.2, liquidity: 0.3, performance: 0.4 },
  });
  const own = { QT_OPP_RANKER_TOP_N: "5", QT_OPP_RANKER_LEAVE_BUFFER: "1", QT_OPP_RANKER_PREDICTION_WEIGHT: "0.5" };
  expect(rankerOf(own)).toMatchObject({ topN: 5, leaveBuffer: 1, weights: { prediction: 0.5 } });
  expect(() => rankerOf({ QT_OPP_RANKER_MIN_VOLUME: "1", OPP_RANK_MIN_VOLUME: "2" })).toThrow("OPP_RANK_MIN_VOLUME");
});

it("QT_OPP_RANKER_ENABLED takes it away, and a run without governance has none", () => {
  expect(rankerOf({ QT_OPP_RANKER_ENABLED: "false" }).isEnabled).toBe(false);
  expect(defaultConfig({ ...choices, governance: "off" }).ranker.isEnabled).toBe(false);
});

it.each<[ProfileName, number]>([
  ["Observation", paperVolume],
  ["Partial", paperVolume],
  ["Coordination", paperVolume],
  ["Autonomy", paperVolume],
  ["Mainnet", 1e9],
])("profile %s asks for a day's volume of %d USD, as the paper fund's own configuration does", (profile, volume) => {
  expect(rankerOf({ QT_AI_PROFILE: profile }).minVolume24hUsd).toBe(volume);
  expect(base.ranker.minVolume24hUsd).toBe(paperVolume);
});
