/** The control register of a running fund: what the fund counted, and RT-01, which only a clock on the wall can. */
import type { ControlReport } from "../../kernel/domain/control-report.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { reportControls } from "../../kernel/step-controls.ts";
import { type AlertDelays, useOfAlertDelays } from "./alert-delays.ts";

export function controlsOf({ fund }: FundState, delays: AlertDelays): ControlReport {
  if (fund === undefined)
    throw new Error("expected an open fund to look at; start the server after fund.opened was taken in");
  const report = reportControls(fund);
  const use = useOfAlertDelays(delays, report.month);
  return { ...report, controls: report.controls.map((row) => (row.id === "RT-01" ? { ...row, use } : row)) };
}
