/** From opinion to wish: forecasts of single models, the signal they add up to, and the intent to trade on it. */
import type { ExitReason } from "./position.ts";
import type { ExitPlan } from "./strategy-choice.ts";
import type { Bps, EpochMs, Fraction, Ratio } from "../units/units.ts";

/** One model's opinion about one symbol over its horizon. */
export type Forecast = {
  readonly model: string;
  readonly symbol: string;
  /** Calibrated probability that the price is higher at the end of the horizon. */
  readonly upProbability: Fraction;
  /** Number of independent past cases behind the probability; zero means it knows nothing and says one half. */
  readonly sampleSize: number;
  /** The feature the opinion rests on, a z-score. */
  readonly evidence: Ratio;
};

export type Direction = "LONG" | "OUT" | "NONE";

export type Signal = {
  readonly symbol: string;
  readonly direction: Direction;
  /** Probability that the direction is right. */
  readonly confidence: Fraction;
  /** Expected profit of acting, after round-trip costs. */
  readonly expectedEdge: Bps;
  readonly forecasts: readonly Forecast[];
};

/** What speaks for the models of the ensemble, beside the strategies that have a name of their own. */
export const ensembleName = "ensemble";

export type IntentKind = "ENTER" | "EXIT";

export type Intent = {
  readonly kind: IntentKind;
  readonly symbol: string;
  /** Who wishes it: the ensemble, or a strategy by name. */
  readonly strategy: string;
  readonly proposedAt: EpochMs;
  readonly signal: Signal;
  /** Notional wanted in USD; set by the position-sizing hook, capped by the balancer. */
  readonly notional: number;
  /** Distance of the stop from the entry, share of the price. */
  readonly stopDistance: Fraction;
  /** How a strategy means to leave, beside its stop and its own word. */
  readonly plan?: ExitPlan | undefined;
  /** Of an exit: as what it is booked; SIGNAL where nothing is said. */
  readonly exitReason?: ExitReason | undefined;
  readonly reason: string;
};
