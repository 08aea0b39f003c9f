/**
 * `node scripts/ranker-study.ts <folder> <symbols> [topN] [buffer]`: the fund over recorded bars with the ranker choosing.
 *
 * Prints what was chosen, how often the list changed, with the buffer and without it, and the rank correlation (IC) of each
 * day's scores with what the next day brought: the size of its return, that size in units of the symbol's own volatility,
 * and the return itself. Means have t values over days, which are not independent of each other.
 */
import { openRecordedMarket } from "../src/adapters/recorded-market/recorded-market.ts";
import { FundRun } from "../src/apps/backtest/fund-run.ts";
import type { Fund } from "../src/kernel/fund-state.ts";
import { barVolatility } from "../src/kernel/features/market-features.ts";
import { topOpportunities } from "../src/kernel/governance/assess/opportunity-ranker/opportunity-ranker.ts";
import { rankCorrelation } from "../src/kernel/maths/rank-correlation.ts";
import { dayMs } from "../src/kernel/units/units.ts";
import { defaultConfig } from "../src/runtime/default-config.ts";

const [folder = "", symbols = "", topN = "5", buffer = "2"] = process.argv.slice(2);
const history = openRecordedMarket({ path: folder, symbols: symbols.split(",") });
const { identity: market, instruments, interval, firstClose: tradeFrom } = history;
const base = defaultConfig({ market, instruments, interval, tradeFrom });
const ranker = { ...base.ranker, topN: Number(topN), leaveBuffer: Number(buffer) };
const run = new FundRun({ ...base, ranker }, history.firstClose);

type Day = {
  readonly scores: readonly number[];
  readonly closes: readonly number[];
  readonly volatility: readonly number[];
  readonly chosen: readonly string[];
  readonly top: readonly string[];
  readonly active: readonly string[];
};
const days: Day[] = [];

function dayOf(fund: Fund): Day {
  const { features, governance, config } = fund;
  const { scores, chosen } = governance.opportunityRanker;
  const names = config.instruments.map(({ symbol }) => symbol);
  return {
    scores: [...scores],
    closes: [...features.close],
    volatility: names.map((_, id) => barVolatility(features, id) * Math.sqrt(dayMs / interval)),
    chosen: [...chosen],
    top: topOpportunities(governance.opportunityRanker, Number(topN)).map((id) => names[id] ?? ""),
    active: governance.policy?.activeSymbols ?? [],
  };
}

for (const closed of history.closedBars()) {
  run.playClose(closed);
  const { fund } = run.state;
  if (fund !== undefined && closed.closedAt % dayMs === 0 && fund.governance.opportunityRanker.chosen.length > 0)
    days.push(dayOf(fund));
}

/** Share of a list that the next day's list has not. */
const turnover = (lists: readonly (readonly string[])[]): number => {
  const changes = lists.slice(1).map((list, index) => {
    const before = lists[index] ?? [];
    return before.filter((symbol) => !list.includes(symbol)).length / Math.max(1, before.length);
  });
  return mean(changes);
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function told(name: string, values: readonly number[]): void {
  const known = values.filter((value) => Number.isFinite(value));
  const middle = mean(known);
  const spread = Math.sqrt(mean(known.map((value) => (value - middle) ** 2)));
  const t = (middle / spread) * Math.sqrt(known.length);
  console.log(`${name}: mean IC ${middle.toFixed(3)}, t ${t.toFixed(1)}, ${known.length} days`);
}

const ics = days.slice(1).map((next, index) => {
  const { scores, closes, volatility } = days[index]!;
  const ranked = scores.flatMap((score, id) => (score >= 0 ? [id] : []));
  const moves = ranked.map((id) => Math.log((next.closes[id] ?? Number.NaN) / (closes[id] ?? Number.NaN)));
  const scored = ranked.map((id) => scores[id] ?? 0);
  const sizes = moves.map(Math.abs);
  return {
    size: rankCorrelation(scored, sizes),
    scaled: rankCorrelation(
      scored,
      sizes.map((size, place) => size / (volatility[ranked[place] ?? 0] ?? Number.NaN)),
    ),
    signed: rankCorrelation(scored, moves),
    usual: rankCorrelation(
      ranked.map((id) => volatility[id] ?? 0),
      sizes,
    ),
  };
});

console.log(`${days.length} days, ${instruments.length} symbols, best ${topN}, buffer ${buffer}`);
const counted = (lists: readonly (readonly string[])[]) =>
  instruments.map(({ symbol }) => `${symbol} ${lists.filter((list) => list.includes(symbol)).length}`).join(", ");
console.log(`days an opportunity: ${counted(days.map(({ chosen }) => chosen))}`);
console.log(`days open for entries: ${counted(days.map(({ active }) => active))}`);
console.log(
  `turnover a day: ${turnover(days.map(({ chosen }) => chosen)).toFixed(3)}, without the buffer ${turnover(days.map(({ top }) => top)).toFixed(3)}, of what is open ${turnover(days.map(({ active }) => active)).toFixed(3)}`,
);
told(
  "score against the size of the next day's return",
  ics.map(({ size }) => size),
);
told(
  "the same in units of the symbol's volatility",
  ics.map(({ scaled }) => scaled),
);
told(
  "score against the next day's return itself",
  ics.map(({ signed }) => signed),
);
told(
  "for comparison, volatility alone against the size",
  ics.map(({ usual }) => usual),
);
const { trading, governance } = run.state.fund!;
console.log(
  `trades on record: ${governance.universe.standings.map(({ record, judgement }, id) => `${instruments[id]?.symbol} ${record.trades.length} ${judgement.tier}`).join(", ")}; open ${trading.positions.filter((each) => each !== undefined).length}`,
);
