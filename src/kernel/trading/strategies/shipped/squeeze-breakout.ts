/**
 * Breakout from a contraction: when the market has hardly moved for a while, buy the way it breaks out.
 *
 * The squeeze of Bollinger and Carter ("Mastering the Trade", 2005): bands of two deviations inside a channel of one and
 * a half mean ranges. Volatility comes in clusters, so a quiet spell says that a move comes, not which way; the break
 * above the upper band is taken for the way.
 */
import type { Strategy, View } from "../strategy.ts";

export const squeezeBreakout: Strategy<"squeezeBars" | "channelAtr" | "stopAtr" | "maxBars"> = {
  name: "squeeze-breakout",
  version: "1.0.0",
  description: "Buys a close above the upper Bollinger band out of a squeeze, leaves at the middle band.",
  parameters: {
    squeezeBars: { default: 6, from: 2, to: 48, isWhole: true, says: "bars the squeeze has to have lasted" },
    channelAtr: { default: 1.5, from: 1, to: 3, isWhole: false, says: "half the channel in mean true ranges" },
    stopAtr: { default: 4, from: 1, to: 20, isWhole: false, says: "distance of the stop in mean true ranges" },
    maxBars: { default: 120, from: 4, to: 480, isWhole: true, says: "bars the move may take" },
  },
  features: ["atr_14_share", "bollinger_upper_20", "bollinger_middle_20", "bollinger_width_20"],
  history: ({ squeezeBars }) => squeezeBars + 1,

  decide(view, { squeezeBars, channelAtr, stopAtr, maxBars }) {
    const { close } = view.back(0);
    if (view.held !== undefined)
      return close < view.feature("bollinger_middle_20")
        ? { kind: "OUT", reason: "fell back to the middle band" }
        : { kind: "NONE" };
    if (!(close > view.feature("bollinger_upper_20"))) return { kind: "NONE" };
    let deepest = 0;
    for (let back = 1; back <= squeezeBars; back++) {
      const depth = squeezeAt(view, back, channelAtr);
      if (!(depth > 0)) return { kind: "NONE" };
      deepest = Math.max(deepest, depth);
    }
    const range = view.feature("atr_14_share");
    if (!(range > 0)) return { kind: "NONE" };
    return {
      kind: "LONG",
      confidence: 0.6 + 0.3 * Math.min(1, deepest),
      stopDistance: Math.min(view.maxStopDistance, stopAtr * range),
      maxBars,
      reason: `broke out of a squeeze of ${squeezeBars} bars and more`,
    };
  },
};

/** How far inside the channel the bands were, share of the channel: above 0 is a squeeze. NaN while windows fill. */
function squeezeAt(view: View, back: number, channelAtr: number): number {
  const channel = 2 * channelAtr * view.feature("atr_14_share", back);
  return 1 - view.feature("bollinger_width_20", back) / channel;
}
