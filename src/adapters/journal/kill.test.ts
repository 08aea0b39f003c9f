/** `kill -9` of a real process in the middle of writing: no acknowledged record is lost and the chain verifies. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openFileJournal } from "./file-journal.ts";
import { verifyJournal } from "./verify.ts";

const root = mkdtempSync(join(tmpdir(), "qt-kill-"));
afterAll(() => rmSync(root, { recursive: true }));

/** Appends from eight loops at once and prints the number of each record once it is acknowledged. */
function appendingChild(folder: string): ChildProcess {
  const script = `
    import { writeSync } from "node:fs";
    import { openFileJournal } from ${JSON.stringify(new URL("./file-journal.ts", import.meta.url).href)};
    const journal = openFileJournal({ folder: ${JSON.stringify(folder)}, segmentBytes: 20_000, reserveBytes: 0 });
    let next = journal.head().records;
    const loop = async () => {
      for (;;) {
        const number = next++;
        await journal.append([{ kind: "F", payload: number + " " + "k".repeat((number * 37) % 900) }]);
        writeSync(1, number + "\\n");
      }
    };
    for (let index = 0; index < 8; index += 1) loop();`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
}

it("keeps every acknowledged record in order, round after round on one journal", async () => {
  let before = 0;
  for (let round = 0; round < 5; round += 1) {
    const child = appendingChild(root);
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += String(chunk);
    });
    while (output.length < 2_000) {
      expect(verifyJournal(root).records, "it verifies while it is written").toBeGreaterThanOrEqual(before);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, round * 7));
    child.kill("SIGKILL");
    await once(child, "close");

    const acknowledged = output.split("\n").slice(0, -1).map(Number);
    expect(existsSync(join(root, "lock")), "the killed process leaves its lock").toBe(true);
    const verified = verifyJournal(root);
    const journal = openFileJournal({ folder: root, reserveBytes: 0 });
    expect(journal.head()).toMatchObject({ blocks: verified.blocks, records: verified.records, seal: verified.seal });
    const numbers = [...journal.read()].map((record) => Number(record.payload.split(" ")[0]));
    expect(numbers).toEqual(numbers.map((_, index) => index));
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(Math.max(...acknowledged), "nothing acknowledged is lost").toBeLessThan(numbers.length);
    expect(numbers.length).toBeGreaterThan(before);
    before = numbers.length;
    await journal.close();
  }
});
