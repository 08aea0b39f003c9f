/**
 * The kind of trading that suits the market, from its regime, and which models are of that kind.
 *
 * Source: origin-facts 2.9 (a trend: trend following, sideways: range, high volatility: breakout, low volatility: mean
 * reversion, unknown: all models). The strategy officer and the controller read it.
 */
import { type Regime, type StrategyRegime, strategyRegimeOf } from "./regime.ts";
import type { MetaStrategy } from "./strategy-advice.ts";

const byRegime: Readonly<Record<StrategyRegime, MetaStrategy>> = {
  BULLISH: "trend_following",
  BEARISH: "trend_following",
  SIDEWAYS: "range_trading",
  HIGH_VOL: "breakout",
  LOW_VOL: "mean_reversion",
  UNKNOWN: "ensemble",
};

/** @param regime of the market as a whole; undefined while it is not known */
export const metaStrategyFor = (regime: Regime | undefined): MetaStrategy => byRegime[strategyRegimeOf(regime)];

/** The kernel's own, looked up at every close. */
const known: ReadonlyMap<string, MetaStrategy> = new Map([
  ["momentum", "trend_following"],
  ["reversion", "mean_reversion"],
]);

const families: readonly (readonly [RegExp, MetaStrategy])[] = [
  [/trend|momentum/iu, "trend_following"],
  [/revers/iu, "mean_reversion"],
  [/breakout/iu, "breakout"],
  [/range/iu, "range_trading"],
];

/** What a model's name says it trades; undefined where it says nothing. */
const familyOf = (model: string): MetaStrategy | undefined =>
  known.get(model) ?? families.find(([pattern]) => pattern.test(model))?.[1];

/** Models that wait for prices to come back live on ranges, and the other way round. */
const likesRanges = (kind: MetaStrategy | undefined): boolean => kind === "range_trading" || kind === "mean_reversion";

export function suits(model: string, metaStrategy: MetaStrategy): boolean {
  const family = familyOf(model);
  return family === metaStrategy || (likesRanges(family) && likesRanges(metaStrategy));
}
