/**
 * Drills on disk: one file each below the fund's data folder, `drills/ess-<time>.json`, told to the fund at its next start.
 *
 * A file that cannot be read is passed over, so that a drill nobody can read counts as none: the stage that asks for
 * drills is then overdue, which is the safe side.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type InputEvent, parseInput } from "../../kernel/events/catalogue.ts";
import { drillCompleted } from "../../kernel/events/operator-events.ts";
import { durationMs, epochMs } from "../../kernel/units/units.ts";
import type { DrillResult } from "./hold-drill.ts";

const folderOf = (data: string): string => join(data, "drills");

/** Returns the path written. */
export function keepDrill(data: string, result: DrillResult): string {
  const folder = folderOf(data);
  mkdirSync(folder, { recursive: true });
  const time = new Date(result.startedAtMs).toISOString().replaceAll(/[-:]/g, "");
  const path = join(folder, `ess-${time}.json`);
  writeFileSync(path, `${JSON.stringify({ ...result, event: eventOf(result) }, undefined, 2)}\n`);
  return path;
}

const eventOf = ({ startedAtMs, passed, timeToZeroMs, checks }: DrillResult): InputEvent => {
  const failed = checks.filter((check) => !check.passed).map(({ what, found }) => `${what}: ${found}`);
  return drillCompleted.create({
    startedAtMs: epochMs(startedAtMs),
    passed,
    timeToZeroMs: timeToZeroMs === null ? null : durationMs(timeToZeroMs),
    note: failed.length === 0 ? `${checks.length} checks passed` : failed.join("; "),
  });
};

/** What the fund has not heard of yet, oldest first. */
export function drillsSince(data: string, knownUntil: number): InputEvent[] {
  const events: { readonly startedAt: number; readonly event: InputEvent }[] = [];
  for (const name of filesIn(folderOf(data))) {
    const event = readDrill(join(folderOf(data), name));
    if (event?.type !== "drill.completed" || !(event.data.startedAtMs > knownUntil)) continue;
    events.push({ startedAt: event.data.startedAtMs, event });
  }
  return events.sort((a, b) => a.startedAt - b.startedAt).map(({ event }) => event);
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.startsWith("ess-") && name.endsWith(".json"));
  } catch {
    return [];
  }
}

function readDrill(path: string): InputEvent | undefined {
  try {
    const held: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof held !== "object" || held === null || !("event" in held)) return undefined;
    const parsed = parseInput(held.event);
    return parsed.kind === "PARSED" ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}
