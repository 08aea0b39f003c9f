/**
 * Reads every block of a journal in order and verifies the chain: the one reader behind opening, reading and `verify`.
 *
 * It changes nothing. What ends without a seal at the very end is reported as `cuts`, for opening to cut; whatever
 * else does not verify throws `JOURNAL_CORRUPT` naming file, byte, block and rule.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { JournalHead, JournalRecord } from "../../ports/journal-store.ts";
import { readBlock } from "./block-reader.ts";
import {
  brokenHeaderRule,
  genesisSeal,
  HEADER_BYTES,
  journalCorrupt,
  RECORD_OVERHEAD,
  recordKindOf,
  segmentName,
  segmentNumberOf,
} from "./format.ts";
import { systemCodeOf } from "./journal-files.ts";

export type Chain = {
  readonly seal: Buffer;
  readonly blocks: number;
  readonly records: number;
};

export type Block = {
  readonly number: number;
  /** Hex. */
  readonly seal: string;
  /** The whole segment; the records of this block lie between `start` and `sealAt`. */
  readonly bytes: Buffer;
  readonly start: number;
  readonly sealAt: number;
};

/** Bytes at the end of a segment that were never sealed; the whole segment when `atByte` is 0. */
export type Cut = { readonly path: string; readonly atByte: number; readonly bytes: number };

export type JournalEnd = {
  readonly chain: Chain;
  /** The segment to continue; 0 when there is none yet. */
  readonly segment: number;
  readonly segmentBytes: number;
  /** Verified bytes in all segments. */
  readonly totalBytes: number;
  readonly cuts: readonly Cut[];
};

type SegmentEnd = { readonly kind: "ROLLED" | "OPEN" | "TORN"; readonly chain: Chain; readonly atByte: number };

export function* scanJournal(folder: string): Generator<Block, JournalEnd> {
  let chain: Chain = { seal: genesisSeal, blocks: 0, records: 0 };
  let before = { segment: 0, segmentBytes: 0, totalBytes: 0 };
  for (let segment = 1; ; segment += 1) {
    const path = join(folder, segmentName(segment));
    const bytes = readSegment(path);
    const expected = { segment, firstBlock: chain.blocks + 1, seal: chain.seal };
    const rule =
      bytes === undefined ? "expected this segment to exist, it is missing" : brokenHeaderRule(bytes, expected);
    if (bytes === undefined || rule !== undefined) {
      const cuts = segment === 1 ? unfinishedSegment(folder, segment) : undefined;
      if (cuts !== undefined) return { chain, ...before, cuts };
      throw journalCorrupt({ path, atByte: 0, block: expected.firstBlock, rule: rule ?? "" });
    }
    const end: SegmentEnd = yield* scanSegment({ folder, segment, bytes, chain });
    chain = end.chain;
    const totalBytes = before.totalBytes + end.atByte;
    before = { segment, segmentBytes: end.atByte, totalBytes };
    if (end.kind !== "ROLLED") {
      const torn = end.kind === "TORN" ? [{ path, atByte: end.atByte, bytes: bytes.length - end.atByte }] : [];
      return { chain, ...before, cuts: [...torn, ...followingCuts(folder, segment, end)] };
    }
  }
}

type OpenSegment = { folder: string; segment: number; bytes: Buffer; chain: Chain };

function* scanSegment({ folder, segment, bytes, chain: before }: OpenSegment): Generator<Block, SegmentEnd> {
  let chain = before;
  let start = HEADER_BYTES;
  while (start < bytes.length) {
    const read = readBlock(bytes, start, { seal: chain.seal, block: chain.blocks + 1 });
    if (read.kind === "ROLL") return { kind: "ROLLED", chain, atByte: bytes.length };
    if (read.kind === "UNSEALED" && unfinishedSegment(folder, segment + 1) !== undefined) {
      return { kind: "TORN", chain, atByte: start };
    }
    if (read.kind !== "BLOCK") {
      const path = join(folder, segmentName(segment));
      throw journalCorrupt({ path, atByte: read.atByte, block: chain.blocks + 1, rule: read.rule });
    }
    const { seal, sealAt, end, records } = read;
    chain = { seal, blocks: chain.blocks + 1, records: chain.records + records };
    yield { number: chain.blocks, seal: seal.toString("hex"), bytes, start, sealAt };
    start = end;
  }
  return { kind: "OPEN", chain, atByte: start };
}

/** A segment created by a roll that was never finished may stand after the last one; any other may not. */
function followingCuts(folder: string, segment: number, { chain, atByte }: SegmentEnd): readonly Cut[] {
  const cuts = unfinishedSegment(folder, segment + 1);
  if (cuts !== undefined) return cuts;
  const path = join(folder, segmentName(segment));
  const rule = "expected a roll record at the end of this segment, since a later segment exists";
  throw journalCorrupt({ path, atByte, block: chain.blocks + 1, rule });
}

/** Nothing, or what to cut when `segment` is the last file and holds no more than a header; `undefined` otherwise. */
function unfinishedSegment(folder: string, segment: number): readonly Cut[] | undefined {
  const later = listSegments(folder).filter((listed) => listed >= segment);
  if (later.length === 0) return [];
  const path = join(folder, segmentName(segment));
  if (later.length > 1 || later[0] !== segment) return undefined;
  const bytes = statSync(path).size;
  return bytes <= HEADER_BYTES ? [{ path, atByte: 0, bytes }] : undefined;
}

function listSegments(folder: string): readonly number[] {
  return readdirSync(folder).flatMap((name) => segmentNumberOf(name) ?? []);
}

function readSegment(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (systemCodeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** All records up to `head`, however much has been written since. Throws when the journal does not lead to it. */
export function* readRecords(folder: string, head: JournalHead): Generator<JournalRecord> {
  if (head.blocks === 0) return;
  let blocks = 0;
  for (const block of scanJournal(folder)) {
    blocks = block.number;
    if (blocks === head.blocks && block.seal !== head.seal) break;
    yield* decodeRecords(block);
    if (blocks === head.blocks) return;
  }
  const rule = `expected ${head.blocks} blocks with seal ${head.seal}, as written`;
  throw journalCorrupt({ path: folder, atByte: 0, block: blocks, rule });
}

/** The records of a verified block. */
function* decodeRecords({ bytes, start, sealAt }: Block): Generator<JournalRecord> {
  for (let at = start; at < sealAt; ) {
    const length = bytes.readUInt32LE(at);
    const kind = recordKindOf(bytes[at + 4]);
    if (kind !== undefined) yield { kind, payload: bytes.toString("utf8", at + 5, at + 5 + length) };
    at += RECORD_OVERHEAD + length;
  }
}
