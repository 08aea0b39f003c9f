/**
 * What fills cost against the price they were decided on: the close of an entry or exit, the trigger of a stop.
 * Every order that works an entry is held against the price its parent was decided on.
 *
 * Above 0 is worse. Read from the journal records of a run, so that nothing is worked out for it along the way.
 */
import { z } from "zod";
import type { JournalRecord } from "../../src/ports/journal-store.ts";
import { parseFact } from "../../src/kernel/events/catalogue.ts";

const recordSchema = z.object({ fact: z.unknown() });

export class Slippage {
  costUsd = 0;
  private readonly references = new Map<string, number>();

  readonly hear = (records: readonly JournalRecord[]): void => {
    for (const { kind, payload } of records)
      if (kind === "F" && (payload.includes('"order.submitted"') || payload.includes('"trade.executed"')))
        this.take(payload);
  };

  private take(payload: string): void {
    const parsed = parseFact(recordSchema.parse(JSON.parse(payload)).fact);
    if (parsed.kind !== "PARSED") throw new Error(`expected a fact of the catalogue: ${parsed.reason}`);
    const { type, data } = parsed.value;
    if (type === "order.submitted") {
      const first = data.parentId === null ? undefined : this.references.get(data.parentId);
      const reference = first ?? data.stopPriceUsd ?? data.referencePriceUsd;
      if (reference !== null) this.references.set(data.id, reference);
    }
    if (type !== "trade.executed") return;
    const reference = this.references.get(data.orderId);
    if (reference === undefined) return;
    const worse = data.side === "BUY" ? data.priceUsd - reference : reference - data.priceUsd;
    this.costUsd += worse * data.quantity;
  }
}
