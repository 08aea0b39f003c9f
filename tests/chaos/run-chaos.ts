/**
 * Kills a trading fund again and again while its venue lives on, and judges it after every kill and at the end.
 *
 * A third of the kills hit the start itself, the rest any moment of trading. The delays are seeded and printed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { seedRandom, uniform } from "../../src/kernel/maths/seeded-random.ts";
import { type Acknowledged, judgeJournal, judgeVenue, type Verdict } from "./judge.ts";

export type ChaosOptions = {
  readonly kills: number;
  readonly seed: number;
  readonly paceMs: number;
  readonly print: (line: string) => void;
};
export type ChaosResult = {
  readonly kills: number;
  readonly complaints: readonly string[];
  readonly entries: number;
  readonly orders: number;
  readonly fills: number;
  readonly unknown: number;
  readonly freezes: number;
  readonly killsWhileFrozen: number;
};

/** A run this long must have met a frozen fund. */
const enoughKills = 30;

/** A busy machine plays few bars between two kills, so the last start trades until it has taken in this much. */
const tailEntries = 200;
const longestTail = 20_000;

const script = (name: string): string => join(import.meta.dirname, name);

export async function runChaos({ kills, seed, paceMs, print }: ChaosOptions): Promise<ChaosResult> {
  const folder = mkdtempSync(join(tmpdir(), "qt-chaos-"));
  const log = join(folder, "venue.jsonl");
  const data = join(folder, "fund");
  const world = spawn(process.execPath, [script("world-process.ts"), log, String(paceMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = `http://127.0.0.1:${await firstWord(world, "PORT")}`;
    const random = seedRandom(seed);
    const said: Acknowledged = { seq: -1, frozen: false };
    const complaints: string[] = [];
    let killsWhileFrozen = 0;
    for (let kill = 1; kill <= kills; kill++) {
      const duringStart = uniform(random) < 1 / 3;
      const delay = duringStart ? 30 + uniform(random) * 500 : 20 + uniform(random) * 900;
      const verdict = await killOnce({ data, url, duringStart, delay, said });
      complaints.push(...verdict.complaints.map((each) => `kill ${kill}: ${each}`));
      if (said.frozen) killsWhileFrozen += 1;
      const when = duringStart ? `${delay.toFixed(0)} ms after the start` : `${delay.toFixed(0)} ms into trading`;
      print(
        `kill ${kill}/${kills} ${when}: ${verdict.state.seq + 1} entries, ${verdict.complaints.length === 0 ? "sound" : verdict.complaints.join("; ")}`,
      );
    }
    const last = await stopInOrder(world, data, url, said);
    complaints.push(...last.complaints, ...judgeVenue(log, last));
    if (kills >= enoughKills && killsWhileFrozen === 0)
      complaints.push("no kill met a frozen fund: nothing was proved");
    return { kills, complaints, killsWhileFrozen, ...countsOf(last) };
  } finally {
    world.kill("SIGTERM");
    await once(world, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}

type Kill = {
  readonly data: string;
  readonly url: string;
  readonly duringStart: boolean;
  readonly delay: number;
  readonly said: Acknowledged;
};

async function killOnce({ data, url, duringStart, delay, said }: Kill): Promise<Verdict> {
  const fund = startFund(data, url);
  const heard = listen(fund, said);
  if (!duringStart) await heard.ready;
  await setTimeout(delay);
  fund.kill("SIGKILL");
  await heard.ended;
  if (heard.fatal() !== undefined) throw new Error(`the fund stopped by itself: ${heard.fatal()}`);
  if (said.seq < 0 && duringStart) return judgeYoung(data, said);
  return judgeJournal(data, said);
}

/** A fund killed before it wrote its manifest has no journal to judge yet. */
async function judgeYoung(data: string, said: Acknowledged): Promise<Verdict> {
  try {
    return await judgeJournal(data, said);
  } catch {
    return { state: { seq: -1, at: 0 as never, fund: undefined }, complaints: [], facts: [], digest: "" };
  }
}

/** Trades on for a moment, lets the world stand still, catches up, and stops in order. */
async function stopInOrder(world: ChildProcess, data: string, url: string, said: Acknowledged): Promise<Verdict> {
  const fund = startFund(data, url);
  const heard = listen(fund, said);
  await heard.ready;
  const from = said.seq;
  for (let waited = 0; waited < longestTail && said.seq < from + tailEntries; waited += 100) await setTimeout(100);
  world.kill("SIGUSR2");
  await hasCaughtUp(said);
  fund.kill("SIGTERM");
  await heard.ended;
  const verdict = await judgeJournal(data, said);
  if (heard.digest() !== verdict.digest)
    verdict.complaints.push("the state at the stop is not what its journal replays to");
  return verdict;
}

/** The world stands still: once the fund has taken nothing in for a while, it has heard everything. */
async function hasCaughtUp(said: Acknowledged): Promise<void> {
  for (let seen = Number.NaN; seen !== said.seq; ) {
    seen = said.seq;
    await setTimeout(2_000);
  }
}

const startFund = (data: string, url: string): ChildProcess =>
  spawn(process.execPath, [script("fund-process.ts"), data, url], { stdio: ["ignore", "pipe", "inherit"] });

function listen(fund: ChildProcess, said: Acknowledged) {
  let digest: string | undefined;
  let fatal: string | undefined;
  let markReady = () => {};
  const ready = new Promise<void>((resolve) => {
    markReady = resolve;
  });
  const lines = createInterface({ input: fund.stdout ?? process.stdin });
  lines.on("line", (line) => {
    const [word, value = ""] = line.split(" ");
    if (word === "A") said.seq = Number(value);
    if (word === "F") said.frozen = value === "1";
    if (word === "READY") markReady();
    if (word === "DIGEST") digest = value;
    if (word === "FATAL") fatal = line;
  });
  const ended = Promise.all([once(lines, "close"), once(fund, "exit")]).then(markReady);
  return { ready, ended, digest: () => digest, fatal: () => fatal };
}

function firstWord(child: ChildProcess, word: string): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout ?? process.stdin }).on("line", (line) => {
      if (line.startsWith(word)) resolve(line.slice(word.length + 1));
    });
  });
}

function countsOf({ facts, state }: Verdict) {
  const count = (type: string) => facts.filter((fact) => fact.type === type).length;
  const unknown = facts.filter((fact) => fact.type === "order.status_changed" && fact.data.to === "UNKNOWN").length;
  return {
    entries: state.seq + 1,
    orders: count("order.submitted"),
    fills: count("trade.executed"),
    unknown,
    freezes: count("fund.frozen"),
  };
}
