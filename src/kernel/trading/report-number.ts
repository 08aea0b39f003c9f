/**
 * The venue's running number: each report once and in order, so that none is skipped and none counts twice.
 *
 * Where the books differ from the venue's in a symbol, its reports are heard again, and a fill in them that no book has is
 * booked although its number has passed: fills are facts, and their ids are kept for as long as their orders (RT-07).
 */
import type { Difference } from "../domain/reconciliation.ts";
import type { InputEvent } from "../events/catalogue.ts";
import { emit } from "../events/outbox.ts";
import { inputIgnored } from "../events/trading-events.ts";
import type { TradingContext } from "./trading-context.ts";
import { findOrder, type TradingState } from "./trading-state.ts";

type Numbered = Extract<InputEvent, { readonly data: { readonly reportSeq: number } }>;
export type Report = Exclude<Numbered, { type: "venue.account_reported" }>;

/** Takes the number in. Returns whether the report is to be heard. 0 is no part of the stream. */
export function takeNumber(state: TradingState, context: TradingContext, event: Report): boolean {
  const { reportSeq } = event.data;
  if (reportSeq === 0) return true;
  if (reportSeq > state.reportSeq + 1)
    return turnDown(context, event, `report ${reportSeq} came before report ${state.reportSeq + 1}`);
  if (reportSeq <= state.reportSeq && !isMissedFill(state, event))
    return turnDown(context, event, `report ${reportSeq} was taken in before`);
  state.reportSeq = Math.max(state.reportSeq, reportSeq);
  return true;
}

/** One that explains what differs. Without a difference a passed number is a repetition, whatever it says. */
function isMissedFill(state: TradingState, event: Report): boolean {
  if (event.type !== "venue.order_filled" || state.fillIds.has(event.data.fillId)) return false;
  const symbol = findOrder(state, event.data.orderId)?.order.symbol;
  return symbol !== undefined && state.reconcile.open.some((each) => each.symbol === symbol && isAboutFills(each));
}

const isAboutFills = ({ kind }: Difference): boolean => kind === "FILLED_QUANTITY" || kind === "POSITION";

function turnDown({ outbox }: TradingContext, { type }: Report, reason: string): false {
  emit(outbox, inputIgnored.create({ type, reason }));
  return false;
}
