/**
 * The venue a backtest's fund trades at, bar by bar: the kernel's book, or something that stands before it.
 *
 * What stands before it may lose answers, refuse, or be slow (`qt stress`); it may not forget what the book did.
 */
import type { Bar } from "../../kernel/domain/bar.ts";
import type { Instrument } from "../../kernel/domain/instrument.ts";
import type { AnyReport, VenueReport } from "../../kernel/domain/venue-report.ts";
import {
  answerOf,
  closeBar,
  fillResting,
  openBar,
  openVenueBook,
  type VenueBook,
  type VenueRequest,
} from "../../kernel/simulation/venue/venue-book.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { VenueTerms } from "../../kernel/simulation/venue/venue-terms.ts";
import { type DurationMs, durationMs, type UsdAmount } from "../../kernel/units/units.ts";
import type { VenueFile } from "../../runtime/venue-file.ts";
import { termsUnder } from "../../runtime/venue-file-terms.ts";

/** No answer came: nobody knows whether the request arrived. */
export type Unanswered = { readonly kind: "UNANSWERED"; readonly orderId: string; readonly reason: string };

export interface PlayedVenue {
  readonly book: VenueBook;
  /** How late the fund hears what the venue does now. */
  readonly lag: DurationMs;
  open(bars: readonly Bar[]): readonly AnyReport[];
  fillResting(bars: readonly Bar[]): readonly AnyReport[];
  close(bars: readonly Bar[]): readonly AnyReport[];
  answer(request: VenueRequest): VenueReport | Unanswered | undefined;
}

export type OpenVenue = (instruments: readonly Instrument[], startCash: UsdAmount) => PlayedVenue;

/** The book itself: it answers everything, and at once. */
export function bookVenue(
  instruments: readonly Instrument[],
  startCash: UsdAmount,
  book: VenueBook = openVenueBook(instruments, startCash),
): PlayedVenue {
  return {
    book,
    lag: durationMs(0),
    open: (bars) => openBar(book, bars),
    fillResting: (bars) => fillResting(book, bars),
    close: (bars) => closeBar(book, bars),
    answer: (request) => answerOf(book, request),
  };
}

/** The terms a fund trades on: those of a venue file and what was recorded of funding. */
export const termsOf = (
  { instruments, intervalMs, seed }: FundConfig,
  venue: VenueFile | undefined,
  funding: VenueTerms["funding"] = new Map(),
): Partial<VenueTerms> => ({ ...termsUnder(venue, { instruments, intervalMs, seed }), funding });

/** The book on these terms. */
export const venueOn =
  (terms: Partial<VenueTerms>): OpenVenue =>
  (instruments, startCash) =>
    bookVenue(instruments, startCash, openVenueBook(instruments, startCash, terms));
