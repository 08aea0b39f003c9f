/**
 * A journal's records, put together again: each entry with the facts it caused, in order.
 *
 * Facts without an entry belong to bars that the manifest names by reference. Facts stay the text they were recorded
 * as, since a replay compares text with text.
 */
import { FundError } from "../../ports/errors.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { type Epoch, readEntry, readEpoch, readPoison } from "../../runtime/journal-records.ts";
import type { Entry } from "../../kernel/step.ts";

export type Group = {
  readonly kind: "GROUP";
  readonly seq: number;
  /** `undefined`: bars by reference. */
  readonly entry: Entry | undefined;
  readonly facts: string[];
  /** The entry threw when it was taken in, and was skipped. */
  isPoison: boolean;
};
export type JournalItem = Group | { readonly kind: "EPOCH"; readonly epoch: Epoch };

/** @param records those after the manifest */
export function* readGroups(records: Iterable<JournalRecord>): Generator<JournalItem, void> {
  let current: JournalItem | undefined;
  for (const record of records) {
    const next = follow(current, record);
    if (current !== undefined && next !== current) yield current;
    current = next;
  }
  if (current !== undefined) yield current;
}

/** `current` when the record belongs to it, else what begins with the record. */
function follow(current: JournalItem | undefined, record: JournalRecord): JournalItem {
  const group = current?.kind === "GROUP" ? current : undefined;
  switch (record.kind) {
    case "F": {
      const seq = seqOfFact(record);
      const owner = group?.seq === seq ? group : nextGroup(group, seq, undefined);
      owner.facts.push(record.payload);
      return owner;
    }
    case "I": {
      const entry = attempt(record, readEntry);
      return nextGroup(group, entry.seq, entry);
    }
    case "P":
      return markPoison(group, attempt(record, readPoison).seq);
    case "E":
      return { kind: "EPOCH", epoch: attempt(record, readEpoch) };
    case "M":
      throw corrupt("a second manifest");
  }
}

function markPoison(group: Group | undefined, seq: number): Group {
  if (group?.seq !== seq) throw corrupt(`the mark of poison on ${seq} stands behind another entry, ${group?.seq}`);
  group.isPoison = true;
  return group;
}

function nextGroup(before: Group | undefined, seq: number, entry: Entry | undefined): Group {
  if (before !== undefined && seq <= before.seq) throw corrupt(`${seq} stands behind ${before.seq}`);
  return { kind: "GROUP", seq, entry, facts: [], isPoison: false };
}

/** A fact's text begins with its entry's number. */
function seqOfFact({ payload }: JournalRecord): number {
  const digits = /^\{"seq":(\d{1,15}),"index":\d+,"fact":/.exec(payload)?.[1];
  if (digits === undefined) throw corrupt(`expected a fact with seq and index, was ${payload.slice(0, 60)}`);
  return Number(digits);
}

function attempt<Value>(record: JournalRecord, read: (record: JournalRecord) => Value): Value {
  try {
    return read(record);
  } catch (error) {
    if (error instanceof FundError) throw error;
    throw new FundError("JOURNAL_CORRUPT", `expected JSON in a record ${record.kind}, was: ${String(error)}`, {
      cause: error,
    });
  }
}

const corrupt = (was: string): FundError =>
  new FundError("JOURNAL_CORRUPT", `expected entries in order, each followed by its facts, was: ${was}`);
