/**
 * Where journal records are kept: append-only, in order, durable before `append` resolves.
 *
 * The store knows bytes, blocks and hashes; `runtime/journal-records.ts` knows entries and facts. Records appended together
 * are one block: it is sealed with `sha256(previous seal + record bytes)`, written and synced as one.
 */
export type JournalRecord = {
  /** `M` manifest, `I` input, `F` derived fact, `P` poison, `E` epoch. */
  readonly kind: "M" | "I" | "F" | "P" | "E";
  /** UTF-8 JSON. */
  readonly payload: string;
};

export type JournalHead = {
  /** Hex sha256 of the last sealed block; 64 zeros for an empty journal. */
  readonly seal: string;
  readonly blocks: number;
  readonly records: number;
};

export type TornTail = { readonly atByte: number; readonly bytesCut: number };

export interface JournalStore {
  /** Writes one block. Resolves with the new head when every record is durable; rejects with nothing written. */
  append(records: readonly JournalRecord[]): Promise<JournalHead>;
  head(): JournalHead;
  /** What was cut from the end at opening because it had never been acknowledged, if anything. */
  readonly tornTail: TornTail | undefined;
  /** All records in order, verifying the hash chain as it goes. Throws `JOURNAL_CORRUPT` naming block and byte. */
  read(): Iterable<JournalRecord>;
  close(): Promise<void>;
}
