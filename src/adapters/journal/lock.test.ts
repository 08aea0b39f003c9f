/** One process per folder: a living holder is respected, a dead one and a reused pid are not. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { openFileJournal } from "./file-journal.ts";
import { acquireLock } from "./lock.ts";

const root = mkdtempSync(join(tmpdir(), "qt-lock-"));
afterAll(() => rmSync(root, { recursive: true }));
let folder = root;
beforeEach(() => {
  folder = mkdtempSync(join(root, "folder-"));
});

it("refuses a second holder, naming the pid and the file, until the first lets go", async () => {
  const journal = openFileJournal({ folder, reserveBytes: 0 });
  const attempt = () => openFileJournal({ folder, reserveBytes: 0 });
  expect(attempt).toThrow(expect.objectContaining({ code: "LOCKED" }));
  expect(attempt).toThrow(`${join(folder, "lock")} is held by pid ${process.pid}`);
  await journal.close();
  expect(readdirSync(folder)).toEqual([]);
  await attempt().close();
});

it("takes over from a process that has died", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  writeFileSync(join(folder, "lock"), `${child.pid} long-ago\n`);
  const lock = acquireLock(folder);
  expect(readFileSync(join(folder, "lock"), "utf8")).toMatch(new RegExp(`^${process.pid} `));
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

it("takes over when the pid lives but belongs to a process started at another time", () => {
  if (!existsSync("/proc/self/stat")) return;
  writeFileSync(join(folder, "lock"), `${process.pid} another-boot/12345\n`);
  acquireLock(folder).release();
  writeFileSync(join(folder, "lock"), `${process.pid} unknown\n`);
  expect(() => acquireLock(folder), "without a start time a living pid counts").toThrow("held by pid");
});

it("takes over from a process that has died and that nobody has buried", async () => {
  if (!existsSync("/proc/self/stat")) return;
  const script = `
    import { acquireLock } from ${JSON.stringify(new URL("./lock.ts", import.meta.url).href)};
    acquireLock(${JSON.stringify(folder)});
    console.log(process.pid);
    setInterval(() => {}, 1_000);`;
  const child = `"$0" --input-type=module -e "$1" & exec sleep 20`;
  const careless = spawn("sh", ["-c", child, process.execPath, script], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = Number(String((await once(careless.stdout, "data"))[0]));
  expect(() => acquireLock(folder)).toThrow(`held by pid ${pid}`);
  process.kill(pid, "SIGKILL");
  await expect.poll(() => readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z ");
  acquireLock(folder).release();
  careless.kill("SIGKILL");
});

it("takes over an unreadable lock and an abandoned takeover", () => {
  writeFileSync(join(folder, "lock"), "");
  writeFileSync(join(folder, "lock.takeover"), "99999999 long-ago\n");
  acquireLock(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

it("leaves the stale lock to a living process that is taking it over", () => {
  const other = mkdtempSync(join(root, "other-"));
  const lock = acquireLock(other);
  writeFileSync(join(folder, "lock"), "99999999 long-ago\n");
  writeFileSync(join(folder, "lock.takeover"), readFileSync(join(other, "lock")));
  expect(() => acquireLock(folder)).toThrow("lock.takeover");
  lock.release();
});

it("releases only its own lock, and only once", () => {
  const lock = acquireLock(folder);
  lock.release();
  const next = acquireLock(folder);
  lock.release();
  expect(existsSync(join(folder, "lock"))).toBe(true);
  next.release();
});

it("has one winner when many processes find the same stale lock", async () => {
  writeFileSync(join(folder, "lock"), "99999999 long-ago\n");
  const script = `
    import { acquireLock } from ${JSON.stringify(new URL("./lock.ts", import.meta.url).href)};
    try { acquireLock(${JSON.stringify(folder)}); console.log("WON"); } catch (error) { console.log(error.code); }
    setTimeout(() => {}, 3_000);`;
  const children = Array.from({ length: 6 }, () => spawn(process.execPath, ["--input-type=module", "-e", script]));
  const answers = await Promise.all(
    children.map(async (child) => String((await once(child.stdout, "data"))[0]).trim()),
  );
  for (const child of children) child.kill("SIGKILL");
  expect(answers.toSorted()).toEqual(["LOCKED", "LOCKED", "LOCKED", "LOCKED", "LOCKED", "WON"]);
});
