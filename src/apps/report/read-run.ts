/**
 * Reads a run's journal once, entry by entry with the facts that were recorded: nothing is stepped anew, so that a journal
 * of older code says what it said then. Bars that the journal names by reference are read from their market.
 */
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { Entry } from "../../kernel/step.ts";
import { type Manifest, readFact, readManifest } from "../../runtime/journal-records.ts";
import { journalFolderOf } from "../replay/journal-folder.ts";
import { readEntries } from "../replay/read-entries.ts";

export type Told = { readonly entry: Entry; readonly facts: readonly Fact[] };

/**
 * @param market where the run's bar files are now, when they have moved since
 * @throws FundError when there is no sound journal, or its bars are not at hand
 */
export function readRun(run: string, market: string | undefined): { manifest: Manifest; told: Iterable<Told> } {
  const folder = journalFolderOf(run);
  const records = readRecords(folder, verifyJournal(folder));
  const first = records.next();
  const manifest = readManifest(first.done === true ? undefined : first.value);
  return { manifest, told: tell(manifest, records, market) };
}

function* tell(manifest: Manifest, records: ReturnType<typeof readRecords>, market: string | undefined) {
  for (const item of readEntries(manifest, records, market)) {
    if (item.kind === "EPOCH" || item.isPoison) continue;
    const facts = item.facts.map((payload) => readFact({ kind: "F", payload }).fact);
    yield { entry: item.entry, facts };
  }
}
