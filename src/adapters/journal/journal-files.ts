/**
 * The few file operations by which the journal changes the disk, so that tests can make any of them fail.
 *
 * Only the write and the sync of a block are asynchronous; the rest happens at opening, at a roll (every 64 MiB) or
 * when the disk is full, where waiting is right. Reading needs no seam: bad bytes are tested with bad files.
 */
import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  unlinkSync,
  write,
  writeSync,
} from "node:fs";

export type JournalFiles = {
  open(path: string, flags: "r+" | "wx"): number;
  /** Resolves with the bytes written, which may be fewer than asked. */
  write(fd: number, bytes: Buffer, position: number): Promise<number>;
  writeSync(fd: number, bytes: Buffer, position: number): number;
  syncContent(fd: number): Promise<void>;
  syncContentSync(fd: number): void;
  /** Makes created and removed names in a folder durable. */
  syncFolder(folder: string): void;
  truncate(fd: number, length: number): void;
  remove(path: string): void;
  close(fd: number): void;
};

export const nodeFiles: JournalFiles = {
  open: (path, flags) => openSync(path, flags),
  write: async (fd, bytes, position) =>
    new Promise((resolve, reject) => {
      write(fd, bytes, 0, bytes.length, position, (error, written) => (error ? reject(error) : resolve(written)));
    }),
  writeSync: (fd, bytes, position) => writeSync(fd, bytes, 0, bytes.length, position),
  syncContent: async (fd) =>
    new Promise((resolve, reject) => {
      fdatasync(fd, (error) => (error ? reject(error) : resolve()));
    }),
  syncContentSync: (fd) => fdatasyncSync(fd),
  syncFolder,
  truncate: (fd, length) => ftruncateSync(fd, length),
  remove: (path) => unlinkSync(path),
  close: (fd) => closeSync(fd),
};

function syncFolder(folder: string): void {
  // Windows opens no folders; its file systems journal names themselves.
  if (process.platform === "win32") return;
  const fd = openSync(folder, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Writes everything, in as many calls as it takes. */
export function writeAllSync(files: JournalFiles, fd: number, bytes: Buffer, position: number): void {
  let done = 0;
  while (done < bytes.length) done += progress(files.writeSync(fd, bytes.subarray(done), position + done));
}

export async function writeAll(files: JournalFiles, fd: number, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) done += progress(await files.write(fd, bytes.subarray(done), position + done));
}

function progress(written: number): number {
  if (written <= 0) throw new Error(`expected a write to take at least one byte, took ${written}`);
  return written;
}

/** `ENOENT`, `ENOSPC`, ... or `undefined` for an error that is not the system's. */
export function systemCodeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Whether a write found no room. A failed sync is never "no room": what it lost cannot be known. */
export function isDiskFull(error: unknown): boolean {
  const code = systemCodeOf(error);
  if (code !== "ENOSPC" && code !== "EDQUOT") return false;
  return !(
    error instanceof Error &&
    "syscall" in error &&
    (error.syscall === "fdatasync" || error.syscall === "fsync")
  );
}
