/** The book as the balancer sees it: what is held and what may still be filled, at its worst. */

export type Side = "LONG" | "SHORT";

export type BookLine = {
  readonly symbol: string;
  readonly side: Side;
  /** USD, above 0. */
  readonly notional: number;
  /** What it loses at its stop, USD. */
  readonly risk: number;
};

export type Book = {
  /** What all shares are shares of, USD. */
  readonly tradable: number;
  /** What is left to pay with, USD. */
  readonly cash: number;
  readonly lines: readonly BookLine[];
};

export const sumOf = (lines: readonly BookLine[], what: "notional" | "risk"): number =>
  lines.reduce((sum, line) => sum + line[what], 0);

export const sideOf = (lines: readonly BookLine[], side: Side): number =>
  sumOf(
    lines.filter((line) => line.side === side),
    "notional",
  );

/** The book with a line more: its money is spent, or so much of it tied up as a perpetual asks for. */
export const withLine = (book: Book, line: BookLine, tiedShare = 1): Book => ({
  ...book,
  cash: book.cash - line.notional * tiedShare,
  lines: [...book.lines, line],
});

/** Share of what is tradable; infinite where nothing is, so that no limit is kept. */
export const shareOf = (amount: number, { tradable }: Book): number =>
  tradable > 0 ? amount / tradable : amount > 0 ? Number.POSITIVE_INFINITY : 0;
