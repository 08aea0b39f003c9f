/**
 * Verifies a journal without touching it: `qt verify`, also while a fund is writing (no lock, nothing cut).
 */
import { existsSync } from "node:fs";
import { FundError } from "../../ports/errors.ts";
import type { JournalHead, TornTail } from "../../ports/journal-store.ts";
import { findJournalEnd, tornTailOf } from "./recover.ts";
import { type JournalEnd, scanJournal } from "./scan.ts";

export type VerifiedJournal = JournalHead & {
  /** In all segments, headers included, without the torn tail. */
  readonly bytes: number;
  /** Unsealed bytes at the end: left by a crash, or a block being written right now. */
  readonly tornTail: (TornTail & { readonly path: string }) | undefined;
};

/** Throws `JOURNAL_CORRUPT` naming file, byte, block and rule. */
export function verifyJournal(folder: string): VerifiedJournal {
  if (!existsSync(folder)) throw new FundError("BAD_USAGE", `expected a journal folder, there is none at ${folder}`);
  const { chain, totalBytes, cuts } = findStableEnd(folder);
  const { blocks, records } = chain;
  return { blocks, records, bytes: totalBytes, seal: chain.seal.toString("hex"), tornTail: tornTailOf(cuts) };
}

/**
 * Where a seal that was kept elsewhere stands: the number of its block.
 *
 * The chain alone proves that nothing was edited; it cannot know of a tail that was cut, or of a journal written anew from
 * the start. A seal noted outside can (controls.md, RT-13).
 * @throws JOURNAL_CORRUPT where the journal never had it
 */
export function findSeal(folder: string, seal: string): number {
  for (const block of scanJournal(folder)) if (block.seal === seal.toLowerCase()) return block.number;
  throw new FundError(
    "JOURNAL_CORRUPT",
    `${folder}: expected a block with the seal ${seal}, there is none: a tail was cut off, or the journal was written anew`,
  );
}

/** A writer may start a segment between two of our reads; that looks like damage, but never twice in the same place. */
function findStableEnd(folder: string): JournalEnd {
  let seen = "";
  for (;;) {
    try {
      return findJournalEnd(folder);
    } catch (error) {
      const found = String(error);
      if (found === seen) throw error;
      seen = found;
    }
  }
}
