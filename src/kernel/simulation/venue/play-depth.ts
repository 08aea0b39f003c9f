/**
 * The simulated exchange plays a recorded order book against the orders that are open, event by event.
 *
 * The same orders, accounts, fees and refusals as with bars; only prices and queues are recorded ones. What was asked of
 * the venue meets the book as it stood before the event. Orders that take do so at once; what is left of one with a limit
 * joins the queue. Funding is settled before the first event after its boundary meets anything. Stops go off by trades,
 * liquidation follows them too; the venue liquidates at the trade's price. While the book is unusable nobody takes: what ends at once ends, exits wait.
 */
import type { Bar } from "../../domain/bar.ts";
import { fromSteps, type Instrument } from "../../domain/instrument.ts";
import type { AnyReport } from "../../domain/venue-report.ts";
import { price, quantity } from "../../units/units.ts";
import { applyDiff, applySnapshot } from "../depth/depth-book.ts";
import type { DepthDiff, DepthEvent, DepthSnapshot, PublicTrade } from "../depth/depth-event.ts";
import { joinQueue, seeBook, tradeAgainst } from "../depth/queue-place.ts";
import { forgetGone, forgetTraded, tradeThrough } from "../depth/walk-book.ts";
import { type OpenOrder, openIn, remainingOf, type VenueBook } from "./book-state.ts";
import { type DepthMarket, depthLiquidity, lotsOf, ticksOf } from "./depth-liquidity.ts";
import { endPostOnly, expireAtOnce, type Moment } from "./execute-order.ts";
import { arrived } from "./in-flight.ts";
import { mayRest, mayTake, restOne, takeOne } from "./match-orders.ts";
import { openMargin, settleDueFunding } from "./play-margin.ts";
import { answerNow } from "./take-requests.ts";
import { setOffBy } from "./trigger-orders.ts";

/** @returns what the venue reports because of it, in order */
export function playDepth(book: VenueBook, market: DepthMarket, event: DepthEvent): AnyReport[] {
  const instrument = book.instruments.get(market.symbol);
  if (instrument === undefined) return [];
  book.at = Math.max(book.at, event.at);
  const reports: AnyReport[] = [];
  settleDueFunding(book, reports);
  reports.push(...arrived(book).flatMap(({ request }) => answerNow(book, request) ?? []));
  const moment: Moment = { book, instrument, market: depthLiquidity(market, instrument), reports };
  if (book.resting.size > 0) match(moment, market);
  hearEvent(book, market, { event, instrument });
  if (event.kind === "TRADE") {
    const bar = tradeBar(instrument, event);
    openMargin(book, [bar], reports);
    setOff(moment, bar);
  }
  if (book.resting.size > 0) match(moment, market);
  return reports;
}

function hearEvent(
  book: VenueBook,
  market: DepthMarket,
  { event, instrument }: { readonly event: DepthEvent; readonly instrument: Instrument },
): void {
  const { depth, taken, traded, places, reached } = market;
  for (const id of places.keys())
    if (!book.resting.has(id)) {
      places.delete(id);
      reached.delete(id);
    }
  if (event.kind === "TICKER") return;
  if (event.kind === "TRADE") {
    book.last.set(market.symbol, fromSteps(event.tick, instrument.tickSize));
    tradeThrough(depth, traded, event);
  } else changeBook(market, event);
  for (const [id, place] of places) {
    const lots = event.kind === "TRADE" ? tradeAgainst(place, event) : seeBook(place, depth, taken);
    if (lots > 0) reached.set(id, (reached.get(id) ?? 0) + lots);
  }
}

function changeBook({ depth, taken, traded }: DepthMarket, event: DepthSnapshot | DepthDiff): void {
  const { applied, snapshots } = depth.counts;
  if (event.kind === "SNAPSHOT") applySnapshot(depth, event);
  else applyDiff(depth, event);
  if (depth.counts.snapshots > snapshots) for (const each of [traded.BUY, traded.SELL]) each.clear();
  else if (depth.counts.applied > applied && event.kind === "DIFF") forgetTraded(traded, event.changes);
  forgetGone(depth, taken);
}

/** Orders with a place are filled as far as it was reached; the others take, and what may rest of them joins the queue. */
function match(moment: Moment, market: DepthMarket): void {
  const { book, instrument } = moment;
  for (const open of openIn(book, instrument.symbol)) {
    if (market.places.has(open.order.id)) restOne(moment, open);
    else if (mayTake(open)) takeOne(moment, open);
    if (!book.resting.has(open.order.id) || market.places.has(open.order.id)) continue;
    expireAtOnce(book, open, moment.reports);
    if (book.resting.has(open.order.id) && mayRest(open)) rest(moment, market, open);
  }
}

function rest(moment: Moment, market: DepthMarket, open: OpenOrder): void {
  const { instrument, market: liquidity } = moment;
  const { id, side, limitPrice } = open.order;
  if (limitPrice === undefined) return;
  const best = liquidity.best(side);
  const meets = best !== undefined && (side === "BUY" ? limitPrice >= best : limitPrice <= best);
  if (meets && !mayTake(open)) return endPostOnly(moment, open);
  const lots = lotsOf(instrument, remainingOf(open));
  market.places.set(id, joinQueue(market.depth, { side, tick: ticksOf(instrument, limitPrice), lots }));
}

/** Conditional orders that this trade sets off; they take with the others. */
function setOff({ book }: Moment, bar: Bar): void {
  for (const open of openIn(book, bar.symbol)) if (setOffBy(open, bar) !== undefined) open.isTriggered = true;
}

function tradeBar({ symbol, tickSize, lotSize }: Instrument, { tick, lots }: PublicTrade): Bar {
  const at = price(fromSteps(tick, tickSize));
  return { symbol, open: at, high: at, low: at, close: at, volume: quantity(fromSteps(lots, lotSize)) };
}
