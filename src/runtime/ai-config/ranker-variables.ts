/**
 * Settings of the opportunity ranker.
 *
 * Names and defaults: seeds 002 and 003, "Configuration" and "Environment Variables"; where both name one thing the
 * `QT_` name is canonical and the other its alias (resolutions 54). Seed 002 ranks every 3600 s, seed 003 every 300 s:
 * the second holds (resolutions 30).
 */
import { countField, flagField, secondsField, shareField, usdField } from "./fields.ts";

const ranker = { owner: "opportunity ranker", isInForce: true } as const;
const aDay = { least: 1, most: 86_400 };
const whole = { least: 0, most: 1 };

const weight = (preset: string, part: string, alias: string[]) =>
  shareField(preset, whole, {
    ...ranker,
    what: `Weight of ${part} in the score, as a share of all weights.`,
    aliases: alias,
  });

export const rankerVariables = {
  QT_OPP_RANKER_ENABLED: flagField("true", {
    ...ranker,
    what: "Symbols are ranked, and only opportunities are traded. Off, they are taken by turnover.",
  }),
  QT_OPP_RANKER_TOP_N: countField(
    "20",
    { least: 1, most: 1_000 },
    { ...ranker, what: "Symbols ranked up to here become opportunities." },
  ),
  QT_OPP_RANKER_LEAVE_BUFFER: countField(
    "2",
    { least: 0, most: 1_000 },
    { ...ranker, what: "An opportunity stays one until it is ranked worse than that by more than this." },
  ),
  QT_OPP_RANKER_UPDATE_INTERVAL: secondsField("300", aDay, {
    ...ranker,
    what: "Between two rankings, at least a bar. Seed 002 has 3600.",
    aliases: ["OPP_RANK_UPDATE_INTERVAL"],
  }),
  QT_OPP_RANKER_MIN_VOLUME: usdField(
    "1000000000",
    { least: 0, most: 1e12 },
    {
      ...ranker,
      what: "Least volume of 24 hours. Five and ten times this are the higher bands of liquidity.",
      aliases: ["OPP_RANK_MIN_VOLUME"],
    },
  ),
  QT_OPP_RANKER_MIN_LIQUIDITY: shareField("0.5", whole, {
    ...ranker,
    what: "Least liquidity score.",
    aliases: ["OPP_RANK_MIN_LIQUIDITY"],
  }),
  QT_OPP_RANKER_TREND_WEIGHT: weight("0.35", "trend", ["OPP_RANK_TREND_WEIGHT"]),
  QT_OPP_RANKER_VOLATILITY_WEIGHT: weight("0.25", "volatility", ["OPP_RANK_VOLATILITY_WEIGHT"]),
  QT_OPP_RANKER_LIQUIDITY_WEIGHT: weight("0.20", "liquidity", ["OPP_RANK_LIQUIDITY_WEIGHT"]),
  QT_OPP_RANKER_PERFORMANCE_WEIGHT: weight("0.20", "performance", ["OPP_RANK_PERFORMANCE_WEIGHT"]),
  QT_OPP_RANKER_PREDICTION_WEIGHT: weight("0", "what the models predict", []),
};
