/**
 * Reads one block and decides, when it does not verify, whether it was never finished or has been damaged.
 *
 * The difference matters: what was never sealed was never acknowledged and may be cut, what was sealed may not.
 * A write that a crash or a power failure interrupted leaves a prefix of the block, perhaps followed by zeros from a
 * sector boundary on; neither has a whole seal. So a whole seal anywhere after the fault, or a seal-sized ending that
 * is mostly the seal that belongs there, means damage.
 */
import {
  crcHolds,
  decodeSeal,
  encodeSeal,
  RECORD_OVERHEAD,
  ROLL_KIND,
  recordKindOf,
  SEAL_BYTES,
  SEAL_KIND,
  sealOf,
} from "./format.ts";

export type BlockReading =
  | { readonly kind: "BLOCK"; readonly seal: Buffer; readonly sealAt: number; readonly end: number; records: number }
  | { readonly kind: "ROLL" }
  /** Never finished, if this is the end of the journal. */
  | { readonly kind: "UNSEALED"; readonly atByte: number; readonly rule: string }
  | { readonly kind: "DAMAGED"; readonly atByte: number; readonly rule: string };

/** The block number expected, and the seal of the block before. */
export type BlockExpected = { readonly seal: Buffer; readonly block: number };

type Fault = { readonly kind: "FAULT"; readonly atByte: number; readonly rule: string };
type Walk =
  | Fault
  | { readonly kind: "ROLL" }
  | { readonly kind: "SEAL"; readonly at: number; readonly records: number };

const SECTOR_BYTES = 512;
const sealMark = Buffer.from([SEAL_BYTES - RECORD_OVERHEAD, 0, 0, 0, SEAL_KIND]);

export function readBlock(bytes: Buffer, start: number, expected: BlockExpected): BlockReading {
  const walk = walkBlock(bytes, start);
  if (walk.kind === "ROLL") return walk;
  const fault = walk.kind === "FAULT" ? walk : brokenSeal(bytes, start, { expected, walk });
  if (fault.kind === "BLOCK") return fault;
  const { atByte, rule } = firstBadRecord(bytes, start) ?? fault;
  const sealed = hasSeal(bytes, start) || endsInDamagedSeal(bytes, start, expected);
  return { kind: sealed ? "DAMAGED" : "UNSEALED", atByte, rule };
}

/** To the seal of the block, by lengths and kinds alone. */
function walkBlock(bytes: Buffer, start: number): Walk {
  let records = 0;
  for (let at = start; ; records += 1) {
    const end = recordEnd(bytes, at);
    if (end === undefined) return { kind: "FAULT", atByte: at, rule: "expected a whole record, the file ends within" };
    const code = bytes[at + 4];
    if (code === SEAL_KIND) return { kind: "SEAL", at, records };
    if (code === ROLL_KIND && at === start && end === bytes.length && end === at + RECORD_OVERHEAD) {
      return crcHolds(bytes, at, end) ? { kind: "ROLL" } : { kind: "FAULT", atByte: at, rule: badCrc };
    }
    if (recordKindOf(code) === undefined) {
      return { kind: "FAULT", atByte: at, rule: `expected a known kind of record, was byte ${code}` };
    }
    at = end;
  }
}

const badCrc = "expected the crc of the record to hold";

type SealWalk = { readonly expected: BlockExpected; readonly walk: { readonly at: number; readonly records: number } };

function brokenSeal(
  bytes: Buffer,
  start: number,
  { expected, walk }: SealWalk,
): Fault | (BlockReading & { kind: "BLOCK" }) {
  const { at, records } = walk;
  const found = decodeSeal(bytes, at);
  const fault = (rule: string): Fault => ({ kind: "FAULT", atByte: at, rule });
  if (found === undefined) return fault("expected the crc of the seal to hold");
  if (found.block !== expected.block) return fault(`expected block number ${expected.block}, was ${found.block}`);
  if (found.records !== records) return fault(`expected ${found.records} records in the block, found ${records}`);
  if (!found.seal.equals(sealOf(expected.seal, bytes.subarray(start, at)))) {
    return fault("expected the seal to be the sha256 of the previous seal and the records");
  }
  return { kind: "BLOCK", seal: found.seal, sealAt: at, end: at + SEAL_BYTES, records };
}

/** Where the record at `at` ends, or `undefined` when the file ends first. */
function recordEnd(bytes: Buffer, at: number): number | undefined {
  if (at + RECORD_OVERHEAD > bytes.length) return undefined;
  const end = at + RECORD_OVERHEAD + bytes.readUInt32LE(at);
  return end > bytes.length ? undefined : end;
}

function firstBadRecord(bytes: Buffer, start: number): { atByte: number; rule: string } | undefined {
  for (let at = start; at < bytes.length; ) {
    const end = recordEnd(bytes, at);
    if (end === undefined) return undefined;
    if (!crcHolds(bytes, at, end)) return { atByte: at, rule: badCrc };
    if (bytes[at + 4] === SEAL_KIND) return undefined;
    at = end;
  }
  return undefined;
}

function hasSeal(bytes: Buffer, start: number): boolean {
  for (let at = bytes.indexOf(sealMark, start); at !== -1; at = bytes.indexOf(sealMark, at + 1)) {
    if (decodeSeal(bytes, at) !== undefined) return true;
  }
  return false;
}

function endsInDamagedSeal(bytes: Buffer, start: number, { seal, block }: BlockExpected): boolean {
  const sealAt = bytes.length - SEAL_BYTES;
  const records = soundRecordsUpTo(bytes, start, sealAt);
  if (records === undefined) return false;
  const written = bytes.subarray(sealAt);
  const belongs = encodeSeal({ seal: sealOf(seal, bytes.subarray(start, sealAt)), records, block });
  const equal = belongs.reduce((sum, byte, index) => sum + (byte === written[index] ? 1 : 0), 0);
  return equal * 2 > SEAL_BYTES && !endsInUnwrittenSector(bytes, sealAt, belongs);
}

/** How many sound records lie from `start` exactly to `limit`. */
function soundRecordsUpTo(bytes: Buffer, start: number, limit: number): number | undefined {
  let records = 0;
  let at = start;
  for (; at < limit; records += 1) {
    const end = recordEnd(bytes, at);
    if (end === undefined || end > limit || !crcHolds(bytes, at, end)) return undefined;
    at = end;
  }
  return at === limit && records > 0 ? records : undefined;
}

/** Whether the seal is right up to a sector boundary and zeros from there on. */
function endsInUnwrittenSector(bytes: Buffer, sealAt: number, belongs: Buffer): boolean {
  const boundary = Math.ceil(sealAt / SECTOR_BYTES) * SECTOR_BYTES;
  if (boundary >= bytes.length) return false;
  const written = boundary - sealAt;
  return (
    bytes.subarray(sealAt, boundary).equals(belongs.subarray(0, written)) &&
    bytes.subarray(boundary).every((byte) => byte === 0)
  );
}
