/** What both policy stores ask of a commit before they look at what they hold. */
import type { StoredPolicy } from "../../ports/policy-store.ts";

/** A version can only grow; a writer that offers an older one is broken, and nothing is to be compared. */
export function refuseStaleVersion({ document }: StoredPolicy, expectedVersion: number): void {
  if (!(document.version > expectedVersion))
    throw new RangeError(`expected a version above ${expectedVersion}, was ${document.version}`);
}
