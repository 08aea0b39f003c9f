/** What the portfolio balancer remembers between closes: plain data. */
import type { BalancerRiskMode, Target, Violation } from "../../domain/balancer.ts";
import type { EpochMs } from "../../units/units.ts";
import type { Relations } from "./relations.ts";

export type BalancerState = {
  /** Of each instrument: how many trades it has closed, and their profits in units of risk added up. */
  readonly trades: Float64Array;
  readonly rMultiples: Float64Array;
  /** Closed days that `relations` know of, all instruments added up, and what they say of each set of symbols. */
  daysKnown: number;
  readonly relations: Map<string, Relations | undefined>;
  /** As last told. */
  violations: readonly Violation[];
  riskMode: BalancerRiskMode;
  rebalancedAt: EpochMs | undefined;
  /** Largest share of what is tradable for each symbol the allocator has spoken of, in force until it speaks again. */
  targets: readonly Target[];
  /** Targets, when they were told, and trimmed symbols as last told. */
  toldAt: EpochMs | undefined;
  toldTargets: readonly Target[];
  toldTrims: readonly string[];
  /** The solver's last answer, and what was asked of it. */
  allocation: Allocation | undefined;
  asked: Asked | undefined;
};

export type Asked = { readonly key: string; readonly symbols: readonly string[]; readonly asOf: EpochMs };
export type Allocation = { readonly key: string; readonly weights: Float64Array };

export const openBalancer = (instruments: number): BalancerState => ({
  trades: new Float64Array(instruments),
  rMultiples: new Float64Array(instruments),
  daysKnown: -1,
  relations: new Map(),
  violations: [],
  riskMode: "SAFE",
  rebalancedAt: undefined,
  targets: [],
  toldAt: undefined,
  toldTargets: [],
  toldTrims: [],
  allocation: undefined,
  asked: undefined,
});

export function recordTrade({ trades, rMultiples }: BalancerState, id: number, rMultiple: number): void {
  if (!Number.isFinite(rMultiple)) return;
  trades[id] = (trades[id] ?? 0) + 1;
  rMultiples[id] = (rMultiples[id] ?? 0) + rMultiple;
}

/** Mean profit of a symbol's trades in units of risk, and how many they are. */
export function recordOf({ trades, rMultiples }: BalancerState, id: number) {
  const count = trades[id] ?? 0;
  return { trades: count, meanRMultiple: count > 0 ? (rMultiples[id] ?? Number.NaN) / count : Number.NaN };
}
