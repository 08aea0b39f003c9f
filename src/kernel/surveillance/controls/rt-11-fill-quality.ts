/**
 * RT-11: what entries slip by is what the cost model expected, within chance.
 *
 * The mean of measured less expected slippage over its standard error (Welford's recurrence), so that more entries find a
 * smaller drift. What has drifted lowers the integration stage by one and is measured anew from then on: the same drift
 * has to be shown again by new fills, and a model calibrated since can prove itself. Source: controls.md, RT-11.
 */
import { forgetDrift } from "../surveillance-state.ts";
import { limitOf } from "../limit-of.ts";
import { type Finding, type RealTimeControl, type Watched } from "../real-time-control.ts";

export const fillQuality: RealTimeControl = {
  id: "RT-11",
  name: "Slippage against the model",
  purpose: "Keeps decisions from resting on a cost model that fills have proved wrong.",
  answers: ["RTS 6 Art. 16", "field practice: post-trade analysis"],
  source: "controls.md, RT-11; three standard errors and 30 entries chosen",
  owner: "TRADER",
  action:
    "The integration stage goes down by one where there is one below and seats govern, and slippage is measured anew; calibrate the cost model (npm run calibrate). A named operator promotes again. One entry beyond its limit pauses the symbol.",
  level: "warning",
  lowersStage: true,
  parameters: ({ surveillance }) => [
    limitOf("surveillance.maxSlippageDriftSigmas", "RATIO", surveillance.maxSlippageDriftSigmas),
  ],
  hears: (fact, watched) => {
    if (fact.type !== "execution.completed") return undefined;
    const { slippageBps, expectedSlippageBps, symbol } = fact.data;
    if (slippageBps === null || expectedSlippageBps === null) return undefined;
    return driftAfter(slippageBps - expectedSlippageBps, symbol, watched);
  },
};

function driftAfter(surprise: number, symbol: string, { memory, config }: Watched): Finding | undefined {
  const { drift } = memory;
  drift.count += 1;
  const delta = surprise - drift.mean;
  drift.mean += delta / drift.count;
  drift.squares += delta * (surprise - drift.mean);
  const { minFills, maxSlippageDriftSigmas: limit } = config.surveillance;
  if (drift.count < minFills) return undefined;
  const value = sigmasOf(drift);
  const isBeyond = !(value <= limit);
  const refusal = isBeyond
    ? `entries slip by ${drift.mean.toFixed(1)} bps more than expected (${drift.count})`
    : undefined;
  if (isBeyond) forgetDrift(memory);
  return { refusal, measure: { value, limit, bound: "AT_MOST" }, symbol, isNews: isBeyond };
}

/** What surprises that are all alike prove: more than any limit, and still a number that can be written down. */
const beyondChance = 1e9;
/** Bps: less is the rounding of floats, not slippage. */
const roundingBps = 1e-6;

/** The mean in standard errors. Cheaper than expected is no harm. */
function sigmasOf({ count, mean, squares }: Watched["memory"]["drift"]): number {
  const error = Math.sqrt(squares / (count - 1) / count);
  if (error > 0) return Math.min(beyondChance, Math.max(0, mean / error));
  return mean <= roundingBps ? 0 : beyondChance;
}
