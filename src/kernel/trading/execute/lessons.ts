/**
 * What own fills and the bars after own decisions teach: slippage, the factor of impact, and how a maker would fare.
 *
 * How a maker would fare is read off every bar, whether or not an order rested there, so that the rule of maker and taker
 * has hundreds of cases before it is asked.
 */
import type { Bar } from "../../domain/bar.ts";
import type { Instrument } from "../../domain/instrument.ts";
import { forget, type MakerRecord } from "../../maths/execution/maker-taker.ts";
import { recordImpact } from "../../maths/execution/square-root-impact.ts";
import type { ExecutionState } from "./execution-state.ts";

const slippagesKept = 50;
/** What a bar ago still weighs: half is forgotten in about 350 bars (chosen). */
const makerMemory = 0.998;
/** A mean of fewer fills says nothing (the number of answers the execution monitor asks for). */
const minimumFills = 10;

/** How much worse than `arrival` a fill was, basis points; below 0 is better. */
export const slippageBps = (side: "BUY" | "SELL", price: number, arrival: number): number =>
  10_000 * (side === "BUY" ? price / arrival - 1 : 1 - price / arrival);

export function recordSlippage({ slippages }: ExecutionState, slippage: number): void {
  slippages.push(slippage);
  if (slippages.length > slippagesKept) slippages.shift();
}

/** Mean slippage of the last fills; undefined while there are too few. */
export function meanSlippage({ slippages }: ExecutionState): number | undefined {
  if (slippages.length < minimumFills) return undefined;
  return slippages.reduce((sum, each) => sum + each, 0) / slippages.length;
}

/** A fill that took, as a lesson in impact: what it cost beyond half the spread. */
export function learnImpact(
  { impact }: ExecutionState,
  slippage: number,
  halfSpreadBps: number,
  { volatility, participation }: { readonly volatility: number; readonly participation: number },
): void {
  recordImpact(impact, (slippage - halfSpreadBps) / 10_000, volatility, participation);
}

/** The bid an order would rest at: half the spread below the price, in whole ticks. */
export const bidBelow = (reference: number, { halfSpreadBps, tickSize }: Instrument): number =>
  Math.max(1, Math.floor((reference * (1 - halfSpreadBps / 10_000)) / tickSize + 1e-7)) * tickSize;

/**
 * A close as a trial: an order resting at the bid of the close before is filled if this bar traded through it, and what
 * that was worth is seen where the bar closed. Bars know no queue; a real order that is missed counts beside them.
 */
export function learnMaker(record: MakerRecord, before: number, bar: Bar, instrument: Instrument): void {
  const bid = bidBelow(before, instrument);
  const share = bid - bar.low > instrument.tickSize / 2 ? 1 : 0;
  noteTrial(record, { bid, before, share, close: bar.close });
}

export type MakerTrial = {
  readonly bid: number;
  /** Close it was decided at, and where the price stands when the wait is over. */
  readonly before: number;
  readonly close: number;
  /** Of the order that was filled. */
  readonly share: number;
};

export function noteTrial(record: MakerRecord, { bid, before, close, share }: MakerTrial): void {
  forget(record, makerMemory);
  record.tried += 1;
  record.filled += share;
  if (share > 0) {
    record.adverse += 10_000 * (1 - close / bid);
    record.judged += 1;
  }
  if (share < 1) {
    record.chased += 10_000 * (close / before - 1);
    record.missed += 1;
  }
}
