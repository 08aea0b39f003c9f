/**
 * The simulated exchange plays bars against the orders that are open. Pure; adapters give it a process, a log and a clock.
 *
 * A bar is played in three phases, as a live venue would show it: `openBar` fills at the open what takes, `fillResting`
 * fills what rests, `closeBar` sets off conditional orders, stops before targets, and ends what an open could not fill.
 * Whatever the bar did, a resting entry is filled first and its stop, sent upon that, may go off in the same bar. Like
 * real venues it refuses a client id only while an order of that id is open, so nobody may rely on it for duplicates.
 */
import type { Bar } from "../../domain/bar.ts";
import type { AnyReport } from "../../domain/venue-report.ts";
import { barLiquidity } from "./bar-liquidity.ts";
import { type OpenOrder, openIn, type VenueBook } from "./book-state.ts";
import { endPostOnly, expireAtOnce, type Moment } from "./execute-order.ts";
import { activityAfter, rangeVolatility, wouldTake } from "./fill-model.ts";
import { arrived } from "./in-flight.ts";
import { isStillOpen, mayRest, mayTake, restAll, restOne, takeAll, takeOne, takesAtOpen } from "./match-orders.ts";
import { endMargin, fallToStops, fallToWorst, openMargin, wouldFall } from "./play-margin.ts";
import { answerNow } from "./take-requests.ts";
import { setOffBy } from "./trigger-orders.ts";
import { isStop, isTakeProfit } from "./venue-order.ts";

export { openVenueBook, type VenueBook, type VenueRequest } from "./book-state.ts";
export { amendAt, answerOf, cancelAt, submitTo } from "./take-requests.ts";

/** Fills orders that take at the open, those with a limit as far as it and the bar's volume allow. */
export function openBar(book: VenueBook, bars: readonly Bar[]): AnyReport[] {
  const reports = hearArrivals(book);
  book.openedAt = book.at;
  openMargin(book, bars, reports);
  if (book.resting.size === 0) return reports;
  for (const bar of bars) {
    const moment = momentIn(book, bar, bar.open, reports);
    if (moment !== undefined) takeAll(moment);
  }
  return reports;
}

/**
 * Fills orders at their limit once the price has traded through it: touching it is not enough, since others were there
 * before. A target waits behind a stop that the same bar sets off, and behind a liquidation.
 */
export function fillResting(book: VenueBook, bars: readonly Bar[]): AnyReport[] {
  const reports = playArrivals(book, bars, book.at);
  if (book.resting.size === 0) return reports;
  for (const bar of bars) {
    const moment = momentIn(book, bar, bar.open, reports);
    if (moment === undefined) continue;
    const isLeftOut = (open: OpenOrder): boolean =>
      takesAtOpen(book, open, bar, moment.instrument) || waitsBehindWorst(book, open, { bar, bars });
    restAll(moment, isLeftOut);
  }
  return reports;
}

/** Sets off stops, lets the worst of the bar liquidate, then sets off targets; ends what an open could not fill. */
export function closeBar(book: VenueBook, bars: readonly Bar[]): AnyReport[] {
  const reports = hearArrivals(book);
  const waiting = book.resting.size === 0 ? [] : bars.map((bar) => ({ bar, waited: waitingIn(book, bar, bars) }));
  fallToStops(book, bars, reports);
  if (book.resting.size > 0) for (const bar of bars) closeStops(book, bar, reports);
  fallToWorst(book, bars, reports);
  for (const { bar, waited } of waiting) closeTargets(book, bar, waited, reports);
  endMargin(book, bars, reports);
  for (const bar of bars) {
    book.last.set(bar.symbol, bar.close);
    book.activity.set(bar.symbol, activityAfter(bar, book.activity.get(bar.symbol)));
    book.takenInBar.delete(bar.symbol);
  }
  return reports;
}

function waitingIn(book: VenueBook, bar: Bar, bars: readonly Bar[]): readonly OpenOrder[] {
  const instrument = book.instruments.get(bar.symbol);
  if (instrument === undefined) return [];
  return openIn(book, bar.symbol).filter(
    (each) => mayRest(each) && !takesAtOpen(book, each, bar, instrument) && waitsBehindWorst(book, each, { bar, bars }),
  );
}

function closeStops(book: VenueBook, bar: Bar, reports: AnyReport[]): void {
  for (const each of openIn(book, bar.symbol)) {
    if (isStillOpen(book, each)) expireAtOnce(book, each, reports);
    if (isStop(each.order)) setOff(book, each, bar, reports);
  }
}

function closeTargets(book: VenueBook, bar: Bar, waited: readonly OpenOrder[], reports: AnyReport[]): void {
  for (const each of openIn(book, bar.symbol)) if (isTakeProfit(each.order)) setOff(book, each, bar, reports);
  const moment = waited.length === 0 ? undefined : momentIn(book, bar, bar.open, reports);
  for (const each of waited) if (moment !== undefined && isStillOpen(book, each)) restOne(moment, each);
}

function setOff(book: VenueBook, open: OpenOrder, bar: Bar, reports: AnyReport[]): void {
  const from = isStillOpen(book, open) ? setOffBy(open, bar) : undefined;
  if (from === undefined) return;
  open.isTriggered = true;
  const moment = momentIn(book, bar, from, reports);
  if (moment === undefined) return;
  if (mayTake(open)) takeOne(moment, open);
  else if (wouldTake(open.order, from, moment.instrument)) endPostOnly(moment, open);
  if (isStillOpen(book, open)) expireAtOnce(book, open, reports);
}

type Played = { readonly bar: Bar; readonly bars: readonly Bar[] };

/** Whether it closes what a stop beside it, or the venue, closes inside this bar. */
function waitsBehindWorst(book: VenueBook, { order }: OpenOrder, { bar, bars }: Played): boolean {
  const { symbol, side, isReduceOnly } = order;
  const against = (book.holdings.get(symbol) ?? 0) * (side === "SELL" ? 1 : -1) > 0;
  if (against && wouldFall(book, symbol, bars)) return true;
  if (!isReduceOnly && side === "BUY") return false;
  return openIn(book, symbol).some(
    (each) => each.order.side === side && isStop(each.order) && setOffBy({ ...each }, bar) !== undefined,
  );
}

function momentIn(book: VenueBook, bar: Bar, from: number, reports: AnyReport[]): Moment | undefined {
  const instrument = book.instruments.get(bar.symbol);
  return instrument === undefined
    ? undefined
    : { book, instrument, market: barLiquidity(book, bar, instrument, from), reports };
}

/** Answers requests that have come in since the last moment. */
function hearArrivals(book: VenueBook): AnyReport[] {
  return arrived(book).flatMap(({ request }) => answerNow(book, request) ?? []);
}

/**
 * Carries out what has arrived since the open. An order that takes and missed it takes inside the bar, at the open moved
 * against it for as long as it was late.
 * @param endsAt the end of the bar, which lateness is a share of
 */
export function playArrivals(book: VenueBook, bars: readonly Bar[], endsAt: number): AnyReport[] {
  const reports: AnyReport[] = [];
  for (const { arrivesAt, request } of arrived(book)) {
    const answer = answerNow(book, request);
    if (answer !== undefined) reports.push(answer);
    const isNew = answer?.kind === "ACCEPTED" && request.kind === "SubmitOrder";
    const open = isNew ? book.resting.get(request.order.id) : undefined;
    const bar = bars.find(({ symbol }) => symbol === open?.order.symbol);
    if (open === undefined || bar === undefined || !mayTake(open)) continue;
    const late = Math.min(1, Math.max(0, (arrivesAt - book.openedAt) / Math.max(1, endsAt - book.openedAt)));
    const moment = momentIn(book, bar, driftedOpen(bar, open, late), reports);
    if (moment !== undefined) takeOne(moment, open);
  }
  return reports;
}

/** σ·√t against the order, no further than the bar went. */
function driftedOpen(bar: Bar, { order }: OpenOrder, share: number): number {
  const drift = rangeVolatility(bar) * Math.sqrt(share);
  return order.side === "BUY" ? Math.min(bar.high, bar.open * (1 + drift)) : Math.max(bar.low, bar.open * (1 - drift));
}
