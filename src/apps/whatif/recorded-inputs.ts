/**
 * What the world said to a recorded run, close by close: bars, and what people and models said while each bar lasted.
 *
 * Left out is what only answers the fund, since another fund gets other answers: the venue's reports, the fund's own
 * timers, the estimates it asked for and the scripted operator (all made anew by the same rules), and what happened to
 * the process.
 */
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { Entry } from "../../kernel/step.ts";
import type { EpochMs } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { type Manifest, readManifest } from "../../runtime/journal-records.ts";
import { FactDigest } from "../backtest/fact-digest.ts";
import type { Told } from "../backtest/fund-run.ts";
import { journalFolderOf } from "../replay/journal-folder.ts";
import { type ReadEntry, readEntries } from "../replay/read-entries.ts";

export type RecordedClose = { readonly closed: ClosedBars; readonly told: readonly Told[] };

export class RecordedInputs {
  readonly manifest: Manifest;
  /** As the fund was opened with. */
  readonly config: FundConfig;
  readonly openedAt: EpochMs;
  /** Inputs of a person, a model or a new configuration that were kept so far. */
  kept = 0;
  /** What happened to the process, and so was left out so far. */
  processEvents = 0;
  private readonly facts = new FactDigest();
  private readonly items: Iterator<ReadEntry>;

  /** @throws FundError when there is no sound journal, or its bars are not at hand */
  constructor(run: string, market: string | undefined) {
    const folder = journalFolderOf(run);
    const records = readRecords(folder, verifyJournal(folder));
    const first = records.next();
    this.manifest = readManifest(first.done === true ? undefined : first.value);
    this.items = entriesOf(this.manifest, records, market);
    const opening = this.items.next();
    if (opening.done === true || opening.value.entry.event.type !== "fund.opened")
      throw new FundError("JOURNAL_CORRUPT", `${folder}: expected a fund to be opened first`);
    this.note(opening.value);
    this.config = opening.value.entry.event.data;
    this.openedAt = opening.value.entry.at;
  }

  *closes(): Generator<RecordedClose, void> {
    let told: Told[] = [];
    for (let next = this.items.next(); next.done !== true; next = this.items.next()) {
      const read = next.value;
      this.note(read);
      if (read.isPoison) continue;
      const { event } = read.entry;
      if (event.type === "market.bars_closed") {
        const { closedAtMs, bars, missing } = event.data;
        yield { closed: { closedAt: closedAtMs, bars, missing }, told };
        told = [];
      } else if (isKept(read.entry)) {
        told.push(read.entry);
        this.kept += 1;
      } else if (read.entry.origin === "runtime") this.processEvents += 1;
    }
  }

  /** Of all recorded facts; once everything has been read. */
  digest(): string {
    return this.facts.finish();
  }

  private note({ facts }: ReadEntry): void {
    for (const payload of facts) this.facts.add(payload);
  }
}

function* entriesOf(
  manifest: Manifest,
  records: ReturnType<typeof readRecords>,
  market: string | undefined,
): Generator<ReadEntry, void> {
  for (const item of readEntries(manifest, records, market)) if (item.kind === "ENTRY") yield item;
}

/** Estimates beside the loop answer what the fund asked for (resolutions 39b). */
const isEstimate = ({ event }: Entry): boolean => event.type.endsWith(".estimated");

function isKept(entry: Entry): boolean {
  const { origin, event } = entry;
  if (isEstimate(entry)) return false;
  if ("scripted" in event.data) return !event.data.scripted;
  return origin === "operator" || origin === "model" || event.type === "fund.reconfigured";
}
