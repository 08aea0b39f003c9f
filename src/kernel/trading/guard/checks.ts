/**
 * The guard's checks: each says why it refuses, or nothing. Written so that NaN refuses (`!(value <= limit)`).
 *
 * Removing any line of the three lists breaks a test; `npm run mutate` shows it. Ids in brackets: controls.md, D.1.
 */
import { isWholeSteps } from "../../domain/instrument.ts";
import type { Check } from "./check.ts";
import {
  capitalSuffices,
  cashSuffices,
  dailyLossIsBearable,
  drawdownIsBearable,
  exposureFits,
  insideCollar,
  killSwitchIsOpen,
  leverageFits,
  openOrdersFit,
  orderShareFits,
  orderValueFits,
  positionCountFits,
  positionFits,
  quantityFits,
  referenceIsFresh,
  stopIsNear,
  tradeRiskFits,
  worthSending,
} from "./entry-limits.ts";
import { measured, rounding } from "./measured.ts";

const isNumber = (value: number): boolean => Number.isFinite(value);

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
const isCovered = measured({
  name: "closeable",
  measure: ({ quantity }, { closeableQuantity }) => ({
    value: quantity,
    limit: isNumber(closeableQuantity) ? closeableQuantity : Number.NaN,
    unit: "QUANTITY",
    bound: "AT_MOST",
  }),
  slack: rounding,
  says: ({ value }, _, { closeableQuantity }) =>
    `expected at most the ${closeableQuantity} still to close, was ${value}`,
});
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
/** [PT-12] */
const isInUniverse: Check = {
  name: "universe",
  refuses: ({ symbol }, { activeSymbols }) =>
    activeSymbols.includes(symbol) ? undefined : `expected a symbol of the universe, was ${symbol}`,
};
const governanceIsFresh: Check = {
  name: "governance-fresh",
  refuses: (_, view) => (view.governanceIsFresh ? undefined : "the council has not completed a round for too long"),
};
/** Infinite money would pass every share of it. */
const moneyIsFinite: Check = {
  name: "finite-view",
  refuses: (
    _,
    { equity, tradable, cash, drawdown, allTimeDrawdown, dailyLoss, committedNotional, committedInSymbol },
  ) => {
    const off = [
      equity,
      tradable,
      cash,
      drawdown,
      allTimeDrawdown,
      dailyLoss,
      committedNotional,
      committedInSymbol,
    ].find((value) => !isNumber(value));
    return off === undefined ? undefined : `expected finite money and losses, was ${off}`;
  },
};
/** Entries only. */
export const entryChecks: readonly Check[] = [
  buysOnly,
  hasLimit,
  entriesAreAllowed,
  isInUniverse,
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
