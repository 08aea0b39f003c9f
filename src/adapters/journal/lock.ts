/**
 * One process per journal folder (resolutions 16d), by a `lock` file that names the holder.
 *
 * The file appears with its content in one step (a hard link), so no reader ever sees half a lock. A holder that died
 * without releasing is recognised by its pid and, since pids come round again, by when that process started. Only
 * the one process that holds `lock.takeover` may remove a stale lock: two starters cannot both take it over.
 */
import { linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FundError } from "../../ports/errors.ts";
import { isDiskFull, systemCodeOf } from "./journal-files.ts";

export type Lock = {
  /** Removes the lock file, if it is still ours. Safe to call twice. */
  release(): void;
};

/** Throws `LOCKED` naming the pid and the file when a living process holds the folder. */
export function acquireLock(folder: string): Lock {
  const path = join(folder, "lock");
  refuseIfAlive(path);
  const mine = `${process.pid} ${processStart(process.pid) ?? "unknown"}\n`;
  if (!create(path, mine)) takeOver(path, mine);
  let held = true;
  return {
    release() {
      if (held && readHolder(path) === mine) unlinkSync(path);
      held = false;
    },
  };
}

function takeOver(path: string, mine: string): void {
  const takeover = `${path}.takeover`;
  if (!create(takeover, mine)) {
    refuseIfAlive(takeover);
    remove(takeover);
    if (!create(takeover, mine)) throw locked(path, readHolder(path));
  }
  try {
    refuseIfAlive(path);
    remove(path);
    if (!create(path, mine)) throw locked(path, readHolder(path));
  } finally {
    remove(takeover);
  }
}

function refuseIfAlive(path: string): void {
  const holder = readHolder(path);
  if (holder !== undefined && isAlive(holder)) throw locked(path, holder);
}

function locked(path: string, holder: string | undefined): FundError {
  const pid = holder?.split(" ")[0] ?? "unknown";
  return new FundError("LOCKED", `expected no other process to use this folder, ${path} is held by pid ${pid}`);
}

function isAlive(holder: string): boolean {
  const [pidText = "", ...rest] = holder.trim().split(" ");
  const pid = Number(pidText);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !answersSignals(pid)) return false;
  const started = rest.join(" ");
  const running = processStart(pid);
  return running === undefined || started === "unknown" || running === started;
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return systemCodeOf(error) === "EPERM";
  }
}

/** Boot and clock tick at which a process started, `zombie` for one that has ended; `undefined` where no /proc is. */
function processStart(pid: number): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may hold spaces; the third is the state.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "zombie" : `${boot}/${fields[19] ?? ""}`;
  } catch {
    return undefined;
  }
}

function create(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, content);
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === "EEXIST") return false;
    if (isDiskFull(error)) throw error;
    return createWithoutLinks(path, content);
  } finally {
    remove(draft);
  }
}

/** For file systems without hard links. */
function createWithoutLinks(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (systemCodeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (systemCodeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (systemCodeOf(error) !== "ENOENT") throw error;
  }
}
