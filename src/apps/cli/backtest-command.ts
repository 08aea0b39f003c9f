/** `qt backtest`: options in, report or JSON out, progress on stderr. */
import { comparisonJson } from "../compare/comparison-json.ts";
import { comparisonText } from "../compare/comparison-text.ts";
import { compareGovernance } from "../compare/compare-governance.ts";
import { reportText } from "../backtest/report-text.ts";
import { summaryJson } from "../backtest/report-json.ts";
import { type BacktestOptions, type OnProgress, runBacktest } from "../backtest/run-backtest.ts";
import { usd } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { showProgress } from "./progress-bar.ts";
import { readAmount, readList, readTime, readWhole } from "./read-options.ts";

export type BacktestFlags = {
  readonly market: string;
  readonly symbols?: string;
  readonly interval?: string;
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
  readonly governance: "on" | "off";
  readonly seed?: string;
  readonly days?: string;
  readonly equity?: string;
  /** `true` when neither --out nor --no-out was given. */
  readonly out: string | boolean;
  readonly json?: boolean;
  readonly compareGovernance?: boolean;
};

export async function backtestCommand(flags: BacktestFlags): Promise<void> {
  if (flags.compareGovernance === true && flags.governance === "off")
    throw new FundError("BAD_USAGE", "--compare-governance: expected --governance on with it, was off");
  await interruptibly(async (signal, onProgress) => {
    const options = optionsOf(flags, signal);
    if (flags.compareGovernance === true) {
      const comparison = await compareGovernance(options, onProgress);
      return flags.json === true ? jsonLine(comparisonJson(comparison)) : comparisonText(comparison);
    }
    const backtest = await runBacktest(options, onProgress);
    return flags.json === true ? jsonLine(summaryJson(backtest)) : reportText(backtest);
  });
}

const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`;

function optionsOf(flags: BacktestFlags, signal: AbortSignal): BacktestOptions {
  const equity = readAmount("--equity", flags.equity);
  return {
    market: flags.market,
    symbols: readList(flags.symbols),
    interval: flags.interval,
    kind: flags.kind,
    from: readTime("--from", flags.from),
    to: readTime("--to", flags.to),
    governance: flags.governance,
    seed: readWhole("--seed", flags.seed, 0),
    days: readWhole("--days", flags.days, 1),
    startEquity: equity === undefined ? undefined : usd(equity),
    out: flags.out === true ? undefined : flags.out,
    signal,
  };
}

/** Plays with a bar on stderr, prints what comes of it, and ends in order when asked to. */
async function interruptibly(play: (signal: AbortSignal, onProgress: OnProgress) => Promise<string>): Promise<void> {
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, onSignal);
  const progress = showProgress(process.stderr);
  try {
    const said = await play(interrupt.signal, progress.update);
    progress.clear();
    process.stdout.write(said);
  } finally {
    progress.clear();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, onSignal);
  }
}
