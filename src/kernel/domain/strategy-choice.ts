/** A strategy as the configuration names it: enough to know which code it means, and what that code looks at. */
import type { Fraction } from "../units/units.ts";

export type StrategyChoice = {
  readonly name: string;
  readonly version: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Closed bars it may look back over. */
  readonly history: number;
  /** Names of the feature board it looks at. */
  readonly features: readonly string[];
  /** Of a plug-in: hash of the file it came in, so that other code is no replay. Null for what the kernel ships. */
  readonly sha256: string | null;
};

/** Which code a strategy is. */
export type StrategyCode = Pick<StrategyChoice, "version" | "sha256">;

/** Most bars a strategy may look back over: a month of hours and then some. */
export const longestHistory = 1_000;

/** What a strategy says at a close, about one symbol. */
export type Advice =
  | {
      /** Be in it: an entry where nothing is held, staying where something is. */
      readonly kind: "LONG";
      /** How sure the strategy is by its own measure, 0 to 1. Nobody has calibrated it. */
      readonly confidence: number;
      /** Distance of the stop below the entry, share of the price. */
      readonly stopDistance: number;
      /** Leave when a close is this far above the entry, share of the price. */
      readonly targetDistance?: number | undefined;
      /** Leave after this many bars. */
      readonly maxBars?: number | undefined;
      readonly reason: string;
    }
  | { readonly kind: "OUT"; readonly reason: string }
  | { readonly kind: "NONE" };

/** What a strategy's entry asked for, beside its stop. */
export type ExitPlan = {
  readonly targetDistance: Fraction | undefined;
  readonly maxBars: number | undefined;
};
