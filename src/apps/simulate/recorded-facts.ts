/** Facts of some types in a journal, in order, without reading the rest. */
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { type RecordedFact, readFact } from "../../runtime/journal-records.ts";

export function* recordedFacts(
  records: readonly JournalRecord[],
  types: readonly Fact["type"][],
): Generator<RecordedFact> {
  const marks = types.map((type) => `"type":"${type}"`);
  for (const record of records)
    if (record.kind === "F" && marks.some((mark) => record.payload.includes(mark))) yield readFact(record);
}
