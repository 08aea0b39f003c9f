/** Every policy store against the contract. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { FilePolicyStore } from "../../src/adapters/policy-store/file-policy-store.ts";
import { MemoryPolicyStore } from "../../src/adapters/policy-store/memory-policy-store.ts";
import { policyStoreContract } from "./policy-store.contract.ts";

const root = mkdtempSync(join(tmpdir(), "qt-policy-"));
afterAll(() => rmSync(root, { recursive: true }));

const inMemory = new Map<string, MemoryPolicyStore>();
policyStoreContract("memory", async (place, capacity) => {
  const store = inMemory.get(place) ?? new MemoryPolicyStore(capacity);
  inMemory.set(place, store);
  return store;
});
policyStoreContract("a folder", async (place, capacity) => FilePolicyStore.openForWriting(join(root, place), capacity));
