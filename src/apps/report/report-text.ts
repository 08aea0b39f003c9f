/** What `qt report` prints: the headline, each with its error or the number of cases, and where the sheet is. */
import { attributionOf } from "../../kernel/analytics/projection/attribution.ts";
import { costsOf } from "../../kernel/analytics/projection/metrics.ts";
import { dayOf, money, share, signedShare, whole } from "../figures.ts";
import { sharpeText } from "./html/sheet-parts.ts";
import { symbolsOf } from "./tear-sheet.ts";
import type { WrittenReport } from "./write-report.ts";

export function reportText({ sheet, folder }: WrittenReport): string {
  const { report, holdCurve, analytics } = sheet;
  const { curve, trading } = report;
  const costs = costsOf(analytics);
  const rows: [string, string][] = [
    ["Net return", `${signedShare(curve.netReturnRatio)} (buy-and-hold ${signedShare(holdCurve.netReturnRatio)})`],
    ["Sharpe", `${sharpeText(curve.sharpe)} over ${whole(curve.sharpe.days)} days`],
    ["Deepest drawdown", share(curve.maxDrawdown.ratio)],
    [
      "Trades",
      `${whole(trading.trades)} closed, ${whole(analytics.open.size)} open, won ${share(trading.winRateFraction)}`,
    ],
    ["Costs", `fees ${money(costs.feesUsd)}, slippage ${money(costs.slippageUsd)}, funding ${money(costs.fundingUsd)}`],
    ...attributionOf(analytics, "strategy").rows.map(({ key, pnlUsd }): [string, string] => [
      `  ${key}`,
      money(pnlUsd),
    ]),
  ];
  const title = `${symbolsOf(sheet).join(", ")}, ${dayOf(curve.startAtMs)} to ${dayOf(curve.endAtMs)}`;
  const where = folder === undefined ? "" : `\nTear sheet: ${folder}/tearsheet.html\n`;
  const lines = rows.map(([name, value]) => `  ${name.padEnd(18)} ${value}`);
  return `${title}\n\n${lines.join("\n")}\n${where}`;
}
