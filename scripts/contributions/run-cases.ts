/**
 * Plays the cases that are not played yet, two processes at a time, and keeps every result in a file of its own.
 *
 * A file is named by code, market, range and case, and appears whole or not at all: a run that was interrupted goes on
 * with what is missing. Code that is not committed has no name of its own, so nothing of it is taken over.
 */
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { MarketChoice } from "../../src/apps/backtest/market-choice.ts";
import { codeVersion } from "../../src/apps/code-version.ts";
import type { Case } from "./cases.ts";
import { type PlayedCase, playedCaseSchema } from "./played-case.ts";

export const mostWorkers = 2;

const wordSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("SHARE"), share: z.number() }),
  z.strictObject({ kind: z.literal("PLAYED"), result: playedCaseSchema }),
]);

export type Progress = (name: string, share: number) => void;
export type PlayOptions = {
  readonly choice: MarketChoice;
  readonly cases: readonly Case[];
  /** Folder of the results. */
  readonly cache: string;
  readonly workers: number;
  readonly progress: Progress;
};

/** In the order of the cases. @throws the first failure, once no process runs any more */
export async function runCases({ choice, cases, cache, workers, progress }: PlayOptions): Promise<PlayedCase[]> {
  mkdirSync(cache, { recursive: true });
  const results = new Map<string, PlayedCase>();
  const waiting = [...cases];
  const playNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const file = join(cache, `${keyOf(choice, next)}.json`);
      const result = readKept(file) ?? (await playApart(choice, next, progress));
      keep(file, result);
      progress(next.name, 1);
      results.set(next.name, result);
    }
  };
  const ended = await Promise.allSettled(
    Array.from({ length: Math.min(mostWorkers, Math.max(1, workers)) }, () => playNext()),
  );
  for (const each of ended) if (each.status === "rejected") throw each.reason;
  return cases.flatMap(({ name }) => results.get(name) ?? []);
}

/** A mark of its own for every start while the code is not committed. */
const unnamed = `${process.pid}-${Date.now()}`;

function keyOf(choice: MarketChoice, { name }: Case): string {
  const code = codeVersion();
  const identity = JSON.stringify([code, code.endsWith("-dirty") ? unnamed : "", process.version, choice, name]);
  return `${name.replaceAll(/\W/gu, "-")}-${createHash("sha256").update(identity).digest("hex").slice(0, 16)}`;
}

function readKept(file: string): PlayedCase | undefined {
  if (!existsSync(file)) return undefined;
  const { data } = playedCaseSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  return data;
}

function keep(file: string, result: PlayedCase): void {
  const written = `${file}.${process.pid}`;
  writeFileSync(written, JSON.stringify(result));
  renameSync(written, file);
}

function playApart(choice: MarketChoice, { name }: Case, progress: Progress): Promise<PlayedCase> {
  return new Promise((resolve, reject) => {
    const worker = fork(join(import.meta.dirname, "worker.ts"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    let result: PlayedCase | undefined;
    worker.on("message", (message) => {
      const word = wordSchema.parse(message);
      if (word.kind === "SHARE") progress(name, word.share);
      else ({ result } = word);
    });
    worker.once("error", reject);
    worker.once("exit", (status) => {
      if (result !== undefined) resolve(result);
      else reject(new Error(`expected ${name} to be played to its end, its process left with ${status}`));
    });
    worker.send({ name, choice });
  });
}
