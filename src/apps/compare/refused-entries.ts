/**
 * What entries that an authority refused would have made, played by the rules of the shadow book.
 *
 * Filled at the next open with the usual costs, stopped inside the bar before anything else, left at the open after the
 * models said OUT. Each authority has a book of its own, with one position a symbol: what it refuses while the one it
 * refused before still stands is counted and not played again, since the fund would not have asked a second time.
 */
import type { Bar } from "../../kernel/domain/bar.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { Limit } from "../../kernel/domain/risk-envelope.ts";
import type { Signal } from "../../kernel/domain/signal.ts";
import { oneWayCost } from "../../kernel/domain/trading-cost.ts";
import type { Workings } from "../../kernel/domain/workings.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { EventOf } from "../../kernel/events/define-event.ts";
import type { intentProposed } from "../../kernel/events/trading-events.ts";
import {
  isShadowed,
  leaveShadow,
  openShadowBook,
  playShadowBar,
  type ShadowBook,
  shadowPnl,
  wishInShadow,
} from "../../kernel/trading/shadow/shadow-book.ts";
import { type AuthorityTally, openTally, type RefusedEntries, summarise } from "./refusal-summary.ts";

type Wish = {
  readonly notional: number;
  readonly stopDistance: number;
  /** The most the venue would have paid at the next open. */
  readonly worstPrice: number;
};
type AuthorityBook = {
  readonly shadow: ShadowBook;
  readonly wishes: Map<number, Wish>;
  readonly tally: AuthorityTally;
};
type Refused = { readonly by: string; readonly symbol: string; readonly notional: number; readonly stop: number };

export class RefusedEntriesBook {
  private readonly config: FundConfig;
  private readonly ids: ReadonlyMap<string, number>;
  private readonly books = new Map<string, AuthorityBook>();
  private readonly closes: number[] = [];
  private refused: Refused[] = [];
  private freezeCause = "";

  constructor(config: FundConfig) {
    this.config = config;
    this.ids = new Map(config.instruments.map(({ symbol }, id) => [symbol, id]));
  }

  /** The bars of a close, before the fund sees them: fills, stops and exits of what was refused earlier. */
  playBars(bars: readonly Bar[]): void {
    for (const bar of bars) {
      const id = this.ids.get(bar.symbol);
      const instrument = id === undefined ? undefined : this.config.instruments[id];
      if (id === undefined || instrument === undefined) continue;
      this.closes[id] = bar.close;
      const cost = oneWayCost(instrument, this.config) / 10_000;
      for (const book of this.books.values()) playBar(book, id, bar, cost);
    }
  }

  /** What the fund said at one entry. */
  hear(facts: readonly Fact[], workings?: Workings): void {
    let ordered: Refused | undefined;
    for (const { type, data } of facts) {
      if (type === "fund.frozen" && this.freezeCause === "") this.freezeCause = data.trigger;
      else if (type === "fund.released") this.freezeCause = "";
      else if (type === "intent.proposed") ordered = this.hearWish(data);
      else if (type === "order.refused" && data.purpose === "ENTRY" && ordered?.symbol === data.symbol)
        this.refused.push({ ...ordered, by: guardName(data.check, setterOf(workings, data.id, data.check)) });
    }
  }

  /** Keeps an entry that was refused; returns one that goes on to the guard. */
  private hearWish(data: EventOf<typeof intentProposed>["data"]): Refused | undefined {
    if (data.kind !== "ENTER") return undefined;
    const { symbol, notionalUsd: notional, stopDistanceFraction: stop } = data;
    const wish = { by: this.nameOf(data.refusedBy ?? "nobody"), symbol, notional, stop };
    if (data.outcome === "ORDERED") return wish;
    this.refused.push(wish);
    return undefined;
  }

  /** After the fund has decided at a close: leaves what the models leave, and takes in what was refused. */
  endClose(latest: readonly (Signal | undefined)[]): void {
    for (const { shadow } of this.books.values())
      for (const id of shadow.positions.keys()) if (latest[id]?.direction === "OUT") leaveShadow(shadow, id);
    for (const { by, symbol, notional, stop } of this.refused.splice(0)) {
      const id = this.ids.get(symbol);
      if (id === undefined) continue;
      const book = this.bookOf(by);
      book.tally.refused += 1;
      if (isShadowed(book.shadow, id) || !(notional > 0 && stop > 0 && Number.isFinite(notional))) continue;
      const worstPrice = (this.closes[id] ?? Number.NaN) * (1 + this.config.trading.priceProtectionFraction);
      book.wishes.set(id, { notional, stopDistance: stop, worstPrice });
      wishInShadow(book.shadow, id, { notional, stopDistance: stop });
    }
  }

  /** By authority, most refusals first. */
  summary(): RefusedEntries[] {
    return [...this.books]
      .map(([by, { shadow, tally }]) => {
        const open = { count: shadow.positions.size, pnlUsd: shadowPnl(shadow) - shadow.realizedPnl };
        return summarise(by, tally, open);
      })
      .toSorted((a, b) => b.refused - a.refused || (a.by < b.by ? -1 : 1));
  }

  private bookOf(by: string): AuthorityBook {
    const known = this.books.get(by);
    if (known !== undefined) return known;
    const book = { shadow: openShadowBook(), wishes: new Map<number, Wish>(), tally: openTally() };
    this.books.set(by, book);
    return book;
  }

  /** An authority without the number of its decision; a freeze with its first cause. */
  private nameOf(refusedBy: string): string {
    const name = withoutNumber(refusedBy);
    return name === "freeze" && this.freezeCause !== "" ? `freeze ${this.freezeCause}` : name;
  }
}

/** Checks of the guard that hold a limit of the mandate, which has an owner. */
const limitOf: Readonly<Record<string, Limit>> = {
  "entries-allowed": "entriesAllowed",
  "trade-risk": "maxRiskPerTrade",
  exposure: "maxExposure",
  leverage: "maxLeverage",
  position: "maxPosition",
  "position-count": "maxPositions",
  drawdown: "maxDrawdown",
};

function setterOf(workings: Workings | undefined, orderId: string, check: string): string | undefined {
  const limit = limitOf[check];
  const setBy = workings?.orders.find(({ order }) => order.id === orderId)?.policy.mandate.setBy;
  return limit === undefined ? undefined : setBy?.[limit];
}

const guardName = (check: string, setter: string | undefined): string =>
  setter === undefined ? `guard ${check}` : `guard ${check}, ${withoutNumber(setter)}`;

const withoutNumber = (name: string): string => name.replace(/ D\d+-\d+$/, "");

function playBar({ shadow, wishes, tally }: AuthorityBook, id: number, bar: Bar, cost: number): void {
  const wish = wishes.get(id);
  if (wish === undefined) return;
  if (shadow.wishes.has(id) && !(bar.open * (1 + cost) <= wish.worstPrice)) {
    shadow.wishes.delete(id);
    wishes.delete(id);
    tally.notFilled += 1;
    return;
  }
  const closed = playShadowBar(shadow, id, bar, cost);
  if (closed === undefined) return;
  wishes.delete(id);
  tally.pnlsUsd.push(closed.pnl);
  tally.rMultiples.push(closed.pnl / (wish.notional * wish.stopDistance));
}
