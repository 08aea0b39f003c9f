/**
 * The last decisions with their workings, kept as they happen so that somebody may ask why.
 *
 * Bounded: an explanation is built only when it is asked for. Feed it every entry in order. Facts alone are enough to
 * complete what is kept already, so that a journal's rest need not be stepped.
 */
import type { FundConfig } from "../../domain/config.ts";
import type { Workings } from "../../domain/workings.ts";
import type { Fact, InputEvent } from "../../events/catalogue.ts";
import type { EpochMs } from "../../units/units.ts";
import type { CloseCase, DataOf, Life, OrderCase, SeenBar } from "./why-case.ts";

/** Bars shown before a decision: half a day of hourly ones (chosen). */
const barsKept = 12;

export type WhyLogSize = { readonly orders: number; readonly closes: number };
/** As many as a running fund answers for from memory. */
export const liveSize: WhyLogSize = { orders: 500, closes: 500 };

export type WhyLog = {
  readonly size: WhyLogSize;
  readonly bars: Map<string, SeenBar[]>;
  /** By order id, oldest first. */
  readonly orders: Map<string, OrderCase>;
  /** Oldest first. */
  readonly closes: CloseCase[];
  /** By the id of the order that opened, or was to open, the position. */
  readonly lives: Map<string, Life>;
  /** By symbol, of the position held now or asked for last. */
  readonly current: Map<string, Life>;
};

export const openWhyLog = (size: WhyLogSize): WhyLog => ({
  size,
  bars: new Map(),
  orders: new Map(),
  closes: [],
  lives: new Map(),
  current: new Map(),
});

export type SteppedEntry = {
  readonly entry: { readonly seq: number; readonly at: EpochMs; readonly event: InputEvent };
  readonly facts: readonly Fact[];
  readonly workings: Workings;
  readonly config: FundConfig;
};

/** Takes in one entry that was stepped with its workings. */
export function recordEntry(log: WhyLog, stepped: SteppedEntry): void {
  const { entry, facts } = stepped;
  recordBars(log, entry.event);
  for (const order of stepped.workings.orders) recordOrder(log, stepped, order);
  const closedAt = entry.event.type === "market.bars_closed" ? entry.event.data.closedAtMs : entry.at;
  for (const close of stepped.workings.closes) recordCloseCase(log, stepped, close, closedAt);
  recordFacts(log, entry.at, facts);
}

/** Takes in what it says of bars, if anything. */
export function recordBars(log: WhyLog, event: InputEvent): void {
  if (event.type !== "market.bars_closed") return;
  const { closedAtMs, bars } = event.data;
  for (const bar of bars) {
    const seen = log.bars.get(bar.symbol) ?? [];
    if (seen.length === 0) log.bars.set(bar.symbol, seen);
    seen.push({ closedAt: closedAtMs, bar });
    if (seen.length > barsKept) seen.shift();
  }
}

function momentOf(log: WhyLog, { entry, facts, workings, config }: SteppedEntry, symbol: string) {
  const { seq, at } = entry;
  const bars = [...(log.bars.get(symbol) ?? [])];
  const intent = facts.find((fact) => fact.type === "intent.proposed" && fact.data.symbol === symbol);
  return {
    seq,
    at,
    config,
    governance: workings.governance,
    bars,
    intent: intent?.type === "intent.proposed" ? intent.data : undefined,
  };
}

function recordOrder(log: WhyLog, stepped: SteppedEntry, workings: OrderCase["workings"]): void {
  const { order, held } = workings;
  const openedBy = held?.openedBy ?? order.id;
  const moment = momentOf(log, stepped, order.symbol);
  log.orders.set(order.id, { ...moment, workings, openedBy, statuses: [], fills: [] });
  dropOldest(log.orders, log.size.orders);
}

function recordCloseCase(log: WhyLog, stepped: SteppedEntry, workings: CloseCase["workings"], closedAt: EpochMs): void {
  const { symbol } = workings;
  const entryOf = stepped.workings.orders.find(({ order }) => order.symbol === symbol && order.purpose === "ENTRY");
  const id = entryOf?.order.id;
  const order = stepped.facts.find((fact) => fact.type === "order.submitted" && fact.data.id === id);
  const refusal = stepped.facts.find((fact) => fact.type === "order.refused" && fact.data.id === id);
  log.closes.push({
    ...momentOf(log, stepped, symbol),
    closedAt,
    workings,
    order: order?.type === "order.submitted" ? order.data : undefined,
    refusal: refusal?.type === "order.refused" ? refusal.data : undefined,
    checks: entryOf?.checks ?? [],
    caps: entryOf?.caps ?? stepped.workings.caps.get(symbol) ?? [],
  });
  if (log.closes.length > log.size.closes) log.closes.shift();
}

/** Later facts complete what is kept; of the rest only the lives of positions are remembered. */
export function recordFacts(log: WhyLog, at: EpochMs, facts: readonly Fact[]): void {
  for (const fact of facts) recordFact(log, at, fact);
}

function recordFact(log: WhyLog, atMs: EpochMs, fact: Fact): void {
  switch (fact.type) {
    case "order.submitted":
      return recordSubmitted(log, atMs, fact.data);
    case "order.status_changed": {
      const { orderId, from, to, note } = fact.data;
      log.orders.get(orderId)?.statuses.push({ atMs, from, to, note });
      return;
    }
    case "order.amended":
      return moveStop(log, fact.data);
    case "trade.executed": {
      const { orderId, fillId, priceUsd, quantity, feeUsd } = fact.data;
      log.orders.get(orderId)?.fills.push({ fillId, atMs, priceUsd, quantity, feeUsd });
      return;
    }
    case "position.opened": {
      const life = findLife(log, fact.data.symbol, fact.data.openedBy);
      if (life !== undefined) life.opened = { ...fact.data, atMs };
      return;
    }
    case "position.closed": {
      const life = findLife(log, fact.data.symbol, fact.data.tradeId);
      if (life !== undefined) life.closed = fact.data;
      return;
    }
    default:
      return;
  }
}

/** A stop is held against the trigger it rested at last. */
function moveStop(log: WhyLog, { orderId, stopPriceUsd: stopPrice }: DataOf<"order.amended">): void {
  const known = log.orders.get(orderId);
  if (known === undefined) return;
  const order = { ...known.workings.order, stopPrice };
  log.orders.set(orderId, { ...known, workings: { ...known.workings, order } });
}

/** An entry begins a life, unless it adds to one; every later order of the symbol belongs to it until the next that does. */
function recordSubmitted(log: WhyLog, atMs: EpochMs, data: DataOf<"order.submitted">): void {
  const { id, symbol, purpose, reason } = data;
  const current = log.current.get(symbol);
  const isHeld = current?.opened !== undefined && current.closed === undefined;
  const life = purpose === "ENTRY" && !isHeld ? beginLife(log, data) : current;
  life?.orders.push({ id, purpose, atMs, reason });
}

function beginLife(log: WhyLog, { id, symbol }: DataOf<"order.submitted">): Life {
  const life: Life = { openedBy: id, symbol, orders: [], opened: undefined, closed: undefined };
  log.lives.set(id, life);
  log.current.set(symbol, life);
  dropOldest(log.lives, log.size.orders);
  return life;
}

/** Positions held for long keep their life through `current`. */
function dropOldest<Value>(kept: Map<string, Value>, atMost: number): void {
  if (kept.size <= atMost) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}

/** The life of a position, of one held for long too. */
export function findLife(log: WhyLog, symbol: string, openedBy: string): Life | undefined {
  const current = log.current.get(symbol);
  return log.lives.get(openedBy) ?? (current?.openedBy === openedBy ? current : undefined);
}

/** The latest close of the symbol at or before `at`. */
export const closeCaseAt = (log: WhyLog, symbol: string, at: EpochMs): CloseCase | undefined =>
  log.closes.findLast((each) => each.workings.symbol === symbol && each.closedAt <= at);
