/** The report as a trader reads it in a terminal: three columns, then what governance did, then what it does not prove. */
import { formatInterval } from "../../adapters/recorded-market/bar-interval.ts";
import type { Count, FreezeReport, GovernanceReport, Share } from "../../kernel/analytics/governance-report.ts";
import { caveatsOf } from "./caveats.ts";
import { causesByTrigger } from "./freeze-causes.ts";
import { compareRuns, type Comparison } from "./comparison.ts";
import { dayOf, length, minuteOf, money, share, signedShare, whole } from "../figures.ts";
import { venueLine } from "../venue/venue-line.ts";
import type { Backtest } from "./backtest.ts";
import { type StressDay, stressDaysOf } from "./stress-days.ts";

export function reportText(backtest: Backtest): string {
  const { main, governance, digest, facts, entries, folder } = backtest;
  const parts = [
    heading(backtest),
    table(compareRuns(backtest)),
    section("The market's worst days, and where the fund stood", stressDaysOf(backtest).flatMap(stressLines)),
    ...(governance === "on" ? governed(main.report.governance) : [guarded(main.report.governance)]),
    section("What this does not prove", caveatsOf(backtest).flatMap(bullet)),
    [
      `Digest ${digest} (${whole(facts)} facts of ${whole(entries)} entries)`,
      folder === undefined ? "No run folder was written." : `Run: ${folder}\n     qt replay ${folder}`,
    ].join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

function heading({ config, market, bars, main, venue, code, nodeVersion }: Backtest): string {
  const { startAtMs, endAtMs, elapsedYears, startEquityUsd } = main.report.curve;
  const symbols = config.instruments.map(({ symbol }) => symbol).join(", ");
  return [
    `${symbols}: ${formatInterval(config.intervalMs)} bars, ${whole(bars)} of them`,
    `${minuteOf(startAtMs)} to ${minuteOf(endAtMs)} UTC, ${elapsedYears.toFixed(2)} years, from ${money(startEquityUsd)}`,
    ...(market.files.length > 0 ? [market.files.join(", ")] : []),
    venueLine(venue, config.instruments),
    `${market.identity}; code ${code}, Node ${nodeVersion}, seed ${config.seed}`,
  ].join("\n");
}

function table({ columns, rows }: Comparison): string {
  const labelWidth = Math.max(...rows.map(([label]) => label.length)) + 2;
  const widths = columns.map(
    (name, column) => Math.max(name.length, ...rows.map((row) => (row[column + 1] ?? "").length)) + 3,
  );
  const line = (label: string, values: readonly string[]) =>
    `${label.padEnd(labelWidth)}${values.map((value, column) => value.padStart(widths[column] ?? 0)).join("")}`.trimEnd();
  return [line("", columns), ...rows.map(([label, ...values]) => line(label, values))].join("\n");
}

function governed(governance: GovernanceReport): string[] {
  const { freezes, decisions, decisionCounts, policyChanges, cashflow, conflicts } = governance;
  const modes = [
    `  trading mode      ${shares(governance.tradingModes)}`,
    `  capital profile   ${shares(governance.capitalProfiles)}`,
    `  operating mode    ${shares(governance.operatingModes)}`,
    `  system risk mode  ${shares(governance.systemRiskModes)}`,
    `  entries blocked   ${share(governance.entriesBlockedFraction)}`,
    `  frozen            ${share(governance.frozenFraction)}`,
  ];
  const counts = decisionCounts.map(
    ({ seat, kind, count, perDayRatio }) =>
      `  ${seat.padEnd(11)} ${kind.padEnd(16)} ${whole(count).padStart(6)}   ${perDayRatio.toFixed(3)} a day`,
  );
  const federation = [
    `  conflicts         ${whole(conflicts)}`,
    `  alerts            ${listed(governance.alerts)}`,
    `  ESS trips         ${listed(governance.essTrips)}`,
    `  profit put aside  ${money(cashflow.lockedUsd)} locked, ${money(cashflow.reserveUsd)} in reserve, in ${whole(cashflow.splits)} splits`,
  ];
  return [
    section("Time, as shares of closes", modes),
    section(`Freezes: ${freezes.length === 0 ? "none" : whole(freezes.length)}`, freezes.flatMap(freezeLines)),
    section(`Decisions: ${whole(decisions.length)}, leading to ${whole(policyChanges)} changes of policy`, counts),
    section("The federation", federation),
    guarded(governance),
  ];
}

const listed = (counts: readonly Count[]): string =>
  counts.length === 0 ? "none" : counts.map(({ name, count }) => `${whole(count)} ${name}`).join(", ");

const shares = (all: readonly Share<string>[]): string =>
  all
    .filter(({ shareFraction }) => shareFraction > 0)
    .toSorted((a, b) => b.shareFraction - a.shareFraction)
    .map(({ name, shareFraction }) => `${name} ${share(shareFraction)}`)
    .join(", ");

function freezeLines({
  startAtMs,
  lengthMs,
  trigger,
  reason,
  furtherCauses,
  endAtMs,
  releasedBy,
}: FreezeReport): string[] {
  const end = endAtMs === null ? "still frozen at the end" : `released ${minuteOf(endAtMs)} by the ${releasedBy}`;
  return [
    `  ${minuteOf(startAtMs)}  ${length(lengthMs).padStart(8)}  ${trigger}: ${reason}`,
    ...causesByTrigger(furtherCauses).map(
      ({ first, count }) =>
        `  ${minuteOf(first.atMs)}            ${first.trigger}: ${first.reason}${count > 1 ? ` (${count} times)` : ""}`,
    ),
    `                              ${end}`,
  ];
}

function guarded({ refusals, intents, shadowTrades }: GovernanceReport): string {
  const wishes = intents.map(({ name, count }) => `${whole(count)} ${name}`).join(", ");
  const refused = refusals.map(({ name, count }) => `${whole(count)} by ${name}`).join(", ");
  return section("Wishes to trade", [
    `  became            ${wishes === "" ? "none" : wishes}`,
    `  guard refused     ${refused === "" ? "no order" : refused}`,
    `  shadow trades     ${whole(shadowTrades)}`,
  ]);
}

function stressLines({ dayStartMs, marketReturn, fundReturn, exposure, standing, decisions }: StressDay): string[] {
  const head = `  ${dayOf(dayStartMs)}  market ${signedShare(marketReturn).padStart(8)}  fund ${signedShare(fundReturn).padStart(8)}`;
  return [`${head}  exposure ${share(exposure)}, ${standing}`, ...decisions.map((line) => `              ${line}`)];
}

const section = (title: string, lines: readonly string[]): string => [title, ...lines].join("\n");

const textWidth = 108;

/** A paragraph with a dash before it, broken at words. */
export function bullet(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line.length + word.length > textWidth) {
      lines.push(line);
      line = "";
    }
    line += `${line === "" ? "" : " "}${word}`;
  }
  return [...lines, line].map((each, index) => `  ${index === 0 ? "-" : " "} ${each}`);
}
