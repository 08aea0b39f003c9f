/**
 * Everything the fund knows, one slice per loop.
 *
 * Owned and changed in place by `step` alone; from outside it is a value that goes in and comes out. Plain data: numbers,
 * strings, arrays, maps, sets and typed arrays, so that `state-codec.ts` can write the whole of it down.
 */
import { type ControlBook, openControlBook } from "./controls/control-book.ts";
import type { FundConfig } from "./domain/config.ts";
import { type FeedWatch, openFeedWatch } from "./features/feed-watch.ts";
import { type FeatureBoard, openFeatureBoard } from "./features/board/feature-board.ts";
import { type MarketFeatures, openFeatures } from "./features/market-features.ts";
import { openTurnoverRank, type TurnoverRank } from "./features/turnover-rank.ts";
import { type GovernanceState, openGovernance } from "./governance/governance-state.ts";
import { deposit, type Ledger, openLedger } from "./ledger/ledger.ts";
import { type BarGate, openBarGate } from "./market/bar-gate.ts";
import { openSurveillance, type SurveillanceState } from "./surveillance/surveillance-state.ts";
import { openPaperBook, type PaperBook } from "./trading/positions/paper-book.ts";
import { featuresWanted } from "./trading/strategies/features-wanted.ts";
import { openTrading, type TradingState } from "./trading/trading-state.ts";
import type { EpochMs } from "./units/units.ts";

export type Fund = {
  config: FundConfig;
  /** Instrument id by symbol. */
  readonly ids: Map<string, number>;
  readonly features: MarketFeatures;
  /** Which closes wait for a second bar before they are believed. */
  readonly gate: BarGate;
  readonly feeds: FeedWatch;
  /** The features somebody looks at, and no others. */
  board: FeatureBoard;
  readonly turnoverRank: TurnoverRank;
  readonly ledger: Ledger;
  readonly governance: GovernanceState;
  readonly trading: TradingState;
  readonly controls: ControlBook;
  readonly surveillance: SurveillanceState;
  /** Paper trades in symbols that Universe OS has shut out: how they are earned back. */
  readonly probation: PaperBook;
  lastBarsAt: EpochMs | undefined;
  /** The journal has used up its reserve: the disk is full, and what room is left is for exits. */
  isReserveGone: boolean;
};

/** `undefined` before the first `fund.opened`. `seq` is the number of the last entry taken in, -1 before any. */
export type FundState = { seq: number; at: EpochMs; fund: Fund | undefined };

/** What whoever looks at features asks the board for. */
export const openBoard = ({ instruments, strategies }: FundConfig): FeatureBoard =>
  openFeatureBoard(instruments.length, featuresWanted(strategies));

export function openFund(config: FundConfig): Fund {
  const instruments = config.instruments.length;
  const ledger = openLedger(instruments);
  deposit(ledger, config.startEquityUsd);
  const { momentumLookbackBars, reversionLookbackBars, horizonBars } = config.forecasting;
  return {
    config,
    ids: new Map(config.instruments.map(({ symbol }, id) => [symbol, id])),
    features: openFeatures(instruments, {
      trend: momentumLookbackBars,
      reversion: reversionLookbackBars,
      outcome: horizonBars,
    }),
    gate: openBarGate(instruments),
    feeds: openFeedWatch(instruments),
    board: openBoard(config),
    turnoverRank: openTurnoverRank(),
    ledger,
    governance: openGovernance(config, config.tradeFromMs),
    trading: openTrading(config),
    controls: openControlBook(config.tradeFromMs),
    surveillance: openSurveillance(),
    probation: openPaperBook(),
    lastBarsAt: undefined,
    isReserveGone: false,
  };
}
