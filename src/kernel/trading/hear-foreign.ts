/**
 * What happened at the venue without the fund asking: liquidations, auto-deleveraging, trades by hand, cash that moved.
 *
 * The venue is the truth of what happened, so it is booked, once, under an order id given to it here. A sale of more than
 * is held is booked as far as it goes; the next account shows the rest. A purchase becomes part of a position, or a
 * position of its own with the widest stop the fund allows: naked it would be worse, and sold at once it would undo what a
 * person meant. Either way the symbol is frozen until the books agree again, and a person is told. Source: RT-06, RT-08.
 */
import type { Order, OrderRecord } from "../domain/order.ts";
import { isOpen } from "../domain/order.ts";
import type { ExitReason, Position } from "../domain/position.ts";
import { ensembleName } from "../domain/signal.ts";
import type { ForeignCause } from "../domain/venue-report.ts";
import type { InputEvent } from "../events/catalogue.ts";
import { alertRaised } from "../events/executive-events.ts";
import { emit, nextOrderId } from "../events/outbox.ts";
import { cashBooked, foreignFillBooked, symbolFrozen } from "../events/reconciliation-events.ts";
import { inputIgnored } from "../events/trading-events.ts";
import { bookCashMoved, cashOf } from "../ledger/ledger.ts";
import { type Quantity, quantity } from "../units/units.ts";
import { takeFill } from "./hear-fill.ts";
import { cancel, protect } from "./protect.ts";
import { freezeSymbol, isBookedBefore } from "./reconcile/reconcile-state.ts";
import { takeNumber } from "./report-number.ts";
import type { TradingContext } from "./trading-context.ts";
import { rememberOrder, retire, type TradingState } from "./trading-state.ts";

export type ForeignEvent = Extract<InputEvent, { type: "venue.foreign_filled" | "venue.cash_moved" }>;
type ForeignFill = Extract<ForeignEvent, { type: "venue.foreign_filled" }>["data"];
type CashMove = Extract<ForeignEvent, { type: "venue.cash_moved" }>["data"];

export function hearForeign(state: TradingState, context: TradingContext, event: ForeignEvent): void {
  if (!takeNumber(state, context, event)) return;
  const id = event.type === "venue.foreign_filled" ? `fill ${event.data.fillId}` : `cash ${event.data.cashId}`;
  if (isBookedBefore(state.reconcile, id))
    return emit(context.outbox, inputIgnored.create({ type: event.type, reason: `${id} is booked` }));
  if (event.type === "venue.cash_moved") return hearCash(context, event.data);
  hearForeignFill(state, context, event.data);
}

const verbOf: Readonly<Record<ForeignCause, string>> = {
  LIQUIDATION: "the venue liquidated",
  AUTO_DELEVERAGING: "the venue took by auto-deleveraging",
  MANUAL: "somebody traded by hand",
};

function hearForeignFill(state: TradingState, context: TradingContext, fill: ForeignFill): void {
  const { symbol, side, quantity: traded, priceUsd, cause } = fill;
  const id = context.idOf(symbol);
  const booked = id === undefined ? 0 : bookForeign(state, context, id, fill);
  const rest =
    traded - booked === 0 ? "" : `, of which ${traded - booked} cannot be booked: nothing of it is held here`;
  const message = `${verbOf[cause]}: ${side} ${traded} ${symbol} at ${priceUsd}, which the fund did not ask for${rest}`;
  if (freezeSymbol(state.reconcile, symbol, [message], context.outbox.at))
    emit(context.outbox, symbolFrozen.create({ symbol, reasons: [message] }));
  emit(context.outbox, alertRaised.create({ level: "CRITICAL", what: `${symbol}: ${verbOf[cause]}`, message }));
}

/** Returns how much of it is in the books now. */
function bookForeign(state: TradingState, context: TradingContext, id: number, fill: ForeignFill): number {
  const { fillId, symbol, side, priceUsd, feeUsd, cause } = fill;
  const held = state.positions[id];
  const sold = Math.min(fill.quantity, held?.quantity ?? 0);
  const traded = side === "BUY" ? fill.quantity : quantity(sold);
  const order: Order = { id: nextOrderId(context.outbox), symbol, side, purpose: purposeOf[side], quantity: traded };
  const facts = { orderId: order.id, fillId, symbol, side, priceUsd, feeUsd, cause };
  const unbookedQuantity = quantity(fill.quantity - traded);
  emit(context.outbox, foreignFillBooked.create({ ...facts, quantity: traded, unbookedQuantity }));
  if (!(traded > 0)) return 0;
  if (side === "SELL" && held !== undefined) nameExit(held, traded, reasonOf[cause]);
  const record = foreignRecord(context, order, held);
  rememberOrder(state, record);
  takeFill(state, context, record, { fillId, priceUsd, quantity: traded, feeUsd, liquidity: "TAKER" });
  retire(state, record);
  if (side === "SELL") cancelUncovered(state, context, id, symbol);
  protect(state, context, id);
  return traded;
}

const purposeOf = { BUY: "ENTRY", SELL: "EXIT" } as const;
const reasonOf: Readonly<Record<ForeignCause, ExitReason>> = {
  LIQUIDATION: "LIQUIDATION",
  AUTO_DELEVERAGING: "LIQUIDATION",
  MANUAL: "MANUAL",
};

/** A part that is sold leaves the rest where it was: only what ends a position is the reason of its end. */
function nameExit(position: Position, sold: number, reason: ExitReason): void {
  if (sold >= position.quantity) position.exitReason = reason;
}

const foreignRecord = ({ config, outbox }: TradingContext, order: Order, held: Position | undefined): OrderRecord => ({
  order,
  strategy: held?.strategy ?? ensembleName,
  submittedAt: outbox.at,
  status: "WORKING",
  filledQuantity: quantity(0),
  updatedAt: outbox.at,
  note: "not sent by the fund",
  stopDistance: config.hardLimits.maxStopDistanceFraction,
});

/** Stops and exits that would now sell more than is held are taken back, the youngest first; what is left is protected anew. */
function cancelUncovered(state: TradingState, context: TradingContext, id: number, symbol: string): void {
  const held: Quantity = state.positions[id]?.quantity ?? quantity(0);
  let covered = 0;
  for (const { order, status, filledQuantity } of state.orders.values()) {
    if (order.symbol !== symbol || order.purpose === "ENTRY" || !isOpen(status)) continue;
    covered += order.quantity - filledQuantity;
    if (!(covered <= held)) cancel(state, context, order.id, "what it was to sell is gone");
  }
}

/** Funding and fees are the cost of what is held; a transfer is capital that comes or goes. */
function hearCash({ ledger, outbox }: TradingContext, { cashId, symbol, amountUsd, cause }: CashMove): void {
  bookCashMoved(ledger, amountUsd, cause);
  emit(outbox, cashBooked.create({ cashId, symbol, amountUsd, cause, cashUsd: cashOf(ledger) }));
  if (cause !== "TRANSFER") return;
  const message = `${amountUsd} USD were moved ${amountUsd < 0 ? "out of" : "into"} the account at the venue`;
  emit(outbox, alertRaised.create({ level: "HIGH", what: "cash was transferred", message }));
}
