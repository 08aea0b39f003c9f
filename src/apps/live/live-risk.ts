/** The risk officer's report of a running fund, made when asked for and kept until the next entry: it simulates paths. */
import type { RiskReport } from "../../kernel/domain/risk-report.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { reportRisk } from "../../kernel/governance/report-risk.ts";
import { portfolioOf } from "../../kernel/step-govern.ts";
import { weightsOf } from "../../kernel/trading/positions/valuation.ts";

export function keepRisk(): (state: FundState) => RiskReport {
  let kept: { readonly seq: number; readonly report: RiskReport } | undefined;
  return (state) => {
    if (kept?.seq === state.seq) return kept.report;
    const report = riskReportOf(state);
    kept = { seq: state.seq, report };
    return report;
  };
}

function riskReportOf({ fund, at }: FundState): RiskReport {
  const { lastPerformance: performance } = fund?.governance ?? {};
  if (fund === undefined || performance === undefined)
    throw new Error("expected an open fund to look at; start the server after fund.opened was taken in");
  const portfolio = portfolioOf(fund);
  const weights = weightsOf(fund.trading.positions, portfolio.equity);
  return reportRisk(fund.governance, fund.config, { portfolio, weights, performance, at });
}
