/**
 * A journal replayed as far as a question needs it: read-only, without a lock, also while its fund runs.
 *
 * Entries before the decision are stepped for the state, the one asked about with its workings, the rest is only read.
 * Where code has changed since, the state an epoch began with stands in for what today's code would derive anew.
 */
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";
import { openWorkings, type Workings } from "../../kernel/domain/workings.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { type Entry, openState, step } from "../../kernel/step.ts";
import type { StrategyLibrary } from "../../kernel/trading/strategies/library.ts";
import { FundError } from "../../ports/errors.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { type Epoch, factRecord, type Manifest, readFact, readManifest } from "../../runtime/journal-records.ts";
import { codeVersion } from "../code-version.ts";
import { epochStartOf } from "../live/snapshots.ts";
import { journalFolderOf } from "../replay/journal-folder.ts";
import { type ReadItem, readEntries } from "../replay/read-entries.ts";

export type OpenJournal = {
  /** As it was asked for; where a live fund keeps its snapshots. */
  readonly run: string;
  readonly manifest: Manifest;
  /** Those after the manifest, anew with every call. */
  readonly records: () => Iterable<JournalRecord>;
  /** The strategies the run may name; those that ship where nothing is said. */
  readonly library?: StrategyLibrary | undefined;
};

/** @throws FundError when there is no sound journal */
export function openJournal(run: string): OpenJournal {
  const folder = journalFolderOf(run);
  const verified = verifyJournal(folder);
  const all = () => readRecords(folder, verified);
  const first = all().next();
  const manifest = readManifest(first.done === true ? undefined : first.value);
  return {
    run,
    manifest,
    records: function* records() {
      const rest = all();
      rest.next();
      yield* rest;
    },
  };
}

export const itemsOf = ({ manifest, records }: OpenJournal, market: string | undefined): Generator<ReadItem, void> =>
  readEntries(manifest, records(), market);

export type Stepped = { readonly facts: readonly Fact[]; readonly workings: Workings };

/** Steps entries in order; remembers where today's code and the journal part. */
export class JournalStepper {
  private readonly run: string;
  private readonly manifest: Manifest;
  private readonly library: StrategyLibrary | undefined;
  private current: FundState = openState();
  /** Why the state is not that of the journal any more. */
  private broken: string | undefined;
  private differsSince: number | undefined;

  constructor({ run, manifest, library }: OpenJournal) {
    this.run = run;
    this.library = library;
    this.manifest = manifest;
  }

  get state(): FundState {
    return this.current;
  }

  /** What to know when reading the answer. */
  get notes(): string[] {
    if (this.differsSince === undefined) return [];
    return [
      `today's code (${codeVersion()}) derives other facts than the journal of ${this.manifest.code} from entry ` +
        `${this.differsSince} on; this explanation is of today's code`,
    ];
  }

  begin(epoch: Epoch): void {
    const start = epochStartOf(this.run, epoch);
    if (start === undefined) return;
    this.current = start.state;
    this.broken = undefined;
    this.differsSince = undefined;
  }

  skip({ seq }: Entry): void {
    this.current.seq = seq;
  }

  /** Undefined when today's code cannot take the journal this far. */
  step(entry: Entry, recorded: readonly string[], withWorkings: boolean): Stepped | undefined {
    if (this.broken !== undefined) return undefined;
    const workings = openWorkings();
    try {
      const { facts } = step(this.current, entry, {
        workings: withWorkings ? workings : undefined,
        library: this.library,
      });
      if (this.differsSince === undefined && !isSame(entry, facts, recorded)) this.differsSince = entry.seq;
      return { facts, workings };
    } catch (error) {
      this.broken = `entry ${entry.seq}: ${String(error)}`;
      return undefined;
    }
  }

  /** @throws JOURNAL_MISMATCH when the state here is not to be had */
  assertSound(): void {
    if (this.broken === undefined) return;
    throw new FundError(
      "JOURNAL_MISMATCH",
      `this code cannot replay the journal so far (${this.broken}). It was written by ${this.manifest.code}; ` +
        `this is ${codeVersion()}: ask with the former.`,
    );
  }
}

/** Facts are cheap to make and dear to compare, so their number speaks first. */
function isSame({ seq }: Entry, facts: readonly Fact[], recorded: readonly string[]): boolean {
  if (facts.length !== recorded.length) return false;
  return facts.every((fact, index) => factRecord(seq, index, fact).payload === recorded[index]);
}

/** The facts of one entry as recorded. */
export const recordedFacts = (texts: readonly string[]): Fact[] =>
  texts.map((payload) => readFact({ kind: "F", payload }).fact);
