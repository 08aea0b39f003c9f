/** A close: features first, then what it means for what is held, then governance, then trading. */
import type { Bar } from "./domain/bar.ts";
import { oneWayCost } from "./domain/trading-cost.ts";
import { emit, type Outbox } from "./events/outbox.ts";
import { inputIgnored, shadowTradeClosed } from "./events/trading-events.ts";
import { updateFeatureBoard } from "./features/board/feature-board.ts";
import { watchBar } from "./features/feed-watch.ts";
import { updateFeatures } from "./features/market-features.ts";
import { rankByTurnover } from "./features/turnover-rank.ts";
import type { Fund } from "./fund-state.ts";
import { dayOfClose } from "./governance/assess/market-officer/trading-day.ts";
import { learnBar } from "./governance/assess/opportunity-ranker/opportunity-ranker.ts";
import { askForFits } from "./governance/assess/risk-officer/fits.ts";
import { type ClosedDay, closeBookDay, recordDayClose } from "./governance/assess/risk-officer/risk-officer.ts";
import { councilIsHeard, recordAdvice } from "./governance/stage/stage.ts";
import { contextOf, governNow, portfolioOf } from "./step-govern.ts";
import { admitBars } from "./market/bar-gate.ts";
import { assessMarket } from "./step-market.ts";
import { rankOpportunities } from "./step-rank.ts";
import { playProbation } from "./step-universe.ts";
import type { Effect } from "./trading/effect.ts";
import { learnMaker } from "./trading/execute/lessons.ts";
import { weightsOf } from "./trading/positions/valuation.ts";
import { playShadowBar, shadowPnl } from "./trading/shadow/shadow-book.ts";
import { forgetSilentModels } from "./trading/signals/ensemble.ts";
import type { StrategyLibrary } from "./trading/strategies/library.ts";
import { type Desk, openDesk, rememberClose } from "./trading/strategies/strategies.ts";
import { learnOnly, trade } from "./trading/trade.ts";
import { durationMs, type EpochMs, epochMs, usd } from "./units/units.ts";

type ClosedBars = { readonly closedAtMs: EpochMs; readonly bars: readonly Bar[] };

/** What one close is played with: what it says, what it does, and whom it may ask. */
type Play = { readonly outbox: Outbox; readonly effects: Effect[]; readonly library: StrategyLibrary };

export function closeBars(
  fund: Fund,
  { closedAtMs, bars: given }: ClosedBars,
  { outbox, effects, library }: Play,
): void {
  if (closedAtMs > outbox.at) {
    const reason = `bars of ${closedAtMs} have not closed at ${outbox.at}`;
    emit(outbox, inputIgnored.create({ type: "market.bars_closed", reason }));
    return;
  }
  if (fund.lastBarsAt !== undefined && closedAtMs <= fund.lastBarsAt) {
    const reason = `bars of ${closedAtMs} are not after those of ${fund.lastBarsAt}`;
    emit(outbox, inputIgnored.create({ type: "market.bars_closed", reason }));
    return;
  }
  const bars = admit(fund, given, closedAtMs, outbox);
  fund.governance.knownGap = durationMs(closedAtMs - (fund.lastBarsAt ?? closedAtMs));
  const { ids, closed } = learnBars(fund, bars, closedAtMs, outbox);
  assessMarket(fund, bars, closedAtMs, outbox);
  fund.lastBarsAt = closedAtMs;
  forgetSilentModels(fund.trading.signals, outbox.at);
  const isTeaching = closedAtMs < fund.config.tradeFromMs;
  if (closed.length > 0 && !isTeaching) closeRiskDay(fund, { day: dayOfClose(closedAtMs), closed }, outbox);
  const learning = { at: outbox.at, modelWeights: undefined, panelIsObeyed: false };
  if (isTeaching) return learnOnly(fund.trading, { ...fund, ...learning }, ids);
  rankByTurnover(fund.turnoverRank, fund.features, fund.ids, closedAtMs);
  rankOpportunities(fund, outbox);
  playShadow(fund, bars, outbox);
  playProbation(fund, bars, closedAtMs);
  governNow(fund, outbox);
  const context = contextOf(fund, outbox, effects);
  const desk = deskFor(fund, outbox, library);
  trade(fund.trading, desk === undefined ? context : { ...context, desk }, ids);
}

/** A symbol whose bar is refused goes without one: nothing is learnt, valued or entered on it. */
function admit(
  { gate, features, ids }: Fund,
  given: readonly Bar[],
  closedAt: EpochMs,
  outbox: Outbox,
): readonly Bar[] {
  const { bars, refused } = admitBars(gate, given, { features, ids, closedAt });
  for (const { reason } of refused) emit(outbox, inputIgnored.create({ type: "market.bars_closed", reason }));
  return bars;
}

function deskFor({ config, trading }: Fund, outbox: Outbox, library: StrategyLibrary): Desk | undefined {
  if (config.strategies.length === 0) return undefined;
  const { maxStopDistanceFraction: maxStopDistance } = config.hardLimits;
  return openDesk({ state: trading.strategies, library, maxStopDistance, outbox });
}

type Learnt = {
  /** Of the instruments that had a bar. */
  readonly ids: number[];
  /** Of those whose UTC day is over. */
  readonly closed: number[];
};

/** Takes the bars into the features and marks what is held. */
function learnBars(fund: Fund, bars: readonly Bar[], closedAt: EpochMs, outbox: Outbox): Learnt {
  const { features, board, governance, trading } = fund;
  const ids: number[] = [];
  const closed: number[] = [];
  for (const bar of bars) {
    const id = fund.ids.get(bar.symbol);
    if (id === undefined) {
      emit(outbox, inputIgnored.create({ type: "market.bars_closed", reason: `${bar.symbol} is not configured` }));
      continue;
    }
    const before = features.closedAt[id] ?? 0;
    if (before > 0 && dayOfClose(closedAt) > dayOfClose(epochMs(before))) {
      recordDayClose(governance.riskOfficer, id, features.close[id] ?? Number.NaN);
      closed.push(id);
    }
    if (before > 0) learnWaiting(fund, id, bar);
    const last = { close: features.close[id] ?? Number.NaN, closedAt: before };
    watchBar(fund.feeds, id, bar, { before: last, closedAt, interval: fund.config.intervalMs });
    updateFeatures(features, id, bar, closedAt);
    learnBar(governance.opportunityRanker, id, bar, closedAt);
    if (board.columns.size > 0) updateFeatureBoard(board, id, bar);
    rememberClose(trading.strategies, board, id, bar);
    const position = trading.positions[id];
    if (position !== undefined) position.lastPrice = bar.close;
    ids.push(id);
  }
  return { ids, closed };
}

/** What an order resting at the bid of the last close met in this bar. Call before features have taken the bar in. */
function learnWaiting({ config, features, trading }: Fund, id: number, bar: Bar): void {
  const instrument = config.instruments[id];
  const maker = trading.execution.makers[id];
  const before = features.close[id];
  if (instrument !== undefined && maker !== undefined && before !== undefined)
    learnMaker(maker, before, bar, instrument);
}

/** The book is judged as it stood, and what is due is fitted anew; a fund that only learns holds nothing and asks for nothing. */
function closeRiskDay(fund: Fund, closed: ClosedDay, outbox: Outbox): void {
  const { riskOfficer } = fund.governance;
  const weights = weightsOf(fund.trading.positions, portfolioOf(fund).equity);
  if (closeBookDay(riskOfficer, weights, closed)) askForFits(riskOfficer, outbox);
}

/** Where a live venue receives reductions only, the stage earns the next on what it would have done (resolutions 24). */
function playShadow(fund: Fund, bars: readonly Bar[], outbox: Outbox): void {
  const { shadow } = fund.trading;
  if (shadow.positions.size === 0 && shadow.wishes.size === 0) return;
  const isTraded = !fund.config.isLiveVenue || councilIsHeard(fund.governance.stage.current);
  for (const bar of bars) {
    const id = fund.ids.get(bar.symbol);
    const instrument = id === undefined ? undefined : fund.config.instruments[id];
    if (id === undefined || instrument === undefined) continue;
    const closed = playShadowBar(shadow, id, bar, oneWayCost(instrument, fund.config) / 10_000);
    if (closed === undefined) continue;
    const { pnl, advisedShare } = closed;
    if (!isTraded) recordAdvice(fund.governance.stage, pnl, advisedShare);
    emit(outbox, shadowTradeClosed.create({ symbol: bar.symbol, pnlUsd: usd(pnl), shadowPnlUsd: shadowPnl(shadow) }));
  }
}
