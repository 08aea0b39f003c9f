/** `qt montecarlo`: the luck in a run, as text or JSON, with a page beside. */
import { FundError } from "../../ports/errors.ts";
import { monteCarlo, mostPaths } from "../montecarlo/monte-carlo.ts";
import { monteCarloJson } from "../montecarlo/monte-carlo-json.ts";
import { monteCarloText } from "../montecarlo/monte-carlo-text.ts";
import { interruptibly, jsonLine } from "./interruptibly.ts";
import { readWhole } from "./read-options.ts";

export type MonteCarloFlags = {
  readonly paths?: string;
  readonly seed?: string;
  readonly market?: string;
  /** `true` when neither --out nor --no-out was given. */
  readonly out: string | boolean;
  readonly json?: boolean;
};

const leastPaths = 100;

export async function monteCarloCommand(run: string, flags: MonteCarloFlags): Promise<void> {
  const paths = readWhole("--paths", flags.paths, leastPaths);
  if (paths !== undefined && paths > mostPaths)
    throw new FundError("BAD_USAGE", `--paths: expected ${mostPaths} at most, was ${paths}`);
  const seed = readWhole("--seed", flags.seed, 0);
  const out = flags.out === true ? undefined : flags.out;
  await interruptibly(async (signal) => {
    const answer = await monteCarlo({ run, paths, seed, market: flags.market, out, signal });
    return flags.json === true ? jsonLine(monteCarloJson(answer)) : monteCarloText(answer);
  });
}
