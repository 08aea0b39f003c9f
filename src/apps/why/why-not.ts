/** `qt why-not`: the close at or before a moment, and what stood in the way of an entry in one symbol there. */
import { explainClose, explainIdle } from "../../kernel/analytics/why/explain-close.ts";
import { closeCaseAt, openWhyLog, recordBars, recordEntry, type WhyLog } from "../../kernel/analytics/why/why-log.ts";
import type { WhyNot } from "../../kernel/analytics/why/why.ts";
import type { EpochMs } from "../../kernel/units/units.ts";
import type { ReadEntry } from "../replay/read-entries.ts";
import { itemsOf, JournalStepper, type OpenJournal } from "./journal-reader.ts";
import type { Answered } from "./why-order.ts";

export type WhyNotQuestion = { readonly symbol: string; readonly at: EpochMs; readonly market?: string | undefined };

export function whyNotAt(journal: OpenJournal, { symbol, at, market }: WhyNotQuestion): Answered<WhyNot> {
  const stepper = new JournalStepper(journal);
  const log = openWhyLog({ orders: 1, closes: 1_000 });
  let closedAtMs: number | null = null;
  for (const item of itemsOf(journal, market)) {
    if (item.kind === "EPOCH") stepper.begin(item.epoch);
    else if (item.isPoison) stepper.skip(item.entry);
    else {
      const closes = closeOf(item.entry);
      if (closes !== undefined && closes > at) break;
      closedAtMs = closes ?? closedAtMs;
      take(log, stepper, item);
    }
  }
  stepper.assertSound();
  const question = { runId: journal.manifest.runId, symbol, askedAtMs: at };
  const found = closeCaseAt(log, symbol, at);
  const answer =
    found !== undefined && found.closedAt === closedAtMs
      ? explainClose(found, question)
      : explainIdle(question, { config: stepper.state.fund?.config, closedAtMs });
  return { answer, notes: stepper.notes };
}

const closeOf = ({ event }: ReadEntry["entry"]): EpochMs | undefined =>
  event.type === "market.bars_closed" ? event.data.closedAtMs : undefined;

/** Any close may turn out to be the last one before the moment asked for. */
function take(log: WhyLog, stepper: JournalStepper, { entry, facts }: ReadEntry): void {
  const isClose = closeOf(entry) !== undefined;
  const stepped = stepper.step(entry, facts, isClose);
  const { fund } = stepper.state;
  if (!isClose) return;
  if (stepped === undefined || fund === undefined) recordBars(log, entry.event);
  else recordEntry(log, { entry, ...stepped, config: fund.config });
}
