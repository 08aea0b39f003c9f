/**
 * What the fund has lived through with one symbol: its trades, its wishes and its fills, the last hundred of each.
 *
 * Costs are what a trade is known to have cost, in units of its initial risk (R): fees, and the spread the instrument is
 * configured with. Refusals count that the symbol itself gave cause for; that Universe OS or the ranker left it out, that
 * the mandate had no room or that the fund stood still is no fault of it.
 */
import type { Regime } from "../../../domain/regime.ts";
import type { UniverseCondition } from "../../../domain/universe.ts";

export type RecordedTrade = {
  /** Profit after fees in units of the initial risk. */
  readonly r: number;
  readonly costR: number;
  /** Kinds of market it was opened in. */
  readonly openedIn: readonly UniverseCondition[];
};

export type SymbolRecord = {
  /** Oldest first. */
  readonly trades: RecordedTrade[];
  /** Of wishes to enter: true where it was refused for the symbol's sake. */
  readonly refusals: boolean[];
  /** Of fills: true where the price was worse than decided by more than `slippageSpike`. */
  readonly spikes: boolean[];
};

export const openRecord = (): SymbolRecord => ({ trades: [], refusals: [], spikes: [] });

const kept = 100;
/** Source: origin-facts 27.4. */
const slippageSpike = 0.01;

export const recordTrade = ({ trades }: SymbolRecord, trade: RecordedTrade): void => remember(trades, trade);
export const recordWish = ({ refusals }: SymbolRecord, isRefused: boolean): void => remember(refusals, isRefused);
/** @param slippage how much worse the fill was than the price decided on, share of it */
export const recordFill = ({ spikes }: SymbolRecord, slippage: number): void =>
  remember(spikes, !(slippage <= slippageSpike));

function remember<Value>(list: Value[], value: Value): void {
  list.push(value);
  if (list.length > kept) list.shift();
}

/** None while the regime is not known. */
export function conditionsIn(regime: Regime | undefined): readonly UniverseCondition[] {
  if (regime === undefined) return [];
  const { trend, volatility } = regime;
  const conditions: UniverseCondition[] = [];
  if (trend === "UP" || trend === "DOWN") conditions.push("TRENDING");
  if (volatility === "NORMAL") conditions.push("CALM");
  if (trend === "CHOPPY" || volatility === "HIGH" || volatility === "EXTREME") conditions.push("UNSTABLE");
  return conditions;
}
