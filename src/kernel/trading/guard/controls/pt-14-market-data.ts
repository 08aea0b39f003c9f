/**
 * PT-14: nothing is bought on prices that cannot be believed: a feed with holes, one that has stopped moving, a book whose
 * bid stands above its ask, or a second source that says something else.
 *
 * Bars that are none, and closes too far from the last, never get here: `market/bar-gate.ts` holds them back with a
 * reason, and without a fresh bar PT-01 refuses. Source: controls.md, PT-14; figures chosen (ADR 0041).
 */
import type { Quote } from "../../../domain/quote.ts";
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";
import { measured } from "../measured.ts";
import { limitParameter } from "./limit-parameter.ts";

export const feedHasNoGap = measured({
  name: "feed-in-sequence",
  measure: (_, { feed, controls }) => ({
    value: feed.gapBars,
    limit: controls.maxFeedGapBars,
    unit: "COUNT",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }, { symbol }) =>
    `expected at most ${limit} bars of ${symbol} to be missing before the last, was ${value}`,
});
export const feedMoves = measured({
  name: "feed-moves",
  measure: (_, { feed, controls }) => ({
    value: feed.frozenBars,
    limit: controls.maxFrozenBars,
    unit: "COUNT",
    bound: "BELOW",
  }),
  says: ({ value, limit }, { symbol }) =>
    `expected ${symbol} to trade or move within ${limit} bars, was still for ${value}`,
});
export const bookIsUncrossed: Check = {
  name: "book-uncrossed",
  refuses: ({ symbol }, { feed: { quote, second } }) => {
    const crossed = [quote, second].find((each) => each !== undefined && !(each.bid <= each.ask));
    return crossed === undefined
      ? undefined
      : `expected the bid of ${symbol} at or below its ask, was ${crossed.bid} above ${crossed.ask}`;
  },
};
export const sourcesAgree = measured({
  name: "second-source",
  measure: (_, { feed, reference, at, limits, controls }) => ({
    value:
      controls.maxSourceGapBps === null
        ? 0
        : gapTo(feed.second, reference?.price ?? Number.NaN, at, limits.maxReferenceAgeMs),
    limit: controls.maxSourceGapBps ?? Number.POSITIVE_INFINITY,
    unit: "BPS",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }, { symbol }) =>
    Number.isNaN(value)
      ? `expected a fresh quote of ${symbol} by the second source, was none`
      : `expected the second source within ${limit} bps of ${symbol}, was ${value.toFixed(1)} bps away`,
});

/** What was quoted long ago is old, however late it was heard. */
function gapTo(quote: Quote | undefined, price: number, at: number, oldest: number): number {
  if (quote === undefined) return Number.NaN;
  const age = at - Math.min(quote.quotedAt, quote.heardAt);
  if (!(quote.heardAt <= at && age <= oldest)) return Number.NaN;
  return Math.abs((quote.bid + quote.ask) / 2 / price - 1) * 10_000;
}

export const marketData: GuardControl = {
  id: "PT-14",
  name: "Market-data reasonability",
  purpose: "Keeps the fund from buying on prices that are missing, frozen, crossed or contradicted.",
  answers: ["FIA market data reasonability"],
  source: "controls.md, PT-14; numbers chosen",
  owner: "TRADER",
  action:
    "No entries in the symbol until its feed is sound again; exits and stops pass. No adapter tells quotes yet: a crossed book goes unseen, and a second source that is asked for refuses every entry.",
  parameters: ({ controls }) => [
    limitParameter("controls.maxFeedGapBars", "COUNT", controls.maxFeedGapBars),
    limitParameter("controls.maxFrozenBars", "COUNT", controls.maxFrozenBars, "BELOW"),
    ...(controls.maxSourceGapBps === null
      ? []
      : [limitParameter("controls.maxSourceGapBps", "BPS", controls.maxSourceGapBps)]),
  ],
  checks: [feedHasNoGap, feedMoves, bookIsUncrossed, sourcesAgree],
};
