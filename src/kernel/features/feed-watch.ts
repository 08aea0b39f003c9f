/**
 * How the feed of each symbol is: bars that are missing before the last, bars in a row that say nothing, and what other
 * sources quote. The guard buys nothing on a feed it cannot believe (controls.md, PT-14).
 */
import type { Bar } from "../domain/bar.ts";
import type { Quote, QuoteSource } from "../domain/quote.ts";
import type { DurationMs, EpochMs } from "../units/units.ts";

export type FeedWatch = {
  /** Per instrument id. */
  readonly gapBars: Float64Array;
  readonly frozenBars: Float64Array;
  /** The last quote of each, keyed `source symbol`. */
  readonly quotes: Map<string, Quote>;
};

/** What is known of one feed. */
export type FeedReading = {
  readonly gapBars: number;
  readonly frozenBars: number;
  readonly quote: Quote | undefined;
  readonly second: Quote | undefined;
};

export const openFeedWatch = (instruments: number): FeedWatch => ({
  gapBars: new Float64Array(instruments),
  frozenBars: new Float64Array(instruments),
  quotes: new Map(),
});

/** What stood before the bar. */
export type FeedScene = {
  readonly before: { readonly close: number; readonly closedAt: number };
  readonly closedAt: EpochMs;
  readonly interval: DurationMs;
};

/** Call before features have taken the bar in. */
export function watchBar(watch: FeedWatch, id: number, bar: Bar, { before, closedAt, interval }: FeedScene): void {
  const isFirst = !(before.closedAt > 0);
  watch.gapBars[id] = isFirst ? 0 : (closedAt - before.closedAt) / interval - 1;
  const isStill = bar.volume === 0 && bar.open === before.close && bar.high === bar.low && bar.close === before.close;
  watch.frozenBars[id] = isStill ? (watch.frozenBars[id] ?? 0) + 1 : 0;
}

type QuoteOf = { readonly source: QuoteSource; readonly symbol: string };

/**
 * Takes a quote in. Returns why not: one that is not newer than the last says nothing, and one from further ahead than
 * clocks may differ would keep all that are true from being newer.
 */
export function hearQuote(
  watch: FeedWatch,
  { source, symbol }: QuoteOf,
  quote: Quote,
  maxAheadMs: DurationMs,
): string | undefined {
  const { quotedAt, heardAt } = quote;
  if (!(quotedAt <= heardAt + maxAheadMs))
    return `the quote of ${symbol} of ${quotedAt} is from more than ${maxAheadMs} ms after it was heard, ${heardAt}`;
  const key = quoteKey(source, symbol);
  const last = watch.quotes.get(key);
  if (last !== undefined && !(quote.quotedAt > last.quotedAt))
    return `the quote of ${symbol} of ${quote.quotedAt} is not after that of ${last.quotedAt}`;
  watch.quotes.set(key, quote);
  return undefined;
}

export const readFeed = ({ gapBars, frozenBars, quotes }: FeedWatch, id: number, symbol: string): FeedReading => ({
  gapBars: gapBars[id] ?? Number.NaN,
  frozenBars: frozenBars[id] ?? Number.NaN,
  quote: quotes.get(quoteKey("VENUE", symbol)),
  second: quotes.get(quoteKey("SECOND", symbol)),
});

const quoteKey = (source: QuoteSource, symbol: string): string => `${source} ${symbol}`;
