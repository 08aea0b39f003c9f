/** The ensemble's report of a running fund. */
import type { EnsembleReport } from "../../kernel/domain/ensemble-report.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { reportEnsemble } from "../../kernel/trading/signals/report-ensemble.ts";

export function ensembleOf({ fund, at }: FundState): EnsembleReport {
  if (fund === undefined)
    throw new Error("expected an open fund to look at; start the server after fund.opened was taken in");
  const { signals, latest } = fund.trading;
  const cio = fund.governance.policy?.modelWeights;
  return reportEnsemble(signals, { config: fund.config, at, cio, latest });
}
