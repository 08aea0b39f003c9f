/**
 * Mean reversion inside an uptrend: buy a short, sharp dip, sell the recovery.
 *
 * Connors and Alvarez, "Short Term Trading Strategies That Work" (2008): above the long mean, a two-bar RSI near the
 * floor, out at the short mean. It wins often and little, so the rare dip that goes on is what costs: hence a stop, which
 * the authors leave out, and a time limit.
 */
import type { Strategy, View } from "../strategy.ts";

/** Wilder's smoothing over two bars forgets a start value by half a bar: after these many bars nothing of it is left. */
const settleBars = 30;
const rsiSmoothing = 1 / 2;

export const dipInUptrend: Strategy<"rsiBelow" | "trendBars" | "exitBars" | "stopAtr" | "maxBars"> = {
  name: "dip-in-uptrend",
  version: "1.0.0",
  description: "Above its long mean, buys when a two-bar RSI is near the floor; sells above the short mean.",
  parameters: {
    rsiBelow: { default: 5, from: 1, to: 30, isWhole: false, says: "points of RSI(2) below which it buys" },
    trendBars: { default: 480, from: 50, to: 900, isWhole: true, says: "bars of the long mean" },
    exitBars: { default: 24, from: 3, to: 72, isWhole: true, says: "bars of the short mean" },
    stopAtr: { default: 5, from: 1, to: 20, isWhole: false, says: "distance of the stop in mean true ranges" },
    maxBars: { default: 72, from: 4, to: 240, isWhole: true, says: "bars it waits for the recovery" },
  },
  features: ["atr_14_share"],
  history: ({ trendBars, exitBars }) => Math.max(trendBars, exitBars, settleBars + 1),

  decide(view, { rsiBelow, trendBars, exitBars, stopAtr, maxBars }) {
    const { close } = view.back(0);
    if (view.held !== undefined)
      return close > view.mean(exitBars)
        ? { kind: "OUT", reason: `recovered to the mean of ${exitBars} bars` }
        : { kind: "NONE" };
    const rsi = rsiOfTwo(view);
    if (!(rsi < rsiBelow) || !(close > view.mean(trendBars))) return { kind: "NONE" };
    const range = view.feature("atr_14_share");
    if (!(range > 0)) return { kind: "NONE" };
    return {
      kind: "LONG",
      confidence: 0.65 + 0.2 * (1 - rsi / rsiBelow),
      stopDistance: Math.min(view.maxStopDistance, stopAtr * range),
      maxBars,
      reason: `RSI(2) of ${rsi.toFixed(1)} above the mean of ${trendBars} bars`,
    };
  },
};

/** Wilder's relative strength index over two bars, 0 to 100; 50 where nothing moves. */
function rsiOfTwo(view: View): number {
  let gain = 0;
  let loss = 0;
  let earlier = view.back(settleBars).close;
  for (let back = settleBars - 1; back >= 0; back--) {
    const { close } = view.back(back);
    const change = close - earlier;
    gain += (Math.max(0, change) - gain) * rsiSmoothing;
    loss += (Math.max(0, -change) - loss) * rsiSmoothing;
    earlier = close;
  }
  return gain + loss > 0 ? (100 * gain) / (gain + loss) : 50;
}
