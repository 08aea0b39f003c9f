/**
 * Turns records into one sealed block, in a buffer that is used again for the next block.
 *
 * Both adapters seal with this class, so the same records in the same blocks have the same seals on disk and in
 * memory. Records are hashed once per block, never one by one: that is most of the speed of a backtest's journal.
 */
import { crc32 } from "node:zlib";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { encodeSeal, RECORD_OVERHEAD, SEAL_BYTES, sealOf } from "./format.ts";

/** How many bytes of records `appendSync` collects before it seals them. */
export const SYNC_BLOCK_BYTES: number = 256 * 1024;
const INITIAL_BYTES = SYNC_BLOCK_BYTES + 64 * 1024;
/** A buffer grown beyond this by a large block is let go afterwards. */
const KEPT_BYTES = 4 * 1024 * 1024;

export type SealedBlock = {
  /** Valid until `clear`. */
  readonly bytes: Buffer;
  readonly seal: Buffer;
  readonly records: number;
};

export class BlockEncoder {
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  private used = 0;
  private count = 0;

  get bytes(): number {
    return this.used;
  }

  get records(): number {
    return this.count;
  }

  add(record: JournalRecord): void {
    const { kind, payload } = record;
    this.makeRoomFor(payload);
    const at = this.used;
    const buffer = this.buffer;
    const length = buffer.write(payload, at + 5, "utf8");
    buffer.writeUInt32LE(length, at);
    buffer[at + 4] = kind.charCodeAt(0);
    const end = at + 5 + length;
    buffer.writeUInt32LE(crc32(buffer.subarray(at, end)), end);
    this.used = end + 4;
    this.count += 1;
  }

  /** The block of all records added, closed by its seal. Call `clear` once it has been written or given up. */
  seal(previous: Buffer, block: number): SealedBlock {
    const seal = sealOf(previous, this.buffer.subarray(0, this.used));
    encodeSeal({ seal, records: this.count, block }).copy(this.buffer, this.used);
    return { bytes: this.buffer.subarray(0, this.used + SEAL_BYTES), seal, records: this.count };
  }

  clear(): void {
    if (this.buffer.length > KEPT_BYTES) this.buffer = Buffer.allocUnsafe(INITIAL_BYTES);
    this.used = 0;
    this.count = 0;
  }

  /** Room for the record and for the seal that may follow it. */
  private makeRoomFor(payload: string): void {
    const around = RECORD_OVERHEAD + SEAL_BYTES;
    if (this.used + payload.length * 3 + around <= this.buffer.length) return;
    const needed = this.used + Buffer.byteLength(payload, "utf8") + around;
    if (needed <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.used);
    this.buffer = larger;
  }
}
