/**
 * The strategy API: what somebody writes who brings a strategy of their own. docs/concepts/writing-a-strategy.md.
 *
 * A strategy is a pure function from closed bars to advice about one symbol. It cannot look ahead, because what it is
 * given has no way to name a bar that has not closed. It keeps no memory of its own: what it would remember is in the
 * bars behind it. It sizes nothing, sends nothing and limits nothing; those are the fund's.
 */
import type { Advice } from "../../domain/strategy-choice.ts";
import type { FeatureName } from "../../features/board/feature-board.ts";

export type { Advice } from "../../domain/strategy-choice.ts";
export type { FeatureName } from "../../features/board/feature-board.ts";

export type ClosedBar = {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** In units of the base asset. */
  readonly volume: number;
};

/** What the strategy holds of the symbol. It never sees what others hold. */
export type Held = {
  /** Average price paid. */
  readonly entryPrice: number;
  readonly stopPrice: number;
  /** Closes since it was opened, 1 at the first. */
  readonly bars: number;
};

/**
 * One symbol at one close, and what came before. Bars are counted back from the close: 0 is the bar that has just
 * closed, and there is no number for one that has not. A number that is negative, broken or beyond the history throws.
 */
export type View = {
  readonly symbol: string;
  readonly held: Held | undefined;
  /** Farthest a stop may be, share of the price: the fund's hard limit. Advice beyond it is refused. */
  readonly maxStopDistance: number;
  /** Time of the close, UTC. The date is kept back: nobody has a rule for one that is not hindsight. */
  readonly hourOfDay: number;
  /** 0 is Sunday. */
  readonly dayOfWeek: number;
  back(bars: number): ClosedBar;
  /** Highest high of `bars` bars, the last of them `from` bars back. */
  highest(bars: number, from?: number): number;
  lowest(bars: number, from?: number): number;
  /** Mean close of `bars` bars. */
  mean(bars: number, from?: number): number;
  /** A feature the strategy asked for, at the close `back` bars ago; NaN where its window was not full. */
  feature(name: FeatureName, back?: number): number;
};

/** A number that may be bred: where it starts, and between which bounds it makes sense. */
export type Parameter = {
  readonly default: number;
  readonly from: number;
  readonly to: number;
  readonly isWhole: boolean;
  readonly says: string;
};

export type Strategy<Names extends string = string> = {
  /** Lower case with hyphens. `ensemble` is taken. */
  readonly name: string;
  /** Changes whenever advice may: replay holds a journal to it. */
  readonly version: string;
  readonly description: string;
  readonly parameters: Readonly<Record<Names, Parameter>>;
  readonly features: readonly FeatureName[];
  /** Closed bars it looks back over, itself included. It is asked once as many have closed. */
  history(parameters: Readonly<Record<Names, number>>): number;
  /** Same view and parameters, same advice. No clock, no chance, no input, no output, no memory. */
  decide(view: View, parameters: Readonly<Record<Names, number>>): Advice;
};
