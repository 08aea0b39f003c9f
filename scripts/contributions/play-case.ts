/** Plays one case in this process, and tells how far it is; it stops now and then for what the process is told. */
import { setImmediate } from "node:timers/promises";
import { reportPerformance } from "../../src/kernel/analytics/performance-report.ts";
import { filled } from "../../src/kernel/analytics/column.ts";
import { dailyCurveOf, dayOfClose } from "../../src/kernel/analytics/daily-curve.ts";
import type { RunRecord } from "../../src/kernel/analytics/run-record.ts";
import { FundRun } from "../../src/apps/backtest/fund-run.ts";
import { type MarketChoice, openMarket } from "../../src/apps/backtest/market-choice.ts";
import { configOf } from "../../src/apps/backtest/run-backtest.ts";
import { codeVersion } from "../../src/apps/code-version.ts";
import type { Case } from "./cases.ts";
import type { PlayedCase } from "./played-case.ts";
import { Slippage } from "./slippage.ts";

const closesPerWord = 1_000;

/** @param tell the share that is done */
export async function playCase(
  choice: MarketChoice,
  played: Case,
  tell: (share: number) => void = () => {},
): Promise<PlayedCase> {
  const opened = openMarket(choice);
  const { history } = opened;
  const config = played.configFrom(configOf({}, opened, "on"), configOf({}, opened, "off"));
  const slippage = new Slippage();
  const run = new FundRun(config, history.firstClose, slippage.hear);
  let [closes, bars] = [0, 0];
  for (const closed of history.closedBars()) {
    run.playClose(closed);
    closes += 1;
    bars += closed.bars.length;
    if (closes % closesPerWord !== 0) continue;
    tell(bars / history.barCount);
    await setImmediate();
  }
  const { curve, trading } = reportPerformance(run.record);
  return {
    name: played.name,
    digest: run.digest.finish(),
    code: codeVersion(),
    fromMs: curve.startAtMs,
    toMs: curve.endAtMs,
    bars,
    netReturnRatio: curve.netReturnRatio,
    maxDrawdownRatio: curve.maxDrawdown.ratio,
    sharpeRatio: curve.sharpe.ratio,
    sharpeErrorRatio: curve.sharpe.standardErrorRatio,
    trades: trading.trades,
    feesUsd: trading.feesUsd,
    slippageUsd: slippage.costUsd,
    inMarketFraction: curve.exposure.inMarketFraction,
    inMarketDays: daysInMarket(run.record),
    endStage: run.state.fund?.governance.stage.current ?? config.stage,
    dailyReturns: [...dailyCurveOf(run.record).returns],
  };
}

/** Days at some close of which something was held. */
function daysInMarket({ samples }: RunRecord): number {
  const exposure = filled(samples.exposure);
  const days = new Set<number>();
  filled(samples.at).forEach((at, index) => {
    if ((exposure[index] ?? 0) > 0) days.add(dayOfClose(at));
  });
  return days.size;
}
