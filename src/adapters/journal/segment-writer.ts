/**
 * Puts sealed blocks at the end of the last segment and starts the next one when it is full.
 *
 * It knows how many bytes are good. Bytes beyond are a write that has not been accepted yet: `accept` makes them good,
 * `rollBack` cuts them off. Who decides, and when to sync, is `file-journal.ts`.
 */
import { join } from "node:path";
import { encodeRoll, encodeSegmentHeader, HEADER_BYTES, type SegmentStart, segmentName } from "./format.ts";
import { type JournalFiles, writeAll, writeAllSync } from "./journal-files.ts";

export type WriterOptions = {
  readonly files: JournalFiles;
  readonly folder: string;
  /** A segment of at least this many bytes is followed by a new one. */
  readonly segmentBytes: number;
  /** The segment to continue, 0 for none, and its good bytes. */
  readonly segment: number;
  readonly goodBytes: number;
};

export class SegmentWriter {
  private readonly options: WriterOptions;
  private segment: number;
  private good: number;
  private fd: number | undefined;

  constructor(options: WriterOptions) {
    this.options = options;
    this.segment = options.segment;
    this.good = options.goodBytes;
    if (options.segment > 0) this.fd = options.files.open(this.path, "r+");
  }

  get path(): string {
    return join(this.options.folder, segmentName(Math.max(1, this.segment)));
  }

  get goodBytes(): number {
    return this.good;
  }

  /** Starts the first segment, or the next one when this one is full. */
  prepare(next: Omit<SegmentStart, "segment">): void {
    if (this.fd === undefined) this.fd = this.start({ ...next, segment: 1 });
    else if (this.good >= this.options.segmentBytes) this.roll(this.fd, next);
  }

  async write(block: Buffer): Promise<void> {
    await writeAll(this.options.files, this.openFd(), block, this.good);
  }

  writeSync(block: Buffer): void {
    writeAllSync(this.options.files, this.openFd(), block, this.good);
  }

  async sync(): Promise<void> {
    await this.options.files.syncContent(this.openFd());
  }

  /** Nothing to do when nothing was ever written. */
  syncSync(): void {
    if (this.fd !== undefined) this.options.files.syncContentSync(this.fd);
  }

  accept(bytes: number): void {
    this.good += bytes;
  }

  /** Cuts off what was not accepted. */
  rollBack(): void {
    if (this.fd !== undefined) this.options.files.truncate(this.fd, this.good);
  }

  close(): void {
    if (this.fd !== undefined) this.options.files.close(this.fd);
    this.fd = undefined;
  }

  private openFd(): number {
    if (this.fd === undefined) throw new Error("expected prepare before a write");
    return this.fd;
  }

  /** The old segment says that a new one follows only once the new one is on disk. */
  private roll(oldFd: number, next: Omit<SegmentStart, "segment">): void {
    const { files } = this.options;
    files.syncContentSync(oldFd);
    const oldSegment = this.segment;
    const oldGood = this.good;
    const newFd = this.start({ ...next, segment: oldSegment + 1 });
    try {
      writeAllSync(files, oldFd, encodeRoll(), oldGood);
      files.syncContentSync(oldFd);
    } catch (error) {
      this.discard(newFd);
      this.segment = oldSegment;
      this.good = oldGood;
      throw error;
    }
    this.fd = newFd;
    files.close(oldFd);
  }

  private start(start: SegmentStart): number {
    const { files, folder } = this.options;
    const before = this.segment;
    const path = join(folder, segmentName(start.segment));
    const fd = files.open(path, "wx");
    this.segment = start.segment;
    try {
      writeAllSync(files, fd, encodeSegmentHeader(start), 0);
      files.syncContentSync(fd);
      files.syncFolder(folder);
    } catch (error) {
      this.discard(fd);
      this.segment = before;
      throw error;
    }
    this.good = HEADER_BYTES;
    return fd;
  }

  /** Removes the segment just created: a later one must never stand after a segment without a roll record. */
  private discard(fd: number): void {
    const { files } = this.options;
    const { path } = this;
    files.close(fd);
    files.remove(path);
  }
}
