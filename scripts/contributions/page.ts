/** The page of contributions: a table of figures, a table of differences, and what can be told of them. */
import { pairedDifference, type PairedDifference } from "../../src/kernel/maths/paired-bootstrap.ts";
import { dayOf, decimal, money, share, signedShare, whole } from "../../src/apps/figures.ts";
import { allOn, type Case, type Study } from "./cases.ts";
import type { PlayedCase } from "./played-case.ts";

const draws = 2_000;
const seed = 20_250_101;
/** Of fewer trades nothing is said (resolutions 20). */
const leastTrades = 20;

/** How everything on compares with one case: the same facts, other facts of the same worth, or a difference. */
type Lead = "SAME_FACTS" | "SAME_RETURNS" | PairedDifference | undefined;
type Row = { readonly played: PlayedCase; readonly asked: Case; readonly lead: Lead; readonly leastTrades: number };

/** @param played in the order of the cases, everything on among them */
export function studyPage({ title }: Study, cases: readonly Case[], played: readonly PlayedCase[]): string[] {
  const all = played.find(({ name }) => name === allOn);
  if (all === undefined) throw new Error(`expected "${allOn}" among the cases played`);
  const rows = cases.flatMap((asked): Row[] => {
    const each = played.find(({ name }) => name === asked.name);
    if (each === undefined) return [];
    return [{ asked, played: each, lead: leadOf(all, each), leastTrades: Math.min(all.trades, each.trades) }];
  });
  const off = rows.filter(({ asked }) => asked.kind === "OFF");
  const stages = rows.filter(({ asked }) => asked.kind === "STAGE");
  const autonomy = rows.filter(({ asked }) => asked.kind === "ALL");
  return [
    `## ${title}`,
    "",
    `${dayOf(all.fromMs)} to ${dayOf(all.toMs)}, ${whole(all.bars)} hourly bars, those before the first day only teach. Code \`${all.code}\`.`,
    "",
    ...figureTable(rows),
    "",
    "### What each part adds",
    "",
    ...leadTable(off, "Part switched off", "Speaks in"),
    "",
    ...verdicts(off),
    "",
    "### Stages on the same bars",
    "",
    ...leadTable([...stages, ...autonomy], "Stage the fund starts at", "Stage at the end"),
    "",
    ...verdicts(stages),
    "",
  ];
}

function leadOf(all: PlayedCase, other: PlayedCase): Lead {
  if (other.digest === all.digest) return "SAME_FACTS";
  const [first, second] = [all.dailyReturns, other.dailyReturns];
  if (first.length === second.length && first.every((each, day) => each === second[day])) return "SAME_RETURNS";
  return pairedDifference(Float64Array.from(first), Float64Array.from(second), { draws, seed });
}

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  line(head),
  `|${head.map((_, index) => (index === 0 ? "---" : "--:")).join("|")}|`,
  ...rows.map(line),
];

function figureTable(rows: readonly Row[]): string[] {
  const nameOf = ({ kind, name }: Case): string => (kind === "OFF" ? `without ${name}` : name);
  return table(
    ["Fund", "Net return", "Worst fall", "Sharpe", "Trades", "Fees", "Slippage", "Days in the market"],
    rows.map(({ asked, played: each }) => [
      nameOf(asked),
      signedShare(each.netReturnRatio),
      share(each.maxDrawdownRatio),
      `${decimal(each.sharpeRatio)} ± ${decimal(each.sharpeErrorRatio)}`,
      whole(each.trades),
      money(each.feesUsd),
      money(each.slippageUsd),
      `${whole(each.inMarketDays)} of ${whole(each.dailyReturns.length)}`,
    ]),
  );
}

function leadTable(rows: readonly Row[], first: string, second: string): string[] {
  return table(
    [first, second, "All on less this", "90 of 100 draws", "Above 0"],
    rows.map(({ asked, played: each, lead }) => [
      asked.kind === "ALL" ? "AUTONOMY (all on)" : asked.name,
      asked.kind === "OFF" ? asked.about : each.endStage,
      ...leadCells(lead),
    ]),
  );
}

function leadCells(lead: Lead): string[] {
  if (lead === "SAME_FACTS") return [signedShare(0), "the same facts", ""];
  if (lead === "SAME_RETURNS") return [signedShare(0), "the same returns", ""];
  if (lead === undefined) return ["", "too few days", ""];
  return [signedShare(lead.difference), `${signedShare(lead.low)} to ${signedShare(lead.high)}`, share(lead.aboveZero)];
}

const kinds = ["MORE", "LESS", "CHANCE", "FEW", "NOTHING"] as const;
type Kind = (typeof kinds)[number];
const sentences: Readonly<Record<Kind, string>> = {
  MORE: "Everything on made more than without, by more than chance in nine draws of ten",
  LESS: "Everything on made less than without, by more than chance in nine draws of ten",
  CHANCE: "The difference in return cannot be told from chance",
  FEW: `Fewer than ${leastTrades} trades with or without: whatever the interval says, nothing is proved`,
  NOTHING: "Made no difference to any day's return",
};

function kindOf({ lead, leastTrades: trades }: Pick<Row, "lead" | "leastTrades">): Kind {
  if (lead === "SAME_FACTS" || lead === "SAME_RETURNS") return "NOTHING";
  if (lead === undefined || !(trades >= leastTrades)) return "FEW";
  if (lead.low > 0) return "MORE";
  return lead.high < 0 ? "LESS" : "CHANCE";
}

/** One sentence each for what helped, what cost, what cannot be told and what did nothing. */
export const verdicts = (rows: readonly Pick<Row, "asked" | "lead" | "leastTrades">[]): string[] =>
  kinds.flatMap((kind) => {
    const names = rows.filter((row) => kindOf(row) === kind).map(({ asked }) => asked.name);
    return names.length === 0 ? [] : [`- ${sentences[kind]}: ${names.join(", ")}.`];
  });

export const opening: readonly string[] = [
  "# What each part contributes",
  "",
  "Written by `npm run contributions` from recorded bars. The same fund plays the same bars again and again: everything on,",
  "then with one part off in turn, then at each stage of integration. Fills, fees and the venue are the simulated ones of",
  "every backtest. Slippage is against the close an order was decided on, or the trigger of a stop; above 0 is worse.",
  "",
  "How sure a difference is: days are drawn anew in blocks, the same days for both funds, 2,000 times (stationary bootstrap,",
  "Politis and Romano 1994). The interval holds 90 of 100 drawn differences in return over the whole period.",
  "",
];

export const closing: readonly string[] = [
  "## What this cannot tell",
  "",
  "- Parts act on each other: what one adds is measured with all others on, and the differences do not add up.",
  "- One history of prices, played many times, is one history. The interval says how much the days of it vary, not what",
  "  another market would have done. With so many comparisons one in ten looks sure by chance.",
  "- A part that guards against what did not happen shows only what it costs. Return is not what a guard is for: read the",
  "  worst fall beside it.",
  "- The symbols were chosen because their bars were at hand, by people who know which of them are still traded.",
  "",
];
