/**
 * Collects records, seals them as the next block of the chain and gets it onto the disk: room first, then the sync.
 *
 * No room: the write is undone, the reserve given up and the write tried once more. Any other failure stops the writer
 * for good: after a failed sync nobody knows what the disk holds, so only a new process, by recovering, may go on.
 */
import { FundError } from "../../ports/errors.ts";
import type { JournalHead, JournalRecord } from "../../ports/journal-store.ts";
import { BlockEncoder, type SealedBlock } from "./block-encoder.ts";
import { isDiskFull } from "./journal-files.ts";
import type { Reserve } from "./reserve.ts";
import type { Chain } from "./scan.ts";
import type { SegmentWriter } from "./segment-writer.ts";

export type ChainWriterOptions = {
  readonly chain: Chain;
  readonly segments: SegmentWriter;
  readonly reserve: Reserve;
  readonly syncsEachBlock: boolean;
};

export class ChainWriter {
  private readonly options: ChainWriterOptions;
  private readonly encoder = new BlockEncoder();
  private chain: Chain;
  private failure: Error | undefined;

  constructor(options: ChainWriterOptions) {
    this.options = options;
    this.chain = options.chain;
  }

  /** Why nothing can be written any more. */
  get stopped(): Error | undefined {
    return this.failure;
  }

  get collectedBytes(): number {
    return this.encoder.bytes;
  }

  head(): JournalHead {
    const { seal, blocks, records } = this.chain;
    return { seal: seal.toString("hex"), blocks, records };
  }

  /** A record that cannot be encoded stops the writer: half of what it came with is already collected. */
  collect(records: readonly JournalRecord[]): void {
    try {
      for (const record of records) this.encoder.add(record);
    } catch (error) {
      throw this.stop(error);
    }
  }

  /** Writes what was collected as one block. On `DISK_FULL` nothing of it stays and the next block may be tried. */
  async write(): Promise<void> {
    this.refuseIfStopped();
    if (this.encoder.records === 0) return;
    const { segments, syncsEachBlock } = this.options;
    const block = this.sealCollected();
    try {
      for (let isWritten = false; !isWritten; ) isWritten = await this.tryWrite(block.bytes);
      if (syncsEachBlock) await segments.sync();
    } catch (error) {
      this.encoder.clear();
      throw error instanceof FundError && error.code === "DISK_FULL" ? error : this.stop(error);
    }
    this.accept(block);
  }

  /** As `write`, but any failure stops the writer: its records were taken already, going on would leave a gap. */
  writeSync(): void {
    this.refuseIfStopped();
    if (this.encoder.records === 0) return;
    const block = this.sealCollected();
    try {
      for (let isWritten = false; !isWritten; ) isWritten = this.tryWriteSync(block.bytes);
      if (this.options.syncsEachBlock) this.options.segments.syncSync();
    } catch (error) {
      throw this.stop(error);
    }
    this.accept(block);
  }

  /** The last block and, unless each block was, the one sync. Nothing is written after a failure. */
  finish(): void {
    if (this.failure !== undefined) return;
    this.writeSync();
    if (this.options.syncsEachBlock) return;
    try {
      this.options.segments.syncSync();
    } catch (error) {
      throw this.stop(error);
    }
  }

  private async tryWrite(bytes: Buffer): Promise<boolean> {
    try {
      this.prepareSegment();
      await this.options.segments.write(bytes);
      return true;
    } catch (error) {
      this.makeRoom(error, bytes.length);
      return false;
    }
  }

  private tryWriteSync(bytes: Buffer): boolean {
    try {
      this.prepareSegment();
      this.options.segments.writeSync(bytes);
      return true;
    } catch (error) {
      this.makeRoom(error, bytes.length);
      return false;
    }
  }

  private sealCollected(): SealedBlock {
    return this.encoder.seal(this.chain.seal, this.chain.blocks + 1);
  }

  private prepareSegment(): void {
    this.options.segments.prepare({ firstBlock: this.chain.blocks + 1, seal: this.chain.seal });
  }

  private accept({ bytes, seal, records }: SealedBlock): void {
    this.options.segments.accept(bytes.length);
    this.chain = { seal, blocks: this.chain.blocks + 1, records: this.chain.records + records };
    this.encoder.clear();
  }

  /** Undoes a write that found the disk full and gives up the reserve for it; throws what cannot be helped. */
  private makeRoom(error: unknown, bytes: number): void {
    if (!isDiskFull(error)) throw error;
    const { segments, reserve } = this.options;
    segments.rollBack();
    segments.syncSync();
    if (reserve.release()) return;
    const message = `expected room for ${bytes} bytes at byte ${segments.goodBytes} of ${segments.path}, the disk is full`;
    throw new FundError("DISK_FULL", message, { cause: error });
  }

  private stop(error: unknown): Error {
    this.failure = error instanceof FundError ? error : writeFailed(this.options.segments, error);
    try {
      this.options.segments.rollBack();
    } catch {
      // The next opening cuts the tail; the error that stopped us is the one to tell.
    }
    return this.failure;
  }

  private refuseIfStopped(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}

function writeFailed({ path, goodBytes }: SegmentWriter, cause: unknown): FundError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `expected the write to ${path} at byte ${goodBytes} to succeed: ${reason}`;
  return new FundError("JOURNAL_FAILED", `${message}; the process must stop and recover`, { cause });
}
