/**
 * Snapshots of the whole state: one of the last orderly stop, and one for each epoch that newer code began.
 *
 * A journal replays from its first entry as long as today's code derives the facts that were recorded. Where older code
 * decided otherwise, the state at the end of its epoch stands in for it (resolutions 16d). A snapshot is believed only
 * if its digest is right, and an epoch's only if it is the digest the journal names.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FundState } from "../../kernel/fund-state.ts";
import { decodeState, encodeState } from "../../kernel/state-codec.ts";
import { upgradeState } from "../../kernel/upgrade-state.ts";
import type { JournalStore } from "../../ports/journal-store.ts";
import { type Epoch, readEpoch } from "../../runtime/journal-records.ts";
import { type Snapshot, stateDigest } from "../../runtime/recover.ts";
import { codeVersion } from "../code-version.ts";

const lastStop = (folder: string): string => join(folder, "snapshot.json");
const epochStart = (folder: string, afterSeq: number): string => join(folder, `epoch-${afterSeq}.json`);

/** At an orderly stop, so that newer code can go on from here. */
export const keepStop = (folder: string, state: FundState): void => write(lastStop(folder), state);
/** Before newer code takes over, for good. */
export const keepEpochStart = (folder: string, state: FundState): void => write(epochStart(folder, state.seq), state);

/** Number of the last entry at the last orderly stop, if there has been one: the journal can never end before it. */
export const lastStopSeq = (folder: string): number | undefined => read(lastStop(folder))?.snapshot.afterSeq;

/** The latest state that today's code need not derive again, or `undefined` to replay from the first entry. */
export function snapshotFor(folder: string, store: JournalStore): Snapshot | undefined {
  const epoch = lastEpochOf(store);
  const stop = read(lastStop(folder));
  const isOfOlderCode = stop !== undefined && stop.snapshot.code !== codeVersion();
  if (isOfOlderCode && stop.snapshot.afterSeq > (epoch?.afterSeq ?? -1)) return stop.snapshot;
  if (epoch === undefined) return undefined;
  return epochStartOf(folder, epoch);
}

/** The state an epoch began with, if it was kept and is the one the journal names. */
export function epochStartOf(folder: string, epoch: Epoch): Snapshot | undefined {
  const start = read(epochStart(folder, epoch.afterSeq));
  return start?.sha256 === epoch.stateSha256 ? start.snapshot : undefined;
}

function lastEpochOf(store: JournalStore): Epoch | undefined {
  let last: Epoch | undefined;
  for (const record of store.read()) if (record.kind === "E") last = readEpoch(record);
  return last;
}

function write(path: string, state: FundState): void {
  const body = { code: codeVersion(), sha256: stateDigest(state), state: encodeState(state) };
  writeFileSync(`${path}.partial`, JSON.stringify(body));
  renameSync(`${path}.partial`, path);
}

type SnapshotFile = { readonly code: string; readonly sha256: string; readonly state: string };

function read(path: string): { readonly snapshot: Snapshot; readonly sha256: string } | undefined {
  if (!existsSync(path)) return undefined;
  const body: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isSnapshotFile(body) || createHash("sha256").update(body.state).digest("hex") !== body.sha256) return undefined;
  const state = decodeState(body.state);
  if (!isFundState(state)) return undefined;
  const whole = body.code === codeVersion() ? state : upgradeState(state);
  return { snapshot: { afterSeq: state.seq, code: body.code, state: whole }, sha256: body.sha256 };
}

const isSnapshotFile = (body: unknown): body is SnapshotFile =>
  typeof body === "object" &&
  body !== null &&
  "code" in body &&
  "sha256" in body &&
  "state" in body &&
  typeof body.state === "string";

const isFundState = (state: unknown): state is FundState =>
  typeof state === "object" && state !== null && "seq" in state && "at" in state && typeof state.seq === "number";
