/** The table of a comparison, one row a fund: the same figures in the terminal, on the page and in the docs. */
import type { CurveReport } from "../../kernel/analytics/curve-report.ts";
import { decimal, money, share, signedShare, whole } from "../figures.ts";
import type { GovernanceComparison, PlayedVariant } from "./governance-comparison.ts";
import type { RefusedEntries, Verdict } from "./refusal-summary.ts";
import type { SizeCut } from "./size-cuts.ts";

export type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const curveHead = ["Net return", "CAGR", "Max drawdown", "Worst day", "Volatility", "Sharpe"];
const curveCells = ({ netReturnRatio, cagrRatio, maxDrawdown, worstDay, volatilityRatio, sharpe }: CurveReport) => [
  signedShare(netReturnRatio),
  signedShare(cagrRatio),
  share(maxDrawdown.ratio),
  signedShare(worstDay?.returnRatio),
  share(volatilityRatio),
  `${decimal(sharpe.ratio)} ± ${decimal(sharpe.standardErrorRatio)}`,
];

export function figureTable({ variants, buyAndHold }: Pick<GovernanceComparison, "variants" | "buyAndHold">): Table {
  return {
    head: ["Fund", ...curveHead, "Turnover a year", "Trades", "Fees", "Entries blocked", "Freezes"],
    rows: [
      ...variants.map(({ name, report: { curve, trading, governance } }) => [
        name,
        ...curveCells(curve),
        `${decimal(trading.turnoverPerYearRatio, 1)} x`,
        whole(trading.trades),
        money(trading.feesUsd),
        share(governance.entriesBlockedFraction),
        whole(governance.freezes.length),
      ]),
      ["buy-and-hold", ...curveCells(buyAndHold.curve), "", "", money(buyAndHold.feesUsd), "", ""],
    ],
  };
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  COST: "cost money",
  SAVED: "saved money",
  UNCLEAR: "cannot tell",
};

const withError = (value: string, error: string | undefined): string =>
  error === undefined ? value : `${value} ± ${error}`;

export const refusalTable = (entries: readonly RefusedEntries[]): Table => ({
  head: ["Refused by", "Entries", "Played", "Won", "Would have made", "Mean R", "Still open", "So it"],
  rows: entries.map((each) => [
    each.by,
    whole(each.refused),
    whole(each.played),
    share(each.winRateFraction),
    withError(money(each.pnlUsd), each.pnlErrorUsd === null ? undefined : decimal(each.pnlErrorUsd)),
    withError(decimal(each.meanRRatio), each.meanRErrorRatio === null ? undefined : decimal(each.meanRErrorRatio)),
    each.stillOpen === 0 ? "" : `${whole(each.stillOpen)}, ${money(each.stillOpenPnlUsd)}`,
    each.isLowSample ? `${verdictWords.UNCLEAR}, n < 20` : verdictWords[each.verdict],
  ]),
});

export const cutTable = (cuts: readonly SizeCut[]): Table => ({
  head: ["Cut by", "Entries", "Notional cut", "It would have made"],
  rows: cuts.map(({ by, entries, cutUsd, pnlOfCutUsd }) => [by, whole(entries), money(cutUsd), money(pnlOfCutUsd)]),
});

/** Those in which something was refused or cut. */
export const withLimits = (variants: readonly PlayedVariant[]): PlayedVariant[] =>
  variants.filter(({ refusedEntries, sizeCuts }) => refusedEntries.length > 0 || sizeCuts.length > 0);
