/**
 * Keeps the policy store behind the journal: each new version is put there once its facts are durable.
 *
 * The kernel's policy is in force whatever the store says. A store that refuses, fails or holds another writer's version
 * is told to the fund as `policy.store_refused`, and the fund freezes (resolutions 12b). A failure mends itself with the
 * next version that goes through; another writer's version does not.
 */
import type { PolicyDocument } from "../kernel/domain/policy-document.ts";
import { sameValue } from "../kernel/domain/same-value.ts";
import { policyStoreRefused } from "../kernel/events/fund-events.ts";
import type { CommitPolicy } from "../kernel/governance/direct/policy.ts";
import { FundError } from "../ports/errors.ts";
import type { PolicyStore, StoredPolicy } from "../ports/policy-store.ts";
import type { Tell } from "./perform-effects.ts";

export type PolicyFollower = {
  /** Puts a version into the store, after those asked for before. */
  readonly follow: (commit: CommitPolicy) => void;
  /** At the start: brings the store up to what the journal says. `past` are versions in order, the last is in force. */
  readonly catchUp: (past: readonly PolicyDocument[]) => void;
  /** Resolves when nothing waits to be put into the store. */
  readonly settled: () => Promise<void>;
};

/**
 * @param runId the run whose policy this is
 * @param held what the store had when this process opened it
 */
export function createPolicyFollower(
  store: PolicyStore,
  runId: string,
  held: StoredPolicy | undefined,
  tell: Tell,
): PolicyFollower {
  let ours = held?.document.version ?? 0;
  /** Found at the start; only a start with another store ends it. */
  let conflict: string | undefined;
  let working: Promise<void> = Promise.resolve();

  async function put(document: PolicyDocument): Promise<void> {
    if (conflict !== undefined) return refuse(document.version, conflict);
    if (document.version <= ours) return;
    try {
      const result = await store.commit({ runId, document }, ours);
      if (result.kind === "COMMITTED") ours = document.version;
      else await refuse(document.version, describeConflict(document.version, result.held));
    } catch (error) {
      await refuse(document.version, `version ${document.version} could not be stored: ${messageOf(error)}`);
    }
  }

  /** A fund that is shutting down takes nothing in; its next start compares the store with the journal again. */
  async function refuse(policyVersion: number, reason: string): Promise<void> {
    await tell(policyStoreRefused.create({ policyVersion, reason })).catch(() => {});
  }

  const enqueue = (work: () => Promise<void>): void => {
    working = working.then(work);
  };

  const catchUp: PolicyFollower["catchUp"] = (past) => {
    conflict = held === undefined ? undefined : conflictAtStart(held.document, past);
    const isBehind = conflict !== undefined || (past.at(-1)?.version ?? 0) > ours;
    for (const document of conflict === undefined ? past : past.slice(-1)) if (isBehind) enqueue(() => put(document));
  };
  return { catchUp, follow: ({ document }) => enqueue(() => put(document)), settled: () => settle(() => working) };
}

/** What is told to the fund may cause a further version, so waiting goes on until nothing was added. */
async function settle(working: () => Promise<void>): Promise<void> {
  const before = working();
  await before;
  if (working() !== before) return settle(working);
}

/** Why the store and the journal cannot belong together, or `undefined` if the store is at most behind. */
function conflictAtStart(held: PolicyDocument, past: readonly PolicyDocument[]): string | undefined {
  const inForce = past.at(-1);
  if (inForce === undefined) return `the store holds version ${held.version}, the journal has no policy`;
  if (held.version > inForce.version)
    return `the store holds version ${held.version}, the journal ends with ${inForce.version}: another writer, or an older journal`;
  const same = past.find(({ version }) => version === held.version);
  if (same === undefined || sameValue(same, held)) return undefined;
  return `version ${held.version} in the store is not the one of the journal: another writer`;
}

const describeConflict = (version: number, held: StoredPolicy | undefined): string => {
  const is = held === undefined ? "nothing" : `version ${held.document.version} of run ${held.runId}`;
  return `version ${version} was not taken: the store holds ${is}, which another writer put there`;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** @throws JOURNAL_MISMATCH when the store belongs to another run: two funds in one folder are never mended by a freeze */
export function refuseForeignPolicy(held: StoredPolicy | undefined, runId: string): void {
  if (held === undefined || held.runId === runId) return;
  throw new FundError(
    "JOURNAL_MISMATCH",
    `the policy store belongs to run ${held.runId}, the journal to run ${runId}: one of them was moved here. ` +
      "Put the right one back, or move the policy folder away: the start writes it anew from the journal.",
  );
}
