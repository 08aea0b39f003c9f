/** A policy store that forgets with its process: for tests, and what the file store is compared with. */
import { sameValue } from "../../kernel/domain/same-value.ts";
import {
  type CommitResult,
  policyHistoryCapacity,
  type PolicyStore,
  type StoredPolicy,
} from "../../ports/policy-store.ts";
import { refuseStaleVersion } from "./versions.ts";

export class MemoryPolicyStore implements PolicyStore {
  private readonly capacity: number;
  private versions: StoredPolicy[] = [];

  constructor(capacity = policyHistoryCapacity) {
    this.capacity = capacity;
  }

  async read(): Promise<StoredPolicy | undefined> {
    return this.versions.at(-1);
  }

  async commit(next: StoredPolicy, expectedVersion: number): Promise<CommitResult> {
    refuseStaleVersion(next, expectedVersion);
    const held = this.versions.at(-1);
    if (held !== undefined && sameValue(held, next)) return { kind: "COMMITTED" };
    const isExpected = (held?.document.version ?? 0) === expectedVersion;
    if (!isExpected || (held !== undefined && held.runId !== next.runId)) return { kind: "CONFLICT", held };
    this.versions = [...this.versions, next].slice(-this.capacity);
    return { kind: "COMMITTED" };
  }

  async history(): Promise<readonly StoredPolicy[]> {
    return this.versions;
  }

  async close(): Promise<void> {}
}
