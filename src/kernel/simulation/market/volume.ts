/**
 * How much of a coin was traded in a step.
 *
 * Usual value of the hour of the week, times a slow tide, times the size of the move against the coin's usual one (a
 * quiet step still trades), times noise.
 */
import { normal, type RandomState } from "../../maths/seeded-random.ts";
import type { CoinState, MarketState } from "./market-state.ts";

type Traded = { readonly closePrice: number; readonly profile: number };

/** Amount of the base asset, not yet snapped to lots. */
export function drawVolume(state: MarketState, coin: CoinState, random: RandomState, traded: Traded): number {
  const { model } = state.parameters;
  const { elasticity, quiet, tide, noise } = model.volume;
  const { beta, ownVolatility, hourlyValueUsd } = coin.model;
  const common = beta * model.commonVolatility;
  const usual = Math.sqrt(common * common + ownVolatility * ownVolatility) * state.step.rootHours;
  const size = Math.abs(coin.logPrice - coin.previousLogPrice) / usual;
  // Halved variances: the mean of a lognormal factor is 1.
  const swell = coin.tide - (tide * tide) / 2 + noise * normal(random) - (noise * noise) / 2;
  const value = hourlyValueUsd * state.step.hours * traded.profile * (quiet + size) ** elasticity * Math.exp(swell);
  return value / traded.closePrice;
}
