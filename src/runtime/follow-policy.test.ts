/** The store follows the journal: caught up at the start, told apart from a foreign one, and a refusal is news. */
import { describe, expect, it } from "vitest";
import { MemoryPolicyStore } from "../adapters/policy-store/memory-policy-store.ts";
import type { InputEvent } from "../kernel/events/catalogue.ts";
import { commitPolicy } from "../kernel/governance/direct/policy.ts";
import type { PolicyDocument } from "../kernel/domain/policy-document.ts";
import type { PolicyStore } from "../ports/policy-store.ts";
import { documentOf, stored } from "../../tests/contracts/policy-store.contract.ts";
import { createPolicyFollower, refuseForeignPolicy } from "./follow-policy.ts";

async function following(store: PolicyStore) {
  const told: InputEvent[] = [];
  const follower = createPolicyFollower(store, "run", await store.read(), async (event) => told.push(event));
  const follow = (document: PolicyDocument) => {
    const commit = commitPolicy(undefined, document);
    if (commit !== undefined) follower.follow(commit);
  };
  const held = async () => (await store.history()).map(({ document }) => document.version);
  const reasons = () => told.map(({ data }) => ("reason" in data ? data.reason : ""));
  return { ...follower, follow, told, held, reasons };
}

async function storeWith(...versions: number[]): Promise<MemoryPolicyStore> {
  const store = new MemoryPolicyStore();
  for (const version of versions) await store.commit(stored(version), version - 1);
  return store;
}

/** Fails as long as it is told to, as a full disk does. */
class FailingStore extends MemoryPolicyStore {
  fails = false;
  override async commit(...call: Parameters<MemoryPolicyStore["commit"]>) {
    if (this.fails) throw new Error("no space left");
    return super.commit(...call);
  }
}

describe("at the start", () => {
  it("an empty store gets every version the journal knows", async () => {
    const { catchUp, settled, held, told } = await following(new MemoryPolicyStore());
    catchUp([1, 2, 3].map((version) => documentOf(version)));
    await settled();
    expect([await held(), told]).toEqual([[1, 2, 3], []]);
  });

  it("a store behind gets what it lacks, an equal one nothing", async () => {
    for (const versions of [
      [1, 2],
      [1, 2, 3],
    ]) {
      const { catchUp, settled, held, told } = await following(await storeWith(...versions));
      catchUp([1, 2, 3].map((version) => documentOf(version)));
      await settled();
      expect([await held(), told]).toEqual([[1, 2, 3], []]);
    }
  });

  it.each([
    ["ahead of the journal", [1, 2, 3, 4], "the store holds version 4, the journal ends with 3"],
    ["with another content under the same number", [1, 2, 33], "version 3 in the store is not the one of the journal"],
  ])("a store %s freezes, now and with every later version, and is left as it is", async (_, kept, reason) => {
    const store = new MemoryPolicyStore();
    for (const [index, seed] of kept.entries()) await store.commit(stored(index + 1, seed), index);
    const before = await store.history();
    const { catchUp, follow, settled, reasons } = await following(store);
    catchUp([1, 2, 3].map((version) => documentOf(version)));
    follow(documentOf(5));
    await settled();
    expect(reasons()).toEqual([expect.stringContaining(reason), expect.stringContaining(reason)]);
    expect(await store.history()).toEqual(before);
  });

  it("a store that holds a policy where the journal has none freezes", async () => {
    const { catchUp, follow, settled, reasons } = await following(await storeWith(1));
    catchUp([]);
    follow(documentOf(2));
    await settled();
    expect(reasons()).toEqual(["the store holds version 1, the journal has no policy"]);
  });

  it("another run's store ends the start", () => {
    expect(() => refuseForeignPolicy(stored(1, 1, "other"), "run")).toThrow(
      "belongs to run other, the journal to run run",
    );
    expect(() => refuseForeignPolicy(stored(1), "run")).not.toThrow();
    expect(() => refuseForeignPolicy(undefined, "run")).not.toThrow();
  });
});

describe("while it runs", () => {
  it("tells a failure with its version and cause, and mends itself with the next version that goes through", async () => {
    const store = new FailingStore();
    const { follow, settled, told, held } = await following(store);
    follow(documentOf(1));
    await settled();
    store.fails = true;
    follow(documentOf(2));
    await settled();
    store.fails = false;
    follow(documentOf(3));
    await settled();
    expect(told.map(({ type, data }) => [type, data])).toEqual([
      ["policy.store_refused", { policyVersion: 2, reason: "version 2 could not be stored: no space left" }],
    ]);
    expect(await held()).toEqual([1, 3]);
  });

  it("another writer's version is a conflict, for every version that follows", async () => {
    const store = await storeWith(1);
    const { follow, settled, reasons, held } = await following(store);
    await store.commit(stored(2, 555), 1);
    follow(documentOf(2));
    follow(documentOf(3));
    await settled();
    expect(reasons()).toEqual([
      expect.stringContaining("version 2 was not taken: the store holds version 2 of run run"),
      expect.stringContaining("version 3 was not taken: the store holds version 2 of run run"),
    ]);
    expect(await held()).toEqual([1, 2]);
  });

  it("a fund that takes nothing in any more is no error", async () => {
    const store = new FailingStore();
    store.fails = true;
    const { follow, settled } = createPolicyFollower(store, "run", undefined, async () => {
      throw new Error("the fund is shutting down");
    });
    const commit = commitPolicy(undefined, documentOf(1));
    if (commit !== undefined) follow(commit);
    await expect(settled()).resolves.toBeUndefined();
  });
});
