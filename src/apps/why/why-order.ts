/** `qt why`: one order of a journal, explained from the state it was decided in and from all that came of it. */
import { explainOrder } from "../../kernel/analytics/why/explain-order.ts";
import {
  findLife,
  openWhyLog,
  recordBars,
  recordEntry,
  recordFacts,
  type WhyLog,
} from "../../kernel/analytics/why/why-log.ts";
import type { Why } from "../../kernel/analytics/why/why.ts";
import { FundError } from "../../ports/errors.ts";
import type { ReadEntry } from "../replay/read-entries.ts";
import { readOrderId } from "./read-order-id.ts";
import { itemsOf, JournalStepper, type OpenJournal, recordedFacts } from "./journal-reader.ts";

export type Answered<Answer> = { readonly answer: Answer; readonly notes: readonly string[] };

/** How many ids a mistaken one is answered with. */
const nearest = 5;

/**
 * @param asked `O12-0`, or with the first eight digits of the run id before it, as a venue knows the order
 * @throws BAD_USAGE when the journal has no such order, naming the nearest ones
 */
export function whyOrder(journal: OpenJournal, asked: string, market?: string): Answered<Why> {
  const { runId } = journal.manifest;
  const id = readOrderId(asked, runId);
  if (id === undefined)
    throw new FundError(
      "BAD_USAGE",
      `order id: expected one such as O12-0 or ${runId.slice(0, 8)}-O12-0 of this run, was "${asked}"`,
    );
  const ids = orderIdsOf(journal);
  if (!ids.includes(id)) throw new FundError("BAD_USAGE", noSuchOrder(id, ids));
  const target = placeOf(id).seq;
  const stepper = new JournalStepper(journal);
  const log = openWhyLog({ orders: Number.POSITIVE_INFINITY, closes: 0 });
  for (const item of itemsOf(journal, market)) {
    if (item.kind === "EPOCH") stepper.begin(item.epoch);
    else if (item.isPoison) stepper.skip(item.entry);
    else if (item.entry.seq > target) recordFacts(log, item.entry.at, recordedFacts(item.facts));
    else takeUpTo(log, stepper, item, target);
  }
  const kept = log.orders.get(id);
  if (kept === undefined)
    throw new FundError("JOURNAL_MISMATCH", `the journal has order ${id}, which today's code does not derive from it`);
  const answer = explainOrder(kept, findLife(log, kept.workings.order.symbol, kept.openedBy), runId);
  return { answer, notes: stepper.notes };
}

function takeUpTo(log: WhyLog, stepper: JournalStepper, { entry, facts }: ReadEntry, target: number): void {
  const isAsked = entry.seq === target;
  const stepped = stepper.step(entry, facts, isAsked);
  if (isAsked) stepper.assertSound();
  const { fund } = stepper.state;
  if (isAsked && stepped !== undefined && fund !== undefined)
    return recordEntry(log, { entry, ...stepped, config: fund.config });
  recordBars(log, entry.event);
  recordFacts(log, entry.at, stepped?.facts ?? recordedFacts(facts));
}

const announcement = /^\{"seq":\d+,"index":\d+,"fact":\{"type":"order\.(?:submitted|refused)".*?"id":"(O\d+-\d+)"/;

/** Every order of the journal, sent or refused by the guard, in order. */
function orderIdsOf({ records }: OpenJournal): string[] {
  const ids: string[] = [];
  for (const { kind, payload } of records()) {
    const id = kind === "F" ? announcement.exec(payload)?.[1] : undefined;
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

function placeOf(id: string): { readonly seq: number; readonly index: number } {
  const [seq = 0, index = 0] = id.slice(1).split("-").map(Number);
  return { seq, index };
}

function noSuchOrder(id: string, ids: readonly string[]): string {
  if (ids.length === 0) return `order id: expected one of this journal, which has no orders yet, was ${id}`;
  const wanted = placeOf(id);
  const distance = (each: string) => {
    const { seq, index } = placeOf(each);
    return Math.abs(seq - wanted.seq) + Math.abs(index - wanted.index) / 1_000;
  };
  const near = ids.toSorted((a, b) => distance(a) - distance(b)).slice(0, nearest);
  return `order id: expected one of the ${ids.length} orders of this journal, was ${id}; nearest: ${near.join(", ")}`;
}
