/**
 * Lines of a recording, unpacked while they are read, each with its number; the file is never whole in memory.
 */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { FundError } from "../../ports/errors.ts";

export type NumberedLine = { readonly line: number; readonly text: string };

/** Longer than any message of a venue; a file of something else has such lines. */
const longestLine = 16_777_216;

export async function* readLines(path: string): AsyncGenerator<NumberedLine> {
  const bytes = await openBytes(path);
  const decoder = new TextDecoder("utf-8");
  let line = 0;
  let rest = "";
  try {
    for await (const chunk of bytes) {
      const parts = (rest + decoder.decode(asBytes(chunk), { stream: true })).split("\n");
      rest = parts.pop() ?? "";
      if (rest.length > longestLine)
        throw bad(path, `expected lines of messages, was one of over ${longestLine} characters`);
      for (const text of parts) yield { line: ++line, text };
    }
  } catch (error) {
    throw error instanceof FundError ? error : bad(path, `could not be read to its end: ${causeOf(error)}`, error);
  } finally {
    bytes.destroy();
  }
  if (rest !== "") yield { line: ++line, text: rest };
}

async function openBytes(path: string): Promise<Readable> {
  const isPacked = await startsAsGzip(path);
  const raw = createReadStream(path);
  if (!isPacked) return raw;
  const unpacked = createGunzip();
  /* A fault of the file ends the unpacked stream with it, and is told to whoever reads that. */
  pipeline(raw, unpacked).catch((error: unknown) =>
    unpacked.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return unpacked;
}

async function startsAsGzip(path: string): Promise<boolean> {
  const first = Buffer.alloc(2);
  try {
    const file = await open(path, "r");
    try {
      await file.read(first, 0, 2, 0);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new FundError("BAD_USAGE", `${path}: expected a readable recording, was: ${causeOf(error)}`, {
      cause: error,
    });
  }
  return first[0] === 0x1f && first[1] === 0x8b;
}

const asBytes = (chunk: unknown): Uint8Array =>
  chunk instanceof Uint8Array ? chunk : new TextEncoder().encode(String(chunk));
const causeOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const bad = (path: string, message: string, cause?: unknown): FundError =>
  new FundError("BAD_MARKET_DATA", `${path}: ${message}`, { cause });
