/**
 * `qt replay`: the recorded inputs through today's kernel, and every derived fact compared with the recorded one.
 *
 * Inputs that a backtest numbered but did not copy are the next closed bars of the market its manifest names. What the
 * fund skipped as poison is skipped here too.
 */
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import { marketBarsClosed } from "../../kernel/events/market-events.ts";
import { type Entry, openState, step } from "../../kernel/step.ts";
import { FundError } from "../../ports/errors.ts";
import { factRecord, type Manifest, readManifest } from "../../runtime/journal-records.ts";
import { FactDigest } from "../backtest/fact-digest.ts";
import { codeVersion } from "../code-version.ts";
import { compareFacts, type Difference } from "./compare-facts.ts";
import { journalFolderOf } from "./journal-folder.ts";
import { type Group, readGroups } from "./read-groups.ts";
import { reopenMarket } from "./reopen-market.ts";

export type ReplayOptions = {
  /** Where the bar files are now, when they have moved since. */
  readonly market?: string | undefined;
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

/** @throws FundError when there is no sound journal, or its bars are not at hand; differences are no error here */
export function replayRun(run: string, options: ReplayOptions = {}): Replay {
  const folder = journalFolderOf(run);
  const records = readRecords(folder, verifyJournal(folder));
  const first = records.next();
  const manifest = readManifest(first.done === true ? undefined : first.value);
  const replayer = new Replayer(manifest, options.market);
  for (const item of readGroups(records)) {
    if (item.kind === "EPOCH") replayer.noteEpoch(item.epoch.afterSeq, item.epoch.code);
    else if (!replayer.take(item)) break;
  }
  return replayer.finish();
}

class Replayer {
  private readonly manifest: Manifest;
  private readonly bars: Iterator<ClosedBars> | undefined;
  private readonly state = openState();
  private readonly digest = new FactDigest();
  private readonly differences: Difference[] = [];
  private readonly notes: string[] = [];
  private differenceCount = 0;
  private entries = 0;
  private hasThrown = false;

  constructor(manifest: Manifest, market: string | undefined) {
    this.manifest = manifest;
    if (manifest.barsByReference) this.bars = reopenMarket(manifest, market).closedBars()[Symbol.iterator]();
    if (manifest.code !== codeVersion())
      this.notes.push(`written by code ${manifest.code}, replayed by ${codeVersion()}: compared all the same`);
    if (manifest.nodeVersion !== process.version)
      this.notes.push(`written under Node ${manifest.nodeVersion}, replayed under ${process.version}`);
  }

  /** False when the kernel threw and there is nothing to go on from. */
  take({ seq, entry, facts, isPoison }: Group): boolean {
    while (this.state.seq + 1 < seq) if (!this.step(this.nextBars(), [])) return false;
    if (isPoison) {
      this.entries += 1;
      this.state.seq = seq;
      return true;
    }
    return this.step(entry ?? this.nextBars(), facts);
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
    if (this.manifest.kind === "backtest") this.playOut();
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

  /** A backtest plays its market to the end; its last bars may have had nothing to say. */
  private playOut(): void {
    while (!this.hasThrown) {
      const next = this.bars?.next();
      if (next === undefined || next.done === true) return;
      this.step(this.entryOf(next.value), []);
    }
  }

  private nextBars(): Entry {
    const seq = this.state.seq + 1;
    const rule =
      this.bars === undefined ? "every entry to be in the journal" : "bars for every entry that is not in the journal";
    const next = this.bars?.next();
    if (next === undefined || next.done === true)
      throw new FundError("JOURNAL_CORRUPT", `expected ${rule}, was none for entry ${seq}`);
    return this.entryOf(next.value);
  }

  private entryOf({ closedAt, bars, missing }: ClosedBars): Entry {
    const at = closedAt > this.state.at ? closedAt : this.state.at;
    const event = marketBarsClosed.create({ closedAtMs: closedAt, bars, missing });
    return { seq: this.state.seq + 1, at, origin: "market", event };
  }

  private step(entry: Entry, recorded: readonly string[]): boolean {
    this.entries += 1;
    try {
      const replayed = step(this.state, entry).facts.map((fact, index) => factRecord(entry.seq, index, fact).payload);
      for (const payload of replayed) this.digest.add(payload);
      for (const difference of compareFacts(entry.seq, recorded, replayed)) this.differ(difference);
      return true;
    } catch (error) {
      this.hasThrown = true;
      this.differ({ kind: "THROWN", seq: entry.seq, index: 0, path: "", recorded: "", replayed: String(error) });
      return false;
    }
  }

  private differ(difference: Difference): void {
    this.differenceCount += 1;
    if (this.differences.length < differencesKept) this.differences.push(difference);
  }
}
