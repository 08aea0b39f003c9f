/** The section of docs/cost-model.md on one strategy under three kinds of costs: table, picture, and what it means. */
import { type PlotLine, drawLinePlots, type LinePlot } from "./line-plot.ts";
import type { Session } from "./session.ts";
import type { CostKind, CostRun, CostSetting } from "./three-runs.ts";

export type Curves = {
  readonly session: Session;
  readonly setting: CostSetting;
  readonly fund: readonly CostRun[];
  readonly larger: readonly { readonly multiple: number; readonly runs: readonly CostRun[] }[];
  /** Which multiple the second panel shows. */
  readonly drawn: number;
};

const names: Readonly<Record<CostKind, string>> = { OFF: "costs off", BARS: "bar-level costs", BOOK: "recorded book" };
const colours: Readonly<Record<CostKind, string>> = { OFF: "#6a8f2a", BARS: "#c8501e", BOOK: "#1b6ca8" };

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const money = (value: number): string =>
  value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const resultOf = ({ equity }: CostRun): number => (equity.at(-1)?.[1] ?? 0) - (equity[0]?.[1] ?? 0);
const inBps = (part: number, whole: number): string => ((10_000 * part) / whole).toFixed(2);
const runOf = (runs: readonly CostRun[], kind: CostKind): CostRun => {
  const run = runs.find((each) => each.kind === kind);
  if (run === undefined) throw new Error(`expected a run with ${names[kind]}`);
  return run;
};

export function curvesText(curves: Curves): string {
  return [
    "## One strategy under three kinds of costs",
    "",
    intro(curves),
    "",
    row(["Orders", "Costs", "Fills", "Traded, USD", "Fees, USD", "Slippage, USD", "Slippage, bps", "Result, USD"]),
    row(Array.from({ length: 8 }, () => "---")),
    ...curves.fund.map((run) => rowOf("through the fund", run)),
    ...curves.larger.flatMap(({ multiple, runs }) => runs.map((run) => rowOf(`${multiple} times, straight`, run))),
    "",
    "![Three curves](images/cost-curves.svg)",
    "",
    paragraph(curves),
  ].join("\n");
}

function intro({ session, setting, fund }: Curves): string {
  const { positions, sent } = runOf(fund, "BARS");
  return (
    `${session.symbol}, the same session, bars of 1 s made of its trades. The strategy buys a close above the highest of ten bars and leaves after ten (\`scripts/depth-study/channel-break.ts\`): ` +
    `${positions} positions, ${sent.length} orders. It runs through the real fund (signals, hooks, sizing, guard, ledger) with governance off, ${money(setting.startEquity)} USD at the start and every order taking. ` +
    `Costs off: no fee, no spread, no impact. Bar-level: ${setting.takerFeeBps} bps fee, the observed half spread of ${setting.halfSpreadBps.toFixed(4)} bps, factor 1, the next bar's open. Recorded book: the same fee and the walk of the book after the close. ` +
    "Slippage is against the close an order was decided at, so it holds the market's own move until the fill. " +
    "The fund's own limits keep its orders at 10,000 USD; so they are sent again, many times as large and without limits, straight to the same venue. The bar-level venue lets entries take a whole bar's volume here, or sizes would differ and not only costs."
  );
}

const rowOf = (orders: string, run: CostRun): string =>
  row([
    orders,
    names[run.kind],
    run.fills,
    ...[run.tradedUsd, run.feesUsd, run.slippageUsd].map(money),
    inBps(run.slippageUsd, run.tradedUsd),
    money(resultOf(run)),
  ]);

function paragraph({ fund, larger }: Curves): string {
  const [off, bars, book] = [runOf(fund, "OFF"), runOf(fund, "BARS"), runOf(fund, "BOOK")];
  const worst = larger.at(-1);
  const large = worst === undefined ? undefined : { bars: runOf(worst.runs, "BARS"), book: runOf(worst.runs, "BOOK") };
  return (
    `**What it says.** The strategy earns nothing before costs (${money(resultOf(off))} USD) and loses ${money(-resultOf(bars))} USD with bar-level costs, ${money(-resultOf(book))} USD at the recorded book. ` +
    `Of that ${money(book.feesUsd)} USD are fees: at this size, in this contract, it does not matter whether the cost of taking is guessed from bars or walked through the book; the guess is the dearer one. ` +
    (large === undefined
      ? ""
      : `With orders ${worst?.multiple ?? 0} times as large it is the other way round: ${inBps(large.bars.slippageUsd, large.bars.tradedUsd)} bps by the bars, ${inBps(large.book.slippageUsd, large.book.tradedUsd)} by the book, since they are larger than what a second trades. `) +
    "**What it does not say.** Whether the strategy is any good: seven positions in six minutes are no sample, and its length was chosen so that it trades at all. The recorded market does not answer our orders; it would to the largest of them. " +
    "Nor is there latency: each order meets the book of its own close, within milliseconds."
  );
}

export function curvesPicture({ session, fund, larger, drawn }: Curves): string {
  const large = larger.find(({ multiple }) => multiple === drawn)?.runs ?? [];
  return drawLinePlots([
    panel(`${session.symbol}, 1 s bars: result through the fund, orders of 10,000 USD`, fund),
    panel(`The same orders, ${drawn} times as large, straight at the venue`, large),
  ]);
}

function panel(title: string, runs: readonly CostRun[]): LinePlot {
  const lines = runs.map(({ kind, equity }): PlotLine => {
    const [[from, start] = [0, 0]] = equity;
    return {
      name: names[kind],
      colour: colours[kind],
      points: equity.map(([at, value]) => [(at - from) / 1_000, value - start]),
    };
  });
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  const steps = ticksOver(Math.min(0, ...values), Math.max(0, ...values));
  return {
    title,
    x: { label: "seconds", ticks: [0, 60, 120, 180, 240, 300, 345] },
    y: { label: "result, USD", ticks: steps, text: (value) => value.toLocaleString("en-US") },
    lines,
  };
}

/** Round numbers from below the least to above the most. */
function ticksOver(least: number, most: number): number[] {
  const rough = (most - least) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10);
  const first = Math.floor(least / step);
  return Array.from({ length: Math.ceil(most / step) - first + 1 }, (_, index) => (first + index) * step);
}
