/**
 * The folder of a run, all or nothing: everything is written to `<out>.partial`, which becomes `<out>` at the end.
 *
 * A run that fails or is interrupted leaves nothing; a folder with something in it is never written to.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { openFileJournal, type FileJournal } from "../../adapters/journal/file-journal.ts";
import { acquireLock } from "../../adapters/journal/lock.ts";
import { FundError } from "../../ports/errors.ts";

export class RunFolder {
  /** Where the run will be. */
  readonly path: string;
  private readonly partial: string;
  private readonly made: string | undefined;
  private journal: FileJournal | undefined;

  /** @throws BAD_USAGE when `path` exists and is not an empty folder, LOCKED when another process writes it now */
  constructor(path: string) {
    this.path = resolve(path);
    this.partial = `${this.path}.partial`;
    refuseOccupied(this.path);
    this.made = attempt(this.path, () => mkdirSync(dirname(this.path), { recursive: true }));
    attempt(this.path, () => clearStale(this.partial));
    attempt(this.path, () => mkdirSync(this.partial));
  }

  openJournal(): FileJournal {
    const folder = join(this.partial, "journal");
    this.journal = attempt(folder, () => openFileJournal({ folder, sync: "AT_CLOSE", reserveBytes: 0 }));
    return this.journal;
  }

  write(name: string, content: string): void {
    attempt(join(this.path, name), () => writeFileSync(join(this.partial, name), content, { flag: "wx" }));
  }

  /** Everything is there: the folder takes its name. */
  async finish(): Promise<void> {
    await this.journal?.close();
    refuseOccupied(this.path);
    attempt(this.path, () => renameSync(this.partial, this.path));
  }

  /** Removes all that was written, and the parents that were made for it if they are empty. */
  async discard(): Promise<void> {
    await this.journal?.close().catch(() => undefined);
    rmSync(this.partial, { recursive: true, force: true });
    if (this.made === undefined) return;
    for (let parent = dirname(this.path); parent.length >= this.made.length; parent = dirname(parent)) {
      if (!existsSync(parent) || readdirSync(parent).length > 0) return;
      rmdirSync(parent);
    }
  }
}

/** `runs/20260131T120000Z-BTCUSDT`, with what it is behind it if it is no plain run; a number is added when that second is taken. */
export function defaultRunFolder(symbols: readonly string[], now: Date, what = ""): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const name = symbols.length <= 5 ? symbols.join("-") : `${symbols.length}-symbols`;
  const base = join("runs", `${stamp}-${name}${what === "" ? "" : `-${what}`}`);
  let path = base;
  for (let number = 2; existsSync(path) || existsSync(`${path}.partial`); number += 1) path = `${base}-${number}`;
  return path;
}

function refuseOccupied(path: string): void {
  const stats = attempt(path, () => statSync(path, { throwIfNoEntry: false }));
  if (stats === undefined) return;
  if (!stats.isDirectory()) throw usage(path, "expected a folder to be made, was a file");
  const inside = attempt(path, () => readdirSync(path));
  if (inside.length > 0) throw usage(path, `expected a new or an empty folder, was one with ${inside[0]} in it`);
}

/** What a killed run left behind goes, unless the process that writes it lives. */
function clearStale(partial: string): void {
  if (!existsSync(partial)) return;
  const journal = join(partial, "journal");
  if (existsSync(journal)) acquireLock(journal).release();
  rmSync(partial, { recursive: true });
}

function attempt<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof FundError) throw error;
    const { code, message } = error instanceof Error && "code" in error ? error : { code: "", message: String(error) };
    if (code === "ENOSPC" || code === "EDQUOT")
      throw new FundError("DISK_FULL", `${path}: the disk is full`, { cause: error });
    throw new FundError("BAD_USAGE", `--out ${path}: expected a folder that can be written, was: ${message}`, {
      cause: error,
    });
  }
}

const usage = (path: string, message: string): FundError => new FundError("BAD_USAGE", `--out ${path}: ${message}`);
