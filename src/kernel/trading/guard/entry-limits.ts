/**
 * The guard's limits on entries: what each measures, what it may be at most, and how a refusal reads.
 *
 * They bind through the lists in `checks.ts`, where each is named. Ids in brackets: controls.md, D.1.
 */
import type { Order } from "../../domain/order.ts";
import type { GuardView } from "./guard-view.ts";
import { measured, rounding } from "./measured.ts";

const isNumber = (value: number): boolean => Number.isFinite(value);
/** What an entry can cost at most: its quantity at its limit. */
const worstCost = (order: Order): number => order.quantity * (order.limitPrice ?? Number.NaN);
const usdText = (value: number): string => `${value.toFixed(2)} USD`;
const shareText = (value: number): string => `${(value * 100).toFixed(2)} %`;

/** [PT-01] A price from the future is as bad as an old one. */
export const referenceIsFresh = measured({
  name: "reference-fresh",
  measure: (_, { reference, at, limits }) => {
    const isPrice = reference !== undefined && isNumber(reference.price) && reference.price > 0;
    const age = isPrice ? at - reference.seenAt : Number.NaN;
    return { value: age >= 0 ? age : Number.NaN, limit: limits.maxReferenceAgeMs, unit: "MS", bound: "AT_MOST" };
  },
  says: ({ limit }, _, { reference, at }) =>
    reference === undefined || !isNumber(reference.price) || !(reference.price > 0)
      ? "there is no reference price"
      : `expected a reference price of at most ${limit} ms, was ${at - reference.seenAt} ms old`,
});
/** [PT-01] */
export const insideCollar = measured({
  name: "price-collar",
  measure: ({ limitPrice = Number.NaN }, { reference, limits }) => ({
    value: Math.abs(limitPrice / (reference?.price ?? Number.NaN) - 1),
    limit: limits.priceCollarFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) =>
    `expected a limit within ${shareText(limit)} of the reference, was ${shareText(value)} away`,
});
export const stopIsNear = measured({
  name: "stop-distance",
  measure: (_, { stopDistance, limits }) => ({
    value: stopDistance > 0 ? stopDistance : Number.NaN,
    limit: limits.maxStopDistanceFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ limit }, _, { stopDistance }) =>
    `expected a stop within ${shareText(limit)} of the entry, was ${shareText(stopDistance)} away`,
});
/** A share of nothing, or of less, is not a number and so refuses. */
const shareOf = (part: number, whole: number): number => (whole > 0 ? part / whole : Number.NaN);
export const tradeRiskFits = measured({
  name: "trade-risk",
  measure: (order, { stopDistance, envelope, tradable }) => ({
    value: shareOf(worstCost(order) * stopDistance, tradable),
    limit: envelope.maxRiskPerTrade,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  slack: rounding,
  says: ({ value, limit }) =>
    `expected a loss at the stop of at most ${shareText(limit)} of tradable capital, was ${shareText(value)}`,
});
/** [PT-03] */
export const orderValueFits = measured({
  name: "order-value",
  measure: (order, { limits }) => ({
    value: worstCost(order),
    limit: limits.maxOrderNotionalUsd,
    unit: "USD",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected an order of at most ${usdText(limit)}, was ${usdText(value)}`,
});
/** [PT-03] */
export const orderShareFits = measured({
  name: "order-share",
  measure: (order, { limits, tradable }) => ({
    value: worstCost(order),
    limit: limits.maxOrderShareFraction * tradable,
    unit: "USD",
    bound: "AT_MOST",
  }),
  says: ({ value }, _, { limits, tradable }) =>
    `expected an order of at most ${shareText(limits.maxOrderShareFraction)} of tradable capital, was ${shareText(value / tradable)}`,
});
/** [PT-04] */
export const quantityFits = measured({
  name: "order-quantity",
  measure: ({ quantity }, { instrument }) => ({
    value: quantity,
    limit: instrument?.maxOrderQuantity ?? Number.NaN,
    unit: "QUANTITY",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }, { symbol }) => `expected at most ${limit} of ${symbol}, was ${value}`,
});
export const worthSending = measured({
  name: "minimum-notional",
  measure: (order, { instrument }) => ({
    value: worstCost(order),
    limit: instrument?.minNotionalUsd ?? Number.NaN,
    unit: "USD",
    bound: "AT_LEAST",
  }),
  says: ({ value, limit }) => `expected at least ${limit} USD, was ${usdText(value)}`,
});
const exposureAfter = (order: Order, { committedNotional, tradable }: GuardView): number =>
  shareOf(committedNotional + worstCost(order), tradable);
/** [PT-08] */
export const exposureFits = measured({
  name: "exposure",
  measure: (order, view) => ({
    value: exposureAfter(order, view),
    limit: view.envelope.maxExposure,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected exposure of at most ${shareText(limit)}, was ${shareText(value)}`,
});
/** [PT-10] */
export const leverageFits = measured({
  name: "leverage",
  measure: (order, view) => ({
    value: exposureAfter(order, view),
    limit: view.envelope.maxLeverage,
    unit: "RATIO",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected leverage of at most ${limit}, was ${value.toFixed(2)}`,
});
/** [PT-09] */
export const positionFits = measured({
  name: "position",
  measure: (order, { envelope, committedInSymbol }) => ({
    value: committedInSymbol + worstCost(order),
    limit: envelope.maxPosition,
    unit: "USD",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected a position of at most ${usdText(limit)}, was ${usdText(value)}`,
});
export const positionCountFits = measured({
  name: "position-count",
  measure: (_, { envelope, otherPositions }) => ({
    value: otherPositions,
    limit: envelope.maxPositions,
    unit: "COUNT",
    bound: "BELOW",
  }),
  says: ({ value, limit }) => `expected fewer than ${limit} other positions, was ${value}`,
});
/** [PT-11] */
export const openOrdersFit = measured({
  name: "open-orders",
  measure: (_, { openOrders, limits }) => ({
    value: openOrders,
    limit: limits.maxOpenOrders,
    unit: "COUNT",
    bound: "BELOW",
  }),
  says: ({ value, limit }) => `expected fewer than ${limit} open orders, was ${value}`,
});
export const cashSuffices = measured({
  name: "cash",
  measure: (order, { cash }) => ({ value: worstCost(order), limit: cash, unit: "USD", bound: "AT_MOST" }),
  says: ({ value, limit }) => `expected at most the ${usdText(limit)} in cash, was ${usdText(value)}`,
});
/** [PT-17] */
export const dailyLossIsBearable = measured({
  name: "daily-loss",
  measure: (_, { dailyLoss, limits }) => ({
    value: dailyLoss,
    limit: limits.maxDailyLossFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected a daily loss of at most ${shareText(limit)}, was ${shareText(value)}`,
});
/** [PT-17] */
export const drawdownIsBearable = measured({
  name: "drawdown",
  measure: (_, { drawdown, envelope }) => ({
    value: drawdown,
    limit: envelope.maxDrawdown,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected a drawdown of at most ${shareText(limit)}, was ${shareText(value)}`,
});
/** [PT-17] */
export const killSwitchIsOpen = measured({
  name: "kill-switch",
  measure: (_, { allTimeDrawdown, limits }) => ({
    value: allTimeDrawdown,
    limit: limits.killSwitchDrawdownFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) =>
    `expected a drawdown from the peak of at most ${shareText(limit)}, was ${shareText(value)}`,
});
/** [PT-17] */
export const capitalSuffices = measured({
  name: "minimum-capital",
  measure: (_, { equity, limits }) => ({ value: equity, limit: limits.minEquityUsd, unit: "USD", bound: "AT_LEAST" }),
  says: ({ value, limit }) => `expected equity of at least ${limit} USD, was ${usdText(value)}`,
});
