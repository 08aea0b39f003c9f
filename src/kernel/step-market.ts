/** What a close means for the market officer: every symbol that had a bar and the market are assessed, changes are told. */
import type { Bar } from "./domain/bar.ts";
import { marketRegimeChanged } from "./events/market-events.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import type { Fund } from "./fund-state.ts";
import { addToIndex, closeIndex, openIndexSum } from "./governance/assess/market-officer/market-index.ts";
import {
  gatherAssessments,
  type RegimeChange,
  reviewRegime,
} from "./governance/assess/market-officer/market-officer.ts";
import type { EpochMs } from "./units/units.ts";

/** Call after features have taken the bars in. */
export function assessMarket(fund: Fund, bars: readonly Bar[], closedAt: EpochMs, outbox: Outbox): void {
  const { features, config } = fund;
  const officer = fund.governance.marketOfficer;
  const sum = openIndexSum();
  for (const bar of bars) {
    const id = fund.ids.get(bar.symbol);
    const slot = id === undefined ? undefined : officer.slots[id];
    if (id === undefined || slot === undefined) continue;
    addToIndex(sum, features, id, bar);
    announce(reviewRegime(slot, features, id, config), bar.symbol, outbox);
  }
  if (closeIndex(officer.index, sum, closedAt) !== undefined)
    announce(reviewRegime(officer.market, officer.index, 0, config), null, outbox);
  gatherAssessments(officer, config);
}

/** @param symbol null for the market as a whole */
function announce(change: RegimeChange | undefined, symbol: string | null, outbox: Outbox): void {
  if (change === undefined) return;
  const { to, from } = change;
  emit(
    outbox,
    marketRegimeChanged.create({
      symbol,
      trend: to.trend,
      volatility: to.volatility,
      isIlliquid: to.isIlliquid,
      previousTrend: from?.trend ?? null,
      previousVolatility: from?.volatility ?? null,
      wasIlliquid: from?.isIlliquid ?? null,
      dailyVolatilityFraction: to.dailyVolatility,
      trendStrengthFraction: to.trendStrength,
      confidenceFraction: to.confidence,
    }),
  );
}
