/**
 * `npm run execution-study`: what it costs to buy at the market, at the bid with a fallback, and in ten parts, on recorded bars.
 *
 * Purchases are decided every few closes, and again only after a rise, since that is when the fund buys. Prints the table
 * of docs/concepts/execution.md. Arguments: files of bars; without any, four of the recordings beside the repository.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Bar } from "../src/kernel/domain/bar.ts";
import type { Instrument } from "../src/kernel/domain/instrument.ts";
import { bps, epochMs } from "../src/kernel/units/units.ts";
import { openMarket } from "../src/apps/backtest/market-choice.ts";
import { type Cost, playStyle, studied } from "./execution-study/play-style.ts";

const { positionals } = parseArgs({ allowPositionals: true });
const folder = join(import.meta.dirname, "../../shared/data/market");
const usual = [
  "BTCUSDT-spot-1h.csv.gz",
  "ETHUSDT-spot-1h.csv.gz",
  "ADAUSDT-spot-1h-2021H1.csv.gz",
  "AVAXUSDT-spot-1h-2021H1.csv.gz",
];
const files = positionals.length > 0 ? positionals : usual.map((name) => join(folder, name));

/** A purchase every so many closes: more than the slowest style takes. */
const every = 12;
const slowest = 10;
/** Bars back that a rise is measured over: a day of hours. */
const riseOver = 24;
const sizes = [10_000, 1_000_000];
const fees = [
  { maker: 10, taker: 10 },
  { maker: 2, taker: 5 },
];
const from = epochMs(Date.UTC(2021, 0, 1));
const to = epochMs(Date.UTC(2021, 6, 1));

const mean = (costs: readonly Cost[], of: (cost: Cost) => number): number =>
  costs.reduce((sum, each) => sum + of(each), 0) / costs.length;
const deviationOfMean = (costs: readonly Cost[]): number => {
  const centre = mean(costs, ({ totalBps }) => totalBps);
  return Math.sqrt(mean(costs, ({ totalBps }) => (totalBps - centre) ** 2) / costs.length);
};

function barsOf(file: string): { readonly instrument: Instrument; readonly bars: readonly Bar[] } {
  const { history } = openMarket({ market: file, from, to });
  const [instrument] = history.instruments;
  if (instrument === undefined) throw new Error(`expected an instrument in ${file}`);
  const bars: Bar[] = [];
  for (const closed of history.closedBars(from)) {
    if (closed.closedAt > to) break;
    bars.push(...closed.bars);
  }
  return { instrument, bars };
}

type Case = { readonly notional: number; readonly afterRise: boolean; readonly maker: number; readonly taker: number };

function rowOf(bars: readonly Bar[], listed: Instrument, { notional, afterRise, maker, taker }: Case): string {
  const instrument = { ...listed, makerFeeBps: bps(maker), takerFeeBps: bps(taker) };
  const cells = studied.map((style) => {
    const costs: Cost[] = [];
    for (let index = riseOver; index + slowest < bars.length; index += every) {
      const arrival = bars[index]?.close ?? 0;
      if (afterRise && !(arrival > (bars[index - riseOver]?.close ?? arrival))) continue;
      costs.push(playStyle(style, { instrument, notional, arrival, bars: bars.slice(index + 1, index + 1 + slowest) }));
    }
    const made = style === "POST_ONLY" ? `, ${(100 * mean(costs, (cost) => cost.made)).toFixed(0)} % made` : "";
    return `${mean(costs, ({ totalBps }) => totalBps).toFixed(1)} ± ${deviationOfMean(costs).toFixed(1)}${made}`;
  });
  const when = afterRise ? "after a rise" : "any close";
  return `| ${listed.symbol} | ${notional.toLocaleString("en-US")} | ${maker}/${taker} | ${when} | ${cells.join(" | ")} |`;
}

console.log("| Symbol | USD | Fees, bps | Decided | Market | Post-only, then market | TWAP, 10 bars |");
console.log("|---|---|---|---|---|---|---|");
const cases = fees.flatMap(({ maker, taker }) =>
  sizes.flatMap((notional) => [false, true].map((afterRise) => ({ notional, afterRise, maker, taker }))),
);
for (const file of files) {
  const { instrument, bars } = barsOf(file);
  for (const each of cases) console.log(rowOf(bars, instrument, each));
}
