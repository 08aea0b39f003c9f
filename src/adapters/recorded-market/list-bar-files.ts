/**
 * What a path offers: the one file, or the bar files of a folder, and what was skipped there and why.
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DurationMs } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { type BarFileName, readBarFileName } from "./bar-file-name.ts";
import { type BarFile, causeOf, readBarFile } from "./read-bar-file.ts";

export type SkippedFile = { readonly path: string; readonly reason: string };

/** A file that may be chosen. It is read when it is opened, or when its name does not tell its interval. */
export type Candidate = {
  readonly path: string;
  readonly name: BarFileName;
  interval(): DurationMs;
  open(): BarFile;
};
export type BarFileList = { readonly candidates: readonly Candidate[]; readonly skipped: readonly SkippedFile[] };

export function listBarFiles(path: string): BarFileList {
  const candidates: Candidate[] = [];
  const skipped: SkippedFile[] = [];
  for (const entry of entriesOf(path)) {
    const name = entry.isFolder ? { notBars: "a folder; sub-folders are not entered" } : readBarFileName(entry.path);
    if ("notBars" in name) skipped.push({ path: entry.path, reason: name.notBars });
    else candidates.push(candidate(entry.path, name));
  }
  if (candidates.length > 0) return { candidates, skipped };
  const seen = skipped.map((file) => `\n  ${file.path}: ${file.reason}`).join("");
  const was = seen === "" ? "an empty folder" : `only:${seen}`;
  throw new FundError("BAD_MARKET_DATA", `${path}: expected bar files (.csv or .csv.gz), was ${was}`);
}

function candidate(path: string, name: BarFileName): Candidate {
  let file: BarFile | undefined;
  const open = (): BarFile => {
    file ??= readBarFile(path, name);
    return file;
  };
  return { path, name, open, interval: () => name.interval ?? open().interval };
}

type Entry = { readonly path: string; readonly isFolder: boolean };

/** In order of name, so that a market does not depend on the order of the disk. */
function entriesOf(path: string): readonly Entry[] {
  const stats = attempt(path, () => statSync(path, { throwIfNoEntry: false }));
  if (stats?.isFile() === true) return [{ path, isFolder: false }];
  if (stats?.isDirectory() !== true) {
    const was = stats === undefined ? "nothing there" : "neither";
    throw new FundError("BAD_USAGE", `${path}: expected a file or a folder, was ${was}`);
  }
  const entries = attempt(path, () => readdirSync(path, { withFileTypes: true }));
  return entries
    .map((entry) => ({ path: join(path, entry.name), isFolder: entry.isDirectory() }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

function attempt<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new FundError("BAD_USAGE", `${path}: expected a readable path, was: ${causeOf(error)}`, { cause: error });
  }
}
