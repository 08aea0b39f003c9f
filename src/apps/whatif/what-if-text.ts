/** A what-if as a page of text: what was changed, where the runs part and why, what came of it. */
import type { FreezeReport } from "../../kernel/analytics/governance-report.ts";
import { decimal, length, minuteOf, money, share, signedShare, whole } from "../figures.ts";
import { bullet } from "../backtest/report-text.ts";
import { table } from "../cli/table.ts";
import type { SaidFact, SentEntry } from "./parting.ts";
import { type Setting, type SettingChange, textOf } from "./settings.ts";
import type { WhatIf } from "./what-if.ts";

export function whatIfText(answer: WhatIf): string {
  return `${[
    heading(answer),
    parted(answer),
    figures(answer),
    paths(answer),
    ...freezes(answer),
    ["How to read this", ...answer.notes.flatMap(bullet)].join("\n"),
  ].join("\n\n")}\n`;
}

export const settingsText = (settings: readonly Setting[]): string =>
  `${table(
    ["setting", "value", "unit", "field"],
    settings.map(({ name, path, value, unit }) => [name, textOf(value), unit, name === path ? "" : path]),
  ).join("\n")}\n`;

function heading({ run, changes, bars, isReproduced }: WhatIf): string {
  const changed = changes.map(({ name, path, from, to }: SettingChange) => {
    const field = name === path ? "" : ` (${path})`;
    return `  ${name}: ${textOf(from)} to ${textOf(to)}${field}`;
  });
  return [
    `What if: ${run}, ${whole(bars)} bars`,
    ...(changed.length === 0 ? ["  nothing changed"] : changed),
    isReproduced
      ? "Simulated anew without a change it is the recorded run, fact for fact."
      : "Simulated anew without a change it is not the recorded run; see below.",
  ].join("\n");
}

function parted({ parting, digest }: WhatIf): string {
  if (parting === null)
    return digest.before === digest.after
      ? "The runs never part: every fact is the same."
      : "The runs never part: every decision, order and fill is the same. Only the policy reads differently.";
  const line = (name: string, said: SaidFact | null) =>
    `  ${name}  ${said === null ? "says nothing more at that close" : `entry ${said.seq}: ${said.text}`}`;
  return [
    `The runs part at ${minuteOf(parting.atMs)} UTC`,
    line("before", parting.before),
    line("after ", parting.after),
  ].join("\n");
}

function figures({ before, after }: WhatIf): string {
  const row = (label: string, of: (report: WhatIf["before"]) => string, difference = "") => [
    `  ${label}`,
    of(before),
    of(after),
    difference,
  ];
  const signed = (value: number) => `${value > 0 ? "+" : ""}${money(value)}`;
  const { curve: was } = before;
  const { curve: is } = after;
  return table(
    ["", "before", "after", "difference"],
    [
      row("End equity", ({ curve }) => money(curve.endEquityUsd), signed(is.endEquityUsd - was.endEquityUsd)),
      row(
        "Net return",
        ({ curve }) => signedShare(curve.netReturnRatio),
        signedShare(is.netReturnRatio - was.netReturnRatio),
      ),
      row(
        "Max drawdown",
        ({ curve }) => share(curve.maxDrawdown.ratio),
        signedShare(is.maxDrawdown.ratio - was.maxDrawdown.ratio),
      ),
      row("Worst day", ({ curve }) => signedShare(curve.worstDay?.returnRatio)),
      row("Sharpe", ({ curve }) => `${decimal(curve.sharpe.ratio)} ± ${decimal(curve.sharpe.standardErrorRatio)}`),
      row("Trades", ({ trading }) => whole(trading.trades)),
      row("Fees", ({ trading }) => money(trading.feesUsd)),
      row("Entries blocked", ({ governance }) => share(governance.entriesBlockedFraction)),
      row("Freezes", ({ governance }) => whole(governance.freezes.length)),
    ],
  ).join("\n");
}

const shownEntries = 5;

function paths({ differences: { entries, trades } }: WhatIf): string {
  const some = (list: readonly SentEntry[]): string[] => [
    ...list
      .slice(0, shownEntries)
      .map(
        ({ atMs, symbol, notionalUsd, reason }) => `    ${minuteOf(atMs)}  ${symbol}  ${money(notionalUsd)}  ${reason}`,
      ),
    ...(list.length > shownEntries ? [`    and ${whole(list.length - shownEntries)} more`] : []),
  ];
  return [
    `Entry orders: ${whole(entries.before)} before, ${whole(entries.after)} after`,
    `  avoided ${whole(entries.avoided.length)}`,
    ...some(entries.avoided),
    `  added ${whole(entries.added.length)}`,
    ...some(entries.added),
    `  resized ${whole(entries.resized)}`,
    `Trades: ${whole(trades.same)} the same`,
    `  avoided ${whole(trades.avoided)}, which made ${money(trades.avoidedPnlUsd)}`,
    `  added ${whole(trades.added)}, which make ${money(trades.addedPnlUsd)}`,
    `  changed ${whole(trades.changed)}, from ${money(trades.changedPnlBeforeUsd)} to ${money(trades.changedPnlAfterUsd)}`,
  ].join("\n");
}

const shownFreezes = 8;

/** Those of one run only. */
function freezes({ before, after }: WhatIf): string[] {
  const nameOf = ({ startAtMs, trigger }: FreezeReport) => `${startAtMs} ${trigger}`;
  const without = (some: readonly FreezeReport[], others: readonly FreezeReport[]) => {
    const known = new Set(others.map(nameOf));
    return some.filter((each) => !known.has(nameOf(each)));
  };
  const [was, is] = [before.governance.freezes, after.governance.freezes];
  return [...freezeLines("before only", without(was, is)), ...freezeLines("after only", without(is, was))];
}

function freezeLines(name: string, list: readonly FreezeReport[]): string[] {
  if (list.length === 0) return [];
  const lines = list
    .slice(0, shownFreezes)
    .map(
      ({ startAtMs, trigger, reason, lengthMs }) =>
        `  ${minuteOf(startAtMs)}  ${length(lengthMs).padStart(7)}  ${trigger}: ${reason}`,
    );
  const more = list.length > shownFreezes ? [`  and ${whole(list.length - shownFreezes)} more`] : [];
  return [[`Freezes ${name}`, ...lines, ...more].join("\n")];
}
