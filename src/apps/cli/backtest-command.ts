/** `qt backtest`: options in, report or JSON out, progress on stderr. */
import { comparisonJson } from "../compare/comparison-json.ts";
import { comparisonText } from "../compare/comparison-text.ts";
import { compareGovernance } from "../compare/compare-governance.ts";
import { reportText } from "../backtest/report-text.ts";
import { summaryJson } from "../backtest/report-json.ts";
import { type BacktestOptions, runBacktest } from "../backtest/run-backtest.ts";
import { usd } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { resolveStrategies } from "../strategies/resolve-strategies.ts";
import { readVenue } from "../venue/read-venue-file.ts";
import { interruptibly, jsonLine } from "./interruptibly.ts";
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
  /** Names or files, in the order given. */
  readonly strategy?: readonly string[];
  /** A file. */
  readonly venue?: string;
  /** `true` when neither --out nor --no-out was given. */
  readonly out: string | boolean;
  readonly json?: boolean;
  readonly compareGovernance?: boolean;
};

export async function backtestCommand(flags: BacktestFlags): Promise<void> {
  if (flags.compareGovernance === true && flags.governance === "off")
    throw new FundError("BAD_USAGE", "--compare-governance: expected --governance on with it, was off");
  const strategies = await resolveStrategies(flags.strategy ?? []);
  await interruptibly(async (signal, onProgress) => {
    const options = { ...optionsOf(flags, signal), strategies };
    if (flags.compareGovernance === true) {
      const comparison = await compareGovernance(options, onProgress);
      return flags.json === true ? jsonLine(comparisonJson(comparison)) : comparisonText(comparison);
    }
    const backtest = await runBacktest(options, onProgress);
    return flags.json === true ? jsonLine(summaryJson(backtest)) : reportText(backtest);
  });
}

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
    venue: readVenue(flags.venue),
    out: flags.out === true ? undefined : flags.out,
    signal,
  };
}
