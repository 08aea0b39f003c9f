/**
 * The paper book: what trades of a symbol on Universe OS's blacklist would have come to.
 *
 * Led as the floor leads a position, by the plan it would have drawn: stop, break-even, half at 2 R, trail, target and
 * time. A trade held until its stop or its signal would take years, and prove nothing of the fund. Fills at the
 * next open with the usual costs, the stop before anything else inside a bar. Everything is counted in R: one trade risks
 * one, whatever it would have cost.
 */
import type { Bar } from "../../domain/bar.ts";
import type { Instrument } from "../../domain/instrument.ts";
import type { PositionPlan } from "../../domain/position-plan.ts";
import type { UniverseCondition } from "../../domain/universe.ts";
import { type EpochMs, type Fraction, type Price, price } from "../../units/units.ts";
import { drawPlan, type Outlook, targetOf } from "./draw-plan.ts";
import { exitMovesOf, partialShare } from "./exit-rules.ts";
import { stopPriceBelow } from "./stop-price.ts";

export type PaperWish = {
  readonly stopDistance: Fraction;
  readonly outlook: Outlook;
  /** Kinds of market it was wished for in. */
  readonly openedIn: readonly UniverseCondition[];
};

export type PaperTrade = {
  readonly averagePrice: Price;
  readonly stopDistance: Fraction;
  readonly plan: PositionPlan;
  readonly openedIn: readonly UniverseCondition[];
  stopPrice: Price;
  /** Of what was bought: 1, or what is left once a part has been sold. */
  heldShare: number;
  /** Made by the part that was sold. */
  soldR: number;
  /** At the next open. */
  next: "LEAVE" | "SELL_PART" | undefined;
};

/** By instrument id. */
export type PaperBook = {
  readonly wishes: Map<number, PaperWish>;
  readonly trades: Map<number, PaperTrade>;
};

export type PaperClose = {
  readonly at: EpochMs;
  readonly instrument: Instrument;
  /** Mean true range now, share of the price. */
  readonly atr: number;
  /** Share of the price lost on each side. */
  readonly cost: number;
  /** Plans are followed; else a trade ends by its stop or its signal. */
  readonly followsPlan: boolean;
};

export type PaperResult = {
  readonly r: number;
  /** Costs of both ways, in R. */
  readonly costR: number;
  readonly openedIn: readonly UniverseCondition[];
};

export const openPaperBook = (): PaperBook => ({ wishes: new Map(), trades: new Map() });

export const isOnPaper = (book: PaperBook, id: number): boolean => book.trades.has(id) || book.wishes.has(id);

/** It is bought at the next open. */
export function wishOnPaper(book: PaperBook, id: number, wish: PaperWish): void {
  book.wishes.set(id, wish);
}

/** It is sold at the next open. */
export function leavePaper(book: PaperBook, id: number): void {
  const trade = book.trades.get(id);
  if (trade !== undefined) trade.next = "LEAVE";
}

/** Plays one bar; says what a trade that ended in it came to. */
export function playPaperBar(book: PaperBook, id: number, bar: Bar, close: PaperClose): PaperResult | undefined {
  buy(book, id, bar, close);
  const trade = book.trades.get(id);
  if (trade === undefined) return undefined;
  const soldAt = exitPriceIn(trade, bar);
  if (soldAt !== undefined) {
    book.trades.delete(id);
    const r = trade.soldR + trade.heldShare * madeAt(trade, soldAt, close.cost);
    return { r, costR: (2 * close.cost) / trade.stopDistance, openedIn: trade.openedIn };
  }
  if (trade.next === "SELL_PART") sellPart(trade, bar.open, close.cost);
  trade.next = undefined;
  if (bar.close > trade.plan.peak) trade.plan.peak = bar.close;
  if (close.followsPlan) followPlan(trade, bar.close, close);
  return undefined;
}

function buy(book: PaperBook, id: number, bar: Bar, { at, instrument, cost }: PaperClose): void {
  const wish = book.wishes.get(id);
  if (wish === undefined) return;
  book.wishes.delete(id);
  const { stopDistance, outlook, openedIn } = wish;
  const averagePrice = price(bar.open * (1 + cost));
  const stopPrice = stopPriceBelow(instrument, averagePrice, stopDistance);
  const plan = drawPlan(outlook, at, averagePrice, stopPrice);
  plan.target = targetOf(plan, averagePrice, instrument);
  const trade = { averagePrice, stopDistance, plan, openedIn, stopPrice, heldShare: 1, soldR: 0, next: undefined };
  book.trades.set(id, trade);
}

/** Where it is sold in this bar: at the open if it is to leave, at its stop, or not at all. */
function exitPriceIn({ next, stopPrice }: PaperTrade, bar: Bar): number | undefined {
  if (next === "LEAVE") return bar.open;
  return bar.low > stopPrice ? undefined : Math.min(bar.open, stopPrice);
}

const madeAt = ({ averagePrice, stopDistance }: PaperTrade, soldAt: number, cost: number): number =>
  ((soldAt * (1 - cost)) / averagePrice - 1) / stopDistance;

function sellPart(trade: PaperTrade, open: number, cost: number): void {
  trade.soldR += trade.heldShare * partialShare * madeAt(trade, open, cost);
  trade.heldShare *= 1 - partialShare;
}

function followPlan(trade: PaperTrade, closedAt: number, { at, atr, cost, instrument }: PaperClose): void {
  const view = { at, close: closedAt, atr, roundTripCost: 2 * cost, instrument };
  for (const move of exitMovesOf(trade, view)) {
    switch (move.kind) {
      case "LEAVE":
        trade.next = "LEAVE";
        return;
      case "TAKE_PARTIAL":
        trade.next = "SELL_PART";
        trade.plan.state = "PARTIAL_TP";
        break;
      case "RAISE_STOP":
        trade.stopPrice = move.to;
        trade.plan.state = move.state;
        break;
    }
  }
}
