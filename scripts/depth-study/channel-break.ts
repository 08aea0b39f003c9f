/** The strategy of the cost curves: buys a close above the highest of some bars, and leaves after as many. Simple, so that only costs differ. */
import type { Strategy } from "../../src/kernel/trading/strategies/api.ts";

/** Twenty seconds would be four trades in this session; ten are seven. Chosen for their number, not for their profit. */
const bars = 10;
const stopDistance = 0.01;

export const channelBreak: Strategy = {
  name: "channel-break",
  version: "1.0.0",
  description: "Buys a close above the highest of ten bars and leaves after ten.",
  parameters: {},
  features: [],
  history: () => bars + 1,
  decide(view) {
    if (view.held !== undefined) {
      return view.held.bars < bars ? { kind: "NONE" } : { kind: "OUT", reason: `${bars} bars have passed` };
    }
    if (!(view.back(0).close > view.highest(bars, 1))) return { kind: "NONE" };
    return { kind: "LONG", confidence: 0.8, stopDistance, reason: `closed above the highest of ${bars} bars` };
  },
};
