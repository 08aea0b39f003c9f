/**
 * The life of an order as a state machine with the states a real venue has.
 *
 * ```
 * SUBMITTED ─▶ WORKING ─▶ PARTIALLY_FILLED ─▶ FILLED
 *     │  └───▶ UNKNOWN ──(asked)──▶ any of these, or ABSENT
 *     ├──────▶ REJECTED        PENDING_CANCEL ─▶ CANCELED · EXPIRED
 * ```
 *
 * A fill is a fact whatever we thought of the order: it is applied in every state, also after a cancel. Only a venue's
 * word or proof of absence ends UNKNOWN; a timer never does, nor does a cancel we ask for (resolutions 16b).
 */
import type { OrderRecord, OrderStatus } from "../../domain/order.ts";
import { type EpochMs, quantity } from "../../units/units.ts";

export type OrderNews =
  | { readonly kind: "ACCEPTED" }
  | { readonly kind: "REJECTED"; readonly reason: string }
  | { readonly kind: "FILLED"; readonly quantity: number }
  | { readonly kind: "CANCEL_REQUESTED"; readonly reason: string }
  | { readonly kind: "CANCELED"; readonly reason: string }
  | { readonly kind: "EXPIRED"; readonly reason: string }
  | { readonly kind: "OUTCOME_UNKNOWN"; readonly reason: string }
  | { readonly kind: "ABSENT" };

type Transition = { readonly from: readonly OrderStatus[]; readonly to: OrderStatus };

const open = ["SUBMITTED", "UNKNOWN", "WORKING", "PARTIALLY_FILLED", "PENDING_CANCEL"] as const;
const unanswered = ["SUBMITTED", "UNKNOWN"] as const;

/** News that leads to one state, and the states in which it is news at all. */
const transitions: Readonly<Record<"CANCEL_REQUESTED" | "CANCELED" | "EXPIRED" | "OUTCOME_UNKNOWN", Transition>> = {
  CANCEL_REQUESTED: { from: ["SUBMITTED", "WORKING", "PARTIALLY_FILLED"], to: "PENDING_CANCEL" },
  CANCELED: { from: open, to: "CANCELED" },
  EXPIRED: { from: open, to: "EXPIRED" },
  OUTCOME_UNKNOWN: { from: ["SUBMITTED", "PENDING_CANCEL"], to: "UNKNOWN" },
};

/** The state after `news`, or `undefined` when the news says nothing new in this state. */
export function statusAfter(record: OrderRecord, news: OrderNews): OrderStatus | undefined {
  const { status } = record;
  if (news.kind === "FILLED") return statusAfterFill(record, news.quantity);
  if (news.kind === "ACCEPTED") return unanswered.some((each) => each === status) ? acceptedStatus(record) : undefined;
  if (news.kind === "REJECTED" || news.kind === "ABSENT") return mayNeverHaveLived(record) ? news.kind : undefined;
  const { from, to } = transitions[news.kind];
  return from.includes(status) ? to : undefined;
}

function statusAfterFill(record: OrderRecord, filled: number): OrderStatus {
  const isFull = record.filledQuantity + filled >= record.order.quantity - fullyFilledSlack(record);
  return isFull ? "FILLED" : partiallyFilledStatus(record.status);
}

/** Applies the news in place. Returns the state before, or `undefined` when nothing changed. */
export function applyNews(record: OrderRecord, news: OrderNews, at: EpochMs): OrderStatus | undefined {
  const next = statusAfter(record, news);
  if (next === undefined) return undefined;
  const before = record.status;
  record.status = next;
  record.updatedAt = at;
  if (news.kind === "FILLED") record.filledQuantity = quantity(record.filledQuantity + news.quantity);
  if ("reason" in news) record.note = news.reason;
  return before;
}

/** Sent, never filled, and not known to have been accepted: a cancel asked for meanwhile changes none of that. */
const mayNeverHaveLived = ({ status, filledQuantity }: OrderRecord): boolean =>
  status === "SUBMITTED" || status === "UNKNOWN" || (status === "PENDING_CANCEL" && filledQuantity === 0);

/** A fill does not undo a cancel that is under way, nor reopen an order the venue has ended. */
function partiallyFilledStatus(status: OrderStatus): OrderStatus {
  return status === "SUBMITTED" || status === "WORKING" || status === "UNKNOWN" ? "PARTIALLY_FILLED" : status;
}

const acceptedStatus = (record: OrderRecord): OrderStatus =>
  record.filledQuantity > 0 ? "PARTIALLY_FILLED" : "WORKING";

/** Sums of lots in floating point may miss the total by rounding error; far less than any lot. */
const fullyFilledSlack = (record: OrderRecord): number => record.order.quantity * 1e-9;
