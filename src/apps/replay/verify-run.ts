/** `qt verify`: the hash chain of a journal from its first byte to its last, without running anything. */
import { findSeal, verifyJournal, type VerifiedJournal } from "../../adapters/journal/verify.ts";
import { journalFolderOf } from "./journal-folder.ts";

export type Verified = VerifiedJournal & {
  readonly folder: string;
  /** Block of the seal that was asked for. */
  readonly sealedAtBlock: number | undefined;
};

/**
 * @param seal one that was noted outside, in hex: the journal must have had it
 * @throws JOURNAL_CORRUPT naming file, byte, block and rule
 */
export function verifyRun(run: string, seal?: string): Verified {
  const folder = journalFolderOf(run);
  const verified = verifyJournal(folder);
  return { ...verified, folder, sealedAtBlock: seal === undefined ? undefined : findSeal(folder, seal) };
}
