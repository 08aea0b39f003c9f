/**
 * What the simulated venue refuses and with which of its codes: identity, form, filters, then the account.
 *
 * Comparisons are written so that a number that is none is refused. Source: Binance filters (LOT_SIZE, PRICE_FILTER,
 * NOTIONAL, PERCENT_PRICE_BY_SIDE, MAX_NUM_ORDERS) and `reject-codes.ts`.
 */
import { type Instrument, isWholeSteps } from "../../domain/instrument.ts";
import { accountRulesOf } from "./account-of.ts";
import { openIn, type VenueBook } from "./book-state.ts";
import { wouldTake } from "./fill-model.ts";
import { isPerpetual } from "./market-kind.ts";
import { notionalRefusal, type Refusal, type RejectName, refusalFor } from "./reject-codes.ts";
import { hasLimit, isConditional, isStop, type VenueOrder } from "./venue-order.ts";
import { type InstrumentRules, plainRules } from "./venue-terms.ts";

type Asked = {
  readonly book: VenueBook;
  readonly order: VenueOrder;
  readonly instrument: Instrument;
  readonly rules: InstrumentRules;
  readonly last: number | undefined;
};
type Refuse = (asked: Asked) => Refusal | undefined;

export function refusalOf(book: VenueBook, order: VenueOrder): Refusal | undefined {
  const instrument = book.instruments.get(order.symbol);
  if (instrument === undefined) return refusalFor("UNKNOWN_SYMBOL", `${order.symbol} is not traded here`);
  const rules = book.terms.rules.get(order.symbol) ?? plainRules;
  const asked: Asked = { book, order, instrument, rules, last: book.last.get(order.symbol) };
  for (const refuse of checks) {
    const refusal = refuse(asked);
    if (refusal !== undefined) return refusal;
  }
  return accountRulesOf(instrument).refusalOf(book, order, instrument);
}

const named = (instrument: Instrument, spot: RejectName, perpetual: RejectName, detail: string): Refusal =>
  refusalFor(isPerpetual(instrument) ? perpetual : spot, detail);

const duplicate: Refuse = ({ book, order: { id }, instrument }) =>
  book.resting.has(id)
    ? named(instrument, "DUPLICATE", "DUPLICATE_PERPETUAL", `an order with client id ${id} is open`)
    : undefined;

const halted: Refuse = ({ rules, order, instrument }) =>
  rules.status === "TRADING" || (isPerpetual(instrument) && order.isReduceOnly)
    ? undefined
    : named(instrument, "MARKET_CLOSED", "STATUS_PERPETUAL", `${order.symbol} is halted`);

const incomplete: Refuse = ({ order }) => {
  const { type, limitPrice, stopPrice, callback } = order;
  if (hasLimit(order) && limitPrice === undefined) return refusalFor("PARAMETER_MISSING", "no price");
  if (isConditional(order) && type !== "TRAILING_STOP" && stopPrice === undefined)
    return refusalFor("PARAMETER_MISSING", "no stopPrice");
  if (type === "TRAILING_STOP" && !(callback !== undefined && callback > 0 && callback < 1))
    return refusalFor("PARAMETER_MISSING", "no callbackRate above 0 and below 1");
  return undefined;
};

const lotSize: Refuse = ({ order: { quantity }, instrument, rules }) => {
  const { lotSize: lot, maxOrderQuantity } = instrument;
  const smallest = rules.minQuantity ?? lot;
  const detail = `${quantity} of ${smallest} to ${maxOrderQuantity} in steps of ${lot}`;
  if (!(quantity > 0)) return named(instrument, "LOT_SIZE", "QUANTITY_ZERO", detail);
  if (!isWholeSteps(quantity, lot)) return named(instrument, "LOT_SIZE", "PRECISION", detail);
  if (!(quantity >= smallest)) return named(instrument, "LOT_SIZE", "QUANTITY_BELOW", detail);
  return quantity <= maxOrderQuantity ? undefined : named(instrument, "LOT_SIZE", "QUANTITY_ABOVE", detail);
};

const tickSize: Refuse = ({ order: { limitPrice, stopPrice, activationPrice }, instrument }) => {
  const off = [limitPrice, stopPrice, activationPrice].find(
    (each) => each !== undefined && !(each > 0 && isWholeSteps(each, instrument.tickSize)),
  );
  return off === undefined
    ? undefined
    : named(instrument, "PRICE_FILTER", "PRICE_TICK", `${off} is no multiple of ${instrument.tickSize}`);
};

const notional: Refuse = ({ order, instrument, rules, last }) => {
  const { minNotionalUsd } = instrument;
  const at = order.limitPrice ?? order.stopPrice ?? last;
  if (at === undefined) return undefined;
  const worth = order.quantity * at;
  const detail = `worth ${worth}, at least ${minNotionalUsd}`;
  if (worth >= minNotionalUsd) return undefined;
  if (isPerpetual(instrument)) return order.isReduceOnly ? undefined : notionalRefusal(minNotionalUsd, detail);
  return hasLimit(order) || rules.minNotionalForMarket ? refusalFor("NOTIONAL", detail) : undefined;
};

const priceBand: Refuse = ({ order: { side, limitPrice }, instrument, rules, last }) => {
  const { priceBand: bounds } = rules;
  if (bounds === undefined || limitPrice === undefined || last === undefined) return undefined;
  const [low, high] = side === "BUY" ? [bounds.bidDown, bounds.bidUp] : [bounds.askDown, bounds.askUp];
  const detail = `${limitPrice} of ${last * low} to ${last * high}`;
  if (!(limitPrice >= last * low)) return named(instrument, "PERCENT_PRICE_BY_SIDE", "PRICE_BELOW", detail);
  return limitPrice <= last * high ? undefined : named(instrument, "PERCENT_PRICE_BY_SIDE", "PRICE_ABOVE", detail);
};

const tooManyOpen: Refuse = ({ book, order, instrument, rules: { maxOpenOrders } }) => {
  const open = openIn(book, order.symbol).length;
  return open < maxOpenOrders
    ? undefined
    : named(instrument, "MAX_NUM_ORDERS", "MAX_OPEN_ORDERS", `${open} open of ${maxOpenOrders}`);
};

const postOnly: Refuse = ({ order, instrument, last }) =>
  order.timeInForce === "GTX" && !isConditional(order) && last !== undefined && wouldTake(order, last, instrument)
    ? named(
        instrument,
        "WOULD_TAKE",
        "WOULD_TAKE_PERPETUAL",
        `a post-only order at ${order.limitPrice} would take: the last price is ${last}`,
      )
    : undefined;

/** On spot a stop that is passed already goes off at the next moment: the fund's protection is never turned away. */
const wouldTrigger: Refuse = ({ order, instrument, last }) => {
  const { stopPrice, side } = order;
  if (!isPerpetual(instrument) || !isConditional(order) || stopPrice === undefined || last === undefined)
    return undefined;
  const isBeyond = isStop(order) === (side === "SELL") ? last <= stopPrice : last >= stopPrice;
  return isBeyond ? refusalFor("WOULD_TRIGGER", `the last price is ${last}, the trigger ${stopPrice}`) : undefined;
};

/** Where the last price shows that it cannot be had, it is said at once; else the next moment decides. */
const unableToFill: Refuse = ({ order, instrument, last }) =>
  isPerpetual(instrument) && order.timeInForce === "FOK" && last !== undefined && !wouldTake(order, last, instrument)
    ? refusalFor("UNABLE_TO_FILL", `the last price is ${last}, the limit ${order.limitPrice}`)
    : undefined;

const checks: readonly Refuse[] = [
  duplicate,
  halted,
  incomplete,
  lotSize,
  tickSize,
  notional,
  priceBand,
  tooManyOpen,
  postOnly,
  wouldTrigger,
  unableToFill,
];
