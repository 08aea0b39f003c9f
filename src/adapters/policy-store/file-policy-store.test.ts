/** What only files can suffer: kills between two steps, torn and damaged content, a killed process in the middle. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { stored } from "../../../tests/contracts/policy-store.contract.ts";
import { FilePolicyStore } from "./file-policy-store.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qt-policy-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const versions = async (): Promise<number[]> =>
  (await new FilePolicyStore(folder).history()).map(({ document }) => document.version);

async function write(...numbers: number[]): Promise<FilePolicyStore> {
  const store = FilePolicyStore.openForWriting(folder);
  for (const version of numbers) await store.commit(stored(version), version - 1);
  return store;
}

it("killed between the new version and its line of history: both are there for readers and for the next writer", async () => {
  await write(1, 2);
  const before = readFileSync(at("history.jsonl"));
  await write(3);
  writeFileSync(at("history.jsonl"), before);
  expect(await versions()).toEqual([1, 2, 3]);
  await write(4);
  expect(await versions()).toEqual([1, 2, 3, 4]);
});

it("killed between claim and move: the next writer finishes it, a reader still sees the one before", async () => {
  await write(1);
  const first = readFileSync(at("current.json"));
  await write(2);
  renameSync(at("current.json"), at("after-1.json"));
  writeFileSync(at("current.json"), first);
  expect((await new FilePolicyStore(folder).read())?.document.version).toBe(1);
  const store = FilePolicyStore.openForWriting(folder);
  expect((await store.read())?.document.version).toBe(2);
  expect(existsSync(at("after-1.json"))).toBe(false);
  expect(await store.commit(stored(3), 2)).toEqual({ kind: "COMMITTED" });
});

it("a claim another process holds is carried through for it, and this writer loses", async () => {
  const store = await write(1);
  await FilePolicyStore.openForWriting(folder).commit(stored(2, 77), 1);
  const theirs = readFileSync(at("current.json"));
  rmSync(folder, { recursive: true });
  await write(1);
  writeFileSync(at("theirs"), theirs);
  linkSync(at("theirs"), at("after-1.json"));
  expect(await store.commit(stored(2, 5), 1)).toEqual({ kind: "CONFLICT", held: stored(2, 77) });
});

it("a last line of history without its end is cut, and the versions before it stay", async () => {
  await write(1, 2);
  appendFileSync(at("history.jsonl"), '{"format":1,"sha256":"abc');
  expect(await versions()).toEqual([1, 2]);
  await write(3);
  expect(await versions()).toEqual([1, 2, 3]);
  expect(readFileSync(at("history.jsonl"), "utf8").split("\n")).toHaveLength(4);
});

it.each([
  ["not JSON", (text: string) => text.slice(1), "expected a stored policy as JSON"],
  ["cut short", (text: string) => text.slice(0, 200), "expected a stored policy as JSON"],
  ["empty", () => "", "expected a stored policy as JSON"],
  [
    "another format",
    (text: string) => text.replace('"format":1', '"format":2'),
    "expected a stored policy of format 1",
  ],
  ["a changed value", (text: string) => text.replace("maxLeverage setter", "maxLeverage settle"), "with the digest"],
])("refuses a current version that is %s, naming the file and the way out", async (_, damage, message) => {
  const store = await write(1);
  writeFileSync(at("current.json"), damage(readFileSync(at("current.json"), "utf8")));
  await expect(store.read()).rejects.toThrow(message);
  await expect(store.read()).rejects.toThrow(/current\.json: .* move the policy folder away/);
  await expect(store.commit(stored(2), 1)).rejects.toMatchObject({ code: "POLICY_CORRUPT" });
});

it("refuses a damaged line of history by its number", async () => {
  const store = await write(1, 2, 3);
  const lines = readFileSync(at("history.jsonl"), "utf8").split("\n");
  writeFileSync(at("history.jsonl"), [lines[0], "rubbish", ...lines.slice(2)].join("\n"));
  await expect(store.history()).rejects.toThrow("history.jsonl, line 2: expected a stored policy as JSON");
});

/** Commits version after version and prints each once it is acknowledged. */
function committingChild(): ChildProcess {
  const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
   import { readFileSync, writeSync } from "node:fs";
   import { FilePolicyStore } from ${url("./file-policy-store.ts")};
    const store = FilePolicyStore.openForWriting(${JSON.stringify(folder)}, 20);
    const model = JSON.parse(readFileSync(${JSON.stringify(at("model.json"))}, "utf8"));
    for (;;) {
      const held = (await store.read())?.document.version ?? 0;
      const next = { ...model, document: { ...model.document, version: held + 1 } };
      const { kind } = await store.commit(next, held);
      writeSync(1, kind === "COMMITTED" ? held + 1 + "\\n" : "conflict\\n");
    }`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
}

it("kill -9 at any moment: no acknowledged version is lost, and history has no hole", { timeout: 30_000 }, async () => {
  writeFileSync(at("model.json"), JSON.stringify(stored(1)));
  for (let round = 0; round < 4; round += 1) {
    const child = committingChild();
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += String(chunk);
    });
    while (output.length < 150) {
      const read = await versions();
      expect(read, "it is whole for readers while it is written").toEqual(
        read.map((_, index) => (read[0] ?? 0) + index),
      );
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, round * 3));
    child.kill("SIGKILL");
    await once(child, "close");
    const acknowledged = output.split("\n").slice(0, -1).map(Number);
    const held = (await FilePolicyStore.openForWriting(folder, 20).read())?.document.version ?? 0;
    expect(held).toBeGreaterThanOrEqual(Math.max(...acknowledged));
    const seen = await versions();
    expect(seen.length).toBeGreaterThanOrEqual(20);
    expect(seen).toEqual(seen.map((_, index) => held - seen.length + 1 + index));
  }
});
