/**
 * Works the parent orders: sends the next child, recalls one that has rested too long, ends what is done.
 *
 * Called after every event, once governance has spoken. Children are entries: each passes the guard like any other, and
 * since the guard takes no price that is older than a moment, they leave at closes. Only entries are worked in parts;
 * what closes or protects a position never waits for anything here.
 */
import type { Instrument } from "../domain/instrument.ts";
import { isOpen, isResting, type Order } from "../domain/order.ts";
import type { Cap } from "../domain/workings.ts";
import { nextOrderId } from "../events/outbox.ts";
import { after, type EpochMs, epochMs, price, quantity } from "../units/units.ts";
import { childOrder } from "./execute/make-order.ts";
import { type Child, dueQuantity, hasEnded, type ParentOrder } from "./execute/parent-order.ts";
import { announceEnd } from "./announce-execution.ts";
import { cancel } from "./protect.ts";
import { booksAgree, doubtIn } from "./books-agree.ts";
import { paceOf } from "./flow-view.ts";
import { whyWait } from "./guard/entry-flow.ts";
import { submit } from "./submit.ts";
import type { TradingContext } from "./trading-context.ts";
import { rememberAdvice, type TradingState } from "./trading-state.ts";

/** Takes a parent on and sends its first child. Returns whether it left. */
export function openParent(
  state: TradingState,
  context: TradingContext,
  parent: ParentOrder,
  caps: readonly Cap[],
): boolean {
  state.execution.parents.set(parent.id, parent);
  workParent(state, context, parent, caps);
  return parent.children > 0;
}

export function workParents(state: TradingState, context: TradingContext): void {
  for (const parent of state.execution.parents.values()) workParent(state, context, parent);
}

function workParent(
  state: TradingState,
  context: TradingContext,
  parent: ParentOrder,
  caps: readonly Cap[] = [],
): void {
  const id = context.idOf(parent.symbol);
  const instrument = id === undefined ? undefined : context.config.instruments[id];
  if (id === undefined || instrument === undefined) return;
  /** About its first child the guard has the first word. */
  if (parent.nextStep > 0) parent.stoppedBy ??= stopFor(state, context, parent, id);
  recallChild(state, context, parent);
  while (!hasEnded(parent, instrument) && sendNext(state, context, parent, { id, instrument, caps }));
  if (!hasEnded(parent, instrument)) return;
  state.execution.parents.delete(parent.id);
  if (parent.children > 0) announceEnd(context, parent, id, instrument);
}

/** Why nothing more is to be bought, or nothing. */
const stopFor = (state: TradingState, context: TradingContext, parent: ParentOrder, id: number): string | undefined =>
  forbiddenBy(context, parent.symbol) ??
  doubtIn(state, parent.symbol) ??
  heldBackBy(state, context, parent, id) ??
  outlivedBy(state, context, parent, id) ??
  leftBy(state, parent, id);

function forbiddenBy({ policy }: TradingContext, symbol: string): string | undefined {
  const { envelope, setBy } = policy.mandate;
  if (policy.exitMode !== "HOLD") return `exit mode is ${policy.exitMode}`;
  if (!envelope.entriesAllowed) return `entries are stopped by ${setBy.entriesAllowed}`;
  return policy.activeSymbols.includes(symbol) ? undefined : `${symbol} has left the universe`;
}

/** Controls that bind between two decisions: RT-10 everybody, PT-06 the strategy, PT-02 the symbol. */
function heldBackBy(
  { flow }: TradingState,
  { outbox, entryFlow }: TradingContext,
  { strategy, symbol }: ParentOrder,
  id: number,
) {
  if (entryFlow.state === "STOPPED") return `entries are stopped: ${entryFlow.reason}`;
  if (flow.disabled.has(strategy)) return `${strategy} is disabled`;
  return outbox.at < (flow.coolsUntil[id] ?? 0) ? `${symbol} cools after its move` : undefined;
}

function outlivedBy(state: TradingState, { outbox }: TradingContext, parent: ParentOrder, id: number) {
  const { symbol, endsAt, openedAt } = parent;
  if (outbox.at > endsAt) return "its time is over";
  if (outbox.at < (state.execution.pausedUntil[id] ?? 0)) return `slippage pauses ${symbol}`;
  return outbox.at > openedAt && state.latest[id]?.direction === "OUT" ? "the signal has turned" : undefined;
}

/** What was bought, or is added to, is sold or being sold: buying on would work against it. */
function leftBy(state: TradingState, { filled, addsTo }: ParentOrder, id: number): string | undefined {
  const position = state.positions[id];
  if (addsTo !== undefined && position?.openedBy !== addsTo) return "what it adds to is sold";
  if (addsTo === undefined && filled === 0) return undefined;
  if (position === undefined) return "what it bought is sold";
  return position.exitReason === undefined && position.reduction === undefined ? undefined : "the position is leaving";
}

/** A child that has rested for as long as it may, or whose parent is stopped. One of unknown outcome is waited for. */
function recallChild(state: TradingState, context: TradingContext, parent: ParentOrder): void {
  const { child, stoppedBy } = parent;
  const record = child === undefined ? undefined : state.orders.get(child.id);
  if (child === undefined || record === undefined || !isOpen(record.status)) return;
  const hasWaited = context.outbox.at >= after(child.sentAt, context.config.execution.makerWaitMs);
  if (stoppedBy === undefined && !(isResting(record.order) && hasWaited)) return;
  cancel(state, context, child.id, stoppedBy ?? "rested for as long as it may");
}

type Place = {
  readonly id: number;
  readonly instrument: Instrument;
  /** What the balancer held the parent against, where this is its first child. */
  readonly caps: readonly Cap[];
};

/** Whether a later part may leave now; if not, it waits. */
function mayGoOn(state: TradingState, context: TradingContext, id: number): boolean {
  const { outbox, features, config } = context;
  const age = outbox.at - (features.closedAt[id] ?? 0);
  if (!(age <= config.hardLimits.maxReferenceAgeMs && booksAgree(state, context))) return false;
  return whyWait({ at: outbox.at, ...paceOf(state, context) }) === undefined;
}

/** Returns whether a step was passed over, so that the next may be due. */
function sendNext(
  state: TradingState,
  context: TradingContext,
  parent: ParentOrder,
  { id, instrument, caps }: Place,
): boolean {
  const { outbox, features, config } = context;
  const step = parent.steps[parent.nextStep];
  const due = dueQuantity(parent, instrument, outbox.at);
  const reference = features.close[id];
  if (step === undefined || due === undefined || reference === undefined) return false;
  if (parent.nextStep > 0 && !mayGoOn(state, context, id)) return false;
  parent.nextStep += 1;
  const isLast = parent.nextStep === parent.steps.length;
  if (!isLast && !(due * reference >= instrument.minNotionalUsd)) return true;
  const orderId = parent.children === 0 ? parent.id : nextOrderId(outbox);
  const { priceProtectionFraction: protection } = config.trading;
  const order = childOrder(orderId, parent, due, { instrument, reference, orderType: step.orderType, protection });
  parent.child = childOf(order, outbox.at, reference);
  if (submit(state, context, order, { ...purposeOf(parent), caps })) {
    parent.children += 1;
    rememberAdvice(state, orderId, parent.advisedShare);
  } else {
    parent.child = undefined;
    parent.stoppedBy = "the guard refused a part of it";
  }
  return false;
}

const childOf = ({ id, quantity: wanted, orderType }: Order, at: EpochMs, reference: number): Child => ({
  id,
  quantity: wanted,
  sentAt: at,
  arrivalPrice: price(reference),
  isMaker: orderType === "POST_ONLY",
  filled: quantity(0),
});

const purposeOf = ({ id, strategy, reason, stopDistance, expected, edge }: ParentOrder) => ({
  strategy,
  reason,
  stopDistance,
  edge,
  parent: { id, expectedSlippageBps: expected.slippageBps },
});

/** When a child has rested for as long as it may, and nothing else has happened. */
export function nextWorkAt({ execution, orders }: TradingState, wait: number, at: EpochMs): EpochMs | undefined {
  let next: EpochMs | undefined;
  for (const { child } of execution.parents.values()) {
    const record = child === undefined ? undefined : orders.get(child.id);
    if (child === undefined || record === undefined || !isResting(record.order)) continue;
    /** A moment later, so that a close at that moment comes first. */
    const due = epochMs(child.sentAt + wait + 1);
    if (due > at && (next === undefined || due < next)) next = due;
  }
  return next;
}
