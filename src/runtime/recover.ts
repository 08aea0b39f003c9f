/**
 * Start is recovery: the only way a fund comes to life, new or old.
 *
 * Replays the journal through the kernel, compares every derived fact with what was recorded, skips poisoned entries,
 * and opens a new epoch when code or configuration changed. A new fund is a journal with no records yet.
 */
import { createHash } from "node:crypto";
import { changedForGood, type FundConfig } from "../kernel/domain/config.ts";
import { openWorkings, type Workings } from "../kernel/domain/workings.ts";
import type { Fact } from "../kernel/events/catalogue.ts";
import { sameValue } from "../kernel/domain/same-value.ts";
import type { FundState } from "../kernel/fund-state.ts";
import { encodeState } from "../kernel/state-codec.ts";
import { type Entry, openState, step } from "../kernel/step.ts";
import type { StrategyLibrary } from "../kernel/trading/strategies/library.ts";
import { FundError } from "../ports/errors.ts";
import { refuseUnknownStrategies } from "./known-strategies.ts";
import type { JournalRecord } from "../ports/journal-store.ts";
import {
  factRecord,
  type Manifest,
  type Poison,
  readEntry,
  readEpoch,
  readFact,
  readManifest,
  readPoison,
} from "./journal-records.ts";

export type Snapshot = { readonly afterSeq: number; readonly code: string; readonly state: FundState };

export type Recovered = {
  readonly manifest: Manifest;
  readonly state: FundState;
  readonly entries: number;
  readonly facts: number;
  /** A poisoned entry at the end of the journal that no later start has dealt with yet. */
  readonly poison: Poison | undefined;
  /** Code that wrote the last epoch. */
  readonly code: string;
};

/** Where a replay stands. */
export type Past = { readonly state: FundState; readonly manifest: Manifest; readonly workings: Workings };

export type RecoverOptions = {
  readonly snapshot?: Snapshot | undefined;
  /** The strategies the journal may name; those that ship where nothing is said. */
  readonly library?: StrategyLibrary | undefined;
  readonly onEntry?: (entry: Entry, facts: readonly Fact[], past: Past) => void;
  /** Sees every entry that the snapshot stands in for, with the facts of older code as they were recorded. */
  readonly onRecorded?: (entry: Entry, facts: readonly Fact[]) => void;
};

/** Whole state as one number, for comparing funds and for epoch records. */
export const stateDigest = (state: FundState): string => createHash("sha256").update(encodeState(state)).digest("hex");

/**
 * @param records the journal from its first record
 * @param code what runs now; facts of the same code must come out equal, or the journal is refused
 * @param options.snapshot state at the end of an older epoch, taken when it was shut down in order
 * @param options.onEntry sees every entry once it has been stepped and its facts have been compared
 * @throws JOURNAL_MISMATCH naming the first fact that differs
 */
export function recover(records: Iterable<JournalRecord>, code: string, options: RecoverOptions = {}): Recovered {
  const reader = new JournalReplay(code, options);
  for (const record of records) reader.take(record);
  return reader.finish();
}

class JournalReplay {
  private readonly code: string;
  private readonly options: RecoverOptions;
  private manifest: Manifest | undefined;
  private epochCode = "";
  private state = openState();
  private held: Entry | undefined;
  private expected: string[] = [];
  private recorded: JournalRecord[] = [];
  private poison: Poison | undefined;
  private entries = 0;
  private facts = 0;

  constructor(code: string, options: RecoverOptions) {
    this.code = code;
    this.options = options;
  }

  take(record: JournalRecord): void {
    if (this.manifest === undefined) {
      this.manifest = readManifest(record);
      this.epochCode = this.manifest.code;
    } else if (record.kind === "I") {
      this.stepHeld();
      this.held = readEntry(record);
    } else if (record.kind === "F") this.recorded.push(record);
    else if (record.kind === "P") this.skipPoison(readPoison(record));
    else if (record.kind === "E") {
      this.stepHeld();
      this.epochCode = readEpoch(record).code;
    }
  }

  finish(): Recovered {
    this.stepHeld();
    if (this.manifest === undefined)
      throw new FundError("JOURNAL_CORRUPT", "expected a manifest, the journal has no records");
    const { manifest, state, entries, facts, poison, epochCode: code } = this;
    return { manifest, state, entries, facts, poison, code };
  }

  private skipPoison(poison: Poison): void {
    if (this.held?.seq !== poison.seq) throw mismatch(poison.seq, "a poison mark follows its entry", "none");
    this.held = undefined;
    this.state.seq = poison.seq;
    this.poison = poison;
  }

  /** Steps the entry whose facts have all been read, and compares them. */
  private stepHeld(): void {
    const entry = this.held;
    this.held = undefined;
    if (entry === undefined) return;
    this.entries += 1;
    this.facts += this.recorded.length;
    const recorded = this.recorded;
    this.recorded = [];
    if (entry.event.type === "fund.restarted") this.poison = undefined;
    const { snapshot, library, onEntry, onRecorded } = this.options;
    if (snapshot !== undefined && entry.seq <= snapshot.afterSeq) {
      onRecorded?.(
        entry,
        recorded.map((record) => readFact(record).fact),
      );
      if (entry.seq === snapshot.afterSeq) this.state = snapshot.state;
      return;
    }
    refuseUnknownStrategies(entry, library);
    const workings = openWorkings();
    const { facts } = step(this.state, entry, { workings: onEntry === undefined ? undefined : workings, library });
    this.expected = facts.map((fact, index) => factRecord(entry.seq, index, fact).payload);
    this.compare(entry.seq, recorded);
    if (this.manifest !== undefined) onEntry?.(entry, facts, { state: this.state, manifest: this.manifest, workings });
  }

  private compare(seq: number, recorded: readonly JournalRecord[]): void {
    const longest = Math.max(recorded.length, this.expected.length);
    for (let index = 0; index < longest; index++) {
      const was = recorded[index]?.payload ?? "no fact";
      const is = this.expected[index] ?? "no fact";
      if (was !== is) throw this.differs(`${seq}.${index}`, was, is);
    }
  }

  private differs(fact: string, was: string, is: string): FundError {
    const advice =
      this.epochCode === this.code
        ? "The journal was changed, or this code is not what its version says."
        : `The journal was written by ${this.epochCode} and this is ${this.code}: start and stop it once with the former.`;
    return new FundError("JOURNAL_MISMATCH", `fact ${fact} comes out different. Recorded: ${was} Now: ${is} ${advice}`);
  }
}

const mismatch = (seq: number, rule: string, was: string): FundError =>
  new FundError("JOURNAL_CORRUPT", `entry ${seq}: expected that ${rule}, was ${was}`);

/**
 * What the wanted configuration is for a fund that already lives: where trading began stays, all else may change.
 * @throws JOURNAL_MISMATCH when the journal belongs to another account, venue, currency or market
 */
export function configFor(state: FundState, wanted: FundConfig): { config: FundConfig; hasChanged: boolean } {
  const held = state.fund?.config;
  if (held === undefined) return { config: wanted, hasChanged: false };
  for (const field of ["account", "venue", "currency", "market"] as const)
    if (held.identity[field] !== wanted.identity[field])
      throw new FundError(
        "JOURNAL_MISMATCH",
        `this data folder belongs to another fund: ${field} is ${held.identity[field]}, was asked for ` +
          `${wanted.identity[field]}. Use another --data folder, or --fresh to archive this one and start anew.`,
      );
  const config = { ...wanted, tradeFromMs: held.tradeFromMs, startEquityUsd: held.startEquityUsd };
  const changed = changedForGood(held, config);
  if (changed !== undefined)
    throw new FundError(
      "JOURNAL_MISMATCH",
      `this data folder belongs to a fund with another ${changed}, which its books and models depend on. ` +
        "Use another --data folder, or --fresh to archive this one and start anew.",
    );
  return { config, hasChanged: !sameValue(config, held) };
}
