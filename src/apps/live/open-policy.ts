/** The policy store of a live fund: a folder beside its journal, caught up at the start, followed from then on. */
import { join } from "node:path";
import { FilePolicyStore } from "../../adapters/policy-store/file-policy-store.ts";
import type { PolicyDocument } from "../../kernel/domain/policy-document.ts";
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { policyHistoryCapacity } from "../../ports/policy-store.ts";
import { createPolicyFollower, type PolicyFollower, refuseForeignPolicy } from "../../runtime/follow-policy.ts";

export const policyFolder = (data: string): string => join(data, "policy");

export type LivePolicy = { readonly follower: PolicyFollower; readonly close: () => Promise<void> };

/** @param tell offers an event to the fund, or returns undefined as long as there is none to tell */
export async function openPolicy(
  data: string,
  runId: string,
  tell: (event: InputEvent) => Promise<unknown> | undefined,
): Promise<LivePolicy> {
  const store = FilePolicyStore.openForWriting(policyFolder(data));
  const held = await store.read();
  refuseForeignPolicy(held, runId);
  const follower = createPolicyFollower(store, runId, held, async (event) => tell(event));
  return {
    follower,
    close: async () => {
      await follower.settled();
      await store.close();
    },
  };
}

/** The versions a journal's replay goes through, so that a store that lost some gets them again. */
export class PolicyVersions {
  private seen: PolicyDocument[] = [];

  see({ fund }: FundState): void {
    const document = fund?.governance.document;
    if (document === undefined || document === this.seen.at(-1)) return;
    this.seen.push(document);
    if (this.seen.length > 2 * policyHistoryCapacity) this.seen = this.inOrder();
  }

  inOrder(): PolicyDocument[] {
    return this.seen.slice(-policyHistoryCapacity);
  }
}
