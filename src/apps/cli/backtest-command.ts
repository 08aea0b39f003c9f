/** `qt backtest`: options in, report or JSON out, progress on stderr. */
import { reportText } from "../backtest/report-text.ts";
import { summaryJson } from "../backtest/report-json.ts";
import { runBacktest } from "../backtest/run-backtest.ts";
import { usd } from "../../kernel/units/units.ts";
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
};

export async function backtestCommand(flags: BacktestFlags): Promise<void> {
  const equity = readAmount("--equity", flags.equity);
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, onSignal);
  const progress = showProgress(process.stderr);
  try {
    const backtest = await runBacktest(
      {
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
        signal: interrupt.signal,
      },
      progress.update,
    );
    progress.clear();
    process.stdout.write(flags.json === true ? `${JSON.stringify(summaryJson(backtest))}\n` : reportText(backtest));
  } finally {
    progress.clear();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, onSignal);
  }
}
