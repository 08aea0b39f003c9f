/** What every policy store promises. `open` gives the store kept at `place`; the same place again is a restart. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../src/kernel/domain/policy-document.ts";
import { documentAfter } from "../../src/kernel/governance/direct/policy-document.ts";
import { epochMs, usd } from "../../src/kernel/units/units.ts";
import type { PolicyStore, StoredPolicy } from "../../src/ports/policy-store.ts";
import { policy } from "../scenarios/given-fund.ts";

export const documentOf = (version: number, maxPositionUsd = version): PolicyDocument =>
  documentAfter(undefined, {
    ...policy({ maxPosition: usd(maxPositionUsd) }),
    version,
    publishedAt: epochMs(1_600_000_000_000 + version),
  });
export const stored = (version: number, maxPositionUsd = version, runId = "run"): StoredPolicy => ({
  runId,
  document: documentOf(version, maxPositionUsd),
});
const committed = { kind: "COMMITTED" } as const;
const versionsOf = (history: readonly StoredPolicy[]): number[] => history.map(({ document }) => document.version);

export function policyStoreContract(
  name: string,
  open: (place: string, capacity: number) => Promise<PolicyStore>,
): void {
  let places = 0;
  const newPlace = (): string => `place-${++places}`;

  describe(`${name} as a policy store`, () => {
    it("holds nothing at first", async () => {
      const store = await open(newPlace(), 10);
      expect(await store.read()).toBeUndefined();
      expect(await store.history()).toEqual([]);
      await store.close();
    });

    it("keeps what was committed, through a restart, with every field as it was", async () => {
      const place = newPlace();
      let store = await open(place, 10);
      expect(await store.commit(stored(1), 0)).toEqual(committed);
      expect(await store.commit(stored(2), 1)).toEqual(committed);
      await store.close();
      store = await open(place, 10);
      expect(await store.read()).toEqual(stored(2));
      expect(await store.history()).toEqual([stored(1), stored(2)]);
      await store.close();
    });

    it("may jump over versions, never back", async () => {
      const store = await open(newPlace(), 10);
      await store.commit(stored(3), 0);
      expect(await store.commit(stored(7), 3)).toEqual(committed);
      await expect(store.commit(stored(7), 7)).rejects.toThrow("expected a version above 7, was 7");
      expect(versionsOf(await store.history())).toEqual([3, 7]);
      await store.close();
    });

    it.each([
      ["an older version than the one held", 1],
      ["a version that is not there yet", 5],
      ["none", 0],
    ])("refuses a commit that expects %s, and says what is there", async (_, expected) => {
      const store = await open(newPlace(), 10);
      await store.commit(stored(1), 0);
      await store.commit(stored(2), 1);
      expect(await store.commit(stored(6), expected)).toEqual({ kind: "CONFLICT", held: stored(2) });
      expect(await store.read()).toEqual(stored(2));
      expect(versionsOf(await store.history())).toEqual([1, 2]);
      await store.close();
    });

    it("refuses another run's version, whatever it expects", async () => {
      const store = await open(newPlace(), 10);
      await store.commit(stored(1), 0);
      expect(await store.commit(stored(2, 2, "other"), 1)).toEqual({ kind: "CONFLICT", held: stored(1) });
      await store.close();
    });

    it("takes the same version twice, another one under the same number not", async () => {
      const store = await open(newPlace(), 10);
      await store.commit(stored(1), 0);
      expect(await store.commit(stored(1), 0)).toEqual(committed);
      expect(await store.commit(stored(1, 99), 0)).toEqual({ kind: "CONFLICT", held: stored(1) });
      expect(versionsOf(await store.history())).toEqual([1]);
      await store.close();
    });

    it("forgets the oldest versions beyond its capacity, never the current one", async () => {
      const place = newPlace();
      const store = await open(place, 3);
      for (let version = 1; version <= 9; version += 1) {
        await store.commit(stored(version), version - 1);
        expect(versionsOf(await store.history())).toEqual(
          [version - 2, version - 1, version].filter((each) => each > 0),
        );
      }
      await store.close();
      expect(versionsOf(await (await open(place, 3)).history())).toEqual([7, 8, 9]);
    });

    it("of writers that replace the same version, exactly one wins", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 30 }), async (writers) => {
          const store = await open(newPlace(), 50);
          const known = [0, 0, 0, 0, 0];
          let version = 0;
          for (const [turn, writer] of writers.entries()) {
            const expected = known[writer] ?? 0;
            const result = await store.commit(stored(expected + 1, 1_000 + turn), expected);
            const isFresh = expected === version;
            expect(result.kind).toBe(isFresh ? "COMMITTED" : "CONFLICT");
            if (isFresh) version += 1;
            known[writer] = (await store.read())?.document.version ?? 0;
          }
          expect(versionsOf(await store.history())).toEqual(Array.from({ length: version }, (_, index) => index + 1));
          await store.close();
        }),
        { numRuns: 15 },
      );
    });
  });
}
