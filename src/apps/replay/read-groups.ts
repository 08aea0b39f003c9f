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
  let group: Group | undefined;
  for (const record of records) {
    if (record.kind === "F") {
      const seq = seqOfFact(record);
      if (group?.seq !== seq) {
        if (group !== undefined) yield group;
        group = nextGroup(group, seq, undefined);
      }
      group.facts.push(record.payload);
    } else if (record.kind === "I") {
      const entry = attempt(record, readEntry);
      if (group !== undefined) yield group;
      group = nextGroup(group, entry.seq, entry);
    } else if (record.kind === "P") {
      const { seq } = attempt(record, readPoison);
      if (group?.seq !== seq) throw corrupt(`the mark of poison on ${seq} stands behind another entry, ${group?.seq}`);
      group.isPoison = true;
    } else if (record.kind === "E") {
      if (group !== undefined) yield group;
      group = undefined;
      yield { kind: "EPOCH", epoch: attempt(record, readEpoch) };
    } else throw corrupt("a second manifest");
  }
  if (group !== undefined) yield group;
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
    throw new FundError("JOURNAL_CORRUPT", `expected JSON in a record ${record.kind}, was: ${String(error)}`, { cause: error });
  }
}

const corrupt = (was: string): FundError =>
  new FundError("JOURNAL_CORRUPT", `expected entries in order, each followed by its facts, was: ${was}`);
