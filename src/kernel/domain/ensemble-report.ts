/** What people are told of the ensemble: how each model is and has done, and what the panel says of every symbol. */
import type { Abstention, Agreement, Champion, ModelHealth } from "./signal.ts";
import type { SubsystemMode } from "./subsystem.ts";

export type ModelStanding = {
  readonly model: string;
  readonly health: ModelHealth;
  /** Of all models asked, before those that abstain on a symbol are left out. */
  readonly weightFraction: number;
  /** The CIO's; null without one. */
  readonly cioFraction: number | null;
  /** Learnt online; in force only under that champion. */
  readonly onlineFraction: number;
  /** Mean Brier score of its words, 0.25 is a coin's; null before the first outcome. */
  readonly brierScore: number | null;
  /** Share of a coin's loss saved. */
  readonly skillRatio: number | null;
  readonly cases: number;
};

/** What followed words of one kind: near the diagonal they are calibrated. */
export type ReliabilityBin = {
  /** Pooled odds of a rise, from and to; null is open. */
  readonly fromFraction: number | null;
  readonly toFraction: number | null;
  readonly cases: number;
  readonly roseFraction: number | null;
};

export type VoiceStanding = {
  readonly model: string;
  readonly upFraction: number | null;
  readonly cases: number;
  readonly horizonBars: number;
  /** Null for a model that speaks at every close. */
  readonly validUntilMs: number | null;
  readonly weightFraction: number;
  readonly abstains: Abstention | null;
};

export type SymbolPanel = {
  readonly symbol: string;
  readonly agreement: Agreement;
  readonly pooledFraction: number;
  readonly provenFraction: number | null;
  readonly upFraction: number;
  readonly voices: readonly VoiceStanding[];
};

export type EnsembleReport = {
  readonly atMs: number;
  readonly mode: SubsystemMode;
  readonly champion: Champion;
  /** Horizons compared so far, the last 120 at most. */
  readonly blocks: number;
  readonly equalBrierScore: number | null;
  readonly fixedShareBrierScore: number | null;
  readonly models: readonly ModelStanding[];
  readonly reliability: readonly ReliabilityBin[];
  readonly symbols: readonly SymbolPanel[];
};
