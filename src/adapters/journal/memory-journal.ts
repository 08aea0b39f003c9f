/**
 * The journal in memory, for tests and for runs that keep nothing. Seals and block boundaries are those of the file
 * adapter, so both give one head for the same records.
 *
 * What is written lives on a tape that outlives the journal: opening it again is a restart.
 */
import type { JournalHead, JournalRecord, JournalStore } from "../../ports/journal-store.ts";
import { BlockEncoder, SYNC_BLOCK_BYTES } from "./block-encoder.ts";
import { genesisSeal } from "./format.ts";

export type MemoryTape = { records: JournalRecord[]; blocks: number; seal: Buffer };

export function emptyTape(): MemoryTape {
  return { records: [], blocks: 0, seal: genesisSeal };
}

export class MemoryJournal implements JournalStore {
  readonly tornTail = undefined;
  private readonly tape: MemoryTape;
  private readonly encoder = new BlockEncoder();
  private collected: JournalRecord[] = [];
  private isClosed = false;

  constructor(tape: MemoryTape = emptyTape()) {
    this.tape = tape;
  }

  head(): JournalHead {
    const { seal, blocks, records } = this.tape;
    return { seal: seal.toString("hex"), blocks, records: records.length };
  }

  async append(records: readonly JournalRecord[]): Promise<JournalHead> {
    this.refuseIfClosed();
    this.sealCollected();
    this.collect(records);
    this.sealCollected();
    return this.head();
  }

  /** As in the file adapter: a block for every 256 KiB. */
  appendSync(records: readonly JournalRecord[]): void {
    this.refuseIfClosed();
    this.collect(records);
    if (this.encoder.bytes >= SYNC_BLOCK_BYTES) this.sealCollected();
  }

  flush(): JournalHead {
    this.refuseIfClosed();
    this.sealCollected();
    return this.head();
  }

  read(): Iterable<JournalRecord> {
    return this.tape.records.slice();
  }

  async close(): Promise<void> {
    if (!this.isClosed) this.sealCollected();
    this.isClosed = true;
  }

  private collect(records: readonly JournalRecord[]): void {
    for (const record of records) {
      this.encoder.add(record);
      this.collected.push(record);
    }
  }

  private sealCollected(): void {
    if (this.collected.length === 0) return;
    this.tape.blocks += 1;
    this.tape.seal = this.encoder.seal(this.tape.seal, this.tape.blocks).seal;
    for (const record of this.collected) this.tape.records.push(record);
    this.collected = [];
    this.encoder.clear();
  }

  private refuseIfClosed(): void {
    if (this.isClosed) throw new Error("expected an open journal, this one is closed");
  }
}
