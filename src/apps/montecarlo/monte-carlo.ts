/**
 * `qt montecarlo`: how much of a run was luck of the path. Its days in blocks, its trades in other orders, seeded, so that
 * the same run and seed give the same answer.
 */
import { dailyCurveOf } from "../../kernel/analytics/daily-curve.ts";
import { minimumSample } from "../../kernel/analytics/sharpe-report.ts";
import { FundError } from "../../ports/errors.ts";
import { defaultRunFolder, RunFolder } from "../backtest/run-folder.ts";
import { codeVersion } from "../code-version.ts";
import { recordRun } from "../replay/record-run.ts";
import { manifestOfRun } from "../replay/replay-run.ts";
import { libraryOfRun } from "../strategies/resolve-strategies.ts";
import { monteCarloHtml } from "./html/monte-carlo-html.ts";
import { monteCarloJson } from "./monte-carlo-json.ts";
import type { MonteCarlo } from "./monte-carlo-answer.ts";
import { reorderTrades, tradeReturns } from "./reorder-trades.ts";
import { resampleDays } from "./resample-days.ts";

export const defaultPaths = 10_000;
export const mostPaths = 200_000;

export type MonteCarloOptions = {
  readonly run: string;
  readonly paths?: number | undefined;
  readonly seed?: number | undefined;
  /** Where the bar files are now, when they have moved since. */
  readonly market?: string | undefined;
  /** Where the page goes; left out: a new folder below `runs/`; `false`: nowhere. */
  readonly out?: string | false | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** @throws FundError when there is no sound run, or too little of one */
export async function monteCarlo(options: MonteCarloOptions): Promise<MonteCarlo> {
  const played = await play(options);
  if (options.out === false) return played;
  const folder = new RunFolder(options.out ?? defaultRunFolder(played.symbols, new Date(), "montecarlo"));
  const answer = { ...played, folder: folder.path };
  try {
    folder.write("montecarlo.json", `${JSON.stringify(monteCarloJson(answer), undefined, 2)}\n`);
    folder.write("montecarlo.html", monteCarloHtml(answer));
    await folder.finish();
    return answer;
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

async function play({ run, paths = defaultPaths, seed = 0, market, signal }: MonteCarloOptions): Promise<MonteCarlo> {
  const library = await libraryOfRun(manifestOfRun(run).plugIns);
  const { config, record } = recordRun(run, market, library);
  const { returns } = dailyCurveOf(record);
  if (returns.length < minimumSample)
    throw new FundError("BAD_USAGE", `${run}: expected a run of ${minimumSample} days or more, was ${returns.length}`);
  const draws = { paths, seed, signal };
  return {
    run,
    symbols: config.instruments.map(({ symbol }) => symbol),
    paths,
    seed,
    startAtMs: record.startedAt,
    startEquityUsd: record.startEquity,
    days: await resampleDays(returns, draws),
    trades: await reorderTrades(tradeReturns(record), draws),
    code: codeVersion(),
    nodeVersion: process.version,
    folder: undefined,
  };
}
