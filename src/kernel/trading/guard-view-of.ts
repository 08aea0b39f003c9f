/** What the guard is shown of the fund as it looks at one order. */
import type { ExpectedEdge } from "../domain/execution.ts";
import { isOpen, type Order, type OwnOrder } from "../domain/order.ts";
import { committedInGroup } from "./balancing.ts";
import { booksAgree, doubtIn } from "./books-agree.ts";
import { closeableQuantity, commitmentsAround } from "./commitments.ts";
import { collarOf, type Decided, flowOf, paceOf, turnoverOf } from "./flow-view.ts";
import type { GuardView, OrderAuthority } from "./guard/guard-view.ts";
import { type MarginScene, marginSceneOf } from "./margin-use.ts";
import { strategyLossesInRow, strategyLossToday } from "./strategy-books.ts";
import type { TradingContext } from "./trading-context.ts";
import { hasSeenOrder, type TradingState } from "./trading-state.ts";

/** Who wished the order, and what was said of it. */
type Wished = Decided & {
  readonly stopDistance: number;
  readonly edge?: ExpectedEdge | undefined;
};

export function guardViewOf(state: TradingState, context: TradingContext, order: Order, wished: Wished): GuardView {
  const { symbol, purpose } = order;
  const { strategy, stopDistance, edge } = wished;
  const { config, features, portfolio, performance, policy, outbox } = context;
  const id = context.idOf(symbol);
  const price = id === undefined ? undefined : features.close[id];
  const seenAt = id === undefined ? undefined : features.closedAt[id];
  const around = commitmentsAround(state, symbol, config.instruments);
  return {
    at: outbox.at,
    instrument: id === undefined ? undefined : config.instruments[id],
    reference: price === undefined || seenAt === undefined ? undefined : { price, seenAt },
    envelope: policy.mandate.envelope,
    activeSymbols: policy.activeSymbols,
    governanceIsFresh: context.governanceIsFresh,
    authority: authorityOf(state, context, strategy),
    isReconciled: booksAgree(state, context),
    symbolFreeze: doubtIn(state, symbol),
    ...paceOf(state, context),
    limits: config.hardLimits,
    controls: config.controls,
    venue: config.identity.venue,
    isLiveVenue: config.isLiveVenue,
    equity: portfolio.equity,
    tradable: portfolio.tradable,
    cash: portfolio.cash - portfolio.due - around.claimed,
    drawdown: performance.drawdown,
    allTimeDrawdown: performance.allTimeDrawdown,
    dailyLoss: performance.dailyLoss,
    strategyLoss: strategyLossToday(state.strategyBooks, state.positions, strategy, outbox.at),
    strategyLossesInRow: lossesInRowOf(state, context, strategy),
    consecutiveLosses: performance.consecutiveLosses,
    minEdgeBps: config.trading.minEdgeBps,
    edge,
    committedNotional: around.notional,
    committedTied: around.tied,
    margin: sceneOf(state, context, id),
    atrShare: (features.atr[id ?? -1] ?? Number.NaN) / (price ?? Number.NaN),
    committedInSymbol: around.inSymbol,
    committedInGroup: purpose === "ENTRY" ? committedInGroup(state, context, symbol) : 0,
    committedLong: around.notional,
    committedShort: 0,
    otherPositions: around.otherPositions,
    stopDistance,
    ...collarOf(state, context, id),
    ...turnoverOf(context, id),
    ...flowOf(state, context, order, wished),
    openOrders: state.orders.size,
    openOrderValue: around.entering,
    closeableQuantity: closeableQuantity(state, symbol),
    opposing: opposingOf(state, order),
    feed: context.feedOf(symbol),
    clock: state.clock,
    hasSeen: (orderId) => hasSeenOrder(state, orderId),
  };
}

const opposingOf = ({ orders }: TradingState, { symbol, side }: Order): OwnOrder[] => {
  const opposing: OwnOrder[] = [];
  for (const { order, status } of orders.values())
    if (order.symbol === symbol && order.side !== side && isOpen(status)) opposing.push(order);
  return opposing;
};

const authorityOf = (
  { strategies }: TradingState,
  { config, policy }: TradingContext,
  strategy: string,
): OrderAuthority => ({
  strategy,
  choices: config.strategies,
  code: strategies.code.get(strategy),
  blocked: policy.strategies.blocked,
  modes: policy.modes,
  overrides: policy.overrides,
});

function sceneOf(
  { positions }: TradingState,
  { config: { instruments }, portfolio }: TradingContext,
  id: number | undefined,
): MarginScene | undefined {
  if (id === undefined || instruments[id]?.perpetual === undefined) return undefined;
  return marginSceneOf(positions, instruments, id, portfolio.cash - portfolio.due);
}

const lossesInRowOf = ({ strategyBooks }: TradingState, { config, outbox }: TradingContext, strategy: string): number =>
  strategyLossesInRow(strategyBooks, strategy, config.hardLimits.maxConsecutiveLosses, outbox.at);
