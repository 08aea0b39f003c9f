/** The study as a page: tables, and sentences that are worked out from them. */
import { conformalDefaults } from "../../src/kernel/maths/risk/conformal.ts";
import { filteredEstimators } from "./forecasts.ts";
import { forecastDays, type Kept, type PassRates, type Study, studyTails } from "./made-up.ts";
import { type Judged, recordedTails } from "./recorded.ts";
import { findings } from "./findings.ts";

export type Recorded = { readonly symbol: string; readonly days: number; readonly judged: readonly Judged[] };

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map((_, index) => (index === 0 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

const share = (value: number, digits = 1): string => `${(100 * value).toFixed(digits)} %`;
const level = (tail: number): string => `${Number((100 * (1 - tail)).toFixed(1))} %`;
const chance = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));

function ratesTable({ rates }: Study): string {
  const heads = [
    "estimator",
    ...studyTails.flatMap((tail) => [`hits at ${level(tail)}`, "Kupiec", "independence", "both"]),
  ];
  const names = [...new Set(rates.map(({ estimator }) => estimator))];
  const rows = names.map((name) => [
    name,
    ...studyTails.flatMap((tail) => cellsOf(rates.find((each) => each.estimator === name && each.tail === tail)!)),
  ]);
  return table(heads, rows);
}

const cellsOf = ({ hits, kupiec, independence, conditional, paths }: PassRates): string[] => [
  share(hits, 2),
  ...[kupiec, independence, conditional].map((count) => share(count / paths, 0)),
];

const keptLines = (kept: readonly Kept[]): string =>
  kept
    .map(
      ({ tail, farthest, guarantee }) =>
        `- at ${level(tail)}: at most ${share(farthest, 2)} from its ${share(tail)}; guaranteed whatever the market does: ${share(guarantee, 1)}`,
    )
    .join("\n");

function recordedTable(judged: readonly Judged[], tail: number): string {
  const heads = [
    "estimator",
    "hits",
    "Kupiec p",
    "independence p",
    "both p",
    "Z1",
    "Z2",
    "Z2 p",
    "most in 250 d",
    "FZ0",
    "p to best",
    "passes",
  ];
  const rows = judged
    .filter((each) => each.tail === tail)
    .map(({ estimator, reading, shortfallP, mostHits, againstBest, passes, refusals }) => [
      refusals === 0 ? estimator : `${estimator} (${refusals} refused)`,
      `${reading.hits} (${share(reading.hitShare)})`,
      chance(reading.kupiec.pValue),
      chance(reading.independence.pValue),
      chance(reading.conditionalCoverage.pValue),
      reading.z1?.toFixed(3) ?? "-",
      reading.z2.toFixed(3),
      chance(shortfallP),
      String(mostHits),
      reading.score.toFixed(4),
      againstBest === 1 ? "best" : chance(againstBest),
      passes ? "yes" : "no",
    ]);
  return table(heads, rows);
}

function recordedPart({ symbol, days, judged }: Recorded): string {
  const parts = recordedTails.map((tail) => {
    const best = judged.find((each) => each.tail === tail && each.passes);
    const says =
      best === undefined
        ? "No estimator passes."
        : `**${best.estimator}** has the best FZ0 of those that pass: it binds.`;
    return `### ${symbol}, ${level(tail)}\n\n${days} days, ${(days * tail).toFixed(1)} hits expected. ${says}\n\n${recordedTable(judged, tail)}`;
  });
  return parts.join("\n\n");
}

export function report(garch: Study, switching: Study, recorded: readonly Recorded[]): string {
  const paths = garch.rates[0]?.paths ?? 0;
  const switchingPaths = switching.rates[0]?.paths ?? 0;
  const held = garch.rates.filter(({ estimator }) => filteredEstimators.includes(estimator));
  const short = held.filter(({ kupiec, independence }) => Math.min(kupiec, independence) < 0.9 * paths);
  const goal =
    short.length === 0
      ? "All of them reach the goal of 90 % in Kupiec's and in Christoffersen's test."
      : `Short of the goal of 90 %: ${short.map((each) => `${each.estimator} at ${level(each.tail)} (Kupiec ${share(each.kupiec / paths, 0)}, independence ${share(each.independence / paths, 0)})`).join("; ")}.`;
  return `# Which value at risk to believe

Written by \`npm run var-study\` (\`scripts/var-study.ts\`). Every forecast is out of sample: it sees the 500 days before its day;
GARCH, degrees of freedom and Pareto tails are refitted every seventh day. Estimators and tests are those of
\`src/kernel/maths/risk/\`. Tests are of size 5 %: a right model passes each in about 95 of 100 cases, not in all.

${findings}

## Made-up markets

### GARCH with Student errors

${paths} paths, ${forecastDays} days each: α 0.08, β 0.9, 3 % a day, t with 5 degrees. The share of paths on which a test is passed.
The filtered estimators are ${filteredEstimators.join("; ")}. ${goal}

${ratesTable(garch)}

### A market that switches between calm and wild

${switchingPaths} paths: 1 % a day for 600 days, then 5 % and 1 % in turn, 200 days each, t with 5 degrees.

${ratesTable(switching)}

The self-calibrating bound (rate ${conformalDefaults.rate}) over all its days, the farthest of the paths:

${keptLines(switching.kept)}

## BTC and ETH, 2020 to 2023

Daily closes at midnight UTC of Coinbase's four-hour bars, a long position of one. Best FZ0 first. "Passes": Kupiec, conditional
coverage and Z2 all at 5 %, no day refused. Z2's p-value is simulated with the market's own standardised losses. "Most in 250 d"
is the greatest number of hits in 250 days on end; at 99 % more than 9 would be Basel's red. "p to best" is Diebold and Mariano's chance
of an FZ0 so much worse than that of the best that passes.

${recorded.map(recordedPart).join("\n\n")}
`;
}
