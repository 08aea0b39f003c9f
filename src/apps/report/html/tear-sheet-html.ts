/** `tearsheet.html`: what a fund did, on a page one can send to somebody who was not there. One file; it prints. */
import type { CurveReport } from "../../../kernel/analytics/curve-report.ts";
import { dayMs } from "../../../kernel/units/units.ts";
import { compareColumns } from "../../backtest/comparison.ts";
import { comparisonTable, drawdownTable, freezeTable, monthTable, timeShares } from "../../backtest/html/tables.ts";
import { decimal, dayOf, money, share, signedShare, whole } from "../../figures.ts";
import { legend, type LegendKey, lineKey } from "../../html/legend.ts";
import { escape } from "../../html/markup.ts";
import { drawPage } from "../../html/page.ts";
import { caveatList, periodText, soft } from "../../html/parts.ts";
import { disclosures } from "../disclosures.ts";
import { symbolsOf, type TearSheet } from "../tear-sheet.ts";
import { drawCurves, drawRolling, rollingWindow, sheetSeries } from "./sheet-charts.ts";
import {
  attributionPanels,
  costTable,
  distributionPanel,
  headline,
  heldTable,
  modelTable,
  sharpeText,
  strategyTable,
} from "./sheet-parts.ts";
import { sheetStyle } from "./sheet-style.ts";

export function tearSheetHtml(sheet: TearSheet): string {
  const { report, config, bars, manifest } = sheet;
  const all = sheetSeries(sheet);
  const body = `<p class="kind">${manifest.kind === "backtest" ? "Backtest, simulated" : "Paper fund, simulated"}</p>
${soft(periodText({ curve: report.curve, config, bars }))}
<p class="lead">${escape(leadOf(sheet))}</p>
${headline(sheet)}
<h2>Equity, drawdown, exposure</h2>
${legend(keysOf(sheet, all.map(lineKey)))}
<p id="reading" aria-hidden="true"></p>
${drawCurves(sheet, all)}
<h2>Months and years</h2>
${monthTable(monthsSince(report.curve))}
<h2>How steady</h2>
${steadiness(sheet)}
<h2>Drawdowns</h2>
${drawdownTable(report.curve.drawdowns)}
<h2>Where the profit came from</h2>
${soft(`Each panel adds up to the fund's profit of ${money(report.curve.endEquityUsd - report.curve.startEquityUsd)}, what is held counted at its last price.`)}
${attributionPanels(sheet)}
<h2>Strategies and models</h2>
${strategyTable(sheet)}
${modelTable(sheet)}
<h2>Trades</h2>
${distributionPanel(sheet)}
<h2>Costs</h2>
${costTable(sheet)}
${heldTable(sheet)}
<h2>Beside buy-and-hold</h2>
${comparisonTable(figuresBeside(sheet))}
<h2>Governance</h2>
${governance(sheet)}
<h2>Read before relying on this</h2>
${caveatList(disclosures(sheet))}
${identity(sheet)}`;
  return drawPage({ title: titleOf(sheet), style: sheetStyle, body, series: all });
}

/** A run that begins at midnight has a first close that still belongs to the day before: a month of nothing. */
const monthsSince = ({ months, startAtMs }: CurveReport) =>
  months.filter(({ year, month }) => Date.UTC(year, month) > startAtMs);

const titleOf = (sheet: TearSheet): string => {
  const symbols = symbolsOf(sheet);
  return `Quantum Trader: ${symbols.length <= 6 ? symbols.join(", ") : `${symbols.length} symbols`}`;
};

/** The result in a few honest sentences. */
function leadOf(sheet: TearSheet): string {
  const { curve, trading } = sheet.report;
  const { holdCurve } = sheet;
  const did =
    trading.fills === 0
      ? "The fund did not trade."
      : `The fund made ${signedShare(curve.netReturnRatio)} after costs, fell ${share(curve.maxDrawdown.ratio)} at worst and was in the market ${decimal(curve.exposure.inMarketFraction * 100, 0)} % of the time.`;
  const held = `Holding the same symbols made ${signedShare(holdCurve.netReturnRatio)} and fell ${share(holdCurve.maxDrawdown.ratio)} at worst.`;
  return `${did}${idleness(sheet)} ${held} ${sureness(sheet)}`;
}

/** A fund that holds nothing and has closed nothing for so long is said to stand still (chosen). */
const idleDays = 90;

function idleness({ analytics, report: { curve } }: TearSheet): string {
  const last = analytics.trips.at(-1)?.closedAtMs;
  if (analytics.open.size > 0 || last === undefined || curve.endAtMs - last <= idleDays * dayMs) return "";
  return ` It has stood still since ${dayOf(last)}.`;
}

/** From here on a record rests on one trade (chosen). */
const concentrated = 0.25;

function sureness({ report: { curve, trading } }: TearSheet): string {
  const { sharpe } = curve;
  const profit = curve.endEquityUsd - curve.startEquityUsd;
  const best = trading.bestTrade;
  if (best !== null && profit > 0 && best.pnlUsd > concentrated * profit)
    return `One trade, ${best.symbol} closed on ${dayOf(best.closedAtMs)}, made ${decimal((best.pnlUsd / profit) * 100, 0)} % of the profit: the record rests on it, whatever its Sharpe ratio of ${sharpeText(sharpe)} says.`;
  if (sharpe.isLowSample || sharpe.above0Fraction === null) return "The record is too short to tell skill from luck.";
  if (sharpe.above0Fraction >= 0.95)
    return `Its Sharpe ratio of ${sharpeText(sharpe)} is above 0 by the usual test, which trusts the days to come to be like these.`;
  const needed =
    sharpe.trackRecordNeededDays === null
      ? ""
      : `; that would take ${whole(sharpe.trackRecordNeededDays)} days of such a record`;
  return `Its Sharpe ratio of ${sharpeText(sharpe)} cannot be told from luck${needed}.`;
}

const keysOf = ({ report }: TearSheet, lines: LegendKey[]): LegendKey[] =>
  report.governance.freezes.length === 0
    ? lines
    : [...lines, { kind: "PATCH", className: "frozen", name: "frozen by governance" }];

function steadiness(sheet: TearSheet): string {
  const { days } = sheet.report.curve.sharpe;
  const window = rollingWindow(days);
  if (window === undefined)
    return soft(`${whole(days)} days are too few for figures over a moving window; it takes 60.`);
  return drawRolling(sheet, window);
}

const figuresBeside = ({ report, against, holdCurve, hold }: TearSheet) =>
  compareColumns([
    { name: "the fund", curve: report.curve, against, trading: report.trading, fees: report.trading.feesUsd },
    { name: "buy-and-hold", curve: holdCurve, against: null, trading: undefined, fees: hold.feesUsd },
  ]);

function governance({ report: { governance: governed } }: TearSheet): string {
  const refused = governed.intents.filter(({ name }) => name.startsWith("REFUSED"));
  const counts = [
    `${whole(governed.freezes.length)} freezes, frozen at ${share(governed.frozenFraction)} of closes`,
    `new positions not allowed at ${share(governed.entriesBlockedFraction)}`,
    `${whole(refused.reduce((sum, { count }) => sum + count, 0))} wishes to trade refused`,
    `${whole(governed.refusals.reduce((sum, { count }) => sum + count, 0))} orders refused by the guard`,
    `${whole(governed.policyChanges)} changes of policy`,
    `${whole(governed.essTrips.reduce((sum, { count }) => sum + count, 0))} emergency stops`,
  ];
  return `${soft(`${counts.join("; ")}.`)}\n${freezeTable(governed.freezes)}\n${timeShares(governed)}`;
}

function identity({ manifest, code, config, report }: TearSheet): string {
  const text = `Run ${manifest.runId}, written by code ${manifest.code}, seed ${config.seed}; this sheet by code ${code}. Figures as of ${dayOf(report.curve.endAtMs)}.`;
  return `<h2>Identity</h2>${soft(text)}<p><code>${escape(manifest.market.identity)}</code></p>`;
}
