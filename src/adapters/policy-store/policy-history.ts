/**
 * The versions of a policy folder as JSON lines, oldest first.
 *
 * A line is appended after its version became the current one. A kill between the two leaves the history one behind:
 * whoever reads adds the current version, whoever writes appends it first. A last line without its end was never
 * finished and is cut; any other line that cannot be read is named and refused.
 */
import { existsSync, readFileSync, renameSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import type { StoredPolicy } from "../../ports/policy-store.ts";
import { appendDurably, syncFolder, writeDurably } from "./durable-files.ts";
import { readPolicyText, textOf } from "./policy-text.ts";

/** A full history is cut back by this share at once, so that not every commit rewrites it. */
const slackShare = 0.1;

export class PolicyHistory {
  private readonly folder: string;
  private readonly capacity: number;
  /** Lines and last version in the file; unknown until a writer has looked. */
  private known: { lines: number; lastVersion: number; bytes: number } | undefined;

  constructor(folder: string, capacity: number) {
    this.folder = folder;
    this.capacity = capacity;
  }

  private get path(): string {
    return join(this.folder, "history.jsonl");
  }

  /** At most `capacity` versions, with `current` as the last. Changes nothing. */
  read(current: StoredPolicy | undefined): StoredPolicy[] {
    if (current === undefined) return [];
    const older = this.lines()
      .map((line, index) => readPolicyText(line, `${this.path}, line ${index + 1}`))
      .filter(({ document }) => document.version < current.document.version);
    return [...older, current].slice(-this.capacity);
  }

  /** Appends what has become current; repairs what a kill has left first. */
  add(current: StoredPolicy): void {
    const { lines, lastVersion } = this.repaired();
    if (lastVersion >= current.document.version) return;
    appendDurably(this.path, `${textOf(current)}\n`);
    this.known = { lines: lines + 1, lastVersion: current.document.version, bytes: statSync(this.path).size };
    if (lines + 1 > this.capacity * (1 + slackShare)) this.shorten();
  }

  private repaired(): { lines: number; lastVersion: number } {
    const bytes = existsSync(this.path) ? statSync(this.path).size : 0;
    if (this.known?.bytes === bytes) return this.known;
    const text = existsSync(this.path) ? readFileSync(this.path, "utf8") : "";
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole.length < text.length) truncateSync(this.path, Buffer.byteLength(whole));
    const lines = linesOf(whole);
    const last = lines.at(-1);
    const lastVersion =
      last === undefined ? 0 : readPolicyText(last, `${this.path}, line ${lines.length}`).document.version;
    return { lines: lines.length, lastVersion };
  }

  private shorten(): void {
    const kept = this.lines().slice(-this.capacity);
    const draft = join(this.folder, `history-${process.pid}.draft`);
    writeDurably(draft, kept.map((line) => `${line}\n`).join(""));
    renameSync(draft, this.path);
    syncFolder(this.folder);
    this.known = undefined;
  }

  /** Whole lines only. */
  private lines(): string[] {
    if (!existsSync(this.path)) return [];
    const text = readFileSync(this.path, "utf8");
    return linesOf(text.slice(0, text.lastIndexOf("\n") + 1));
  }
}

const linesOf = (text: string): string[] => text.split("\n").filter((line) => line !== "");
