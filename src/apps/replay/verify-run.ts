/** `qt verify`: the hash chain of a journal from its first byte to its last, without running anything. */
import { verifyJournal, type VerifiedJournal } from "../../adapters/journal/verify.ts";
import { journalFolderOf } from "./journal-folder.ts";

export type Verified = VerifiedJournal & { readonly folder: string };

/** @throws JOURNAL_CORRUPT naming file, byte, block and rule */
export function verifyRun(run: string): Verified {
  const folder = journalFolderOf(run);
  return { ...verifyJournal(folder), folder };
}
