/**
 * `qt replay`: the recorded inputs through today's kernel, and every derived fact compared with the recorded one.
 *
 * What the fund skipped as poison is skipped here too.
 */
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";
import { type Entry, openState, step } from "../../kernel/step.ts";
import type { StrategyLibrary } from "../../kernel/trading/strategies/library.ts";
import { factRecord, type Manifest, readManifest } from "../../runtime/journal-records.ts";
import { refuseUnknownStrategies } from "../../runtime/known-strategies.ts";
import { FactDigest } from "../backtest/fact-digest.ts";
import { codeVersion } from "../code-version.ts";
import { compareFacts, type Difference } from "./compare-facts.ts";
import { journalFolderOf } from "./journal-folder.ts";
import { type ReadEntry, readEntries } from "./read-entries.ts";

export type ReplayOptions = {
  /** Where the bar files are now, when they have moved since. */
  readonly market?: string | undefined;
  /** The strategies the run may name; those that ship where nothing is said. */
  readonly library?: StrategyLibrary | undefined;
};

export type Replay = {
  readonly isEqual: boolean;
  readonly entries: number;
  readonly facts: number;
  /** Of the facts derived now. */
  readonly digest: string;
  /** The first ones. */
  readonly differences: readonly Difference[];
  readonly differenceCount: number;
  /** What to know when reading the result, such as a change of code. */
  readonly notes: readonly string[];
  readonly manifest: Manifest;
};

const differencesKept = 20;

/** @throws FundError when there is no sound journal */
export function manifestOfRun(run: string): Manifest {
  const folder = journalFolderOf(run);
  const first = readRecords(folder, verifyJournal(folder)).next();
  return readManifest(first.done === true ? undefined : first.value);
}

/** @throws FundError when there is no sound journal, or its bars are not at hand; differences are no error here */
export function replayRun(run: string, options: ReplayOptions = {}): Replay {
  const folder = journalFolderOf(run);
  const records = readRecords(folder, verifyJournal(folder));
  const first = records.next();
  const manifest = readManifest(first.done === true ? undefined : first.value);
  const replayer = new Replayer(manifest, options.library);
  for (const item of readEntries(manifest, records, options.market)) {
    if (item.kind === "ENTRY") refuseUnknownStrategies(item.entry, options.library);
    if (item.kind === "EPOCH") replayer.noteEpoch(item.epoch.afterSeq, item.epoch.code);
    else if (!replayer.take(item)) break;
  }
  return replayer.finish();
}

class Replayer {
  private readonly manifest: Manifest;
  private readonly library: StrategyLibrary | undefined;
  private readonly state = openState();
  private readonly digest = new FactDigest();
  private readonly differences: Difference[] = [];
  private readonly notes: string[] = [];
  private differenceCount = 0;
  private entries = 0;

  constructor(manifest: Manifest, library: StrategyLibrary | undefined) {
    this.manifest = manifest;
    this.library = library;
    if (manifest.code !== codeVersion())
      this.notes.push(`written by code ${manifest.code}, replayed by ${codeVersion()}: compared all the same`);
    if (manifest.nodeVersion !== process.version)
      this.notes.push(`written under Node ${manifest.nodeVersion}, replayed under ${process.version}`);
  }

  /** False when the kernel threw and there is nothing to go on from. */
  take({ entry, facts, isPoison }: ReadEntry): boolean {
    if (!isPoison) return this.step(entry, facts);
    this.entries += 1;
    this.state.seq = entry.seq;
    return true;
  }

  noteEpoch(afterSeq: number, code: string): void {
    const ours = codeVersion();
    this.notes.push(
      code === ours
        ? `a new epoch begins after entry ${afterSeq}, of this code: differences are expected before it only`
        : `a new epoch begins after entry ${afterSeq}, of code ${code}; this is ${ours}: compared all the same`,
    );
  }

  finish(): Replay {
    const { entries, differences, differenceCount, notes, manifest } = this;
    const digest = this.digest.finish();
    return {
      isEqual: differenceCount === 0,
      entries,
      facts: this.digest.facts,
      digest,
      differences,
      differenceCount,
      notes,
      manifest,
    };
  }

  private step(entry: Entry, recorded: readonly string[]): boolean {
    this.entries += 1;
    try {
      const replayed = step(this.state, entry, { library: this.library }).facts.map(
        (fact, index) => factRecord(entry.seq, index, fact).payload,
      );
      for (const payload of replayed) this.digest.add(payload);
      for (const difference of compareFacts(entry.seq, recorded, replayed)) this.differ(difference);
      return true;
    } catch (error) {
      this.differ({ kind: "THROWN", seq: entry.seq, index: 0, path: "", recorded: "", replayed: String(error) });
      return false;
    }
  }

  private differ(difference: Difference): void {
    this.differenceCount += 1;
    if (this.differences.length < differencesKept) this.differences.push(difference);
  }
}
