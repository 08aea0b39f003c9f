/** Finds the journal of a run: the folder itself, or its `journal` sub-folder (a backtest's run, a live fund's data). */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { segmentNumberOf } from "../../adapters/journal/format.ts";
import { FundError } from "../../ports/errors.ts";

/** @throws BAD_USAGE when there is no journal in either place */
export function journalFolderOf(run: string): string {
  const found = [run, join(run, "journal")].find(holdsJournal);
  if (found !== undefined) return found;
  const was = existsSync(run) ? "no journal-*.qtj in it or in its journal folder" : "nothing there";
  throw new FundError("BAD_USAGE", `${run}: expected the folder of a run or of a fund, was ${was}`);
}

function holdsJournal(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  return readdirSync(folder).some((name) => segmentNumberOf(name) !== undefined);
}
