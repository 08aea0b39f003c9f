/**
 * The bytes of a journal on disk. A folder holds `journal-00000001.qtj`, `journal-00000002.qtj`, ... (segments):
 *
 *   segment  header, then blocks, then, when another segment follows, one ROLL record
 *   header   64 bytes: "QTJOURNL", u32 version, u32 segment, u64 its first block, 32 bytes seal before it, u32 zero,
 *            u32 crc32 of the 60 bytes before
 *   block    records appended together, then one SEAL record
 *   record   u32 payload length, u8 kind (M I F P E, S seal, R roll), payload, u32 crc32 of all three
 *   SEAL     payload: 32 bytes sha256(previous seal + all record bytes of the block), u32 records, u64 block number
 *
 * Numbers are little-endian, blocks and segments count from 1, the seal before block 1 is 32 zero bytes. Hashing is
 * per block, which is fast; the crc only serves to name the bad record when a block does not verify. A segment is
 * created, headed and synced before the ROLL record is written into its predecessor, so a ROLL whose successor is
 * missing is a deleted file and never a crash.
 */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { FundError } from "../../ports/errors.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";

export const HEADER_BYTES = 64;
/** Length, kind and crc around a payload. */
export const RECORD_OVERHEAD = 9;
export const SEAL_KIND = 0x53;
export const ROLL_KIND = 0x52;
const SEAL_PAYLOAD = 44;
export const SEAL_BYTES = SEAL_PAYLOAD + RECORD_OVERHEAD;
export const genesisSeal: Buffer = Buffer.alloc(32);

const MAGIC = "QTJOURNL";
const VERSION = 1;

const recordKinds = ["M", "I", "F", "P", "E"] as const satisfies readonly JournalRecord["kind"][];
const kindByCode = new Map<number, JournalRecord["kind"]>(recordKinds.map((kind) => [kind.charCodeAt(0), kind]));

/** `undefined` for a byte that is no kind of record. */
export function recordKindOf(code: number | undefined): JournalRecord["kind"] | undefined {
  return code === undefined ? undefined : kindByCode.get(code);
}

export function segmentName(segment: number): string {
  return `journal-${String(segment).padStart(8, "0")}.qtj`;
}

/** `undefined` for a file that is no segment. */
export function segmentNumberOf(fileName: string): number | undefined {
  const digits = /^journal-(\d{8})\.qtj$/.exec(fileName)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export type SegmentStart = { readonly segment: number; readonly firstBlock: number; readonly seal: Buffer };

export function encodeSegmentHeader({ segment, firstBlock, seal }: SegmentStart): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 0, "latin1");
  header.writeUInt32LE(VERSION, 8);
  header.writeUInt32LE(segment, 12);
  header.writeBigUInt64LE(BigInt(firstBlock), 16);
  seal.copy(header, 24);
  header.writeUInt32LE(crc32(header.subarray(0, 60)), 60);
  return header;
}

/** The rule a header breaks, or `undefined` when it is exactly the one expected. */
export function brokenHeaderRule(bytes: Buffer, expected: SegmentStart): string | undefined {
  if (bytes.length < HEADER_BYTES) return `expected a header of ${HEADER_BYTES} bytes, was ${bytes.length}`;
  const header = bytes.subarray(0, HEADER_BYTES);
  if (header.equals(encodeSegmentHeader(expected))) return undefined;
  const magic = header.toString("latin1", 0, 8);
  if (magic !== MAGIC) return `expected magic ${MAGIC}, was ${JSON.stringify(magic)}`;
  const version = header.readUInt32LE(8);
  if (version !== VERSION) return `expected version ${VERSION}, was ${version}`;
  if (header.readUInt32LE(60) !== crc32(header.subarray(0, 60)))
    return "expected the crc of the segment header to hold";
  return `expected the header to continue with segment ${expected.segment}, block ${expected.firstBlock} and the seal before it`;
}

export function sealOf(previous: Buffer, recordBytes: Buffer): Buffer {
  return createHash("sha256").update(previous).update(recordBytes).digest();
}

export type Seal = { readonly seal: Buffer; readonly records: number; readonly block: number };

export function encodeSeal({ seal, records, block }: Seal): Buffer {
  const bytes = Buffer.allocUnsafe(SEAL_BYTES);
  bytes.writeUInt32LE(SEAL_PAYLOAD, 0);
  bytes.writeUInt8(SEAL_KIND, 4);
  seal.copy(bytes, 5);
  bytes.writeUInt32LE(records, 37);
  bytes.writeBigUInt64LE(BigInt(block), 41);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, SEAL_BYTES - 4)), SEAL_BYTES - 4);
  return bytes;
}

/** The seal at `at`, or `undefined` when there is none or its crc does not hold. */
export function decodeSeal(bytes: Buffer, at: number): Seal | undefined {
  if (at + SEAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== SEAL_PAYLOAD) return undefined;
  if (bytes[at + 4] !== SEAL_KIND || !crcHolds(bytes, at, at + SEAL_BYTES)) return undefined;
  const seal = Buffer.from(bytes.subarray(at + 5, at + 37));
  return { seal, records: bytes.readUInt32LE(at + 37), block: Number(bytes.readBigUInt64LE(at + 41)) };
}

export function encodeRoll(): Buffer {
  const bytes = Buffer.alloc(RECORD_OVERHEAD);
  bytes.writeUInt8(ROLL_KIND, 4);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 5)), 5);
  return bytes;
}

/** Whether the last four bytes of the record from `at` to `end` are the crc of those before. */
export function crcHolds(bytes: Buffer, at: number, end: number): boolean {
  return crc32(bytes.subarray(at, end - 4)) === bytes.readUInt32LE(end - 4);
}

export type Damage = {
  readonly path: string;
  readonly atByte: number;
  readonly block: number;
  readonly rule: string;
};

export function journalCorrupt({ path, atByte, block, rule }: Damage): FundError {
  return new FundError("JOURNAL_CORRUPT", `journal ${path} does not verify at byte ${atByte}, block ${block}: ${rule}`);
}
