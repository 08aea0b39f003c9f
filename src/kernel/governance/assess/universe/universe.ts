/**
 * Universe OS: which symbols the fund is willing to trade, by what they have done for it.
 *
 * A symbol on the blacklist comes back only by evidence: it is played on paper, and needs three times the trades that
 * judge any other symbol, good enough to be let in without the benefit of chance (origin-facts 27.4).
 */
import type { Regime } from "../../../domain/regime.ts";
import type { UniverseCondition, UniverseConfidence, UniverseProfile } from "../../../domain/universe.ts";
import type { EpochMs } from "../../../units/units.ts";
import { figuresOf, type SymbolFigures } from "./figures.ts";
import { openRecord, recordTrade, type RecordedTrade, type SymbolRecord } from "./symbol-record.ts";
import { isEarnedBack, judge, type Judgement, leastTrades } from "./tiers.ts";

export type SymbolStanding = {
  record: SymbolRecord;
  judgement: Judgement;
  figures: SymbolFigures;
  /** Trades played on paper since it was shut out; undefined for a symbol that is not. */
  probation: RecordedTrade[] | undefined;
};

export type TierChange = {
  readonly symbol: string;
  readonly from: Judgement["tier"];
  readonly to: Judgement["tier"];
  readonly reason: string;
};

export type UniverseState = {
  /** One per instrument id. */
  readonly standings: SymbolStanding[];
  /** Tiers that changed since the last review. */
  readonly tierChanges: TierChange[];
  /** Symbols of the universe, the most wanted first; undefined before the first review. */
  symbols: readonly string[] | undefined;
  /** Why each of the others is not in it. */
  leftOut: ReadonlyMap<string, string>;
  profile: UniverseProfile | undefined;
  reviewedAt: EpochMs | undefined;
  /** Grows whenever the symbols are others. */
  version: number;
  health: UniverseHealth;
  /** Sum of R of all closed trades, and the highest it has been. */
  totalR: number;
  highestR: number;
  /** By trade: kinds of market it was opened in. */
  readonly openedIn: Map<string, readonly UniverseCondition[]>;
  /** The last orders by id: the price each was decided on. */
  readonly references: Map<string, OrderReference>;
};

export type OrderReference = {
  readonly symbol: string;
  readonly side: "BUY" | "SELL";
  readonly isEntry: boolean;
  readonly price: number | null;
};

export type UniverseHealth = {
  readonly confidence: UniverseConfidence;
  readonly issues: readonly string[];
  readonly blacklisted: number;
};

export const openUniverse = (instruments: number): UniverseState => ({
  standings: Array.from({ length: instruments }, openStanding),
  tierChanges: [],
  symbols: undefined,
  leftOut: new Map(),
  profile: undefined,
  reviewedAt: undefined,
  version: 0,
  health: { confidence: "LOW", issues: [], blacklisted: 0 },
  totalR: 0,
  highestR: 0,
  openedIn: new Map(),
  references: new Map(),
});

function openStanding(): SymbolStanding {
  const record = openRecord();
  const figures = figuresOf(record);
  return { record, figures, judgement: judge(figures), probation: undefined };
}

export const isBlacklisted = ({ judgement }: SymbolStanding): boolean => judgement.tier === "BLACKLIST";

/** A trade with money. It never lifts a verdict: that is for the trades on paper. */
export function takeTrade(state: UniverseState, id: number, symbol: string, trade: RecordedTrade): void {
  const standing = state.standings[id];
  if (standing === undefined) return;
  recordTrade(standing.record, trade);
  state.totalR += trade.r;
  state.highestR = Math.max(state.highestR, state.totalR);
  judgeAnew(state, standing, symbol);
}

/** Call after something else was put on the record. */
export function judgeAnew(state: UniverseState, standing: SymbolStanding, symbol: string): void {
  standing.figures = figuresOf(standing.record);
  if (isBlacklisted(standing)) return;
  const judgement = judge(standing.figures);
  if (judgement.tier === "BLACKLIST") standing.probation = [];
  settle(state, standing, symbol, judgement);
}

/** Paper trades of a symbol that is shut out; enough good ones become its record. */
export const probationTrades = 3 * leastTrades;

export function takeProbationTrade(state: UniverseState, id: number, symbol: string, trade: RecordedTrade): void {
  const standing = state.standings[id];
  if (standing?.probation === undefined) return;
  const trades = [...standing.probation, trade].slice(-probationTrades);
  standing.probation = trades;
  if (trades.length < probationTrades) return;
  const record = { ...openRecord(), trades, refusals: trades.map(() => false) };
  const figures = figuresOf(record);
  if (!isEarnedBack(figures)) return;
  const judgement = judge(figures);
  standing.record = record;
  standing.figures = figures;
  standing.probation = undefined;
  settle(state, standing, symbol, { ...judgement, reason: `earned back on paper: ${judgement.reason}` });
}

function settle(state: UniverseState, standing: SymbolStanding, symbol: string, judgement: Judgement): void {
  const from = standing.judgement.tier;
  standing.judgement = judgement;
  if (judgement.tier === from) return;
  state.tierChanges.push({ symbol, from, to: judgement.tier, reason: judgement.reason });
}

/** What is to be known of a symbol besides its standing. */
export type SymbolMarket = {
  readonly symbol: string;
  readonly volume24h: number;
  readonly spreadBps: number;
  readonly regime: Regime | undefined;
  /** 1 for the best; the order of candidates, and after them of the configuration. */
  readonly rank: number;
};
