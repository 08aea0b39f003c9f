/**
 * Small orders that rest at the touch, one on each side every second, followed by three rules at once: their place in the
 * recorded queue, the bar-level rule (filled once traded through by a tick), and the naive one (filled once touched).
 *
 * What a fill was worth is the mid price one and five seconds later against the price of the fill, in bps: below zero the
 * market moved against whoever was filled.
 */
import { applyDiff, applySnapshot, bestOf, openDepthBook } from "../../src/kernel/simulation/depth/depth-book.ts";
import { forgetGone, nothingTaken } from "../../src/kernel/simulation/depth/walk-book.ts";
import { joinQueue, type QueuePlace, seeBook, tradeAgainst } from "../../src/kernel/simulation/depth/queue-place.ts";
import type { Side } from "../../src/kernel/domain/order.ts";
import type { PublicTrade } from "../../src/kernel/simulation/depth/depth-event.ts";
import type { Session } from "./session.ts";

export type Passive = {
  readonly side: Side;
  readonly tick: number;
  readonly placedAt: number;
  readonly place: QueuePlace;
  readonly aheadAtFirstLots: number;
  /** When each rule says it was filled in full; NaN for never within its life. */
  queueAt: number;
  throughAt: number;
  touchedAt: number;
};

export type MakerStudy = {
  readonly orders: readonly Passive[];
  /** Mid tick as of a moment of the venue's clock; NaN outside the recording. */
  readonly midAt: (at: number) => number;
};

const every = 1_000;
/** How long an order rests before it is given up. */
export const lifeMs = 5_000;
const sides: readonly Side[] = ["BUY", "SELL"];

export function studyMakers(session: Session, lots: number): MakerStudy {
  const book = openDepthBook();
  const orders: Passive[] = [];
  let open: Passive[] = [];
  const mids: { at: number; mid: number }[] = [];
  let next = 0;
  for (const event of session.events) {
    if (event.kind === "TICKER") continue;
    open = open.filter(({ placedAt }) => event.at <= placedAt + lifeMs);
    if (event.kind === "TRADE") {
      for (const order of open) meetTrade(order, event);
      continue;
    }
    if (event.kind === "SNAPSHOT") applySnapshot(book, event);
    else applyDiff(book, event);
    for (const order of open) {
      const taken = nothingTaken();
      forgetGone(book, taken);
      seeBook(order.place, book, taken);
      if (order.place.leftLots === 0 && Number.isNaN(order.queueAt)) order.queueAt = event.at;
    }
    const best = bestOf(book);
    if (best === undefined || book.status !== "LIVE") continue;
    mids.push({ at: event.at, mid: (best.bidTick + best.askTick) / 2 });
    if (event.at < next) continue;
    next = event.at + every;
    for (const side of sides) {
      const tick = side === "BUY" ? best.bidTick : best.askTick;
      const place = joinQueue(book, { side, tick, lots });
      const never = { queueAt: Number.NaN, throughAt: Number.NaN, touchedAt: Number.NaN };
      const order = { side, tick, placedAt: event.at, place, aheadAtFirstLots: place.aheadLots, ...never };
      orders.push(order);
      open.push(order);
    }
  }
  return { orders, midAt: (at) => midAt(mids, at) };
}

function meetTrade(order: Passive, trade: PublicTrade): void {
  if (trade.side === order.side) return;
  const past = order.side === "BUY" ? order.tick - trade.tick : trade.tick - order.tick;
  if (past >= 0 && Number.isNaN(order.touchedAt)) order.touchedAt = trade.at;
  if (past >= 1 && Number.isNaN(order.throughAt)) order.throughAt = trade.at;
  tradeAgainst(order.place, trade);
  if (order.place.leftLots === 0 && Number.isNaN(order.queueAt)) order.queueAt = trade.at;
}

function midAt(mids: readonly { readonly at: number; readonly mid: number }[], at: number): number {
  if (at > (mids.at(-1)?.at ?? 0)) return Number.NaN;
  let low = 0;
  let high = mids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((mids[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return mids[low - 1]?.mid ?? Number.NaN;
}

export type MakerRule = "queueAt" | "throughAt" | "touchedAt";

export type MakerResult = {
  readonly orders: number;
  readonly filledWithin1s: number;
  readonly filledWithin5s: number;
  /** Mean worth of a fill after so long, bps of its price. */
  readonly worthAfter1sBps: number;
  readonly worthAfter5sBps: number;
};

/** Orders that lived their whole life inside the recording. */
export function resultOf({ orders, midAt: at }: MakerStudy, rule: MakerRule): MakerResult {
  const whole = orders.filter(({ placedAt }) => !Number.isNaN(at(placedAt + lifeMs)));
  const within = (ms: number) => whole.filter((order) => order[rule] - order.placedAt <= ms).length / whole.length;
  const worth = (ms: number): number => {
    const each = whole
      .map((order) => ({ order, mid: at(order[rule] + ms) }))
      .filter(({ mid }) => !Number.isNaN(mid))
      .map(({ order, mid }) => ((order.side === "BUY" ? 1 : -1) * 10_000 * (mid - order.tick)) / order.tick);
    return each.reduce((sum, value) => sum + value, 0) / each.length;
  };
  return {
    orders: whole.length,
    filledWithin1s: within(1_000),
    filledWithin5s: within(lifeMs),
    worthAfter1sBps: worth(1_000),
    worthAfter5sBps: worth(5_000),
  };
}
