/**
 * What the officers ask to have estimated beside the loop, because it is too heavy for it: fits by maximum likelihood.
 *
 * A request leaves `step` with the effects. The runtime computes it with `kernel/estimation` and tells the fund the result
 * as a journalled input; until it comes the officers go on with incremental forms (resolutions 39b). A request that is
 * never answered is made again at the next close of a UTC day.
 */
import type { EpochMs } from "../units/units.ts";
import type { HiddenMarket } from "./hidden-market.ts";
import type { GarchParameters } from "./tail.ts";

/** Asks for the tail of daily returns: volatility model and the distribution of what it leaves. */
export type TailRequest = {
  readonly kind: "TAIL";
  /** A symbol, or `book`: what is held, per unit of exposure. */
  readonly subject: string;
  /** The last close in it. The answer carries it, so that an old answer is known as one. */
  readonly asOf: EpochMs;
  /** Daily simple returns, oldest first. */
  readonly returns: Float64Array;
  /** Parameters of the last fit, to start from. */
  readonly before: GarchParameters | undefined;
};

/** Asks for a hidden Markov model of closed days. */
export type RegimeRequest = {
  readonly kind: "REGIME";
  /** Null is the market as a whole. */
  readonly symbol: string | null;
  /** The last close in it. The answer carries it, so that an old answer is known as one. */
  readonly asOf: EpochMs;
  /** What closed days showed, oldest first, `dayDimensions` numbers each. */
  readonly days: Float64Array;
  /** The model there is: the fit starts from it, and keeps the order of its states. */
  readonly before: HiddenMarket | undefined;
  /** Tries two to four states from scratch instead of going on from the model there is. */
  readonly isSearch: boolean;
};

/** Asks for the weights of the least expected shortfall on recorded days. */
export type AllocationRequest = {
  readonly kind: "ALLOCATION";
  readonly symbols: readonly string[];
  /** The last close in it. The answer carries it, so that an old answer is known as one. */
  readonly asOf: EpochMs;
  /** Daily simple returns, `returns[day * symbols + symbol]`, oldest day first. */
  readonly returns: Float64Array;
  /** Share of days in the tail. */
  readonly tail: number;
  /** Largest weight of one symbol. */
  readonly cap: number;
};

export type EstimateRequest = TailRequest | RegimeRequest | AllocationRequest;
