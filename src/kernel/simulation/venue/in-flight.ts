/**
 * Requests take time to the venue. Each arrives after the latency and a jitter drawn from the seed and its number, so that
 * two equal runs wait alike. One that arrives after a moment of the market waits for the next.
 */
import { lastMomentInside } from "../../domain/bar.ts";
import { mix32 } from "../../maths/seeded-random.ts";
import type { InFlight, VenueBook, VenueRequest } from "./book-state.ts";
import { type DurationMs, durationMs, type EpochMs, epochMs } from "../../units/units.ts";
import type { Latency } from "./venue-terms.ts";

const words = 2 ** 32;

/** Share of the jitter that the n-th draw gets, from 0 up to 1. */
export const jitterOf = (seed: number, draw: number): number => (mix32(mix32(seed) ^ draw) >>> 0) / words;

export const isInstant = ({ requestMs, jitterMs }: Latency): boolean => requestMs === 0 && jitterMs === 0;

export function sendOff(book: VenueBook, request: VenueRequest): InFlight {
  const { requestMs, jitterMs, seed } = book.terms.latency;
  book.requests += 1;
  const sent = { arrivesAt: book.at + requestMs + drawn(jitterMs, seed, book.requests), request };
  book.inFlight.push(sent);
  return sent;
}

/** How long the report of this number takes from the venue. */
export function reportDelay({ terms }: VenueBook, reportSeq: number): number {
  const { reportMs, jitterMs, seed } = terms.latency;
  return reportMs + drawn(jitterMs, ~seed, reportSeq);
}

const drawn = (jitterMs: number, seed: number, draw: number): number => Math.floor(jitterMs * jitterOf(seed, draw));

const slowestRequestMs = ({ requestMs, jitterMs }: Latency): number => requestMs + jitterMs;
const slowestReportMs = ({ reportMs, jitterMs }: Latency): number => reportMs + jitterMs;

/**
 * The shortest bar in which all that an order causes settles: three ways there and back. The entry at the open, its fill
 * told, its stop sent; the same for what rests; and what the end of the bar did, told before the fund decides anew.
 */
export const shortestBar = (latency: Latency): DurationMs =>
  durationMs(3 * (slowestRequestMs(latency) + slowestReportMs(latency)) + 1);

/**
 * When a bar that closes at `closedAt` fills what rests, and when it sets off stops. The last moment inside it where nothing
 * takes time; else so much earlier that the fund hears of a fill, and its stop is there, before the bar ends.
 */
export function momentsInside(
  latency: Latency,
  closedAt: EpochMs,
): { readonly restAt: EpochMs; readonly closeAt: EpochMs } {
  const closeAt = epochMs(lastMomentInside(closedAt) - slowestReportMs(latency));
  return { restAt: epochMs(closeAt - slowestReportMs(latency) - slowestRequestMs(latency)), closeAt };
}

/** When the next request arrives; undefined where none is on its way. */
export function nextArrival({ inFlight }: VenueBook): number | undefined {
  let next: number | undefined;
  for (const { arrivesAt } of inFlight) if (next === undefined || arrivesAt < next) next = arrivesAt;
  return next;
}

/** Takes out what has arrived by now, in the order of arrival. */
export function arrived(book: VenueBook): InFlight[] {
  if (book.inFlight.length === 0) return [];
  const due = book.inFlight.filter(({ arrivesAt }) => arrivesAt <= book.at);
  const late = book.inFlight.filter(({ arrivesAt }) => arrivesAt > book.at);
  book.inFlight.splice(0, book.inFlight.length, ...late);
  return due.toSorted((one, other) => one.arrivesAt - other.arrivesAt);
}
