/**
 * The shadow book: what entries would have done while they were stopped.
 *
 * Fills at the next open with the usual costs, stop before anything else inside a bar. It never touches equity, limits
 * or streaks; the Supervisor reads its profit when it thinks about a release (resolutions 15, 16a).
 */
import type { Bar } from "../../domain/bar.ts";
import { ensembleName } from "../../domain/signal.ts";
import type { ExitPlan } from "../../domain/strategy-choice.ts";
import { type UsdAmount, usd } from "../../units/units.ts";

/** What of its size the hooks that only advise would have left, where they were asked. */
type Advised = { readonly advisedShare?: number };
/** Who wished it, and how it means to leave; the ensemble's where nothing is said. */
type Owned = { readonly strategy?: string; readonly plan?: ExitPlan | undefined };
type Wish = Advised & Owned & { readonly notional: number; readonly stopDistance: number };
export type ShadowPosition = Advised &
  Owned & {
    readonly quantity: number;
    readonly entryPrice: number;
    readonly stopPrice: number;
    lastPrice: number;
    /** Bars it has been there for. */
    bars: number;
  };

export type ShadowBook = {
  /** Wishes waiting for the next open, and positions, by instrument id. */
  readonly wishes: Map<number, Wish>;
  readonly positions: Map<number, ShadowPosition>;
  /** Positions to close at the next open. */
  readonly leaving: Set<number>;
  realizedPnl: number;
};

export const openShadowBook = (): ShadowBook => ({
  wishes: new Map(),
  positions: new Map(),
  leaving: new Set(),
  realizedPnl: 0,
});

/** A new freeze starts a new book. */
export function clearShadowBook(book: ShadowBook): void {
  book.wishes.clear();
  book.positions.clear();
  book.leaving.clear();
  book.realizedPnl = 0;
}

export const wishInShadow = (book: ShadowBook, id: number, wish: Wish): void => {
  book.wishes.set(id, wish);
};
/** Only who opened it leaves it. */
export function leaveShadow(book: ShadowBook, id: number, strategy: string = ensembleName): void {
  const position = book.positions.get(id);
  if (position !== undefined && (position.strategy ?? ensembleName) === strategy) book.leaving.add(id);
}
export const isShadowed = (book: ShadowBook, id: number): boolean => book.positions.has(id) || book.wishes.has(id);

/** One that older code opened has not been counted; it is counted from now on. */
export function completeShadow(position: ShadowPosition): void {
  if (!("bars" in position)) Reflect.set(position, "bars", 0);
}

/** Realised plus unrealised profit in USD. */
export function shadowPnl(book: ShadowBook): UsdAmount {
  let pnl = book.realizedPnl;
  for (const { quantity, entryPrice, lastPrice } of book.positions.values()) pnl += quantity * (lastPrice - entryPrice);
  return usd(pnl);
}

export type ShadowTrade = { readonly pnl: number; readonly advisedShare: number };

/** Plays one bar. `cost` is the share of the price lost on each side. Returns the trade of a position it closed. */
export function playShadowBar(book: ShadowBook, id: number, bar: Bar, cost: number): ShadowTrade | undefined {
  const wish = book.wishes.get(id);
  if (wish !== undefined) {
    book.wishes.delete(id);
    const entryPrice = bar.open * (1 + cost);
    const stopPrice = entryPrice * (1 - wish.stopDistance);
    const { notional, advisedShare = 1, strategy = ensembleName, plan } = wish;
    const quantity = notional / entryPrice;
    const opened = { quantity, entryPrice, stopPrice, lastPrice: entryPrice, bars: 0 };
    book.positions.set(id, { ...opened, advisedShare, strategy, plan });
  }
  const position = book.positions.get(id);
  if (position === undefined) return undefined;
  position.lastPrice = bar.close;
  position.bars += 1;
  if (book.leaving.has(id)) return close(book, id, position, bar.open * (1 - cost));
  if (bar.low > position.stopPrice) return undefined;
  return close(book, id, position, Math.min(bar.open, position.stopPrice) * (1 - cost));
}

function close(book: ShadowBook, id: number, position: ShadowPosition, exitPrice: number): ShadowTrade {
  const pnl = position.quantity * (exitPrice - position.entryPrice);
  book.realizedPnl += pnl;
  book.positions.delete(id);
  book.leaving.delete(id);
  return { pnl, advisedShare: position.advisedShare ?? 1 };
}
