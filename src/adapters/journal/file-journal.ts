/**
 * The durable journal: a `JournalStore` in a folder, in the format told in `format.ts`.
 *
 * Group commit: appends that arrive while a block is being written wait and become the next block together, so one
 * sync serves them all and each resolves only after it (resolutions 39a). A backtest uses `appendSync`, which seals
 * 256 KiB at a time and awaits nothing.
 */
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { FundError } from "../../ports/errors.ts";
import type { JournalHead, JournalRecord, JournalStore } from "../../ports/journal-store.ts";
import { SYNC_BLOCK_BYTES } from "./block-encoder.ts";
import { ChainWriter } from "./chain-writer.ts";
import { isDiskFull, type JournalFiles, nodeFiles } from "./journal-files.ts";
import { acquireLock, type Lock } from "./lock.ts";
import { type FileTornTail, recoverJournal } from "./recover.ts";
import { Reserve } from "./reserve.ts";
import { readRecords } from "./scan.ts";
import { SegmentWriter } from "./segment-writer.ts";

export type FileJournalOptions = {
  readonly folder: string;
  /** `EACH_BLOCK` (default): an append resolves when synced. `AT_CLOSE`: when written; synced at a roll and at the end. */
  readonly sync?: "EACH_BLOCK" | "AT_CLOSE";
  /** Default 64 MiB. */
  readonly segmentBytes?: number;
  /** Default 4 MiB; 0 for no reserve. */
  readonly reserveBytes?: number;
  /** Called when the disk was full and the reserve was given up for it: only exits should be written from now on. */
  readonly onReserveUsed?: (bytes: number) => void;
  /** For tests that make the disk fail. */
  readonly files?: JournalFiles;
};

const MEBIBYTE = 1024 * 1024;

type Waiting = {
  readonly records: readonly JournalRecord[];
  readonly resolve: (head: JournalHead) => void;
  readonly reject: (error: unknown) => void;
};

type Parts = {
  readonly folder: string;
  readonly lock: Lock;
  readonly reserve: Reserve;
  readonly segments: SegmentWriter;
  readonly writer: ChainWriter;
  readonly tornTail: FileTornTail | undefined;
};

/** Takes the lock, verifies everything and cuts a torn tail. Throws `LOCKED`, `JOURNAL_CORRUPT` or `DISK_FULL`. */
export function openFileJournal(options: FileJournalOptions): FileJournal {
  const { files = nodeFiles, sync = "EACH_BLOCK", segmentBytes = 64 * MEBIBYTE, reserveBytes = 4 * MEBIBYTE } = options;
  const folder = resolve(options.folder);
  if (mkdirSync(folder, { recursive: true }) !== undefined) files.syncFolder(dirname(folder));
  const onUsed = options.onReserveUsed ?? (() => undefined);
  const reserve = new Reserve({ files, path: join(folder, "reserve.bin"), bytes: reserveBytes, onUsed });
  const lock = lockFolder(folder, reserve);
  try {
    const { end, tornTail } = recoverJournal({ folder, files, reserve });
    reserve.ensure();
    const { chain, segment, segmentBytes: goodBytes } = end;
    const segments = new SegmentWriter({ files, folder, segmentBytes, segment, goodBytes });
    const writer = new ChainWriter({ chain, segments, reserve, syncsEachBlock: sync === "EACH_BLOCK" });
    return new FileJournal({ folder, lock, reserve, segments, writer, tornTail });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Even the lock needs a little room, and a fund must be able to start on a full disk. */
function lockFolder(folder: string, reserve: Reserve): Lock {
  try {
    return acquireLock(folder);
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    if (reserve.release()) return acquireLock(folder);
    throw new FundError("DISK_FULL", `expected room for a lock file in ${folder}, the disk is full`, { cause: error });
  }
}

/** Made by `openFileJournal`. */
export class FileJournal implements JournalStore {
  private readonly parts: Parts;
  private waiting: Waiting[] = [];
  private draining: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  get tornTail(): FileTornTail | undefined {
    return this.parts.tornTail;
  }

  /** Whether a full disk could still take a little more. False when there was no room for the reserve either. */
  get hasReserve(): boolean {
    return this.parts.reserve.isReady;
  }

  head(): JournalHead {
    return this.parts.writer.head();
  }

  async append(records: readonly JournalRecord[]): Promise<JournalHead> {
    this.refuseIfClosed();
    return new Promise((resolve, reject) => {
      this.waiting.push({ records, resolve, reject });
      this.draining ??= this.drain();
    });
  }

  /** Collects records and writes a block for every 256 KiB. Throws while an `append` is under way. */
  appendSync(records: readonly JournalRecord[]): void {
    this.refuseIfClosed();
    if (this.draining !== undefined) throw new Error("expected no append in flight during appendSync");
    this.parts.writer.collect(records);
    if (this.parts.writer.collectedBytes >= SYNC_BLOCK_BYTES) this.parts.writer.writeSync();
  }

  /** Seals and writes what `appendSync` has collected; with `EACH_BLOCK` it is durable afterwards. */
  flush(): JournalHead {
    this.refuseIfClosed();
    if (this.draining === undefined) this.parts.writer.writeSync();
    return this.head();
  }

  /** The records that `head()` counts at the time of the call. */
  read(): Iterable<JournalRecord> {
    return readRecords(this.parts.folder, this.head());
  }

  /** Finishes waiting appends, syncs and gives up the lock. */
  async close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    await this.draining;
    try {
      this.parts.writer.finish();
    } finally {
      this.parts.segments.close();
      this.parts.lock.release();
    }
  }

  private async drain(): Promise<void> {
    // Appends of the same turn of the event loop join the first block.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        this.parts.writer.writeSync();
        for (const { records } of batch) this.parts.writer.collect(records);
        await this.parts.writer.write();
        for (const { resolve } of batch) resolve(this.head());
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.draining = undefined;
  }

  private refuseIfClosed(): void {
    if (this.parts.writer.stopped !== undefined) throw this.parts.writer.stopped;
    if (this.closing !== undefined) throw new Error(`expected an open journal, ${this.parts.folder} is closed`);
  }
}
