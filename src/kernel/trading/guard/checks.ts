/**
 * The guard's checks: each says why it refuses, or nothing. Written so that NaN refuses (`!(value <= limit)`).
 *
 * Removing any line of the three lists breaks a test; `npm run mutate` shows it. Ids in brackets: controls.md, D.1.
 */
import { isWholeSteps } from "../../domain/instrument.ts";
import type { Order } from "../../domain/order.ts";
import type { GuardView } from "./guard-view.ts";

export type Check = {
  readonly name: string;
  readonly refuses: (order: Order, view: GuardView) => string | undefined;
};

/** Products of floats miss equality by less than this share. */
const rounding = 1e-9;
const isNumber = (value: number): boolean => Number.isFinite(value);
/** What an entry can cost at most: its quantity at its limit. */
const worstCost = (order: Order): number => order.quantity * (order.limitPrice ?? Number.NaN);
const usdText = (value: number): string => `${value.toFixed(2)} USD`;
const shareText = (value: number): string => `${(value * 100).toFixed(2)} %`;

const quantityIsSound: Check = {
  name: "quantity",
  refuses: ({ quantity }) =>
    isNumber(quantity) && quantity > 0 ? undefined : `expected a quantity above 0, was ${quantity}`,
};
const pricesAreSound: Check = {
  name: "price",
  refuses: ({ limitPrice = 1, stopPrice = 1 }) =>
    isNumber(limitPrice) && limitPrice > 0 && isNumber(stopPrice) && stopPrice > 0
      ? undefined
      : `expected prices above 0, was limit ${limitPrice}, stop ${stopPrice}`,
};
/** [PT-12] */
const instrumentIsKnown: Check = {
  name: "instrument",
  refuses: ({ symbol }, { instrument }) =>
    instrument?.symbol === symbol ? undefined : `expected a configured instrument, was ${symbol}`,
};
/** [PT-07] */
const idIsNew: Check = {
  name: "duplicate-id",
  refuses: ({ id }, { hasSeen }) => (hasSeen(id) ? `expected a new order id, was ${id} again` : undefined),
};
const inWholeSteps: Check = {
  name: "steps",
  refuses: ({ quantity, limitPrice, stopPrice }, { instrument }) => {
    if (instrument === undefined) return "no instrument to take steps from";
    const prices = [limitPrice, stopPrice].filter((price) => price !== undefined);
    if (!isWholeSteps(quantity, instrument.lotSize))
      return `expected whole lots of ${instrument.lotSize}, was ${quantity}`;
    const off = prices.find((price) => !isWholeSteps(price, instrument.tickSize));
    return off === undefined ? undefined : `expected whole ticks of ${instrument.tickSize}, was ${off}`;
  },
};

/** Every order, entries and exits alike, must be well formed. */
export const orderChecks: readonly Check[] = [
  quantityIsSound,
  pricesAreSound,
  instrumentIsKnown,
  idIsNew,
  inWholeSteps,
];

const sellsOnly: Check = {
  name: "reduces",
  refuses: ({ side }) => (side === "SELL" ? undefined : "expected an exit of a long position to sell"),
};
/** [PT-19] */
const isCovered: Check = {
  name: "closeable",
  refuses: ({ quantity }, { closeableQuantity }) =>
    isNumber(closeableQuantity) && quantity <= closeableQuantity * (1 + rounding)
      ? undefined
      : `expected at most the ${closeableQuantity} still to close, was ${quantity}`,
};
const stopHasTrigger: Check = {
  name: "stop-trigger",
  refuses: ({ purpose, stopPrice }) =>
    purpose === "STOP" && stopPrice === undefined ? "expected a stop order to name its trigger price" : undefined,
};

/** Exits and stops: they may only reduce. No limit, freeze or missing price stands in their way. */
export const reductionChecks: readonly Check[] = [sellsOnly, isCovered, stopHasTrigger];

const buysOnly: Check = {
  name: "long-only",
  refuses: ({ side }) => (side === "BUY" ? undefined : "expected an entry to buy: this fund is long only"),
};
const hasLimit: Check = {
  name: "protection",
  refuses: ({ limitPrice }) => (limitPrice === undefined ? "expected an entry to carry a limit price" : undefined),
};
/** [PT-16] */
const entriesAreAllowed: Check = {
  name: "entries-allowed",
  refuses: (_, { envelope }) => (envelope.entriesAllowed ? undefined : "entries are stopped"),
};
const governanceIsFresh: Check = {
  name: "governance-fresh",
  refuses: (_, view) => (view.governanceIsFresh ? undefined : "the council has not completed a round for too long"),
};
/** Infinite equity or cash would pass every share of it. */
const moneyIsFinite: Check = {
  name: "finite-view",
  refuses: (_, { equity, cash, drawdown, allTimeDrawdown, dailyLoss, committedNotional, committedInSymbol }) => {
    const off = [equity, cash, drawdown, allTimeDrawdown, dailyLoss, committedNotional, committedInSymbol].find(
      (value) => !isNumber(value),
    );
    return off === undefined ? undefined : `expected finite money and losses, was ${off}`;
  },
};
/** [PT-01] */
const referenceIsFresh: Check = {
  name: "reference-fresh",
  refuses: (_, { reference, at, limits }) => {
    if (reference === undefined || !isNumber(reference.price) || !(reference.price > 0))
      return "there is no reference price";
    const age = at - reference.seenAt;
    return age >= 0 && age <= limits.maxReferenceAgeMs
      ? undefined
      : `expected a reference price of at most ${limits.maxReferenceAgeMs} ms, was ${age} ms old`;
  },
};
/** [PT-01] */
const insideCollar: Check = {
  name: "price-collar",
  refuses: ({ limitPrice = Number.NaN }, { reference, limits }) => {
    const distance = Math.abs(limitPrice / (reference?.price ?? Number.NaN) - 1);
    return distance <= limits.priceCollarFraction
      ? undefined
      : `expected a limit within ${shareText(limits.priceCollarFraction)} of the reference, was ${shareText(distance)} away`;
  },
};
const stopIsNear: Check = {
  name: "stop-distance",
  refuses: (_, { stopDistance, limits }) =>
    stopDistance > 0 && stopDistance <= limits.maxStopDistanceFraction
      ? undefined
      : `expected a stop within ${shareText(limits.maxStopDistanceFraction)} of the entry, was ${shareText(stopDistance)} away`,
};
const tradeRiskFits: Check = {
  name: "trade-risk",
  refuses: (order, { stopDistance, envelope, equity }) => {
    const risked = (worstCost(order) * stopDistance) / equity;
    return risked <= envelope.maxRiskPerTrade * (1 + rounding)
      ? undefined
      : `expected a loss at the stop of at most ${shareText(envelope.maxRiskPerTrade)} of equity, was ${shareText(risked)}`;
  },
};
/** [PT-03] */
const orderValueFits: Check = {
  name: "order-value",
  refuses: (order, { limits }) =>
    worstCost(order) <= limits.maxOrderNotionalUsd
      ? undefined
      : `expected an order of at most ${usdText(limits.maxOrderNotionalUsd)}, was ${usdText(worstCost(order))}`,
};
/** [PT-03] */
const orderShareFits: Check = {
  name: "order-share",
  refuses: (order, { limits, equity }) =>
    worstCost(order) <= limits.maxOrderShareFraction * equity
      ? undefined
      : `expected an order of at most ${shareText(limits.maxOrderShareFraction)} of equity, was ${shareText(worstCost(order) / equity)}`,
};
/** [PT-04] */
const quantityFits: Check = {
  name: "order-quantity",
  refuses: ({ quantity }, { instrument }) =>
    quantity <= (instrument?.maxOrderQuantity ?? Number.NaN)
      ? undefined
      : `expected at most ${instrument?.maxOrderQuantity} of ${instrument?.symbol}, was ${quantity}`,
};
const worthSending: Check = {
  name: "minimum-notional",
  refuses: (order, { instrument }) =>
    worstCost(order) >= (instrument?.minNotionalUsd ?? Number.NaN)
      ? undefined
      : `expected at least ${instrument?.minNotionalUsd} USD, was ${usdText(worstCost(order))}`,
};
/** [PT-08] */
const exposureFits: Check = {
  name: "exposure",
  refuses: (order, { envelope, committedNotional, equity }) => {
    const after = (committedNotional + worstCost(order)) / equity;
    return after <= envelope.maxExposure
      ? undefined
      : `expected exposure of at most ${shareText(envelope.maxExposure)}, was ${shareText(after)}`;
  },
};
/** [PT-10] */
const leverageFits: Check = {
  name: "leverage",
  refuses: (order, { envelope, committedNotional, equity }) => {
    const after = (committedNotional + worstCost(order)) / equity;
    return after <= envelope.maxLeverage && equity > 0
      ? undefined
      : `expected leverage of at most ${envelope.maxLeverage}, was ${after.toFixed(2)}`;
  },
};
/** [PT-09] */
const positionFits: Check = {
  name: "position",
  refuses: (order, { envelope, committedInSymbol }) => {
    const after = committedInSymbol + worstCost(order);
    return after <= envelope.maxPosition
      ? undefined
      : `expected a position of at most ${usdText(envelope.maxPosition)}, was ${usdText(after)}`;
  },
};
const positionCountFits: Check = {
  name: "position-count",
  refuses: (_, { envelope, otherPositions }) =>
    otherPositions < envelope.maxPositions
      ? undefined
      : `expected fewer than ${envelope.maxPositions} other positions, was ${otherPositions}`,
};
/** [PT-11] */
const openOrdersFit: Check = {
  name: "open-orders",
  refuses: (_, { openOrders, limits }) =>
    openOrders < limits.maxOpenOrders
      ? undefined
      : `expected fewer than ${limits.maxOpenOrders} open orders, was ${openOrders}`,
};
const cashSuffices: Check = {
  name: "cash",
  refuses: (order, { cash }) =>
    worstCost(order) <= cash
      ? undefined
      : `expected at most the ${usdText(cash)} in cash, was ${usdText(worstCost(order))}`,
};
/** [PT-17] */
const dailyLossIsBearable: Check = {
  name: "daily-loss",
  refuses: (_, { dailyLoss, limits }) =>
    dailyLoss <= limits.maxDailyLossFraction
      ? undefined
      : `expected a daily loss of at most ${shareText(limits.maxDailyLossFraction)}, was ${shareText(dailyLoss)}`,
};
/** [PT-17] */
const drawdownIsBearable: Check = {
  name: "drawdown",
  refuses: (_, { drawdown, envelope }) =>
    drawdown <= envelope.maxDrawdown
      ? undefined
      : `expected a drawdown of at most ${shareText(envelope.maxDrawdown)}, was ${shareText(drawdown)}`,
};
/** [PT-17] */
const killSwitchIsOpen: Check = {
  name: "kill-switch",
  refuses: (_, { allTimeDrawdown, limits }) =>
    allTimeDrawdown <= limits.killSwitchDrawdownFraction
      ? undefined
      : `expected a drawdown from the peak of at most ${shareText(limits.killSwitchDrawdownFraction)}, was ${shareText(allTimeDrawdown)}`,
};
/** [PT-17] */
const capitalSuffices: Check = {
  name: "minimum-capital",
  refuses: (_, { equity, limits }) =>
    equity >= limits.minEquityUsd
      ? undefined
      : `expected equity of at least ${limits.minEquityUsd} USD, was ${usdText(equity)}`,
};

/** Entries only. */
export const entryChecks: readonly Check[] = [
  buysOnly,
  hasLimit,
  entriesAreAllowed,
  governanceIsFresh,
  moneyIsFinite,
  referenceIsFresh,
  insideCollar,
  stopIsNear,
  tradeRiskFits,
  orderValueFits,
  orderShareFits,
  quantityFits,
  worthSending,
  exposureFits,
  leverageFits,
  positionFits,
  positionCountFits,
  openOrdersFit,
  cashSuffices,
  dailyLossIsBearable,
  drawdownIsBearable,
  killSwitchIsOpen,
  capitalSuffices,
];
