/**
 * The policy in a folder: `current.json`, and `history.jsonl` behind it.
 *
 * Two writers cannot both replace a version: each must first make the name `after-<version>.json`, which the file system
 * gives to one of them, and then move it over `current.json`. What is under that name is whole and synced, so a kill
 * between the two leaves a version that the next writer moves into place. Reading changes nothing and needs no lock.
 */
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sameValue } from "../../kernel/domain/same-value.ts";
import {
  type CommitResult,
  policyHistoryCapacity,
  type PolicyStore,
  type StoredPolicy,
} from "../../ports/policy-store.ts";
import { syncFolder, writeDurably } from "./durable-files.ts";
import { PolicyHistory } from "./policy-history.ts";
import { readPolicyText, textOf } from "./policy-text.ts";
import { refuseStaleVersion } from "./versions.ts";

export class FilePolicyStore implements PolicyStore {
  private readonly folder: string;
  private readonly past: PolicyHistory;

  constructor(folder: string, capacity = policyHistoryCapacity) {
    this.folder = folder;
    this.past = new PolicyHistory(folder, capacity);
  }

  /** The folder as its one writer opens it: what a killed writer left half done is finished first. */
  static openForWriting(folder: string, capacity = policyHistoryCapacity): FilePolicyStore {
    const store = new FilePolicyStore(folder, capacity);
    const current = store.current();
    const claim = store.claimAfter(current);
    if (!existsSync(claim)) return store;
    moveIfThere(claim, store.path);
    syncFolder(folder);
    return store;
  }

  async read(): Promise<StoredPolicy | undefined> {
    return this.current();
  }

  async history(): Promise<readonly StoredPolicy[]> {
    return this.past.read(this.current());
  }

  async commit(next: StoredPolicy, expectedVersion: number): Promise<CommitResult> {
    refuseStaleVersion(next, expectedVersion);
    mkdirSync(this.folder, { recursive: true });
    const before = this.current();
    if ((before?.document.version ?? 0) === expectedVersion && isSameRun(before, next)) this.replace(before, next);
    const held = this.current();
    if (held === undefined || !sameValue(held, next)) return { kind: "CONFLICT", held };
    this.past.add(held);
    return { kind: "COMMITTED" };
  }

  async close(): Promise<void> {}

  private get path(): string {
    return join(this.folder, "current.json");
  }

  private claimAfter(current: StoredPolicy | undefined): string {
    return join(this.folder, `after-${current?.document.version ?? 0}.json`);
  }

  private current(): StoredPolicy | undefined {
    if (!existsSync(this.path)) return undefined;
    return readPolicyText(readFileSync(this.path, "utf8"), this.path);
  }

  /** Moves `next`, or what another writer has put under the same claim, into the place of `before`. */
  private replace(before: StoredPolicy | undefined, next: StoredPolicy): void {
    const claim = this.claimAfter(before);
    const draft = join(this.folder, `current-${process.pid}.draft`);
    if (before !== undefined) this.past.add(before);
    try {
      writeDurably(draft, textOf(next));
      linkSync(draft, claim);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    if (this.claimAfter(this.current()) === claim) moveIfThere(claim, this.path);
    else rmSync(claim, { force: true });
    syncFolder(this.folder);
  }
}

const isSameRun = (held: StoredPolicy | undefined, next: StoredPolicy): boolean =>
  held === undefined || held.runId === next.runId;

/** Another process may have moved it a moment ago. */
function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);
