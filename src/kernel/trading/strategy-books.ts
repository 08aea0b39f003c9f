/**
 * What each strategy has made and lost, so that one that loses too much in a day, or too often in a row, buys nothing more
 * that day (PT-17). The account's own row of losses is another control: it freezes the fund and waits for a review.
 *
 * Its profit is what its fills have realised, fees taken off, and what it holds is worth over its price. A day is a UTC
 * day, and begins with the last mark of the day before.
 */
import type { Position } from "../domain/position.ts";
import { type EpochMs, utcDay } from "../units/units.ts";

export type StrategyBook = {
  /** Of fills, fees taken off, USD. */
  realized: number;
  day: number;
  /** Profit in all when the day began, and when it was last marked. */
  dayStart: number;
  marked: number;
  /** Trades lost in a row, and the UTC day of the last. */
  lossesInRow: number;
  lostOn: number;
};

export type StrategyBooks = Map<string, StrategyBook>;

type Held = readonly (Position | undefined)[];

/** Call at every close, once what is held has its new price. */
export function markStrategies(books: StrategyBooks, positions: Held, at: EpochMs): void {
  for (const position of positions)
    if (position !== undefined && !books.has(position.strategy)) takeOver(books, positions, position.strategy, at);
  for (const [strategy, book] of books) mark(book, profitOf(book, positions, strategy), at);
}

export type StrategyFill = { readonly strategy: string /** Realised by it less its fee, USD. */; readonly net: number };

/** Call once the position is what the fill has made of it. */
export function recordStrategyFill(
  books: StrategyBooks,
  { strategy, net }: StrategyFill,
  positions: Held,
  at: EpochMs,
): void {
  const book = bookOf(books, strategy, at);
  book.realized += net;
  mark(book, profitOf(book, positions, strategy), at);
}

/** Loss of a strategy's UTC day, 0 where it has made something. */
export function strategyLossToday(books: StrategyBooks, positions: Held, strategy: string, at: EpochMs): number {
  const book = books.get(strategy);
  if (book === undefined) return 0;
  const start = utcDay(at) === book.day ? book.dayStart : book.marked;
  return Math.max(0, start - profitOf(book, positions, strategy));
}

export type StrategyTrade = { readonly strategy: string; readonly pnl: number };

/** Call when a trade is over. What does not win is lost; a row that reached `limit` has ended with its day. */
export function recordStrategyTrade(
  books: StrategyBooks,
  { strategy, pnl }: StrategyTrade,
  limit: number,
  at: EpochMs,
): void {
  const book = bookOf(books, strategy, at);
  book.lossesInRow = pnl > 0 ? 0 : strategyLossesInRow(books, strategy, limit, at) + 1;
  book.lostOn = utcDay(at);
}

/** Trades a strategy has lost in a row. One that reached `limit` rests until the next UTC day and begins anew (chosen). */
export function strategyLossesInRow(books: StrategyBooks, strategy: string, limit: number, at: EpochMs): number {
  const book = books.get(strategy);
  if (book === undefined) return 0;
  return book.lossesInRow >= limit && utcDay(at) > book.lostOn ? 0 : book.lossesInRow;
}

/** Books of before losses in a row were counted by strategy. Filled in place. */
export function completeStrategyBooks(books: StrategyBooks): void {
  for (const book of books.values()) {
    const known: Partial<StrategyBook> = book;
    book.lossesInRow = known.lossesInRow ?? 0;
    book.lostOn = known.lostOn ?? book.day;
  }
}

function bookOf(books: StrategyBooks, strategy: string, at: EpochMs): StrategyBook {
  const held = books.get(strategy);
  if (held !== undefined) return held;
  const book = { realized: 0, day: utcDay(at), dayStart: 0, marked: 0, lossesInRow: 0, lostOn: utcDay(at) };
  books.set(strategy, book);
  return book;
}

/** What was bought before there were books begins with what it is worth now. */
function takeOver(books: StrategyBooks, positions: Held, strategy: string, at: EpochMs): void {
  const book = bookOf(books, strategy, at);
  book.dayStart = profitOf(book, positions, strategy);
}

function mark(book: StrategyBook, profit: number, at: EpochMs): void {
  const day = utcDay(at);
  if (day !== book.day) {
    book.dayStart = book.marked;
    book.day = day;
  }
  book.marked = profit;
}

function profitOf({ realized }: StrategyBook, positions: Held, strategy: string): number {
  let unrealized = 0;
  for (const position of positions)
    if (position?.strategy === strategy) unrealized += position.quantity * (position.lastPrice - position.averagePrice);
  return realized + unrealized;
}
