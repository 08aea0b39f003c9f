/** The tables of a report page: months, drawdowns, trades, freezes, decisions, the market's worst days. */
import type { DrawdownReport } from "../../../kernel/analytics/drawdown-report.ts";
import type { MonthReturn } from "../../../kernel/analytics/daily-curve.ts";
import type { RecordedDecision, Trade } from "../../../kernel/analytics/fact-record.ts";
import type { FreezeReport, GovernanceReport } from "../../../kernel/analytics/governance-report.ts";
import { compounded } from "../../../kernel/maths/growth.ts";
import { dayOf, decimal, length, minuteOf, money, share, signedShare, whole } from "../../figures.ts";
import type { Comparison } from "../comparison.ts";
import { causesByTrigger } from "../freeze-causes.ts";
import type { StressDay } from "../stress-days.ts";
import { escape, framed, table } from "../../html/markup.ts";

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Years down, months across; the shade follows the return and reaches its full depth at ten percent. */
export function monthTable(months: readonly MonthReturn[]): string {
  const years = [...new Set(months.map(({ year }) => year))];
  const head = ["Year", ...monthNames, "Whole year"]
    .map((name) => `<th scope="col" class="figure">${name}</th>`)
    .join("");
  const rows = years.map((year) => {
    const ofYear = months.filter((each) => each.year === year);
    const cells = monthNames.map((_, index) => monthCell(ofYear.find(({ month }) => month === index + 1)?.returnRatio));
    const whole = compounded(ofYear.map(({ returnRatio }) => returnRatio));
    return `<tr><th scope="row">${year}</th>${cells.join("")}${monthCell(whole)}</tr>`;
  });
  return framed("Return by month, the run", `<thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody>`);
}

const fullShade = 0.1;

function monthCell(value: number | undefined): string {
  if (value === undefined) return '<td class="figure"></td>';
  const depth = Math.round(Math.min(1, Math.abs(value) / fullShade) * 45);
  const shade =
    Math.abs(value) < 0.00005
      ? ""
      : ` style="background:color-mix(in srgb,var(--${value > 0 ? "gain" : "loss"}) ${depth}%,transparent)"`;
  return `<td class="figure"${shade}>${escape(signedShare(value))}</td>`;
}

export function drawdownTable(drawdowns: readonly DrawdownReport[]): string {
  if (drawdowns.length === 0) return "<p>Equity never fell below an earlier close.</p>";
  return table(
    "The deepest drawdowns of the run, over all closes",
    [
      { name: "Depth", isFigure: true },
      { name: "Peak", isWhole: true },
      { name: "Trough", isWhole: true },
      { name: "Recovered", isWhole: true },
      { name: "Length", isFigure: true },
    ],
    drawdowns.map(({ ratio, peakAtMs, troughAtMs, recoveredAtMs, lengthMs }) => [
      share(ratio),
      dayOf(peakAtMs),
      dayOf(troughAtMs),
      recoveredAtMs === null ? "not yet" : dayOf(recoveredAtMs),
      length(lengthMs),
    ]),
  );
}

export const tradeTable = (trades: readonly Trade[]): string =>
  table(
    "Trades, after fees",
    [
      { name: "Opened, UTC" },
      { name: "Held", isFigure: true },
      { name: "Symbol" },
      { name: "Quantity", isFigure: true },
      { name: "Entry, USD", isFigure: true },
      { name: "Exit, USD", isFigure: true },
      { name: "Profit", isFigure: true },
      { name: "R", isFigure: true },
      { name: "Closed by" },
    ],
    trades.map((trade) => [
      minuteOf(trade.openedAtMs),
      length(trade.closedAtMs - trade.openedAtMs),
      trade.symbol,
      String(trade.quantity),
      priceText(trade.entryPriceUsd),
      priceText(trade.exitPriceUsd),
      money(trade.pnlUsd),
      decimal(trade.rMultipleRatio),
      trade.exitReason.toLowerCase(),
    ]),
  );

/** Enough digits for coins of a fraction of a cent and for those of thousands. */
const priceText = (price: number): string => decimal(price, price >= 100 ? 2 : price >= 1 ? 4 : 8);

export function freezeTable(freezes: readonly FreezeReport[]): string {
  if (freezes.length === 0) return "<p>The fund was never frozen.</p>";
  return table(
    "Freezes, with every cause and how each ended",
    [
      { name: "Began, UTC" },
      { name: "Length", isFigure: true },
      { name: "Why" },
      { name: "Ended, UTC", isWhole: true },
      { name: "Released by", isWhole: true },
    ],
    freezes.map(({ startAtMs, lengthMs, trigger, reason, furtherCauses, endAtMs, releasedBy }) => [
      minuteOf(startAtMs),
      length(lengthMs),
      [
        `${trigger}: ${reason}`,
        ...causesByTrigger(furtherCauses).map(
          ({ first, count }) => `then ${first.trigger}: ${first.reason}${count > 1 ? ` (${count} times)` : ""}`,
        ),
      ].join("; "),
      endAtMs === null ? "not in this run" : minuteOf(endAtMs),
      releasedBy ?? "nobody",
    ]),
  );
}

export const stressTable = (days: readonly StressDay[]): string =>
  table(
    "The market's worst days, and where the fund stood",
    [
      { name: "Day" },
      { name: "Market", isFigure: true },
      { name: "Fund", isFigure: true },
      { name: "Exposure", isFigure: true },
      { name: "Standing" },
      { name: "Decisions of the day" },
    ],
    days.map(({ dayStartMs, marketReturn, fundReturn, exposure, standing, decisions }) => [
      dayOf(dayStartMs),
      signedShare(marketReturn),
      signedShare(fundReturn),
      share(exposure),
      standing,
      decisions.length === 0 ? "none" : decisions.join("; "),
    ]),
  );

const mostDecisions = 5_000;

export function decisionTable(decisions: readonly RecordedDecision[]): string {
  const shown = decisions.slice(-mostDecisions);
  const caption =
    shown.length < decisions.length
      ? `The last ${whole(shown.length)} of ${whole(decisions.length)} decisions`
      : "Decisions";
  return table(
    caption,
    [
      { name: "At, UTC" },
      { name: "Seat" },
      { name: "Kind" },
      { name: "Priority" },
      { name: "Outcome" },
      { name: "Reason" },
    ],
    shown.map(({ atMs, seat, decision, outcome }) => [
      minuteOf(atMs),
      seat,
      decision.kind,
      decision.priority,
      outcome.toLowerCase(),
      decision.reason,
    ]),
  );
}

/** Runs side by side; the first is the main one. */
export function comparisonTable({ columns, rows }: Comparison): string {
  const classOf = (index: number) => (index === 0 ? "figure main" : "figure");
  const head = columns.map((name, index) => `<th scope="col" class="${classOf(index)}">${escape(name)}</th>`).join("");
  const body = rows.map(([label, ...values]) => {
    const cells = values.map((value, index) => `<td class="${classOf(index)}">${escape(value)}</td>`).join("");
    return `<tr${label.startsWith(" ") ? ' class="part"' : ""}><th scope="row">${escape(label.trim())}</th>${cells}</tr>`;
  });
  const inner = `<thead><tr><td></td>${head}</tr></thead><tbody>${body.join("\n")}</tbody>`;
  return `<div class="compare">${framed("Daily closes at 365 a year; growth by calendar time", inner)}</div>`;
}

/** How long each mode held. */
export function timeShares(governed: GovernanceReport): string {
  const { tradingModes, capitalProfiles, operatingModes, systemRiskModes, frozenFraction } = governed;
  const list = (all: readonly { name: string; shareFraction: number }[]) =>
    all
      .filter(({ shareFraction }) => shareFraction > 0)
      .map(({ name, shareFraction }) => `${name} ${share(shareFraction)}`)
      .join(", ");
  const text = `Shares of closes: trading mode ${list(tradingModes)}; capital profile ${list(capitalProfiles)}; operating mode ${list(operatingModes)}; system risk mode ${list(systemRiskModes)}; frozen ${share(frozenFraction)}.`;
  return `<p class="soft" style="margin-top:10px">${escape(text)}</p>`;
}
