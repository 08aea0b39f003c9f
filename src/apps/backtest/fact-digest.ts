/**
 * One number for everything a run derived: sha256 over the payload bytes of all facts, in order.
 *
 * The payloads are those of the journal, so a replay arrives at the same number, with or without a journal on disk.
 * Text is collected and hashed in blocks, which is much faster than fact by fact.
 */
import { createHash } from "node:crypto";

const blockLength = 64 * 1024;

export class FactDigest {
  private readonly hash = createHash("sha256");
  private waiting = "";
  private count = 0;

  get facts(): number {
    return this.count;
  }

  add(payload: string): void {
    this.count += 1;
    this.waiting += payload;
    if (this.waiting.length >= blockLength) this.flush();
  }

  /** Hex; call it once, at the end. */
  finish(): string {
    this.flush();
    return this.hash.digest("hex");
  }

  private flush(): void {
    this.hash.update(this.waiting);
    this.waiting = "";
  }
}
