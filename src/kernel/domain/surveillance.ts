/**
 * The lines of what watches the fund while it runs, apart from the seats. Source: controls.md, D.3, which names the
 * controls and leaves their numbers open; the numbers are chosen.
 */
import {
  type DurationMs,
  durationMs,
  type Fraction,
  fraction,
  hours,
  minutes,
  type Ratio,
  ratio,
  seconds,
} from "../units/units.ts";

export type SurveillanceConfig = {
  /** A critical alert that nobody has acknowledged for so long freezes the fund (RT-02). */
  readonly acknowledgeWithinMs: DurationMs;
  /** Bar intervals without a bar of a symbol that has had some: its stream is silent (RT-04). */
  readonly silentAfterIntervals: number;
  /** How far back orders, trades and rejections are counted (RT-10, RT-12). */
  readonly flowWindowMs: DurationMs;
  /** Orders for each trade, from `minFlowOrders` orders on (RT-10). */
  readonly maxOrderToTradeRatio: Ratio;
  /** Rejected part of the orders sent, from `minFlowOrders` orders on (RT-10). */
  readonly maxRejectFraction: Fraction;
  readonly minFlowOrders: number;
  /** While either is beyond its limit, one entry may be sent in so long (RT-10). */
  readonly throttleEveryMs: DurationMs;
  /** Beyond so many times its limit entries stop, until both are back within the limit (RT-10). */
  readonly stopAtMultiple: Ratio;
  /** How far slippage may be from what was expected, in standard errors, from `minFills` entries on (RT-11). */
  readonly maxSlippageDriftSigmas: Ratio;
  readonly minFills: number;
  /** Our own purchase and sale of one symbol at one price within this look like a wash (RT-12). */
  readonly washWindowMs: DurationMs;
  /** Orders of one symbol taken back unfilled within the window that look like layering (RT-12). */
  readonly maxUnfilledCancels: number;
};

export const defaultSurveillance: SurveillanceConfig = {
  acknowledgeWithinMs: minutes(5),
  silentAfterIntervals: 3,
  flowWindowMs: hours(1),
  maxOrderToTradeRatio: ratio(20),
  maxRejectFraction: fraction(0.2),
  minFlowOrders: 10,
  throttleEveryMs: minutes(5),
  stopAtMultiple: ratio(2),
  maxSlippageDriftSigmas: ratio(3),
  minFills: 30,
  washWindowMs: seconds(60),
  maxUnfilledCancels: 10,
};

/** What a journal of before the flow of orders held entries back was played with: alerts, and nothing else. */
export const unheldFlow = { throttleEveryMs: durationMs(0), stopAtMultiple: ratio(1e12) };
