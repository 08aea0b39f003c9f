/**
 * One fill of an order becomes money, a position and facts, whether the fund sent the order or the venue traded unasked.
 *
 * Fills are facts: whatever the order was thought to be, what the venue filled is booked, and each id once.
 */
import type { OrderRecord } from "../domain/order.ts";
import type { Position } from "../domain/position.ts";
import type { Liquidity } from "../domain/venue-report.ts";
import { emit } from "../events/outbox.ts";
import { positionClosed, positionOpened, tradeExecuted } from "../events/trading-events.ts";
import type { Price, Quantity, UsdAmount } from "../units/units.ts";
import { noteFill } from "./hear-child.ts";
import { type Account, bookEntryFill, bookExitFill, type Booked, type Fill } from "./positions/book-fill.ts";
import { exitRowOf } from "./positions/exit-rows.ts";
import { moveOrder } from "./protect.ts";
import type { TradingContext } from "./trading-context.ts";
import type { TradingState } from "./trading-state.ts";
import { recordStrategyFill, recordStrategyTrade } from "./strategy-books.ts";
import { slippageOf, watchSlippage } from "./watch-slippage.ts";

export type FillTold = {
  readonly fillId: string;
  readonly priceUsd: Price;
  readonly quantity: Quantity;
  readonly feeUsd: UsdAmount;
  readonly liquidity: Liquidity;
};

/** Books the fill of an order in a configured symbol. Returns how it contradicts what is held, if it does. */
export function takeFill(
  state: TradingState,
  context: TradingContext,
  record: OrderRecord,
  { fillId, priceUsd, quantity, feeUsd, liquidity }: FillTold,
): string | undefined {
  const id = context.idOf(record.order.symbol);
  if (id === undefined) throw new Error(`expected ${record.order.symbol} to be configured`);
  state.fillIds.set(fillId, record.order.id);
  moveOrder(state, context, record.order.id, { kind: "FILLED", quantity });
  const held = state.positions[id];
  const excess = record.order.side === "SELL" ? quantity - (held?.quantity ?? 0) : 0;
  const isOversold = excess > accountOf(context, id).instrument.lotSize / 2;
  if (isOversold && held === undefined) return oversold(record, quantity, 0);
  const bookable = isOversold && held !== undefined ? held.quantity : quantity;
  const fill = { price: priceUsd, quantity: bookable, fee: feeUsd, at: context.outbox.at };
  const booked = book(accountOf(context, id), held, record, fill);
  state.positions[id] = booked.position;
  state.positionsChanged = true;
  const net = (booked.realizedPnl ?? 0) - feeUsd;
  recordStrategyFill(state.strategyBooks, { strategy: record.strategy, net }, state.positions, context.outbox.at);
  noteFill(state, record, { price: priceUsd, quantity: bookable, fee: feeUsd });
  const slippageBps = slippageOf(record, priceUsd) ?? null;
  const { id: orderId, symbol, side } = record.order;
  const { realizedPnl: realizedPnlUsd } = booked;
  emit(
    context.outbox,
    tradeExecuted.create({
      orderId,
      fillId,
      symbol,
      side,
      priceUsd,
      quantity: bookable,
      feeUsd,
      realizedPnlUsd,
      slippageBps,
      liquidity,
    }),
  );
  watchSlippage(state, context, record, { price: priceUsd, quantity: bookable, liquidity });
  announcePosition(state, context, booked);
  return isOversold ? oversold(record, quantity, bookable) : undefined;
}

/** What is held can be booked; the rest says that our books and the venue's differ. */
const oversold = ({ order }: OrderRecord, sold: number, held: number): string =>
  `the venue sold ${sold} ${order.symbol} under ${order.id}, of which ${held} were held`;

function accountOf({ ledger, config, features, regimeOf }: TradingContext, id: number): Account {
  const instrument = config.instruments[id];
  if (instrument === undefined) throw new Error(`expected instrument ${id} to be configured`);
  const outlook = { row: exitRowOf(regimeOf(id)), atr: features.atr[id] ?? 0 };
  return { ledger, id, instrument, outlook };
}

function book(account: Account, held: Position | undefined, record: OrderRecord, fill: Fill): Booked {
  if (record.order.side === "BUY") return bookEntryFill(account, held, record, fill);
  if (held === undefined) throw new Error(`expected to hold ${record.order.symbol} when ${record.order.id} sells it`);
  return bookExitFill(account, held, record, fill);
}

function announcePosition(
  state: TradingState,
  { config, outbox }: TradingContext,
  { isNew, position, closed }: Booked,
): void {
  if (isNew && position !== undefined) {
    const { symbol, openedBy, strategy, quantity, averagePrice, stopPrice, initialRisk } = position;
    const prices = { averagePriceUsd: averagePrice, stopPriceUsd: stopPrice };
    emit(
      outbox,
      positionOpened.create({ symbol, openedBy, strategy, quantity, ...prices, initialRiskUsd: initialRisk }),
    );
  }
  if (closed === undefined) return;
  state.closedTrades.push(closed);
  recordStrategyTrade(state.strategyBooks, closed, config.hardLimits.maxConsecutiveLosses, outbox.at);
  emit(
    outbox,
    positionClosed.create({
      tradeId: closed.id,
      symbol: closed.symbol,
      strategy: closed.strategy,
      openedAtMs: closed.openedAt,
      closedAtMs: closed.closedAt,
      quantity: closed.quantity,
      entryPriceUsd: closed.entryPrice,
      exitPriceUsd: closed.exitPrice,
      pnlUsd: closed.pnl,
      feesUsd: closed.fees,
      rMultipleRatio: closed.rMultiple,
      exitReason: closed.exitReason,
    }),
  );
}
