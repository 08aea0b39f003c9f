/** Four attacks on the records (controls.md, RT-13): an edit, a tail that is cut, a backdated entry, a forged grant. */
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { openFileJournal } from "./file-journal.ts";
import { segmentName } from "./format.ts";
import { findSeal, verifyJournal } from "./verify.ts";

const root = mkdtempSync(join(tmpdir(), "qt-attacks-"));
afterAll(() => rmSync(root, { recursive: true }));

const honest = ['{"at":1,"event":"opened"}', '{"at":2,"event":"limit set"}', '{"at":3,"event":"frozen"}'];

/** One block an entry; returns the seal after each. */
async function write(folder: string, payloads: readonly string[]): Promise<string[]> {
  const journal = openFileJournal({ folder, reserveBytes: 0 });
  const seals: string[] = [];
  for (const payload of payloads) {
    const record: JournalRecord = { kind: "I", payload };
    seals.push((await journal.append([record])).seal);
  }
  await journal.close();
  return seals;
}

const original = join(root, "original");
let seals: string[] = [];
beforeAll(async () => {
  seals = await write(original, honest);
});
const kept = (): string => seals.at(-1) ?? "";

function copied(name: string): string {
  const folder = join(root, name);
  cpSync(original, folder, { recursive: true });
  return folder;
}

it("every seal that was noted is found again, with its block", () =>
  expect(seals.map((seal) => findSeal(original, seal))).toEqual([1, 2, 3]));

describe("an attack", () => {
  it("that edits an entry in place breaks the chain", () => {
    const folder = copied("edited");
    const path = join(folder, segmentName(1));
    const bytes = readFileSync(path);
    bytes.write("9", bytes.indexOf('{"at":2') + 6);
    writeFileSync(path, bytes);
    expect(() => verifyJournal(folder)).toThrow(expect.objectContaining({ code: "JOURNAL_CORRUPT" }));
  });

  it("that cuts the tail leaves a sound chain, and the seal that was kept is missing", () => {
    const folder = copied("cut");
    const path = join(folder, segmentName(1));
    truncateSync(path, readFileSync(path).lastIndexOf('{"at":3') - 5);
    expect(verifyJournal(folder).blocks).toBe(2);
    expect(() => findSeal(folder, kept())).toThrow("a tail was cut off, or the journal was written anew");
    expect(findSeal(folder, seals[1] ?? "")).toBe(2);
  });

  it.each([
    ["backdates an entry", ['{"at":1,"event":"opened"}', '{"at":1,"event":"limit set"}', '{"at":3,"event":"frozen"}']],
    ["forges a grant", [...honest.slice(0, 2), '{"at":3,"event":"override granted"}', ...honest.slice(2)]],
  ])(
    "that %s and writes the chain anew is sound in itself, and the seal that was kept is missing",
    async (name, told) => {
      const folder = join(root, name.replaceAll(" ", "-"));
      await write(folder, told);
      expect(verifyJournal(folder).blocks).toBe(told.length);
      expect(() => findSeal(folder, kept())).toThrow(expect.objectContaining({ code: "JOURNAL_CORRUPT" }));
    },
  );
});
