/**
 * Real bytes set aside beside the journal, so that a full disk can still take exits (resolutions 16).
 *
 * `reserve.bin` is filled with random bytes: zeros would be stored as nothing by a sparse or compressing file system.
 * When a write finds no room the file is removed, the write tried again, and the owner told; it comes back at the
 * next opening that finds room.
 */
import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { isDiskFull, type JournalFiles, systemCodeOf, writeAllSync } from "./journal-files.ts";

export type ReserveOptions = {
  readonly files: JournalFiles;
  readonly path: string;
  /** 0 for none. */
  readonly bytes: number;
  readonly onUsed: (bytes: number) => void;
};

export class Reserve {
  private readonly options: ReserveOptions;
  constructor(options: ReserveOptions) {
    this.options = options;
  }

  get isReady(): boolean {
    return this.options.bytes > 0 && this.size() === this.options.bytes;
  }

  /** Makes the file if it is not there in full; a disk without room for it leaves none. */
  ensure(): void {
    const { bytes, files, path } = this.options;
    if (bytes === 0 || this.isReady) return;
    if (this.size() !== undefined) files.remove(path);
    try {
      this.fill();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      if (this.size() !== undefined) files.remove(path);
    }
  }

  /** Gives the bytes back to the disk and tells the owner. False when there was nothing to give. */
  release(): boolean {
    const size = this.size();
    if (size === undefined || size === 0) return false;
    const { files, path, onUsed } = this.options;
    files.remove(path);
    files.syncFolder(dirname(path));
    onUsed(size);
    return true;
  }

  private fill(): void {
    const { bytes, files, path } = this.options;
    const fd = files.open(path, "wx");
    try {
      writeAllSync(files, fd, randomBytes(bytes), 0);
      files.syncContentSync(fd);
    } finally {
      files.close(fd);
    }
    files.syncFolder(dirname(path));
  }

  private size(): number | undefined {
    try {
      return statSync(this.options.path).size;
    } catch (error) {
      if (systemCodeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  }
}
