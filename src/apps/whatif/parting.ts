/** Where two runs of one market first differ in what they decide or do, and in what they say about it. */
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { EpochMs, UsdAmount } from "../../kernel/units/units.ts";
import { usd } from "../../kernel/units/units.ts";
import { describeFact } from "./describe-fact.ts";

/** An entry order that was sent. */
export type SentEntry = {
  readonly symbol: string;
  readonly atMs: EpochMs;
  readonly quantity: number;
  /** At the reference price it was decided on. */
  readonly notionalUsd: UsdAmount;
  readonly reason: string;
};

/** A fact in words, with the number of the entry it came of. */
export type SaidFact = { readonly seq: number; readonly atMs: EpochMs; readonly type: string; readonly text: string };

export type Parting = {
  readonly atMs: EpochMs;
  /** What each said there; null where it said nothing more at that close. */
  readonly before: SaidFact | null;
  readonly after: SaidFact | null;
};

/** Decisions, freezes, wishes, orders and fills; the policy's own wording differs with every setting. */
const telling: ReadonlySet<Fact["type"]> = new Set<Fact["type"]>([
  "ai.federation.decision_made",
  "fund.frozen",
  "fund.released",
  "ess.level_changed",
  "ess.state_changed",
  "intent.proposed",
  "order.submitted",
  "order.refused",
  "trade.executed",
  "position.closed",
]);

type Heard = { readonly seq: number; readonly at: EpochMs; readonly fact: Fact };

/** One run's telling facts of the present close, and its entry orders. */
export class FactPath {
  readonly entries: SentEntry[] = [];
  /** Until the runs have parted. */
  recent: Heard[] = [];
  isWatched = true;

  hear(seq: number, at: EpochMs, facts: readonly Fact[]): void {
    for (const fact of facts) {
      if (this.isWatched && telling.has(fact.type)) this.recent.push({ seq, at, fact });
      if (fact.type !== "order.submitted" || fact.data.purpose !== "ENTRY") continue;
      const { symbol, quantity, referencePriceUsd, reason } = fact.data;
      const notionalUsd = usd(quantity * (referencePriceUsd ?? 0));
      this.entries.push({ symbol, atMs: at, quantity, notionalUsd, reason });
    }
  }
}

export class PartingWatch {
  parting: Parting | undefined;
  private readonly before: FactPath;
  private readonly after: FactPath;

  constructor(before: FactPath, after: FactPath) {
    this.before = before;
    this.after = after;
  }

  /** Compares what both said up to this close. */
  look(closedAt: EpochMs): void {
    if (this.parting !== undefined) return;
    const before = this.before.recent.splice(0);
    const after = this.after.recent.splice(0);
    for (let index = 0; index < Math.max(before.length, after.length); index++) {
      const was = before[index];
      const is = after[index];
      if (was !== undefined && is !== undefined && isSame(was, is)) continue;
      this.parting = { atMs: earliest(was?.at, is?.at) ?? closedAt, before: saidOf(was), after: saidOf(is) };
      this.before.isWatched = false;
      this.after.isWatched = false;
      return;
    }
  }
}

/** What a fact does; the words around it (reasons, notes of hooks, policy versions) may read otherwise for nothing. */
function deedOf({ type, data }: Fact): unknown {
  if (type === "intent.proposed")
    return [data.kind, data.symbol, data.notionalUsd, data.stopDistanceFraction, data.outcome, data.refusedBy];
  if (type === "ai.federation.decision_made")
    return [data.seat, data.decision.kind, data.decision.payload, data.outcome];
  if (type === "fund.frozen") return [data.trigger, data.timerEndsAtMs, data.requiresReview];
  if (type === "fund.released") return [data.releasedBy];
  if (type === "ess.level_changed" || type === "ess.state_changed") return [data.from, data.to];
  if (type === "order.submitted")
    return [data.id, data.symbol, data.side, data.quantity, data.limitPriceUsd, data.stopPriceUsd];
  if (type === "order.refused") return [data.id, data.symbol, data.side, data.quantity, data.check];
  return data;
}

const isSame = (a: Heard, b: Heard): boolean =>
  a.at === b.at && a.fact.type === b.fact.type && JSON.stringify(deedOf(a.fact)) === JSON.stringify(deedOf(b.fact));

const saidOf = (heard: Heard | undefined): SaidFact | null =>
  heard === undefined
    ? null
    : { seq: heard.seq, atMs: heard.at, type: heard.fact.type, text: describeFact(heard.fact) };

const earliest = (a: EpochMs | undefined, b: EpochMs | undefined): EpochMs | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;
