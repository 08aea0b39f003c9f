/** A disk that is full, fails or dies at any moment: what was acknowledged stays, what was refused leaves nothing. */
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FundError } from "../../ports/errors.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { openFileJournal } from "./file-journal.ts";
import { type JournalFiles, nodeFiles } from "./journal-files.ts";
import { verifyJournal } from "./verify.ts";

const root = mkdtempSync(join(tmpdir(), "qt-faults-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const newFolder = (): string => join(root, String(++folders));

function input(payload: string): JournalRecord {
  return { kind: "I", payload };
}

function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: made by the test, ${syscall}`), { code, syscall });
}

type Step = "open" | "write" | "fdatasync" | "fsync" | "truncate" | "unlink" | "close";
/** Called before each step; throws to make it fail, and may answer how many bytes a write takes. */
type Plan = (step: Step, bytes: number) => number | undefined;

function faultyFiles(plan: Plan): JournalFiles {
  const taken = (bytes: Buffer): Buffer => bytes.subarray(0, plan("write", bytes.length) ?? bytes.length);
  return {
    open: (path, flags) => {
      plan("open", 0);
      return nodeFiles.open(path, flags);
    },
    write: async (fd, bytes, position) => nodeFiles.write(fd, taken(bytes), position),
    writeSync: (fd, bytes, position) => nodeFiles.writeSync(fd, taken(bytes), position),
    syncContent: async (fd) => {
      plan("fdatasync", 0);
      await nodeFiles.syncContent(fd);
    },
    syncContentSync: (fd) => {
      plan("fdatasync", 0);
      nodeFiles.syncContentSync(fd);
    },
    syncFolder: (folder) => {
      plan("fsync", 0);
      nodeFiles.syncFolder(folder);
    },
    truncate: (fd, length) => {
      plan("truncate", 0);
      nodeFiles.truncate(fd, length);
    },
    remove: (path) => {
      plan("unlink", 0);
      nodeFiles.remove(path);
    },
    close: (fd) => {
      nodeFiles.close(fd);
      plan("close", 0);
    },
  };
}

/** A disk with so many bytes left. A write that passes the end takes what fits, the next one fails. */
function smallDisk(free: { bytes: number }, code = "ENOSPC"): JournalFiles {
  return faultyFiles((step, bytes) => {
    if (step !== "write") return undefined;
    if (free.bytes === 0) throw systemError(code, "write");
    const taken = Math.min(bytes, free.bytes);
    free.bytes -= taken;
    return taken;
  });
}

describe("a full disk", () => {
  it.each(["ENOSPC", "EDQUOT"])("takes one more block into the reserve and says so (%s)", async (code) => {
    const folder = newFolder();
    const free = { bytes: Number.POSITIVE_INFINITY };
    const used: number[] = [];
    const journal = openFileJournal({
      folder,
      files: smallDisk(free, code),
      reserveBytes: 10_000,
      onReserveUsed: (bytes) => {
        used.push(bytes);
        free.bytes += bytes;
      },
    });
    await journal.append([input("1")]);
    free.bytes = 20;
    expect(await journal.append([input("exit")])).toMatchObject({ blocks: 2, records: 2 });
    expect(used).toEqual([10_000]);
    expect(journal.hasReserve).toBe(false);
    expect(existsSync(join(folder, "reserve.bin"))).toBe(false);
    await journal.append([input("exit 2")]);

    free.bytes = 20;
    const size = statSync(join(folder, "journal-00000001.qtj")).size;
    const refused = journal.append([input("no room")]);
    await expect(refused).rejects.toMatchObject({ code: "DISK_FULL" });
    await expect(refused).rejects.toThrow(/expected room for \d+ bytes at byte \d+ of .*journal-00000001.qtj/);
    expect(statSync(join(folder, "journal-00000001.qtj")).size, "nothing half-written stays").toBe(size);

    free.bytes = 100_000;
    expect(await journal.append([input("room again")])).toMatchObject({ blocks: 4, records: 4 });
    expect([...journal.read()].map((record) => record.payload)).toEqual(["1", "exit", "exit 2", "room again"]);
    await journal.close();
    expect(verifyJournal(folder)).toMatchObject({ blocks: 4, tornTail: undefined });
    const reopened = openFileJournal({ folder, reserveBytes: 10_000 });
    expect(reopened.hasReserve, "the reserve comes back").toBe(true);
    await reopened.close();
  });

  it("can be too full for a reserve: the journal opens without one", async () => {
    const folder = newFolder();
    const journal = openFileJournal({ folder, files: smallDisk({ bytes: 500 }), reserveBytes: 1_000 });
    expect(journal.hasReserve).toBe(false);
    await journal.close();
  });

  it("refuses all that waited for the block, then stops a synchronous writer for good", async () => {
    const folder = newFolder();
    const free = { bytes: 300 };
    const journal = openFileJournal({ folder, files: smallDisk(free), reserveBytes: 0 });
    const head = await journal.append([input("1")]);
    const refused = await Promise.allSettled([journal.append([input("2".repeat(300))]), journal.append([input("3")])]);
    expect(refused.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(journal.head()).toEqual(head);
    free.bytes = 10;
    journal.appendSync([input("4")]);
    expect(() => journal.flush()).toThrow("the disk is full");
    free.bytes = 1_000;
    expect(() => journal.appendSync([input("5")])).toThrow("the disk is full");
    await journal.close();
    expect(verifyJournal(folder)).toMatchObject({ ...head, tornTail: undefined });
  });

  it("gives the reserve to the torn tail that opening must save", async () => {
    const folder = newFolder();
    const journal = openFileJournal({ folder, reserveBytes: 1_000 });
    await journal.append([input("1")]);
    await journal.append([input("2")]);
    await journal.close();
    const path = join(folder, "journal-00000001.qtj");
    const torn = openFileJournal({ folder, reserveBytes: 1_000 });
    await torn.close();
    nodeFiles.truncate(nodeFiles.open(path, "r+"), statSync(path).size - 5);
    const full = () => openFileJournal({ folder, files: smallDisk({ bytes: 0 }), reserveBytes: 1_000 });
    expect(full).toThrow("unsealed bytes to be cut");
    expect(existsSync(join(folder, "reserve.bin"))).toBe(false);
    expect(verifyJournal(folder).tornTail).toBeDefined();
  });
});

describe("a disk that fails", () => {
  it.each([
    ["write", "EIO"],
    ["fdatasync", "EIO"],
    ["fdatasync", "ENOSPC"],
  ] as const)(
    "stops the journal at a failed %s (%s): everything waiting and all later is rejected",
    async (at, code) => {
      const folder = newFolder();
      let isBroken = false;
      const files = faultyFiles((step) => {
        if (isBroken && step === at) throw systemError(code, step);
        return undefined;
      });
      const journal = openFileJournal({ folder, files, reserveBytes: 1_000 });
      const head = await journal.append([input("1")]);
      isBroken = true;
      const first = journal.append([input("2")]);
      await Promise.resolve();
      await Promise.resolve();
      const waiting = journal.append([input("3")]);
      await expect(first).rejects.toThrow("the process must stop and recover");
      await expect(first).rejects.toBeInstanceOf(FundError);
      await expect(waiting).rejects.toThrow("the process must stop and recover");
      isBroken = false;
      await expect(journal.append([input("4")]), "a disk that works again is not trusted").rejects.toThrow("must stop");
      expect(() => journal.appendSync([input("5")])).toThrow("must stop");
      expect(existsSync(join(folder, "reserve.bin")), "the reserve is for a full disk only").toBe(true);
      expect(journal.head()).toEqual(head);
      await journal.close();
      const reopened = openFileJournal({ folder, reserveBytes: 0 });
      expect(reopened.head()).toEqual(head);
      await reopened.close();
    },
  );

  it("fails the close when the one sync of a backtest fails, and still gives up the lock", async () => {
    const folder = newFolder();
    let isBroken = false;
    const files = faultyFiles((step) => {
      if (isBroken && step === "fdatasync") throw systemError("EIO", step);
      return undefined;
    });
    const journal = openFileJournal({ folder, files, sync: "AT_CLOSE", reserveBytes: 0 });
    journal.appendSync([input("1")]);
    journal.flush();
    isBroken = true;
    await expect(journal.close()).rejects.toThrow("must stop");
    expect(existsSync(join(folder, "lock"))).toBe(false);
  });

  it("may write a few bytes at a time", async () => {
    const folder = newFolder();
    const files = faultyFiles((step, bytes) => (step === "write" ? Math.min(bytes, 7) : undefined));
    const journal = openFileJournal({ folder, files, reserveBytes: 100 });
    await journal.append([input("short writes")]);
    journal.appendSync([input("also synchronous")]);
    await journal.close();
    expect(verifyJournal(folder)).toMatchObject({ records: 2, tornTail: undefined });
  });
});

/** Appends until something is refused; the payloads acknowledged. */
async function appendUntilRefused(folder: string, files: JournalFiles): Promise<string[]> {
  const acknowledged: string[] = [];
  try {
    const journal = openFileJournal({ folder, files, segmentBytes: 150, reserveBytes: 50 });
    for (let index = 0; index < 8; index += 1) {
      await journal.append([input(`${index} ${"p".repeat(40)}`)]);
      acknowledged.push(`${index} ${"p".repeat(40)}`);
    }
    await journal.close();
  } catch {
    rmSync(join(folder, "lock"), { force: true });
  }
  return acknowledged;
}

describe("at every single step of opening, writing and rolling", () => {
  const failures: readonly (readonly [string, string, "ONCE" | "FOR_GOOD", number])[] = [
    ["a full disk", "ENOSPC", "ONCE", 0],
    ["a disk full for good", "ENOSPC", "FOR_GOOD", 0],
    ["an error", "EIO", "ONCE", 0],
    ["a dead disk", "EIO", "FOR_GOOD", 0],
    ["a dead disk after half a write", "EIO", "FOR_GOOD", 11],
  ];
  it.each(failures)("%s loses nothing acknowledged and leaves a journal that opens", async (_, code, lasts, half) => {
    let steps = 0;
    await appendUntilRefused(
      newFolder(),
      faultyFiles(() => {
        steps += 1;
        return undefined;
      }),
    );
    expect(steps).toBeGreaterThan(40);
    for (let failing = 1; failing <= steps; failing += 1) {
      const folder = newFolder();
      let step = 0;
      const failed: Step[] = [];
      const files = faultyFiles((kind) => {
        step += 1;
        if (step === failing) failed.push(kind);
        if (half > 0 && kind === "write" && step === failing) return half;
        if (lasts === "FOR_GOOD" ? step >= failing : step === failing) throw systemError(code, kind);
        return undefined;
      });
      const acknowledged = await appendUntilRefused(folder, files);
      if (code === "ENOSPC" && lasts === "ONCE") {
        const goesOn = acknowledged.length === 8;
        const [kind] = failed;
        if (kind === "write" || kind === "open") expect(goesOn, `the reserve helps at step ${failing}`).toBe(true);
        if (kind === "fdatasync" || kind === "fsync") expect(goesOn, "a failed sync stops it").toBe(false);
      }
      const reopened = openFileJournal({ folder, segmentBytes: 150, reserveBytes: 0 });
      const kept = [...reopened.read()].map((record) => record.payload);
      expect(kept.slice(0, acknowledged.length), `failing at step ${failing}`).toEqual(acknowledged);
      expect(
        kept.length - acknowledged.length,
        "a block in flight when the disk dies may stay, a refused one not",
      ).toBeLessThanOrEqual(lasts === "ONCE" ? 0 : 1);
      await reopened.append([input("after")]);
      await reopened.close();
      expect(verifyJournal(folder)).toMatchObject({ records: kept.length + 1, tornTail: undefined });
    }
  });
});
