/**
 * One file from disk: its digest, its columns and its interval. Refused whole when anything in it is wrong.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { DurationMs } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import type { BarFileName } from "./bar-file-name.ts";
import { findInterval } from "./bar-interval.ts";
import { type ParsedBars, parseBars } from "./parse-bars.ts";

export type BarFile = ParsedBars & {
  readonly path: string;
  readonly name: BarFileName;
  /** Of the file as it lies on disk, compressed or not. */
  readonly sha256: string;
  readonly interval: DurationMs;
};

/** A guard against a small file that unpacks without end. */
const maxTextBytes = 1_073_741_824;

export function readBarFile(path: string, name: BarFileName): BarFile {
  const raw = readRaw(path);
  const parsed = parseBars(path, /\.gz$/i.test(path) ? unpack(path, raw) : raw);
  return {
    ...parsed,
    path,
    name,
    sha256: createHash("sha256").update(raw).digest("hex"),
    interval: findInterval(path, parsed.columns.opened, name.interval),
  };
}

/** The message of a failed system call; it names the call and the path. */
export const causeOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function readRaw(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new FundError("BAD_USAGE", `${path}: expected a readable file, was: ${causeOf(error)}`, { cause: error });
  }
}

function unpack(path: string, raw: Buffer): Buffer {
  if (raw.length === 0) throw bad(path, "expected gzip, was an empty file");
  if (raw[0] !== 0x1f || raw[1] !== 0x8b) throw bad(path, "expected gzip, as .gz says, was something else");
  try {
    return gunzipSync(raw, { maxOutputLength: maxTextBytes });
  } catch (error) {
    const cause = causeOf(error);
    const fault = cause === "unexpected end of file" ? "cut short" : `damaged (${cause})`;
    throw bad(path, `expected a whole gzip file of at most 1 GiB of text, was ${fault}`, error);
  }
}

const bad = (path: string, message: string, cause?: unknown): FundError =>
  new FundError("BAD_MARKET_DATA", `${path}: ${message}`, { cause });
