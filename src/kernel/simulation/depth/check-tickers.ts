/**
 * The rebuilt book against the best prices that the venue told in another stream: the proof that the book is right.
 *
 * Both streams count updates alike. After the change that ends at `u`, the best prices are those of the last ticker whose
 * number is not above `u`. The streams are not in step, so a comparison waits until the next change has been heard. A
 * snapshot is not compared: it is an answer to a request, and may be ahead of both streams.
 */
import type { BestPrices, BookTicker } from "./depth-event.ts";

export type TickerCheck = {
  heard: number;
  /** Comparisons made: one for each applied change with a ticker at or before it. */
  compared: number;
  equal: number;
  pricesDiffer: number;
  /** Same prices, other lots. */
  lotsDiffer: number;
  last: BookTicker | undefined;
  readonly ahead: BookTicker[];
  waiting: { readonly update: number; readonly best: BestPrices } | undefined;
};

export const openTickerCheck = (): TickerCheck => ({
  heard: 0,
  compared: 0,
  equal: 0,
  pricesDiffer: 0,
  lotsDiffer: 0,
  last: undefined,
  ahead: [],
  waiting: undefined,
});

export function hearTicker(check: TickerCheck, ticker: BookTicker): void {
  check.heard += 1;
  check.ahead.push(ticker);
}

/** The book has come to `update`; judges what it showed before that. `best` is nothing while it is unusable. */
export function hearBook(check: TickerCheck, update: number, best: BestPrices | undefined): void {
  settle(check);
  check.waiting = best === undefined ? undefined : { update, best };
}

/** Judges what still waits, at the end of a recording. */
export function settle(check: TickerCheck): void {
  const { waiting } = check;
  if (waiting === undefined) return;
  check.waiting = undefined;
  const passed = check.ahead.filter(({ update }) => update <= waiting.update);
  for (const ticker of passed) if (!(ticker.update < (check.last?.update ?? 0))) check.last = ticker;
  if (passed.length > 0)
    check.ahead.splice(0, check.ahead.length, ...check.ahead.filter((each) => !passed.includes(each)));
  if (check.last !== undefined) compare(check, waiting.best, check.last.best);
}

function compare(check: TickerCheck, ours: BestPrices, told: BestPrices): void {
  check.compared += 1;
  const samePrices = ours.bidTick === told.bidTick && ours.askTick === told.askTick;
  const sameLots = ours.bidLots === told.bidLots && ours.askLots === told.askLots;
  if (samePrices && sameLots) check.equal += 1;
  else if (samePrices) check.lotsDiffer += 1;
  else check.pricesDiffer += 1;
}
