/**
 * `npm run bench`: every workload, its candidates in turn, round after round, the order shifted each round.
 *
 * Prints amounts a second on one core: the best round (what the code can do), the median (what it does here) and, round
 * by round, how each candidate stands to the first. `npm run bench -- cycle` runs the workloads of that name. Writes `bench/out/<time>.json`. Exits with 1 when a floor is missed
 * on a machine that was quiet enough to tell.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Candidate, Workload } from "./workload.ts";
import { governanceCycle } from "./workloads/governance-cycle.ts";
import { governedBacktest } from "./workloads/governed-backtest.ts";
import { manySymbols } from "./workloads/many-symbols.ts";
import { indicators } from "./workloads/indicators.ts";
import { opportunityRanking } from "./workloads/opportunity-ranking.ts";
import { rollingTail } from "./workloads/rolling-tail.ts";

const rounds = 9;

type Timing = { readonly wallMs: number; readonly cpuMs: number };
type Timed = { readonly name: string; readonly proof: string; readonly coldMs: number; readonly rounds: Timing[] };

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const perSecond = (amount: number, ms: number): number => Math.round((amount / ms) * 1_000);

function time({ run }: Candidate): Timing & { readonly proof: string } {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  const proof = run();
  const wallMs = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { proof, wallMs, cpuMs: (user + system) / 1_000 };
}

function measure({ candidates, name, agree }: Workload): Timed[] {
  agree?.();
  const timed = candidates.map((candidate): Timed => {
    const { proof, wallMs } = time(candidate);
    return { name: candidate.name, proof, coldMs: wallMs, rounds: [] };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < candidates.length; turn += 1) {
      const index = (round + turn) % candidates.length;
      const { proof, ...timing } = time(candidates[index]!);
      const known = timed[index]!;
      if (proof !== known.proof) throw new Error(`${name}, ${known.name}: expected the same result in every round`);
      known.rounds.push(timing);
    }
  }
  return timed;
}

const singles = 100_000;

/** How long single units take, in microseconds; undefined where they are not timed. */
function latencyOf({ one }: Candidate) {
  if (one === undefined) return undefined;
  const took = new Float64Array(singles);
  for (let index = 0; index < singles; index += 1) {
    const before = performance.now();
    one();
    took[index] = performance.now() - before;
  }
  took.sort();
  const quantile = (share: number): number => Number(((took[Math.floor(share * singles)] ?? 0) * 1_000).toFixed(2));
  return { p50: quantile(0.5), p99: quantile(0.99), p999: quantile(0.999) };
}

function summarise({ amount, floor, unit, name, margin, candidates: all }: Workload, timed: readonly Timed[]) {
  const first = timed[0]?.rounds ?? [];
  const candidates = timed.map((candidate, index) => {
    const latencyUs = all[index] === undefined ? undefined : latencyOf(all[index]);
    const walls = candidate.rounds.map(({ wallMs }) => wallMs);
    const ratios = walls.map((wall, round) => wall / (first[round]?.wallMs ?? Number.NaN));
    const cpuRatios = candidate.rounds.map(({ cpuMs }, round) => cpuMs / (first[round]?.cpuMs ?? Number.NaN));
    return {
      candidate: candidate.name,
      isPeer: all[index]?.isPeer ?? false,
      proof: candidate.proof,
      bestPerSecond: perSecond(amount, Math.min(...walls)),
      medianPerSecond: perSecond(amount, median(walls)),
      medianCpuPerSecond: perSecond(amount, median(candidate.rounds.map(({ cpuMs }) => cpuMs))),
      coldPerSecond: perSecond(amount, candidate.coldMs),
      medianTimeToFirst: Number(median(ratios).toFixed(3)),
      medianCpuToFirst: Number(median(cpuRatios).toFixed(3)),
      wallMs: walls,
      latencyUs,
    };
  });
  return { workload: name, amount, unit, floor, margin, rounds, candidates };
}

type Margin = { readonly what: string; readonly asked: number; readonly reached: number };

/** Of each workload that asks for one, and of each family; by time on the processor, which a busy machine disturbs less. */
function marginsOf(results: readonly ReturnType<typeof summarise>[]): Margin[] {
  const asking = results.flatMap(({ workload, margin, candidates }) => {
    const peers = candidates.filter(({ isPeer }) => isPeer).map(({ medianCpuToFirst }) => medianCpuToFirst);
    return margin === undefined
      ? []
      : [{ what: workload, ...margin, asked: margin.alone, reached: Math.min(...peers) }];
  });
  const families = [...new Set(asking.map(({ family }) => family))].map((family): Margin => {
    const members = asking.filter((each) => each.family === family);
    const logs = members.reduce((sum, { reached }) => sum + Math.log(reached), 0);
    return {
      what: `${family}, geometric mean of ${members.length}`,
      asked: members[0]?.together ?? Number.NaN,
      reached: Math.exp(logs / members.length),
    };
  });
  return [...asking, ...families];
}

const load = () => loadavg()[0] ?? 0;
const loadBefore = load();
const wanted = process.argv[2] ?? "";
const workloads = [
  ...governanceCycle(),
  ...governedBacktest(),
  ...manySymbols(),
  ...rollingTail(),
  ...indicators(),
  ...opportunityRanking(),
].filter(({ name }) => name.includes(wanted));
const results = workloads.map((workload) => summarise(workload, measure(workload)));
const loadAfter = load();
const isQuiet = Math.max(loadBefore, loadAfter) <= cpus().length;

for (const { workload, amount, unit, floor, candidates } of results) {
  console.log(
    `\n${workload}: ${amount.toLocaleString("en")} ${unit}, ${rounds} rounds in turn; floor ${floor.toLocaleString("en")} a second`,
  );
  console.table(
    Object.fromEntries(
      candidates.map(
        ({
          candidate,
          bestPerSecond,
          medianPerSecond,
          medianCpuPerSecond,
          coldPerSecond,
          medianTimeToFirst,
          latencyUs,
        }) => [
          candidate,
          {
            "best/s": bestPerSecond,
            "median/s": medianPerSecond,
            "per CPU s": medianCpuPerSecond,
            "cold/s": coldPerSecond,
            "time to first": medianTimeToFirst,
            ...(latencyUs === undefined ? {} : { "p50 us": latencyUs.p50, "p99 us": latencyUs.p99 }),
          },
        ],
      ),
    ),
  );
}

const git = (...words: string[]): string =>
  execFileSync("git", words, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
const commit = `${git("rev-parse", "HEAD")}${git("status", "--porcelain", "--untracked-files=no") === "" ? "" : "-dirty"}`;
const at = new Date().toISOString();
const machine = {
  node: process.version,
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  loadBefore,
  loadAfter,
};
const out = join(import.meta.dirname, "out");
mkdirSync(out, { recursive: true });
const file = join(out, `${at.replace(/[-:]|\.\d+/g, "")}.json`);
writeFileSync(file, `${JSON.stringify({ at, commit, ...machine, results }, undefined, 2)}\n`);
console.log(
  `\n${machine.cpu}, ${machine.cores} cores, load ${loadBefore.toFixed(2)} to ${loadAfter.toFixed(2)}, Node ${machine.node}, ${commit}\n${file}`,
);

const margins = marginsOf(results);
for (const { what, asked, reached } of margins)
  console.log(`${what}: ${reached.toFixed(2)} times as fast on the processor as the fastest peer, asked for ${asked}`);

const missed = results.filter(({ floor, candidates }) => (candidates[0]?.bestPerSecond ?? 0) < floor);
for (const { workload, floor } of missed)
  console.log(
    `below the floor of ${floor.toLocaleString("en")} a second: ${workload}${isQuiet ? "" : " (the machine was busy)"}`,
  );
const isShort = margins.some(({ asked, reached }) => !(reached >= asked));
if ((missed.length > 0 || isShort) && isQuiet) process.exitCode = 1;
