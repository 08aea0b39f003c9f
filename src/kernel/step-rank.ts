/** What a close means for the opportunity ranker: what the bars teach it, and when other symbols are opportunities. */
import { sameValue } from "./domain/same-value.ts";
import { opportunitiesUpdated } from "./events/market-events.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import type { Fund } from "./fund-state.ts";
import {
  exclusionCounts,
  rankAllSymbols,
  rankedIds,
  type RankerState,
  scoreOf,
} from "./governance/assess/opportunity-ranker/opportunity-ranker.ts";
import { isDue } from "./governance/cadence.ts";
import type { Signal } from "./domain/signal.ts";
import { utcDay } from "./units/units.ts";

/** Call after the market officer has assessed the close, and before governance looks at it. */
export function rankOpportunities(fund: Fund, outbox: Outbox): void {
  const { config, features, governance, trading } = fund;
  const { opportunityRanker: ranker, marketOfficer } = governance;
  const { isEnabled, intervalMs } = config.ranker;
  if (!isEnabled || !isDue(ranker.rankedAt, outbox.at, Math.max(intervalMs, config.intervalMs))) return;
  const market = {
    config,
    features,
    trendStrength: (id: number) => marketOfficer.slots[id]?.assessment?.trendStrength,
    prediction: (id: number) => convictionOf(trading.latest[id]),
  };
  const isChanged = rankAllSymbols(ranker, market, outbox.at);
  publishRankings(fund, isChanged, outbox);
}

/** 0 at even odds, 1 at certainty, whichever way the models lean. */
const convictionOf = (signal: Signal | undefined): number =>
  signal === undefined || signal.direction === "NONE" ? 0 : Math.max(0, 2 * signal.confidence - 1);

/** News: other opportunities, other numbers of symbols left out, or, once a UTC day, another order. */
function publishRankings({ config, governance }: Fund, isChanged: boolean, outbox: Outbox): void {
  const { opportunityRanker: ranker } = governance;
  const { told, chosen } = ranker;
  const excluded = exclusionCounts(ranker);
  const day = utcDay(outbox.at);
  const isFirst = told.day < 0;
  const isReordered = day !== told.day && !sameValue(told.symbols, chosen);
  if (!isFirst && !isChanged && !isReordered && sameValue(told.excluded, excluded)) return;
  const symbols = config.instruments.map(({ symbol }) => symbol);
  emit(
    outbox,
    opportunitiesUpdated.create({
      opportunities: opportunitiesIn(ranker, symbols),
      entered: chosen.filter((symbol) => !told.symbols.includes(symbol)),
      left: told.symbols.filter((symbol) => !chosen.includes(symbol)),
      ranked: rankedIds(ranker).length,
      excludedCount: excluded.reduce((sum, count) => sum + count, 0),
      excluded: countsByName(excluded),
    }),
  );
  ranker.told = { symbols: chosen, excluded, day };
}

const countsByName = (counts: readonly number[]) => {
  const [learning = 0, silent = 0, lowVolume = 0, lowLiquidity = 0] = counts;
  return { LEARNING: learning, SILENT: silent, LOW_VOLUME: lowVolume, LOW_LIQUIDITY: lowLiquidity };
};

const opportunitiesIn = (ranker: RankerState, symbols: readonly string[]) =>
  rankedIds(ranker)
    .filter((id) => ranker.isChosen[id] === 1)
    .map((id) => {
      const { score, parts } = scoreOf(ranker, id);
      return {
        symbol: symbols[id] ?? "",
        scoreFraction: score,
        trendFraction: parts.trend,
        volatilityFraction: parts.volatility,
        liquidityFraction: parts.liquidity,
        performanceFraction: parts.performance,
        predictionFraction: parts.prediction,
      };
    });
