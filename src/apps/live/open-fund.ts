/**
 * Brings a fund to life from its data folder: recovery for an old one, founding for a new one. One path for both.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FileJournal, openFileJournal } from "../../adapters/file-journal/file-journal.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import { fundOpened, fundReconfigured, fundRestarted } from "../../kernel/events/fund-events.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { decodeState, encodeState } from "../../kernel/state-codec.ts";
import { openState } from "../../kernel/step.ts";
import { epochRecord, type Manifest, manifestRecord } from "../../runtime/journal-records.ts";
import { configFor, recover, type Recovered, type Snapshot, stateDigest } from "../../runtime/recover.ts";
import { codeVersion } from "../code-version.ts";

export type OpenedFund = {
  readonly store: FileJournal;
  readonly state: FundState;
  readonly runId: string;
  readonly config: FundConfig;
  /** What the fund is told first: that it opens, or that it is back. */
  readonly firstEvents: readonly InputEvent[];
  readonly recovered: Recovered | undefined;
};

export type FundFolder = {
  readonly folder: string;
  readonly wanted: FundConfig;
  readonly source: string;
  readonly onReserveUsed: (bytes: number) => void;
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const snapshotPath = (folder: string): string => join(folder, "snapshot.json");

export async function openFund({ folder, wanted, source, onReserveUsed }: FundFolder): Promise<OpenedFund> {
  const store = openFileJournal({ folder: join(folder, "journal"), onReserveUsed });
  try {
    return store.head().records === 0 ? await found(store, wanted, source) : await resume(store, folder, wanted);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function found(store: FileJournal, config: FundConfig, source: string): Promise<OpenedFund> {
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
  };
  await store.append([manifestRecord(manifest)]);
  const firstEvents = [fundOpened.create(config)];
  return { store, state: openState(), runId: manifest.runId, config, firstEvents, recovered: undefined };
}

async function resume(store: FileJournal, folder: string, wanted: FundConfig): Promise<OpenedFund> {
  const recovered = recover(store.read(), codeVersion(), readSnapshot(folder));
  const { state, manifest, poison } = recovered;
  const { runId } = manifest;
  if (state.fund === undefined)
    return { store, state, runId, config: wanted, firstEvents: [fundOpened.create(wanted)], recovered };
  const { config, hasChanged } = configFor(state, wanted);
  if (recovered.code !== codeVersion()) await beginEpoch(store, state, config);
  const firstEvents: InputEvent[] = [fundRestarted.create({ poison: poison ?? null })];
  if (hasChanged) firstEvents.push(fundReconfigured.create(config));
  return { store, state, runId, config, firstEvents, recovered };
}

async function beginEpoch(store: FileJournal, state: FundState, config: FundConfig): Promise<void> {
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

/** Written at an orderly shutdown, so that newer code can go on from here without repeating what older code decided. */
export function writeSnapshot(folder: string, state: FundState): void {
  const body = JSON.stringify({ code: codeVersion(), sha256: stateDigest(state), state: encodeState(state) });
  const path = snapshotPath(folder);
  writeFileSync(`${path}.partial`, body);
  renameSync(`${path}.partial`, path);
}

/** The snapshot of an older version of the code, if there is a sound one; ours replays everything anyway. */
function readSnapshot(folder: string): Snapshot | undefined {
  const path = snapshotPath(folder);
  if (!existsSync(path)) return undefined;
  const body: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isSnapshotFile(body) || body.code === codeVersion() || sha256(body.state) !== body.sha256) return undefined;
  const state = decodeState(body.state);
  return isFundState(state) ? { afterSeq: state.seq, code: body.code, state } : undefined;
}

type SnapshotFile = { readonly code: string; readonly sha256: string; readonly state: string };
const isSnapshotFile = (body: unknown): body is SnapshotFile =>
  typeof body === "object" && body !== null && "code" in body && "sha256" in body && "state" in body && typeof body.state === "string";
const isFundState = (state: unknown): state is FundState =>
  typeof state === "object" && state !== null && "seq" in state && "at" in state && typeof state.seq === "number";
