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

/** Why a model's word does not count, in the order it is asked. */
export const abstentions = ["RESTING", "NO_WORD", "STALE", "INSUFFICIENT_HISTORY", "NO_SKILL"] as const;
export type Abstention = (typeof abstentions)[number];

/** How far the voices that count point the same way, firmest first (origin-facts 21). */
export const agreements = ["UNANIMOUS", "STRONG", "SPLIT", "WEAK"] as const;
export type Agreement = (typeof agreements)[number];

/** Where the online part of the weights comes from: all alike until fixed share has beaten that. */
export const champions = ["EQUAL_WEIGHT", "FIXED_SHARE"] as const;
export type Champion = (typeof champions)[number];

/** One model's seat on the panel of one symbol. */
export type Voice = {
  readonly model: string;
  /** Calibrated; null where there is no word. */
  readonly upProbability: Fraction | null;
  readonly sampleSize: number;
  readonly horizonBars: number;
  /** Null for a model that speaks at every close. */
  readonly validUntil: EpochMs | null;
  /** Share of the panel's word; 0 for who abstains. */
  readonly weight: Fraction;
  readonly abstains: Abstention | null;
};

/** What the ensemble made of the words on one symbol. */
export type Panel = {
  readonly voices: readonly Voice[];
  readonly agreement: Agreement;
  readonly champion: Champion;
  /** The weighted mean of the calibrated words. */
  readonly pooled: Fraction;
  /** What such a mean has been worth so far: agreement lifts the word no further. Null below 20 cases. */
  readonly proven: Fraction | null;
  /** What the panel says, agreement considered. */
  readonly upProbability: Fraction;
  /** False where the panel is shown and not obeyed. */
  readonly isObeyed: boolean;
};

/** How a model is: without words or skill it is not well, and the model monitor says so. */
export const modelHealths = ["OK", "DEGRADED", "STALE", "ABSENT"] as const;
export type ModelHealth = (typeof modelHealths)[number];

export type Direction = "LONG" | "OUT" | "NONE";

export type Signal = {
  readonly symbol: string;
  readonly direction: Direction;
  /** Probability that the direction is right. */
  readonly confidence: Fraction;
  /** Expected profit of acting, after round-trip costs. */
  readonly expectedEdge: Bps;
  readonly forecasts: readonly Forecast[];
  /** Undefined where the ensemble manager is off. */
  readonly panel?: Panel | undefined;
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
