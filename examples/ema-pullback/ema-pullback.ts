/**
 * ema-pullback: in an uptrend, buys the first close back above the fast mean after a pullback below it.
 *
 * The thought: in a trend people wait for a better price and then buy the same thing at once. The stop goes below the low
 * of the pullback, where the thought is proved wrong; the target is a multiple of that risk, so that the trade is worth
 * its costs; and a trade that has not worked in two days will not.
 */
import type { Strategy } from "../../src/kernel/trading/strategies/api.ts";

export const strategy: Strategy<"pullbackBars" | "reward" | "maxBars"> = {
  name: "ema-pullback",
  version: "1.0.0",
  description:
    "In an uptrend, buys the close back above the 21-bar mean; stop below the pullback, target a multiple of it.",
  parameters: {
    pullbackBars: { default: 4, from: 2, to: 24, isWhole: true, says: "bars the pullback has to have lasted" },
    reward: { default: 2, from: 0.5, to: 6, isWhole: false, says: "target, in distances of the stop" },
    maxBars: { default: 48, from: 4, to: 240, isWhole: true, says: "bars it may take" },
  },
  features: ["ema_21", "ema_50", "ema_200"],
  history: ({ pullbackBars }) => pullbackBars + 1,

  decide(view, { pullbackBars, reward, maxBars }) {
    const isTrend = view.feature("ema_50") > view.feature("ema_200");
    if (view.held !== undefined) return isTrend ? { kind: "NONE" } : { kind: "OUT", reason: "the uptrend is over" };
    const { close } = view.back(0);
    if (!isTrend || !(close > view.feature("ema_21"))) return { kind: "NONE" };
    for (let back = 1; back <= pullbackBars; back++)
      if (!(view.back(back).close < view.feature("ema_21", back))) return { kind: "NONE" };
    const stopDistance = 1 - view.lowest(pullbackBars + 1) / close;
    if (!(stopDistance > 0 && stopDistance <= view.maxStopDistance)) return { kind: "NONE" };
    return {
      kind: "LONG",
      confidence: 0.6,
      stopDistance,
      targetDistance: Math.min(1, reward * stopDistance),
      maxBars,
      reason: `closed back above the 21-bar mean after ${pullbackBars} bars below it`,
    };
  },
};
