/**
 * Brings a fund to life from its data folder: recovery for an old one, founding for a new one. One path for both.
 */
import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { type FileJournal, openFileJournal } from "../../adapters/journal/file-journal.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import { fundOpened, fundReconfigured, fundRestarted, journalReserveUsed } from "../../kernel/events/fund-events.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { openState } from "../../kernel/step.ts";
import { epochRecord, type Manifest, manifestRecord } from "../../runtime/journal-records.ts";
import { configFor, recover, type Recovered, type RecoverOptions, stateDigest } from "../../runtime/recover.ts";
import { drillsSince } from "../drill/drill-records.ts";
import type { VenueFile } from "../../runtime/venue-file.ts";
import { instrumentsUnder } from "../../runtime/venue-file-terms.ts";
import { venueToGoOnWith } from "../venue/recorded-venue.ts";
import type { Strategies } from "../strategies/resolve-strategies.ts";
import { codeVersion } from "../code-version.ts";
import { FundError } from "../../ports/errors.ts";
import { keepEpochStart, lastStopSeq, snapshotFor } from "./snapshots.ts";

export type OpenedFund = {
  readonly store: FileJournal;
  readonly state: FundState;
  readonly runId: string;
  readonly config: FundConfig;
  /** What its simulated venue is like; as the market says where nothing is recorded. */
  readonly venue: VenueFile | undefined;
  /** What the fund is told first: that it opens, or that it is back. */
  readonly firstEvents: readonly InputEvent[];
  readonly recovered: Recovered | undefined;
};

export type FundFolder = {
  readonly folder: string;
  readonly wanted: FundConfig;
  readonly source: string;
  /** What the venue of a new fund is like. */
  readonly venue?: VenueFile | undefined;
  /** Strategies the configuration may name. */
  readonly strategies?: Strategies | undefined;
  readonly onReserveUsed: (bytes: number) => void;
  /** Sees every entry of the past, so that views are whole again. */
  readonly onPast?: RecoverOptions["onEntry"];
  /** Sees what a snapshot stands in for, for views that need facts alone. */
  readonly onRecorded?: RecoverOptions["onRecorded"];
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export async function openFund(parts: FundFolder): Promise<OpenedFund> {
  const { folder, onReserveUsed } = parts;
  const store = openFileJournal({ folder: join(folder, "journal"), onReserveUsed });
  try {
    const opened = store.head().records === 0 ? await found(store, parts) : await resume(store, parts);
    return { ...opened, firstEvents: [...opened.firstEvents, ...drillsToTell(folder, opened.state)] };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Drills held since the last one the fund has heard of. */
const drillsToTell = (folder: string, { fund }: FundState): readonly InputEvent[] =>
  drillsSince(folder, fund?.governance.lastDrill?.startedAt ?? Number.NEGATIVE_INFINITY);

const under = (venue: VenueFile | undefined, wanted: FundConfig): FundConfig => ({
  ...wanted,
  instruments: instrumentsUnder(venue, wanted.instruments),
});

async function found(store: FileJournal, { wanted, source, venue, strategies }: FundFolder): Promise<OpenedFund> {
  const { plugIns = [] } = strategies ?? {};
  const config = under(venue, wanted);
  const manifest: Manifest = {
    format: 1,
    runId: randomUUID(),
    kind: "paper",
    code: codeVersion(),
    nodeVersion: process.version,
    configSha256: sha256(JSON.stringify(config)),
    seed: config.seed,
    market: { identity: config.identity.market, source },
    barsByReference: false,
    ...(plugIns.length === 0 ? {} : { plugIns: [...plugIns] }),
    ...(venue === undefined ? {} : { venue }),
  };
  await store.append([manifestRecord(manifest)]);
  const firstEvents = [fundOpened.create(config)];
  return { store, state: openState(), runId: manifest.runId, config, venue, firstEvents, recovered: undefined };
}

async function resume(store: FileJournal, parts: FundFolder): Promise<OpenedFund> {
  const { folder, onPast, onRecorded, strategies } = parts;
  const options = {
    snapshot: snapshotFor(folder, store),
    library: strategies?.library,
    ...(onPast === undefined ? {} : { onEntry: onPast }),
    ...(onRecorded === undefined ? {} : { onRecorded }),
  };
  const recovered = recover(store.read(), codeVersion(), options);
  const { state, manifest, poison } = recovered;
  refuseIfCut(state, lastStopSeq(folder));
  const { runId } = manifest;
  const venue = venueToGoOnWith(manifest.venue, parts.venue);
  const wanted = under(venue, parts.wanted);
  if (state.fund === undefined)
    return { store, state, runId, config: wanted, venue, firstEvents: [fundOpened.create(wanted)], recovered };
  const { config, hasChanged } = configFor(state, wanted);
  if (recovered.code !== codeVersion()) await beginEpoch(store, folder, state, config);
  const firstEvents: InputEvent[] = [fundRestarted.create({ poison: poison ?? null })];
  if (hasChanged) firstEvents.push(fundReconfigured.create(config));
  if (!store.hasReserve)
    firstEvents.push(journalReserveUsed.create({ message: "the disk had no room for it at the start" }));
  return { store, state, runId, config, venue, firstEvents, recovered };
}

function refuseIfCut({ seq }: FundState, stoppedAt: number | undefined): void {
  if (stoppedAt === undefined || seq >= stoppedAt) return;
  throw new FundError(
    "JOURNAL_CORRUPT",
    `the journal ends at entry ${seq}, but the fund stopped in order at entry ${stoppedAt}: its end has been cut off`,
  );
}

async function beginEpoch(store: FileJournal, folder: string, state: FundState, config: FundConfig): Promise<void> {
  keepEpochStart(folder, state);
  await store.append([
    epochRecord({
      afterSeq: state.seq,
      code: codeVersion(),
      nodeVersion: process.version,
      configSha256: sha256(JSON.stringify(config)),
      stateSha256: stateDigest(state),
    }),
  ]);
}
