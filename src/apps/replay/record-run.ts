/** A recorded run as its read model: the recorded inputs through today's kernel, and a sample at every close. */
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";
import { openRunRecord, recordClose, recordFact, type RunRecord } from "../../kernel/analytics/run-record.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { openState, step } from "../../kernel/step.ts";
import type { StrategyLibrary } from "../../kernel/trading/strategies/library.ts";
import { ratioOf } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { refuseUnknownStrategies } from "../../runtime/known-strategies.ts";
import { type Manifest, readManifest } from "../../runtime/journal-records.ts";
import { journalFolderOf } from "./journal-folder.ts";
import { type ReadEntry, readEntries } from "./read-entries.ts";

export type RecordedRun = { readonly manifest: Manifest; readonly config: FundConfig; readonly record: RunRecord };

/**
 * @param market where the run's bar files are now, when they have moved since
 * @param library the strategies the run may name; those that ship where nothing is said
 * @throws FundError when there is no sound journal, its bars are not at hand, or the kernel refuses it now
 */
export function recordRun(run: string, market: string | undefined, library?: StrategyLibrary): RecordedRun {
  const folder = journalFolderOf(run);
  const records = readRecords(folder, verifyJournal(folder));
  const first = records.next();
  const manifest = readManifest(first.done === true ? undefined : first.value);
  const replay: Replay = { state: openState(), library };
  const { state } = replay;
  let record: RunRecord | undefined;
  for (const item of readEntries(manifest, records, market)) {
    if (item.kind === "EPOCH") continue;
    refuseUnknownStrategies(item.entry, library);
    if (item.entry.event.type === "fund.opened") {
      const { tradeFromMs, startEquityUsd } = item.entry.event.data;
      record = openRunRecord(tradeFromMs, startEquityUsd);
    }
    if (item.isPoison) state.seq = item.entry.seq;
    else if (record !== undefined) take(replay, record, item);
  }
  const config = state.fund?.config;
  if (record === undefined || config === undefined)
    throw new FundError("JOURNAL_CORRUPT", `${folder}: expected a fund to be opened in it`);
  return { manifest, config, record };
}

type Replay = { readonly state: FundState; readonly library: StrategyLibrary | undefined };

function take({ state, library }: Replay, record: RunRecord, { entry }: ReadEntry): void {
  for (const fact of step(state, entry, { library }).facts) recordFact(record, entry.at, fact);
  const { fund } = state;
  if (entry.event.type !== "market.bars_closed" || fund === undefined) return;
  const { lastBriefing, policy } = fund.governance;
  if (lastBriefing === undefined || entry.at < fund.config.tradeFromMs) return;
  const { equity, grossNotional } = lastBriefing.portfolio;
  recordClose(record, entry.at, { equity, exposure: ratioOf(grossNotional, equity) }, policy);
}
