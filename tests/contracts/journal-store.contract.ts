/**
 * What every journal store must do, run by each adapter.
 *
 * Includes the seals themselves: the expected heads are computed by the memory adapter, and the first one by hand,
 * so that no adapter can change the hash without this suite noticing.
 */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryJournal } from "../../src/adapters/journal/memory-journal.ts";
import type { JournalHead, JournalRecord, JournalStore } from "../../src/ports/journal-store.ts";

/** What backtests use beside the port. */
export type SyncJournalStore = JournalStore & {
  appendSync(records: readonly JournalRecord[]): void;
  flush(): JournalHead;
};

const kinds = ["M", "I", "F", "P", "E"] as const;
const anyRecord: fc.Arbitrary<JournalRecord> = fc.record({
  kind: fc.constantFrom(...kinds),
  payload: fc.oneof(fc.json(), fc.string({ unit: "grapheme", maxLength: 60 }), fc.constant("")),
});
const anyBlocks = fc.array(fc.array(anyRecord, { minLength: 1, maxLength: 6 }), { maxLength: 8 });

function input(payload: string): JournalRecord {
  return { kind: "I", payload };
}

/** `open` gives the journal kept at `place`: the same place opened again after a close is a restart. */
export function journalStoreContract(name: string, open: (place: string) => SyncJournalStore): void {
  let places = 0;
  const newPlace = (): string => `place-${++places}`;
  const reopened = async (store: SyncJournalStore, place: string): Promise<SyncJournalStore> => {
    await store.close();
    return open(place);
  };

  describe(`${name} as a journal store`, () => {
    it("is empty at first: no records, the zero seal, no torn tail", async () => {
      const place = newPlace();
      let store = open(place);
      for (let times = 0; times < 2; times += 1) {
        expect(store.head()).toEqual({ seal: "0".repeat(64), blocks: 0, records: 0 });
        expect([...store.read()]).toEqual([]);
        expect(store.tornTail).toBeUndefined();
        store = await reopened(store, place);
      }
      await store.close();
    });

    it("seals a block with sha256 of the previous seal and the record bytes", async () => {
      const record = Buffer.from('\u0004\0\0\0F"é"', "utf8");
      const crc = Buffer.alloc(4);
      crc.writeUInt32LE(crc32(record));
      const seal = createHash("sha256").update(Buffer.alloc(32)).update(record).update(crc).digest("hex");
      const store = open(newPlace());
      expect(await store.append([{ kind: "F", payload: '"é"' }])).toEqual({ seal, blocks: 1, records: 1 });
      await store.close();
    });

    it("keeps any records in order, through a reopening, with the heads of the memory adapter", async () => {
      await fc.assert(
        fc.asyncProperty(anyBlocks, async (blocks) => {
          const place = newPlace();
          const memory = new MemoryJournal();
          let store = open(place);
          for (const block of blocks) expect(await store.append(block)).toEqual(await memory.append(block));
          expect([...store.read()]).toEqual(blocks.flat());
          store = await reopened(store, place);
          expect(store.head()).toEqual(memory.head());
          expect([...store.read()]).toEqual(blocks.flat());
          expect(store.tornTail).toBeUndefined();
          expect(await store.append([input("more")])).toEqual(await memory.append([input("more")]));
          await store.close();
        }),
        { numRuns: 40 },
      );
    });

    it("keeps records of several megabytes and every corner of unicode", async () => {
      const place = newPlace();
      const records = ["x".repeat(3_000_000), "😀é\u0000\u2028中".repeat(200_000), "", "😀"].map(input);
      let store = open(place);
      await store.append(records);
      await store.append([input("after")]);
      store = await reopened(store, place);
      const read = [...store.read()];
      expect(read.length).toBe(5);
      expect(read.every((record, index) => record.payload === [...records, input("after")][index]?.payload)).toBe(true);
      await store.close();
    });

    it("keeps each append whole and in order of the calls when many are made at once", async () => {
      const place = newPlace();
      let store = open(place);
      const appends = Array.from({ length: 200 }, (_, index) => [input(`${index} a`), input(`${index} b`)]);
      const heads = await Promise.all(appends.map(async (records) => store.append(records)));
      expect([...store.read()]).toEqual(appends.flat());
      heads.forEach((head, index) => {
        expect(head.records, "a head counts at least its own append").toBeGreaterThanOrEqual(2 * (index + 1));
      });
      expect(heads.at(-1)).toEqual(store.head());
      store = await reopened(store, place);
      expect([...store.read()]).toEqual(appends.flat());
      await store.close();
    });

    it("reads what was there when reading began, while appends go on", async () => {
      const store = open(newPlace());
      await store.append([input("1"), input("2")]);
      const reading = store.read()[Symbol.iterator]();
      const late = store.append([input("3")]);
      expect(reading.next().value).toEqual(input("1"));
      await late;
      expect(reading.next().value).toEqual(input("2"));
      expect(reading.next().done).toBe(true);
      expect([...store.read()].length).toBe(3);
      await store.close();
    });

    it("writes nothing for an append of no records", async () => {
      const store = open(newPlace());
      const head = await store.append([input("1")]);
      expect(await store.append([])).toEqual(head);
      await store.close();
    });

    it("closes twice, finishing what was asked before, and refuses appends afterwards", async () => {
      const place = newPlace();
      let store = open(place);
      const last = store.append([input("last")]);
      const closing = store.close();
      await expect(store.append([input("late")])).rejects.toThrow("closed");
      await Promise.all([last, closing, store.close()]);
      expect(() => store.appendSync([input("late")])).toThrow("closed");
      store = open(place);
      expect([...store.read()]).toEqual([input("last")]);
      await store.close();
    });

    it("seals synchronous records every 256 KiB, at a flush and at the end, as the memory adapter does", async () => {
      const place = newPlace();
      const memory = new MemoryJournal();
      let store = open(place);
      for (let index = 0; index < 6_000; index += 1) {
        for (const journal of [store, memory]) journal.appendSync([input(`${index} ${"y".repeat(100)}`)]);
        if (index === 3_000) expect(store.flush()).toEqual(memory.flush());
      }
      await memory.close();
      store = await reopened(store, place);
      expect(store.head()).toEqual(memory.head());
      expect(store.head().blocks).toBe(4);
      expect([...store.read()]).toEqual([...memory.read()]);
      await store.close();
    });

    it("puts synchronous records before an append that follows them", async () => {
      const store = open(newPlace());
      store.appendSync([input("1")]);
      expect(await store.append([input("2")])).toMatchObject({ blocks: 2, records: 2 });
      expect([...store.read()]).toEqual([input("1"), input("2")]);
      await store.close();
    });
  });
}
