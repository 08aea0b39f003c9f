/**
 * The guard's checks: each says why it refuses, or nothing. Written so that NaN refuses (`!(value <= limit)`).
 *
 * Removing any line of the three lists breaks a test; `npm run mutate` shows it. Ids in brackets: controls.md, D.1.
 */
import type { Check } from "./check.ts";
import { hasLimit, insideCollar, pricesAreSound, referenceIsFresh } from "./controls/pt-01-price-collar.ts";
import { hasCooled, hasMovedLittle } from "./controls/pt-02-period-collar.ts";
import { orderShareFits, orderValueFits } from "./controls/pt-03-order-value.ts";
import {
  barIsThick,
  dayIsThick,
  offerIsThick,
  quantityFits,
  quantityIsSound,
} from "./controls/pt-04-order-quantity.ts";
import {
  strategyHasMinute,
  strategyHasSecond,
  systemHasMinute,
  systemHasSecond,
  venueHasMinute,
  venueHasSecond,
} from "./controls/pt-05-messages.ts";
import { isEnabled, repeatsSeldom } from "./controls/pt-06-repeated-execution.ts";
import { idIsNew, isNoRepeat } from "./controls/pt-07-duplicate-order.ts";
import { exposureFits, netExposureFits } from "./controls/pt-08-exposure.ts";
import { buysOnly, groupFits, positionCountFits, positionFits } from "./controls/pt-09-position-limit.ts";
import { cashSuffices, leverageFits, liquidationIsFar, marginIsLeft } from "./controls/pt-10-margin-headroom.ts";
import { openOrdersFit, openValueFits } from "./controls/pt-11-open-orders.ts";
import {
  instrumentIsKnown,
  inWholeSteps,
  isInUniverse,
  isTrading,
  orderTypeIsAllowed,
  symbolIsApproved,
  venueIsAllowed,
  worthSending,
} from "./controls/pt-12-universe.ts";
import { meetsNoneOfOurs } from "./controls/pt-13-self-match.ts";
import { bookIsUncrossed, feedHasNoGap, feedMoves, sourcesAgree } from "./controls/pt-14-market-data.ts";
import { clocksAgree } from "./controls/pt-15-clock.ts";
import {
  entriesAreAllowed,
  governanceIsFresh,
  grantsStand,
  mandateStands,
  stageAllowsEntries,
  strategyIsRegistered,
} from "./controls/pt-16-authority.ts";
import {
  capitalSuffices,
  dailyLossIsBearable,
  drawdownIsBearable,
  killSwitchIsOpen,
  lossStreakIsBearable,
  moneyIsFinite,
  stopIsNear,
  strategyLossIsBearable,
  strategyStreakIsBearable,
  tradeRiskFits,
} from "./controls/pt-17-loss-limits.ts";
import { edgeOutweighsCosts } from "./controls/pt-18-expected-edge.ts";
import { overrideSizeFits } from "./controls/pt-20-override.ts";
import { isCovered, sellsOnly, stopHasTrigger } from "./controls/pt-19-reduce-only.ts";
import { booksAgree, symbolIsSettled } from "./books-agree.ts";
import { flowIsOpen, flowIsPaced } from "./entry-flow.ts";

/** Every order, entries and exits alike, must be well formed. */
export const orderChecks: readonly Check[] = [
  quantityIsSound,
  pricesAreSound,
  instrumentIsKnown,
  idIsNew,
  inWholeSteps,
];

/** Exits and stops: they may only reduce. No limit, freeze or missing price stands in their way. */
export const reductionChecks: readonly Check[] = [sellsOnly, isCovered, stopHasTrigger];

/** Entries only. */
export const entryChecks: readonly Check[] = [
  buysOnly,
  hasLimit,
  entriesAreAllowed,
  mandateStands,
  stageAllowsEntries,
  strategyIsRegistered,
  grantsStand,
  isInUniverse,
  symbolIsApproved,
  venueIsAllowed,
  orderTypeIsAllowed,
  isTrading,
  governanceIsFresh,
  booksAgree,
  symbolIsSettled,
  flowIsOpen,
  flowIsPaced,
  moneyIsFinite,
  referenceIsFresh,
  insideCollar,
  hasMovedLittle,
  hasCooled,
  stopIsNear,
  tradeRiskFits,
  orderValueFits,
  orderShareFits,
  quantityFits,
  barIsThick,
  dayIsThick,
  offerIsThick,
  worthSending,
  exposureFits,
  netExposureFits,
  leverageFits,
  positionFits,
  groupFits,
  positionCountFits,
  openOrdersFit,
  openValueFits,
  cashSuffices,
  marginIsLeft,
  liquidationIsFar,
  dailyLossIsBearable,
  drawdownIsBearable,
  killSwitchIsOpen,
  capitalSuffices,
  strategyLossIsBearable,
  strategyStreakIsBearable,
  lossStreakIsBearable,
  edgeOutweighsCosts,
  meetsNoneOfOurs,
  feedHasNoGap,
  feedMoves,
  bookIsUncrossed,
  sourcesAgree,
  clocksAgree,
  isNoRepeat,
  isEnabled,
  systemHasSecond,
  systemHasMinute,
  venueHasSecond,
  venueHasMinute,
  strategyHasSecond,
  strategyHasMinute,
  repeatsSeldom,
  overrideSizeFits,
];
