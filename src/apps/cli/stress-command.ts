/** `qt stress`: scenarios on the fund, judged; text or JSON, a page beside. Exits with 1 when a scenario fails. */
import { usd } from "../../kernel/units/units.ts";
import { furtherScenarios, scenarioLibrary } from "../../kernel/simulation/stress/scenarios.ts";
import { simulatedName } from "../backtest/market-choice.ts";
import { historicWindows } from "../stress/historic-windows.ts";
import { runStress, scenarioNames, type StressOptions } from "../stress/run-stress.ts";
import { stressJson } from "../stress/stress-json.ts";
import { stressText } from "../stress/stress-text.ts";
import { readVenue } from "../venue/read-venue-file.ts";
import { interruptibly, jsonLine } from "./interruptibly.ts";
import { readAmount, readList, readTime, readWhole } from "./read-options.ts";

export type StressFlags = {
  readonly all?: boolean;
  readonly list?: boolean;
  /** Files of scenarios, in the order given. */
  readonly custom: readonly string[];
  readonly market: string;
  readonly data?: string;
  readonly symbols?: string;
  readonly interval?: string;
  readonly from?: string;
  readonly to?: string;
  readonly seed?: string;
  readonly days?: string;
  readonly equity?: string;
  /** A file. */
  readonly venue?: string;
  /** `true` when neither --out nor --no-out was given. */
  readonly out: string | boolean;
  readonly json?: boolean;
};

export async function stressCommand(names: readonly string[], flags: StressFlags): Promise<void> {
  if (flags.list === true) return void process.stdout.write(listText());
  await interruptibly(async (signal, onProgress) => {
    const answer = await runStress(optionsOf(names, flags, signal), (done, all, at) =>
      onProgress({ closesDone: done, barsDone: done, barsTotal: all, at }),
    );
    if (!answer.passed) process.exitCode = 1;
    return flags.json === true ? jsonLine(stressJson(answer)) : stressText(answer);
  });
}

const listText = (): string =>
  [...scenarioLibrary, ...furtherScenarios, ...historicWindows]
    .map(({ name, title }) => `${name.padEnd(22)} ${title}\n`)
    .join("");

/** `--all` is the library and every window; names alone are those. */
function optionsOf(names: readonly string[], flags: StressFlags, signal: AbortSignal): StressOptions {
  const equity = readAmount("--equity", flags.equity);
  return {
    names: flags.all === true ? scenarioNames() : names,
    files: flags.custom,
    data: flags.data,
    market: flags.market,
    symbols: readList(flags.symbols),
    interval: flags.interval,
    kind: flags.market === simulatedName ? undefined : "spot",
    from: readTime("--from", flags.from),
    to: readTime("--to", flags.to),
    seed: readWhole("--seed", flags.seed, 0),
    days: readWhole("--days", flags.days, 1),
    venue: readVenue(flags.venue),
    startEquity: equity === undefined ? undefined : usd(equity),
    out: flags.out === true ? undefined : flags.out,
    signal,
  };
}
