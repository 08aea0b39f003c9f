/** The file journal keeps the contract; group commit, rolls, the reserve and the order of syncs are its own. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { journalStoreContract } from "../../../tests/contracts/journal-store.contract.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { MemoryJournal } from "./memory-journal.ts";
import { openFileJournal } from "./file-journal.ts";
import { type JournalFiles, nodeFiles } from "./journal-files.ts";
import { verifyJournal } from "./verify.ts";

const root = mkdtempSync(join(tmpdir(), "qt-file-journal-"));
afterAll(() => rmSync(root, { recursive: true }));

journalStoreContract("file journal", (place) =>
  openFileJournal({ folder: join(root, "each", place), reserveBytes: 0 }),
);
journalStoreContract("file journal of many small segments", (place) =>
  openFileJournal({ folder: join(root, "small", place), segmentBytes: 200, reserveBytes: 0 }),
);
journalStoreContract("file journal synced at its close", (place) =>
  openFileJournal({ folder: join(root, "close", place), sync: "AT_CLOSE", reserveBytes: 0 }),
);

function input(payload: string): JournalRecord {
  return { kind: "I", payload };
}

/** Node's files, with a list of what was done. */
function recordingFiles(): { files: JournalFiles; done: string[] } {
  const done: string[] = [];
  const files: JournalFiles = {
    ...nodeFiles,
    write: async (fd, bytes, position) => {
      done.push("write");
      return nodeFiles.write(fd, bytes, position);
    },
    writeSync: (fd, bytes, position) => {
      done.push("writeSync");
      return nodeFiles.writeSync(fd, bytes, position);
    },
    syncContent: async (fd) => {
      await nodeFiles.syncContent(fd);
      done.push("sync");
    },
    syncContentSync: (fd) => {
      nodeFiles.syncContentSync(fd);
      done.push("syncSync");
    },
    syncFolder: (folder) => {
      nodeFiles.syncFolder(folder);
      done.push("syncFolder");
    },
  };
  return { files, done };
}

it("joins 500 concurrent appends into few blocks, each acknowledged after its sync", async () => {
  const { files, done } = recordingFiles();
  const folder = join(root, "group");
  const journal = openFileJournal({ folder, files, reserveBytes: 0 });
  await Promise.all(Array.from({ length: 500 }, async () => journal.append([input("same turn")])));
  expect(journal.head().blocks, "appends of one turn are one block").toBe(1);
  done.length = 0;
  const appends = Array.from({ length: 500 }, async (_, index) => {
    // Spread over turns of the event loop, so that many arrive while a write is in flight.
    for (let turn = 0; turn < index % 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await journal.append([input(String(index))]);
    done.push("acknowledged");
  });
  await Promise.all(appends);
  const syncs = done.filter((step) => step === "sync").length;
  expect(syncs, "few syncs").toBeLessThanOrEqual(25);
  expect(done.filter((step) => step === "write").length, "one write for each sync").toBe(syncs);
  expect(done.indexOf("acknowledged"), "nothing acknowledged before a sync").toBeGreaterThan(done.indexOf("sync"));
  await journal.close();
  expect(verifyJournal(folder)).toMatchObject({ records: 1_000, blocks: syncs + 1, tornTail: undefined });
});

it("syncs a new file and its folder before its first block, and each block before the acknowledgement", async () => {
  const { files, done } = recordingFiles();
  const journal = openFileJournal({ folder: join(root, "order"), files, reserveBytes: 0 });
  done.length = 0;
  await journal.append([input("first")]);
  expect(done).toEqual(["writeSync", "syncSync", "syncFolder", "write", "sync"]);
  await journal.close();
});

it("syncs once, at the close, when asked to", async () => {
  const { files, done } = recordingFiles();
  const journal = openFileJournal({ folder: join(root, "once"), files, sync: "AT_CLOSE", reserveBytes: 0 });
  journal.appendSync([input("first")]);
  journal.flush();
  done.length = 0;
  for (let index = 0; index < 20_000; index += 1) journal.appendSync([input("x".repeat(50))]);
  await journal.append([input("last")]);
  expect(done).not.toContain("sync");
  expect(done).not.toContain("syncSync");
  await journal.close();
  expect(done.filter((step) => step.startsWith("sync"))).toEqual(["syncSync"]);
});

it("starts a new segment when one is full, with the seals of a journal that never did", async () => {
  const folder = join(root, "roll");
  const memory = new MemoryJournal();
  for (let round = 0; round < 3; round += 1) {
    const journal = openFileJournal({ folder, segmentBytes: 400, reserveBytes: 0 });
    expect(journal.head()).toEqual(memory.head());
    for (let index = 0; index < 10; index += 1) {
      const records = [input(`round ${round} ${index}`), input("z".repeat(index * 20))];
      expect(await journal.append(records)).toEqual(await memory.append(records));
    }
    await journal.close();
  }
  const segments = readdirSync(folder).filter((name) => name.endsWith(".qtj"));
  expect(segments.length).toBeGreaterThan(5);
  const bytes = segments.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  expect(verifyJournal(folder)).toEqual({ ...memory.head(), bytes, tornTail: undefined });
  const reopened = openFileJournal({ folder, reserveBytes: 0 });
  expect([...reopened.read()]).toEqual([...memory.read()]);
  await reopened.close();
});

it("makes a reserve of real bytes at opening and keeps it", async () => {
  const folder = join(root, "reserve");
  const journal = openFileJournal({ folder });
  expect(journal.hasReserve).toBe(true);
  const { size, blocks, mtimeMs } = statSync(join(folder, "reserve.bin"));
  expect(size).toBe(4 * 1024 * 1024);
  expect(blocks * 512, "not sparse").toBeGreaterThanOrEqual(size);
  await journal.close();
  await openFileJournal({ folder }).close();
  expect(statSync(join(folder, "reserve.bin")).mtimeMs, "made once").toBe(mtimeMs);
});

it("can be verified while it is written, across rolls", async () => {
  const folder = join(root, "live");
  const journal = openFileJournal({ folder, segmentBytes: 2_000, reserveBytes: 0 });
  let verified = 0;
  for (let index = 0; index < 200; index += 1) {
    const appended = journal.append([input("v".repeat(index))]);
    verified = verifyJournal(folder).records;
    expect(verified).toBeGreaterThanOrEqual(index);
    await appended;
  }
  await journal.close();
  expect(() => verifyJournal(join(root, "nowhere"))).toThrow("nowhere");
});
