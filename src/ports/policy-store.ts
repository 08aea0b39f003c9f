/**
 * Where the policy document is kept for everyone outside the kernel: one current version, and the ones before it.
 *
 * The kernel's policy is in force at once and the store follows (resolutions 12b). Writers agree by compare-and-swap
 * (resolutions 11): a commit names the version it replaces, and loses if another is there.
 */
import type { PolicyDocument } from "../kernel/domain/policy-document.ts";

/** A document with the run it belongs to, since the kernel's facts carry no run id. */
export type StoredPolicy = { readonly runId: string; readonly document: PolicyDocument };

export type CommitResult =
  | { readonly kind: "COMMITTED" }
  /** Something else is there; `held` is what. */
  | { readonly kind: "CONFLICT"; readonly held: StoredPolicy | undefined };

export interface PolicyStore {
  /** The current version, or `undefined` before the first. @throws POLICY_CORRUPT naming what cannot be read */
  read(): Promise<StoredPolicy | undefined>;
  /**
   * Replaces the current version if it is `expectedVersion` (0 for none) of the same run. Resolves when durable. What is
   * there already counts as committed, so a commit whose answer was lost may be repeated.
   */
  commit(next: StoredPolicy, expectedVersion: number): Promise<CommitResult>;
  /** Versions committed, oldest first, the current one last; bounded, so the oldest may be gone. */
  history(): Promise<readonly StoredPolicy[]>;
  close(): Promise<void>;
}

/** Versions a store keeps. Chosen: at a few changes a day, some months. */
export const policyHistoryCapacity = 1_000;
