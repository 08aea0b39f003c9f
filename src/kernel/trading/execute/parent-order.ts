/**
 * A parent order: one intent, worked by one child after another until it is filled, given up or stopped.
 *
 * It has one child at most, and a child is never larger than what neither was bought nor is on its way. So the children
 * never add up to more than the parent, whatever the venue does: a fill counts when it is heard, a child of unknown
 * outcome is a child still, and after one that the venue refused or never saw nothing more is sent. Plain data.
 */
import type { CostEstimate, ExecutionStyle, ExpectedEdge } from "../../domain/execution.ts";
import { type Instrument, snapQuantity } from "../../domain/instrument.ts";
import type { OrderType } from "../../domain/order.ts";
import { type EpochMs, epochMs, type Price, type Quantity, type UsdAmount } from "../../units/units.ts";

export type Step = {
  readonly orderType: OrderType;
  /** What is to have been bought once this step is done; earlier steps' rests are caught up with. */
  readonly until: Quantity;
  readonly notBefore: EpochMs;
};

export type Child = {
  readonly id: string;
  readonly quantity: Quantity;
  readonly sentAt: EpochMs;
  /** Price it was decided at. */
  readonly arrivalPrice: Price;
  readonly isMaker: boolean;
  filled: Quantity;
};

export type ParentOrder = {
  /** That of its first child. */
  readonly id: string;
  readonly symbol: string;
  readonly strategy: string;
  readonly reason: string;
  readonly style: ExecutionStyle;
  readonly openedAt: EpochMs;
  /** Given up after this. */
  readonly endsAt: EpochMs;
  readonly quantity: Quantity;
  /** No child pays more. */
  readonly worstPrice: Price;
  /** Close it was decided at. */
  readonly arrivalPrice: Price;
  readonly stopDistance: number;
  /** Trade it adds to; undefined where it opens one. */
  readonly addsTo?: string | undefined;
  readonly expected: CostEstimate;
  /** Unknown of parents of older versions, of which the guard sends no more. */
  readonly edge?: ExpectedEdge | undefined;
  /** How far above the price a limit is set, basis points. */
  readonly limitBps: number;
  /** What of its size the hooks that only advise would have left. */
  readonly advisedShare: number;
  readonly steps: readonly Step[];
  nextStep: number;
  child: Child | undefined;
  children: number;
  filled: Quantity;
  /** Paid for it, fees apart. */
  paid: UsdAmount;
  fees: UsdAmount;
  /** Paid more, or less, because prices had moved between the decision and the children. */
  delayUsd: UsdAmount;
  /** Why nothing more is sent. */
  stoppedBy: string | undefined;
};

/** What may still be bought and is not on its way: it counts as exposure until the parent ends. */
export function unsentOf({ stoppedBy, quantity, filled, child }: ParentOrder): number {
  if (stoppedBy !== undefined) return 0;
  return Math.max(0, quantity - filled - (child === undefined ? 0 : Math.max(0, child.quantity - child.filled)));
}

/** What the next step is to send: whole lots, never more than is left. Nothing while a child is out. */
export function dueQuantity(parent: ParentOrder, instrument: Instrument, at: EpochMs): Quantity | undefined {
  const step = parent.steps[parent.nextStep];
  if (step === undefined || parent.child !== undefined || at < step.notBefore) return undefined;
  return snapQuantity(instrument, Math.min(unsentOf(parent), step.until - parent.filled));
}

/** Nothing is out, and nothing more will be sent. The first order is always tried: the guard says what is wrong with it. */
export function hasEnded(parent: ParentOrder, { lotSize }: Instrument): boolean {
  const { child, stoppedBy, nextStep, steps } = parent;
  if (child !== undefined) return false;
  if (stoppedBy !== undefined || nextStep >= steps.length) return true;
  return nextStep > 0 && unsentOf(parent) < lotSize / 2;
}

/** The steps of a style: its parts one bar apart, or an order that rests and then one that takes. */
export function stepsOf(style: ExecutionStyle, shares: readonly number[], plan: StepPlan): readonly Step[] {
  const { instrument, quantity, at, barMs } = plan;
  const one = (orderType: OrderType): Step => ({ orderType, until: quantity, notBefore: at });
  if (style === "POST_ONLY") return [one("POST_ONLY"), one("MARKET")];
  if (style === "MARKET" || style === "LIMIT") return [one(style)];
  const orderType = style === "ICEBERG" ? "LIMIT" : "MARKET";
  let sum = 0;
  return shares.map((share, index): Step => {
    sum += share;
    const isLast = index === shares.length - 1;
    const notBefore = style === "ICEBERG" ? at : epochMs(at + index * barMs);
    return { orderType, until: isLast ? quantity : snapQuantity(instrument, quantity * sum), notBefore };
  });
}

export type StepPlan = {
  readonly instrument: Instrument;
  readonly quantity: Quantity;
  readonly at: EpochMs;
  readonly barMs: number;
};
