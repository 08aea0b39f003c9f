/**
 * One candidate against the book: taken, at what size, or dropped with the reason.
 *
 * The book already holds what better candidates of the same close took, so what is approved keeps every constraint together
 * (the earlier system never added it up). Every comparison refuses what is not a number.
 */
import type { CandidateReview, CandidateRoom, DropReason } from "../../domain/balancer.ts";
import type { BookView } from "./constraints.ts";
import { type BookLine, type Side, sideOf, sumOf } from "./book.ts";
import { correlationBetween } from "./relations.ts";

export type Candidate = {
  readonly symbol: string;
  readonly side: Side;
  /** Wanted, USD. */
  readonly notional: number;
  readonly stopDistance: number;
  /** Smallest order the venue takes, USD. */
  readonly minNotional: number;
  /** What the allocator leaves for the symbol, USD; infinite where it has not spoken. */
  readonly allocation: number;
  /** Part of its worth that it ties up of the account; all of it where nothing is said. */
  readonly tiedShare?: number;
};

type Gate = {
  readonly reason: DropReason;
  /** Why not, or undefined. */
  readonly stops: (candidate: Candidate, view: BookView) => string | undefined;
};

export const gates: readonly Gate[] = [
  {
    reason: "POSITION_ALREADY_OPEN",
    stops: ({ symbol }, { book }) =>
      book.lines.some((line) => line.symbol === symbol) ? `${symbol} is held or being bought` : undefined,
  },
  {
    reason: "MAX_POSITIONS_REACHED",
    stops: (_, { book, limits }) =>
      book.lines.length < limits.maxPositions
        ? undefined
        : `${book.lines.length} of ${limits.maxPositions} positions are taken`,
  },
  {
    reason: "CORRELATION_UNKNOWN",
    stops: ({ symbol }, { book, relations }) => {
      const strange = book.lines.find((line) => Number.isNaN(correlationBetween(relations, symbol, line.symbol)));
      return strange && `too few days say how it moves with ${strange.symbol}`;
    },
  },
  {
    reason: "CORRELATION_TOO_HIGH",
    stops: ({ symbol }, { book, relations, limits }) => {
      const of = (line: BookLine) => correlationBetween(relations, symbol, line.symbol);
      const alike = book.lines.find((line) => !(of(line) <= limits.maxCorrelationFraction));
      return (
        alike && `correlation ${of(alike).toFixed(3)} with ${alike.symbol} is above ${limits.maxCorrelationFraction}`
      );
    },
  },
];

type Cap = { readonly reason: DropReason; readonly of: (candidate: Candidate, view: BookView) => number };

/** Leaves room for fees and for a price that moves before the fill, as the mandate's fit does. */
const cashBuffer = 0.995;

export const caps: readonly Cap[] = [
  {
    reason: "TOTAL_RISK_EXCEEDED",
    of: ({ stopDistance }, { book, limits }) =>
      (book.tradable * limits.maxTotalRiskFraction - sumOf(book.lines, "risk")) / stopDistance,
  },
  {
    reason: "RISK_PER_TRADE_EXCEEDED",
    of: ({ symbol, stopDistance }, { book, limits }) =>
      (book.tradable * limits.maxRiskPerTradeFraction - sumOf(inSymbol(symbol, book.lines), "risk")) / stopDistance,
  },
  {
    reason: "SYMBOL_CONCENTRATION",
    of: ({ symbol }, { book, limits }) =>
      book.tradable * Math.min(limits.maxSinglePositionFraction, limits.maxSymbolFraction) -
      sumOf(inSymbol(symbol, book.lines), "notional"),
  },
  {
    reason: "SECTOR_CONCENTRATION",
    of: ({ symbol }, { book, limits, sectors }) => {
      const sector = sectors.get(symbol) ?? symbol;
      const lines = book.lines.filter((line) => (sectors.get(line.symbol) ?? line.symbol) === sector);
      const most = Math.min(limits.maxSectorEntryFraction, limits.maxSectorFraction);
      return book.tradable * most - sumOf(lines, "notional");
    },
  },
  {
    reason: "LEVERAGE_EXCEEDED",
    of: (_, { book, limits }) =>
      book.tradable * Math.min(limits.maxLeverageEntryRatio, limits.maxLeverageRatio) - sumOf(book.lines, "notional"),
  },
  {
    reason: "NET_EXPOSURE_EXCEEDED",
    of: ({ side }, { book, limits }) => {
      const net = sideOf(book.lines, "LONG") - sideOf(book.lines, "SHORT");
      return book.tradable * limits.maxNetExposureFraction - (side === "LONG" ? net : -net);
    },
  },
  { reason: "SIDE_SHARE_EXCEEDED", of: sideRoom },
  {
    reason: "ALLOCATION_REACHED",
    of: ({ symbol, allocation }, { book }) => allocation - sumOf(inSymbol(symbol, book.lines), "notional"),
  },
  { reason: "INSUFFICIENT_MARGIN", of: ({ tiedShare = 1 }, { book }) => (book.cash * cashBuffer) / tiedShare },
];

const inSymbol = (symbol: string, lines: readonly BookLine[]): BookLine[] =>
  lines.filter((line) => line.symbol === symbol);

/** What one side may still grow by: with all of one side allowed, without end. */
function sideRoom({ side }: Candidate, { book, limits }: BookView): number {
  const most = limits.maxSideShareFraction;
  if (most >= 1) return Number.POSITIVE_INFINITY;
  return (most * sumOf(book.lines, "notional") - sideOf(book.lines, side)) / (1 - most);
}

/** The tightest of all caps. */
export function roomFor(candidate: Candidate, view: BookView): CandidateRoom {
  return caps
    .map(({ reason, of }): CandidateRoom => ({ reason, cap: of(candidate, view) }))
    .reduce((least, each) => (least.cap <= each.cap || Number.isNaN(least.cap) ? least : each));
}

export function reviewCandidate(candidate: Candidate, view: BookView): CandidateReview {
  for (const { reason, stops } of gates) {
    const note = stops(candidate, view);
    if (note !== undefined) return { kind: "DROPPED", reason, note };
  }
  const room = roomFor(candidate, view);
  const isBound = room.cap < candidate.notional || Number.isNaN(room.cap);
  const notional = isBound ? room.cap : candidate.notional;
  if (notional >= candidate.minNotional && notional > 0)
    return { kind: "APPROVED", notional, bound: isBound ? room : undefined };
  const reason = isBound ? room.reason : "TOO_SMALL";
  return { kind: "DROPPED", reason, note: `${notional.toFixed(2)} USD are left, ${candidate.minNotional} are needed` };
}
