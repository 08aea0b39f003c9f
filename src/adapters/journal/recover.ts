/**
 * Opening: verify everything, then set aside and cut what was never sealed at the end.
 *
 * The cut bytes are copied and synced before anything is cut, so even a wrong cut could be undone by hand. A journal
 * that does not verify is left exactly as it is.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { TornTail } from "../../ports/journal-store.ts";
import { FundError } from "../../ports/errors.ts";
import { isDiskFull, type JournalFiles, writeAllSync } from "./journal-files.ts";
import type { Reserve } from "./reserve.ts";
import { type Cut, type JournalEnd, scanJournal } from "./scan.ts";

export type FileTornTail = TornTail & {
  /** The segment that was cut. */
  readonly path: string;
  /** Where the bytes went; `undefined` when there were none (a segment created, never written). */
  readonly savedAs: string | undefined;
};

/** Reads to the end of the journal without changing it. */
export function findJournalEnd(folder: string): JournalEnd {
  const blocks = scanJournal(folder);
  for (;;) {
    const next = blocks.next();
    if (next.done === true) return next.value;
  }
}

/** The cuts as one: an unfinished roll can leave a rest in the last segment and an empty segment after it. */
export function tornTailOf(cuts: readonly Cut[]): (TornTail & { readonly path: string }) | undefined {
  const first = cuts[0];
  if (first === undefined) return undefined;
  return { path: first.path, atByte: first.atByte, bytesCut: cuts.reduce((sum, cut) => sum + cut.bytes, 0) };
}

type Recovering = { readonly folder: string; readonly files: JournalFiles; readonly reserve: Reserve };

export function recoverJournal(opening: Recovering): { end: JournalEnd; tornTail: FileTornTail | undefined } {
  const end = findJournalEnd(opening.folder);
  const torn = tornTailOf(end.cuts);
  if (torn === undefined) return { end, tornTail: undefined };
  const savedAs = torn.bytesCut === 0 ? undefined : saveTorn(opening, end.cuts);
  for (const cut of end.cuts) cutOff(opening.files, cut);
  opening.files.syncFolder(opening.folder);
  return { end, tornTail: { ...torn, savedAs } };
}

function saveTorn({ folder, files, reserve }: Recovering, cuts: readonly Cut[]): string {
  const bytes = Buffer.concat(cuts.map(({ path, atByte }) => readFileSync(path).subarray(atByte)));
  for (;;) {
    const path = unusedTornPath(folder);
    try {
      writeNew(files, path, bytes);
      return path;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      if (existsSync(path)) files.remove(path);
      if (!reserve.release()) {
        const rule = `expected room for the ${bytes.length} unsealed bytes to be cut from ${cuts[0]?.path}`;
        throw new FundError("DISK_FULL", `${rule}, the disk of ${path} is full`, { cause: error });
      }
    }
  }
}

function writeNew(files: JournalFiles, path: string, bytes: Buffer): void {
  const fd = files.open(path, "wx");
  try {
    writeAllSync(files, fd, bytes, 0);
    files.syncContentSync(fd);
  } finally {
    files.close(fd);
  }
  files.syncFolder(dirname(path));
}

/** `torn-20260131T120000Z-1.bin`: the time is for people, the counter makes it new. */
function unusedTornPath(folder: string): string {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  for (let counter = 1; ; counter += 1) {
    const path = join(folder, `torn-${time}-${counter}.bin`);
    if (!existsSync(path)) return path;
  }
}

function cutOff(files: JournalFiles, { path, atByte }: Cut): void {
  if (atByte === 0) {
    files.remove(path);
    return;
  }
  const fd = files.open(path, "r+");
  try {
    files.truncate(fd, atByte);
    files.syncContentSync(fd);
  } catch (error) {
    throw new Error(`expected to cut ${basename(path)} at byte ${atByte}`, { cause: error });
  } finally {
    files.close(fd);
  }
}
