/** Positions, orders and symbols as a trader reads them. */
import type { Instrument } from "../../domain/instrument.ts";
import type { OrderRecord } from "../../domain/order.ts";
import type { Position } from "../../domain/position.ts";
import { logCloseBack, type MarketFeatures } from "../../features/market-features.ts";
import { dayMs } from "../../units/units.ts";
import type { OrderView, PositionView, SymbolView } from "./fund-view.ts";
import type { ViewSource } from "./view-source.ts";

export function viewPosition(position: Position, equity: number): PositionView {
  const { quantity, averagePrice, lastPrice, stopPrice, initialRisk, realizedPnl, fees, plan } = position;
  const value = quantity * lastPrice;
  const unrealized = quantity * (lastPrice - averagePrice);
  return {
    symbol: position.symbol,
    openedBy: position.openedBy,
    openedAtMs: position.openedAt,
    quantity,
    averagePriceUsd: averagePrice,
    lastPriceUsd: lastPrice,
    valueUsd: value,
    equityShareRatio: equity > 0 ? value / equity : 0,
    unrealizedPnlUsd: unrealized,
    unrealizedReturnRatio: lastPrice / averagePrice - 1,
    rMultipleRatio: initialRisk > 0 ? (unrealized + realizedPnl - fees) / initialRisk : null,
    stopPriceUsd: stopPrice,
    stopDistanceRatio: 1 - stopPrice / lastPrice,
    leavingFor: position.exitReason ?? null,
    state: plan.state,
    class: plan.class ?? null,
    riskUsd: plan.risk,
    exits: plan.row,
    targetPriceUsd: plan.target ?? null,
    holdUntilMs: plan.holdUntil,
  };
}

export const viewOrder = ({ order, status, filledQuantity, submittedAt, updatedAt, note }: OrderRecord): OrderView => ({
  id: order.id,
  symbol: order.symbol,
  side: order.side,
  purpose: order.purpose,
  status,
  quantity: order.quantity,
  filledQuantity,
  limitPriceUsd: order.limitPrice ?? null,
  stopPriceUsd: order.stopPrice ?? null,
  submittedAtMs: submittedAt,
  updatedAtMs: updatedAt,
  note,
});

export const viewMarket = (source: ViewSource): SymbolView[] =>
  source.config.instruments.map((instrument, id) => viewSymbol(source, instrument, id));

function viewSymbol(source: ViewSource, { symbol }: Instrument, id: number): SymbolView {
  const { direction = null, confidence = null, expectedEdge = null } = source.signals[id] ?? {};
  const { trend = null, volatility = null } = source.regimes[id] ?? {};
  return {
    symbol,
    ...lastClose(source.features, id),
    dayChangeRatio: dayChange(source.features, id, Math.round(dayMs / source.config.intervalMs)),
    trend,
    volatility,
    direction,
    confidenceFraction: confidence,
    expectedEdgeBps: expectedEdge,
  };
}

function lastClose({ barsSeen, close, closedAt }: MarketFeatures, id: number) {
  if ((barsSeen[id] ?? 0) === 0) return { closePriceUsd: null, closedAtMs: null };
  return { closePriceUsd: close[id] ?? null, closedAtMs: closedAt[id] ?? null };
}

/** Change over the last 24 hours of bars; null while they are not remembered. */
function dayChange(features: MarketFeatures, id: number, bars: number): number | null {
  const isRemembered = bars >= 1 && bars < features.ring && (features.barsSeen[id] ?? 0) > bars;
  return isRemembered ? Math.exp(logCloseBack(features, id, 0) - logCloseBack(features, id, bars)) - 1 : null;
}
