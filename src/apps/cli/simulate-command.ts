/** `qt simulate`: seeded fault runs, a table of what happened, and exit code 1 when a promise was broken. */
import { availableParallelism } from "node:os";
import { FundError } from "../../ports/errors.ts";
import { readFaultPlan } from "../simulate/read-fault-plan.ts";
import { type SabotageName, sabotages } from "../simulate/sabotage.ts";
import { planOf, simulate, type Simulation } from "../simulate/simulate.ts";
import { simulateText } from "../simulate/simulate-text.ts";
import { jsonLine } from "./interruptibly.ts";
import { readAmount, readWhole } from "./read-options.ts";

export type SimulateFlags = {
  readonly seeds?: string;
  readonly seed?: string;
  readonly closes?: string;
  readonly intensity?: string;
  readonly faults?: string;
  readonly threads?: string;
  readonly break?: string;
  readonly keep?: string;
  readonly json?: boolean;
};

const progressEveryMs = 5_000;
const broken = 1;
const interrupted = 130;

export async function simulateCommand(flags: SimulateFlags): Promise<void> {
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  const plans = plansOf(flags);
  const threads = Math.min(
    plans.length,
    readWhole("--threads", flags.threads, 1) ?? Math.min(4, availableParallelism()),
  );
  let told = performance.now();
  const result = await simulate({
    plans,
    threads,
    sabotage: readSabotage(flags.break),
    keep: flags.keep,
    signal: interrupt.signal,
    onProgress: (done, violations) => {
      if (performance.now() - told < progressEveryMs) return;
      told = performance.now();
      process.stderr.write(`${done} of ${plans.length} runs, ${violations} violations\n`);
    },
  });
  process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  process.stdout.write(flags.json === true ? jsonLine(jsonOf(result)) : simulateText(result));
  const finished = result.runs < result.wanted ? interrupted : 0;
  process.exitCode = result.violations === 0 ? finished : broken;
}

function plansOf(flags: SimulateFlags) {
  if (flags.faults !== undefined) return [readFaultPlan(flags.faults)];
  const first = readWhole("--seed", flags.seed, 0) ?? 0;
  const count = readWhole("--seeds", flags.seeds, 1) ?? (flags.seed === undefined ? 100 : 1);
  const closes = readWhole("--closes", flags.closes, 2);
  const intensity = readAmount("--intensity", flags.intensity);
  return Array.from({ length: count }, (_, index) => planOf(first + index, intensity, closes));
}

function readSabotage(name: string | undefined): SabotageName | undefined {
  if (name === undefined) return undefined;
  const names = Object.keys(sabotages);
  const isKnown = (each: string): each is SabotageName => names.includes(each);
  if (isKnown(name)) return name;
  throw new FundError("BAD_USAGE", `--break: expected one of ${names.join(", ")}, was "${name}"`);
}

const jsonOf = ({ failures, ...sums }: Simulation) => ({
  ...sums,
  failures: failures.map(({ seed, shrunk }) => ({ seed, plan: shrunk.plan, violations: shrunk.violations })),
});
