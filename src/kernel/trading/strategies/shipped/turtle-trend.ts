/**
 * Trend following by channel, as the Turtles traded it: buy a new high, leave at a new low, a stop of two mean ranges.
 *
 * Donchian's rule of the 1960s; windows of 20 and 10 days in Faith, "Way of the Turtle" (2007), here in hours. It loses
 * on most of its trades and lives on the few that run, so it has no target. Confidence grows with how straight the way
 * to the new high was (Kaufman's efficiency ratio): a choppy market breaks out most often and means it least.
 */
import type { Strategy, View } from "../strategy.ts";

export const turtleTrend: Strategy<"entryBars" | "exitBars" | "stopAtr"> = {
  name: "turtle-trend",
  version: "1.0.0",
  description: "Buys a close above the highest high of some weeks, leaves at a close below the lowest low of fewer.",
  parameters: {
    entryBars: { default: 480, from: 24, to: 900, isWhole: true, says: "bars whose highest high is to be broken" },
    exitBars: { default: 240, from: 12, to: 480, isWhole: true, says: "bars whose lowest low ends it" },
    stopAtr: { default: 8, from: 1, to: 20, isWhole: false, says: "distance of the stop in mean true ranges" },
  },
  features: ["atr_14_share"],
  history: ({ entryBars, exitBars }) => Math.max(entryBars, exitBars) + 1,

  decide(view, { entryBars, exitBars, stopAtr }) {
    const { close } = view.back(0);
    if (view.held !== undefined) {
      const lowest = view.lowest(exitBars, 1);
      return close < lowest
        ? { kind: "OUT", reason: `closed below the lowest low of ${exitBars} bars` }
        : { kind: "NONE" };
    }
    if (!isAbove(view, close, entryBars)) return { kind: "NONE" };
    const range = view.feature("atr_14_share");
    if (!(range > 0)) return { kind: "NONE" };
    return {
      kind: "LONG",
      confidence: 0.6 + 0.3 * efficiency(view, entryBars),
      stopDistance: Math.min(view.maxStopDistance, stopAtr * range),
      reason: `closed above the highest high of ${entryBars} bars`,
    };
  },
};

/** Looks at the nearest bars first: on most bars the answer is no within a few. */
function isAbove(view: View, close: number, bars: number): boolean {
  for (let back = 1; back <= bars; back++) if (!(close > view.back(back).high)) return false;
  return true;
}

/** Net move over the path it took, 0 to 1. */
function efficiency(view: View, bars: number): number {
  let path = 0;
  let later = view.back(0).close;
  const last = later;
  for (let back = 1; back <= bars; back++) {
    const { close } = view.back(back);
    path += Math.abs(later - close);
    later = close;
  }
  return path > 0 ? Math.min(1, Math.abs(last - later) / path) : 0;
}
