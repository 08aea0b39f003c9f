/** Opening after a crash cuts what was never sealed; opening after damage refuses, names it and changes nothing. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FundError } from "../../ports/errors.ts";
import type { JournalHead, JournalRecord } from "../../ports/journal-store.ts";
import { type FileJournal, openFileJournal } from "./file-journal.ts";
import { HEADER_BYTES, RECORD_OVERHEAD, SEAL_BYTES, segmentName } from "./format.ts";
import { verifyJournal } from "./verify.ts";

const root = mkdtempSync(join(tmpdir(), "qt-recovery-"));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
type Written = { folder: string; heads: readonly JournalHead[]; sizes: readonly number[] };

const empty: JournalHead = { seal: "0".repeat(64), blocks: 0, records: 0 };

/** Several blocks of several records; `sizes` is the size of the last segment after each block. */
async function writtenJournal(blocks: number, segmentBytes = 1_000_000): Promise<Written> {
  const folder = join(root, `journal-${++folders}`);
  const journal = openFileJournal({ folder, segmentBytes, reserveBytes: 0 });
  const heads = [empty];
  const sizes = [HEADER_BYTES];
  for (let block = 1; block <= blocks; block += 1) {
    // The last record is as long as a seal, so that a cut may leave a whole record where a seal is expected.
    const payloads = [`{"block":${block}}`, "é".repeat(block), "s".repeat(SEAL_BYTES - RECORD_OVERHEAD)];
    heads.push(await journal.append(payloads.map((payload): JournalRecord => ({ kind: "F", payload }))));
    sizes.push(statSync(lastSegment(folder)).size);
  }
  await journal.close();
  return { folder, heads, sizes };
}

function segmentsOf(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".qtj"));
  return names.toSorted().map((name) => join(folder, name));
}

function lastSegment(folder: string): string {
  return segmentsOf(folder).at(-1) ?? "";
}

function reopen(folder: string): FileJournal {
  return openFileJournal({ folder, reserveBytes: 0 });
}

function contentOf(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "hex")]));
}

/** The refusal, after checking that verify gives the same one and that the folder is as it was. */
function refusal(folder: string): FundError {
  const before = contentOf(folder);
  const errors = [() => reopen(folder), () => verifyJournal(folder)].map((attempt) => {
    try {
      attempt();
    } catch (error) {
      if (error instanceof FundError) return error;
      throw error;
    }
    throw new Error("expected a refusal");
  });
  expect(contentOf(folder), "a damaged journal is left as it is").toEqual(before);
  const [opening, verifying] = errors;
  expect(verifying?.message).toBe(opening?.message);
  expect(opening?.code).toBe("JOURNAL_CORRUPT");
  return opening ?? new FundError("BAD_USAGE", "");
}

describe("a torn tail", () => {
  it("is cut at every byte of the last block, saved, reported, and the journal goes on", async () => {
    const { folder, heads, sizes } = await writtenJournal(4);
    const whole = readFileSync(lastSegment(folder));
    const [start = 0, end = 0] = sizes.slice(-2);
    for (let length = start + 1; length < end; length += 1) {
      const copy = join(root, "torn");
      cpSync(folder, copy, { recursive: true });
      truncateSync(lastSegment(copy), length);
      const expected = { path: lastSegment(copy), atByte: start, bytesCut: length - start };
      expect(verifyJournal(copy)).toMatchObject({ ...heads[3], bytes: start, tornTail: expected });
      expect(statSync(lastSegment(copy)).size, "verify cuts nothing").toBe(length);

      const journal = reopen(copy);
      expect(journal.head()).toEqual(heads[3]);
      expect(journal.tornTail).toMatchObject(expected);
      expect(readFileSync(journal.tornTail?.savedAs ?? "")).toEqual(whole.subarray(start, length));
      expect(statSync(lastSegment(copy)).size).toBe(start);
      await journal.append([{ kind: "I", payload: "next" }]);
      await journal.close();
      expect(verifyJournal(copy)).toMatchObject({ blocks: 4, records: 10, tornTail: undefined });
      rmSync(copy, { recursive: true });
    }
  });

  it("may end in sectors that were never written, as after a power failure", async () => {
    const { folder, heads, sizes } = await writtenJournal(12);
    const path = lastSegment(folder);
    const whole = readFileSync(path);
    let tried = 0;
    for (let block = 1; block <= 12; block += 1) {
      const [start = 0, end = 0] = sizes.slice(block - 1, block + 1);
      for (let sector = Math.ceil(start / 512) * 512; sector < end; sector += 512) {
        writeFileSync(path, Buffer.concat([whole.subarray(0, sector), Buffer.alloc(end - sector)]));
        expect(verifyJournal(folder)).toMatchObject({ ...heads[block - 1], tornTail: { atByte: start } });
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(2);
  });

  it("may end in an unwritten sector that begins within the seal", async () => {
    const folder = join(root, "sector");
    const journal = reopen(folder);
    const sealedBytes = 40;
    const payload = "p".repeat(512 - HEADER_BYTES - RECORD_OVERHEAD - sealedBytes);
    await journal.append([{ kind: "I", payload }]);
    await journal.close();
    const path = lastSegment(folder);
    const whole = readFileSync(path);
    expect(whole.length - SEAL_BYTES + sealedBytes).toBe(512);
    writeFileSync(path, whole.fill(0, 512));
    expect(verifyJournal(folder)).toMatchObject({ ...empty, tornTail: { atByte: HEADER_BYTES } });
  });

  it("may be a segment without a whole header, the first or a later one", async () => {
    const lone = join(root, "lone");
    mkdirSync(lone);
    for (const length of [0, 1, HEADER_BYTES - 1]) {
      writeFileSync(join(lone, segmentName(1)), Buffer.alloc(length, "Q"));
      const journal = reopen(lone);
      expect(journal.tornTail).toMatchObject({ atByte: 0, bytesCut: length });
      expect(journal.tornTail?.savedAs === undefined).toBe(length === 0);
      await journal.close();
      expect(existsSync(join(lone, segmentName(1))), "an unfinished segment is removed").toBe(false);
    }
    const { folder, heads } = await writtenJournal(2);
    for (const length of [0, 10, HEADER_BYTES]) {
      writeFileSync(join(folder, segmentName(2)), Buffer.alloc(length, "Q"));
      const journal = reopen(folder);
      expect(journal.head()).toEqual(heads[2]);
      expect(journal.tornTail).toMatchObject({ path: join(folder, segmentName(2)), atByte: 0, bytesCut: length });
      await journal.close();
    }
  });

  it("may be an unfinished roll: part of the roll record and a segment with only its header", async () => {
    const { folder, heads } = await writtenJournal(2, 100);
    const [first = "", second = ""] = segmentsOf(folder);
    truncateSync(second, HEADER_BYTES);
    const size = statSync(first).size;
    for (let cut = 1; cut <= RECORD_OVERHEAD; cut += 1) {
      const copy = join(root, "roll");
      cpSync(folder, copy, { recursive: true });
      truncateSync(join(copy, segmentName(1)), size - cut);
      const journal = reopen(copy);
      expect(journal.head()).toEqual(heads[1]);
      expect(journal.tornTail?.bytesCut).toBe(HEADER_BYTES + RECORD_OVERHEAD - cut);
      expect(segmentsOf(copy).length).toBe(1);
      await journal.append([{ kind: "I", payload: "next" }]);
      await journal.close();
      expect(verifyJournal(copy)).toMatchObject({ blocks: 2, tornTail: undefined });
      rmSync(copy, { recursive: true });
    }
    expect(verifyJournal(folder), "a finished roll is not torn").toMatchObject({ ...heads[1], tornTail: undefined });
  });
});

describe("damage", () => {
  it("is refused and named for a flipped bit at any byte of any block, also the last", async () => {
    const { folder, sizes } = await writtenJournal(4);
    const path = lastSegment(folder);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at += 1) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, flipped);
      const { message } = refusal(folder);
      const block = Math.max(
        1,
        sizes.findIndex((size) => at < size),
      );
      expect(message, `bit flipped at ${at}`).toContain(`${path} does not verify at byte`);
      expect(message, `bit flipped at ${at}`).toContain(`, block ${block}: expected`);
      const named = Number(/at byte (\d+)/.exec(message)?.[1]);
      expect(at >= named && at - named < 100, `byte ${at} lies in the record named at ${named}`).toBe(true);
    }
  });

  it("is refused at any byte of an earlier segment", async () => {
    const { folder } = await writtenJournal(3, 100);
    const [, second = ""] = segmentsOf(folder);
    const whole = readFileSync(second);
    for (let at = 0; at < whole.length; at += 1) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      writeFileSync(second, flipped);
      expect(refusal(folder).message).toContain(second);
    }
  });

  it("is a tail cut from an earlier segment", async () => {
    const { folder } = await writtenJournal(3, 100);
    const [, second = ""] = segmentsOf(folder);
    for (let length = statSync(second).size - 1; length >= 0; length -= 1) {
      truncateSync(second, length);
      expect(refusal(folder).message).toContain(second);
    }
  });

  it("is a deleted segment: the first, one between, or the last", async () => {
    const { folder } = await writtenJournal(4, 100);
    expect(segmentsOf(folder).length).toBe(4);
    for (const path of segmentsOf(folder)) {
      const bytes = readFileSync(path);
      rmSync(path);
      expect(refusal(folder).message).toContain(`${path} does not verify at byte 0`);
      expect(refusal(folder).message).toContain("missing");
      writeFileSync(path, bytes);
    }
  });

  it("is a block left out, a block repeated, and bytes from elsewhere", async () => {
    const { folder, sizes } = await writtenJournal(3);
    const path = lastSegment(folder);
    const whole = readFileSync(path);
    const [, one, two] = sizes;
    writeFileSync(path, Buffer.concat([whole.subarray(0, one), whole.subarray(two)]));
    expect(refusal(folder).message).toContain("expected block number 2, was 3");
    writeFileSync(path, Buffer.concat([whole.subarray(0, two), whole.subarray(one)]));
    expect(refusal(folder).message).toContain("expected block number 3, was 2");
    writeFileSync(path, `not a journal${" ".repeat(100)}`);
    expect(refusal(folder).message).toContain("expected magic QTJOURNL");
  });

  it("is found by read too, when it happens while the journal is open", async () => {
    const { folder, sizes } = await writtenJournal(3);
    const journal = reopen(folder);
    const path = lastSegment(folder);
    const whole = readFileSync(path);
    whole[(sizes[1] ?? 0) + 6] = 0;
    writeFileSync(path, whole);
    expect(() => [...journal.read()]).toThrow("block 2");
    truncateSync(path, sizes[1]);
    expect(() => [...journal.read()]).toThrow("expected 3 blocks");
    const other = reopen(join(root, "other"));
    for (const payload of ["a", "b", "c"]) await other.append([{ kind: "I", payload }]);
    await other.close();
    cpSync(lastSegment(join(root, "other")), path);
    expect(() => [...journal.read()], "a sound journal, but not this one").toThrow("expected 3 blocks");
    await journal.close();
  });
});

it("keeps every torn tail it cuts", async () => {
  const { folder } = await writtenJournal(1);
  for (let round = 1; round <= 3; round += 1) {
    appendFileSync(lastSegment(folder), "torn");
    await reopen(folder).close();
    expect(readdirSync(folder).filter((name) => name.startsWith("torn-")).length).toBe(round);
  }
});
