/** Writing that is on the disk when it returns. */
import { closeSync, fsyncSync, openSync, writeFileSync } from "node:fs";

export const writeDurably = (path: string, text: string): void => writeAndSync(path, text, "w");
export const appendDurably = (path: string, text: string): void => writeAndSync(path, text, "a");

function writeAndSync(path: string, text: string, flags: "w" | "a"): void {
  const fd = openSync(path, flags);
  try {
    writeFileSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Makes names that appeared, moved or went in a folder durable. */
export function syncFolder(folder: string): void {
  // Windows opens no folders; its file systems journal names themselves.
  if (process.platform === "win32") return;
  const fd = openSync(folder, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
