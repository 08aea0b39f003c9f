/**
 * The simulated venue's own memory: one JSON line per order, cancel, report and bar played, appended before anything is
 * answered.
 *
 * It belongs to the venue, not to the fund: chaos tests judge duplicates and lost fills by it. What a killed process
 * leaves is at most a torn last line; it was never answered and is cut. Lines are written, not synced: this log
 * outlives the process, not the power; the fund's journal is the one that is synced.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import { FundError } from "../../ports/errors.ts";
import { lineSchema, type VenueLine } from "./venue-log-lines.ts";

export type VenueLog = {
  readonly lines: readonly VenueLine[];
  /** Lines given together are written as one. */
  readonly append: (...lines: readonly VenueLine[]) => void;
};

/** A log that is kept as long as somebody holds it: opening a venue on it again is a restart of that venue. */
export function memoryVenueLog(): VenueLog {
  const lines: VenueLine[] = [];
  return { lines, append: (...added) => void lines.push(...added) };
}

/** Reads what is there, cutting a torn last line, and appends from then on. */
export function openVenueLog(path: string): VenueLog {
  mkdirSync(dirname(path), { recursive: true });
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const lines = whole
    .split("\n")
    .slice(0, -1)
    .map((line, index) => parseLine(line, path, index));
  return {
    lines,
    append: (...added) => appendFileSync(path, added.map((line) => `${JSON.stringify(line)}\n`).join("")),
  };
}

function parseLine(text: string, path: string, index: number): VenueLine {
  const result = lineSchema.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  throw new FundError(
    "JOURNAL_CORRUPT",
    `${path}:${index + 1}: expected a line of the venue log, ${result.error.message}`,
  );
}
