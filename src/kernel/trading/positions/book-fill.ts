/**
 * A fill becomes money and a position: the ledger is posted, the average price and realised profit follow.
 *
 * Fills are facts. Whatever state the order was thought to be in, what the venue filled is booked.
 */
import { fromSteps, type Instrument } from "../../domain/instrument.ts";
import type { OrderRecord } from "../../domain/order.ts";
import { type ClosedTrade, type Position, stopReasonOf } from "../../domain/position.ts";
import {
  bookBuy,
  bookPerpetualBuy,
  bookPerpetualSell,
  bookSell,
  costOfHeld,
  type Ledger,
  payFee,
} from "../../ledger/ledger.ts";
import {
  type EpochMs,
  fraction,
  type Price,
  price,
  quantity,
  type Quantity,
  ratio,
  type UsdAmount,
  usd,
} from "../../units/units.ts";
import { completePlan, drawPlan, type Outlook } from "./draw-plan.ts";
import { stopPriceBelow } from "./stop-price.ts";

export type Fill = {
  readonly price: Price;
  readonly quantity: Quantity;
  readonly fee: UsdAmount;
  readonly at: EpochMs;
};

/** The part of the ledger one instrument is booked in. */
export type Account = {
  readonly ledger: Ledger;
  readonly id: number;
  readonly instrument: Instrument;
  readonly outlook: Outlook;
};

export type Booked = {
  /** Profit of the part sold, before fees. */
  readonly realizedPnl: UsdAmount;
  readonly position: Position | undefined;
  readonly isNew: boolean;
  readonly closed: ClosedTrade | undefined;
};

export function bookEntryFill(
  { ledger, id, instrument, outlook }: Account,
  held: Position | undefined,
  record: OrderRecord,
  fill: Fill,
): Booked {
  const lots = Math.round(fill.quantity / instrument.lotSize);
  const bookIn = instrument.perpetual === undefined ? bookBuy : bookPerpetualBuy;
  bookIn(ledger, id, lots, usd(fill.quantity * fill.price));
  payFee(ledger, fill.fee);
  const position = held ?? openPosition({ instrument, outlook }, record, fill);
  const total = fromSteps(ledger.lots[id] ?? 0, instrument.lotSize);
  position.quantity = quantity(total);
  position.averagePrice = price(costOfHeld(ledger, id) / total);
  position.boughtQuantity = quantity(position.boughtQuantity + fill.quantity);
  position.initialRisk = usd(position.initialRisk + Math.max(0, fill.price - position.stopPrice) * fill.quantity);
  position.fees = usd(position.fees + fill.fee);
  position.lastPrice = fill.price;
  if (!position.plan.isAddedTo) completePlan(position, instrument);
  return { realizedPnl: usd(0), position, isNew: held === undefined, closed: undefined };
}

function openPosition(
  { instrument, outlook }: Pick<Account, "instrument" | "outlook">,
  { order, strategy, stopDistance }: OrderRecord,
  fill: Fill,
): Position {
  const stopPrice = stopPriceBelow(instrument, fill.price, fraction(stopDistance));
  return {
    symbol: instrument.symbol,
    openedAt: fill.at,
    openedBy: order.id,
    strategy,
    quantity: quantity(0),
    averagePrice: fill.price,
    stopPrice,
    initialRisk: usd(0),
    boughtQuantity: quantity(0),
    soldQuantity: quantity(0),
    soldFor: usd(0),
    realizedPnl: usd(0),
    fees: usd(0),
    lastPrice: fill.price,
    exitReason: undefined,
    reduction: undefined,
    plan: drawPlan(outlook, fill.at, fill.price, stopPrice),
  };
}

export function bookExitFill(
  { ledger, id, instrument }: Account,
  position: Position,
  { order }: OrderRecord,
  fill: Fill,
): Booked {
  const lots = Math.round(fill.quantity / instrument.lotSize);
  const received = usd(fill.quantity * fill.price);
  const bookOut = instrument.perpetual === undefined ? bookSell : bookPerpetualSell;
  const realizedPnl = bookOut(ledger, id, lots, received);
  payFee(ledger, fill.fee);
  const left = ledger.lots[id] ?? 0;
  position.quantity = quantity(fromSteps(left, instrument.lotSize));
  position.soldQuantity = quantity(position.soldQuantity + fill.quantity);
  position.soldFor = usd(position.soldFor + received);
  position.realizedPnl = usd(position.realizedPnl + realizedPnl);
  position.fees = usd(position.fees + fill.fee);
  position.lastPrice = fill.price;
  if (left > 0) return { realizedPnl, position, isNew: false, closed: undefined };
  const exitReason =
    order.purpose === "STOP"
      ? stopReasonOf(position, order.stopPrice ?? position.stopPrice)
      : (position.exitReason ?? position.reduction?.reason ?? "SIGNAL");
  return { realizedPnl, position: undefined, isNew: false, closed: closedTrade(position, exitReason, fill.at) };
}

function closedTrade(position: Position, exitReason: ClosedTrade["exitReason"], at: EpochMs): ClosedTrade {
  const pnl = usd(position.realizedPnl - position.fees);
  return {
    id: position.openedBy,
    symbol: position.symbol,
    strategy: position.strategy,
    openedAt: position.openedAt,
    closedAt: at,
    quantity: position.boughtQuantity,
    entryPrice: price((position.soldFor - position.realizedPnl) / position.soldQuantity),
    exitPrice: price(position.soldFor / position.soldQuantity),
    pnl,
    fees: position.fees,
    rMultiple: ratio(position.initialRisk > 0 ? pnl / position.initialRisk : 0),
    exitReason,
  };
}
