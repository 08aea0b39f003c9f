/**
 * What a close means for the market officer: every symbol that had a bar is assessed, then the market, and changes are told.
 *
 * A fund of one symbol has no index of its own: its market is that symbol.
 */
import type { Bar } from "./domain/bar.ts";
import type { FundConfig } from "./domain/config.ts";
import type { EventOf } from "./events/define-event.ts";
import type { regimeEstimated } from "./events/estimate-events.ts";
import { marketBreakDetected, marketRegimeChanged } from "./events/market-events.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import { inputIgnored } from "./events/trading-events.ts";
import type { MarketFeatures } from "./features/market-features.ts";
import type { Fund } from "./fund-state.ts";
import { fitIsDue, searchIsDue, takeModel } from "./governance/assess/market-officer/hidden-watch.ts";
import { addToIndex, closeIndex, openIndexSum } from "./governance/assess/market-officer/market-index.ts";
import {
  type DayNews,
  gatherAssessments,
  holdsAgainstBreak,
  movesWithoutBreak,
  type RegimeChange,
  type RegimeSlot,
  reviewDay,
  reviewRegime,
} from "./governance/assess/market-officer/market-officer.ts";
import { dayOfClose } from "./governance/assess/market-officer/trading-day.ts";
import type { EpochMs } from "./units/units.ts";

/** Call after features have taken the bars in. */
export function assessMarket(fund: Fund, bars: readonly Bar[], closedAt: EpochMs, outbox: Outbox): void {
  const { features, config } = fund;
  const officer = fund.governance.marketOfficer;
  const isOne = config.instruments.length === 1;
  const sum = openIndexSum();
  for (const bar of bars) {
    const id = fund.ids.get(bar.symbol);
    const slot = id === undefined ? undefined : officer.slots[id];
    if (id === undefined || slot === undefined) continue;
    const names = isOne ? [bar.symbol, null] : [bar.symbol];
    if (!isOne) addToIndex(sum, features, id, bar);
    assess({ fund, outbox, closedAt, names }, { slot, features, id, bar });
  }
  if (isOne) officer.market.assessment = officer.slots[0]?.assessment;
  const bar = closeIndex(officer.index, sum, closedAt);
  if (bar !== undefined)
    assess({ fund, outbox, closedAt, names: [null] }, { slot: officer.market, features: officer.index, id: 0, bar });
  gatherAssessments(officer);
}

type Scene = {
  readonly fund: Fund;
  readonly outbox: Outbox;
  readonly closedAt: EpochMs;
  /** Whose assessment it is; null is the market as a whole. */
  readonly names: readonly (string | null)[];
};
type Row = { readonly slot: RegimeSlot; readonly features: MarketFeatures; readonly id: number; readonly bar: Bar };

function assess({ fund, outbox, closedAt, names }: Scene, { slot, features, id, bar }: Row): void {
  const news = reviewDay(slot, bar, closedAt);
  if (news !== undefined && isHeard(fund.config, closedAt)) askForFit(slot, news, names[0] ?? null, outbox);
  const change = reviewRegime(slot, { features, id, symbol: bar.symbol }, fund.config);
  for (const symbol of names) {
    if (news?.isBroken === true) announceBreak(slot, symbol, outbox);
    if (change !== undefined) announceChange(slot, change, symbol, outbox);
  }
}

/** Without a council nobody hears of hidden states, and while a fund only learns its bars come faster than fits. */
const isHeard = ({ seats, tradeFromMs }: FundConfig, closedAt: EpochMs): boolean =>
  seats.length > 0 && closedAt >= tradeFromMs;

function askForFit(
  { hidden }: RegimeSlot,
  { isBroken }: DayNews,
  symbol: string | null,
  { at, estimates }: Outbox,
): void {
  if (!fitIsDue(hidden, dayOfClose(at), isBroken)) return;
  const days = Float64Array.from(hidden.days);
  estimates.push({ kind: "REGIME", symbol, asOf: at, days, before: hidden.model, isSearch: searchIsDue(hidden) });
}

type RegimeEstimated = EventOf<typeof regimeEstimated>["data"];

export function hearHiddenStates(fund: Fund, { symbol, asOfMs, model }: RegimeEstimated, outbox: Outbox): void {
  const { slots, market } = fund.governance.marketOfficer;
  const slot = symbol === null ? market : slots[fund.ids.get(symbol) ?? -1];
  const fittedOn = dayOfClose(asOfMs);
  if (slot !== undefined && !(fittedOn <= (slot.hidden.fittedOn ?? Number.NEGATIVE_INFINITY)))
    return takeModel(slot.hidden, model ?? undefined, fittedOn, fund.config.market);
  const reason = `nobody asked for newer hidden states of ${symbol ?? "the market"}`;
  emit(outbox, inputIgnored.create({ type: "regime.estimated", reason }));
}

function announceBreak(slot: RegimeSlot, symbol: string | null, outbox: Outbox): void {
  const { probability } = slot.breaks;
  if (probability === undefined) return;
  emit(
    outbox,
    marketBreakDetected.create({
      symbol,
      breakProbabilityFraction: probability,
      hiddenRegime: slot.hidden.believed ?? null,
      detectorsDisagree: holdsAgainstBreak(slot),
    }),
  );
}

function announceChange(slot: RegimeSlot, change: RegimeChange, symbol: string | null, outbox: Outbox): void {
  const { to, from, detector } = change;
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
      detector,
      breakProbabilityFraction: to.breakProbability ?? null,
      hiddenRegime: slot.hidden.believed ?? null,
      detectorsDisagree: detector === "RULE" ? null : movesWithoutBreak(slot),
    }),
  );
}
