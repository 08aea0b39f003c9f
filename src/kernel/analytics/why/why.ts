/**
 * The explanation of one order: everything between the bars it was decided on and the money it made, in one value.
 *
 * Every name carries its unit, as in the fund's view; `null` stands for "not known" or "does not apply".
 */
import type { DecisionKind, Seat } from "../../domain/decision.ts";
import type { OrderStatus, OrderType, Purpose, Side } from "../../domain/order.ts";
import type { ExitReason } from "../../domain/position.ts";
import type { Limit } from "../../domain/risk-envelope.ts";
import type { Abstention, Agreement, Champion, Direction } from "../../domain/signal.ts";
import type { SubsystemMode } from "../../domain/subsystem.ts";
import type { Bound, MeasureUnit } from "../../domain/workings.ts";
import type { LimitUnit, SetterView } from "../view/fund-view.ts";

export type BarWhy = {
  readonly closedAtMs: number;
  readonly openUsd: number;
  readonly highUsd: number;
  readonly lowUsd: number;
  readonly closeUsd: number;
  readonly volume: number;
};

export const featureUnits = ["SHARE", "SCORE", "USD", "COUNT"] as const;
export type FeatureUnit = (typeof featureUnits)[number];
export type FeatureWhy = { readonly feature: string; readonly value: number | null; readonly unit: FeatureUnit };

export const votes = ["UP", "DOWN", "NEITHER"] as const;
export type Vote = (typeof votes)[number];
export type ModelWhy = {
  readonly model: string;
  readonly vote: Vote;
  /** Null where it had said nothing, or too long ago. */
  readonly upFraction: number | null;
  /** Share of the ensemble's word. */
  readonly weightFraction: number;
  /** The z-score the word rests on; null without a word. */
  readonly evidenceScore: number | null;
  /** Independent past cases behind it. */
  readonly cases: number;
  /** Why its word did not count; null when it did. */
  readonly abstains: Abstention | null;
};

/** What the ensemble made of the votes. */
export type PanelWhy = {
  readonly agreement: Agreement;
  readonly champion: Champion;
  readonly pooledFraction: number;
  /** What such a word has been worth so far; null below 20 cases. */
  readonly provenFraction: number | null;
  readonly upFraction: number;
  readonly isObeyed: boolean;
};

export type SignalWhy = {
  readonly direction: Direction;
  readonly confidenceFraction: number;
  /** After costs. */
  readonly edgeBps: number;
  /** Of going in and out again. */
  readonly costBps: number;
  /** What an entry has to promise after costs. */
  readonly neededEdgeBps: number;
};

export type StanceWhy = {
  readonly seat: Seat;
  readonly kind: DecisionKind;
  readonly decisionId: string;
  readonly sinceMs: number;
  readonly says: string;
  readonly reason: string;
  /** The decision that outranks it; null when it rules. */
  readonly overruledBy: string | null;
};

export type LimitWhy = {
  readonly limit: Limit;
  readonly unit: LimitUnit;
  readonly value: number | boolean;
  /** False when no authority has set a bound. */
  readonly isBound: boolean;
  /** Used before this order, and with it; null for limits that are not used up. */
  readonly usedBefore: number | null;
  readonly usedAfter: number | null;
  /** What is left with this order; below zero when it does not fit. */
  readonly headroom: number | null;
  readonly setBy: SetterView;
};

/** Who stopped entries, and until when. */
export type StoppedWhy = {
  readonly by: string;
  readonly reason: string;
  readonly sinceMs: number | null;
  /** Null means until a condition or a review. */
  readonly untilMs: number | null;
};

/** What was true of market, models and mandate at a moment, whether or not an order came of it. */
export type SceneWhy = {
  readonly atMs: number;
  readonly bars: readonly BarWhy[];
  readonly features: readonly FeatureWhy[];
  readonly models: readonly ModelWhy[];
  /** Null where the panel is off, and before the windows are full. */
  readonly panel: PanelWhy | null;
  readonly signal: SignalWhy | null;
  readonly policyVersion: number;
  readonly stances: readonly StanceWhy[];
  readonly limits: readonly LimitWhy[];
  /** Null while entries are allowed. */
  readonly stopped: StoppedWhy | null;
};

export type HookWhy = {
  readonly hook: string;
  readonly mode: SubsystemMode;
  readonly verdict: "PASS" | "VETO" | "FAILED";
  readonly note: string;
};

export type CapWhy = {
  readonly by: string;
  readonly what: string;
  readonly capUsd: number | null;
  /** The one that made the size. */
  readonly isTightest: boolean;
};

export type CheckWhy = {
  readonly check: string;
  readonly isKept: boolean;
  /** The refusal in words; empty when kept. */
  readonly refusal: string;
  readonly unit: MeasureUnit | null;
  readonly bound: Bound | null;
  readonly value: number | null;
  readonly limit: number | null;
  readonly headroom: number | null;
};

export type OrderWhy = {
  readonly id: string;
  readonly symbol: string;
  readonly side: Side;
  readonly purpose: Purpose;
  readonly quantity: number | null;
  readonly limitPriceUsd: number | null;
  readonly stopPriceUsd: number | null;
  /** Price it was decided on: the close of an entry or exit, the trigger of a stop. */
  readonly referencePriceUsd: number | null;
  readonly orderType: OrderType;
  /** Of an entry: the first order of the parent it works, and what the parent was expected to slip by. */
  readonly parentId: string | null;
  readonly expectedSlippageBps: number | null;
  readonly reason: string;
};

export type StatusWhy = {
  readonly atMs: number;
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  readonly note: string;
};

export type FillWhy = {
  readonly fillId: string;
  readonly atMs: number;
  readonly priceUsd: number;
  readonly quantity: number;
  readonly feeUsd: number;
  /** Against the reference price; above zero is worse than it. */
  readonly slippageBps: number | null;
};

/** An order of the same position's life. */
export type SiblingWhy = {
  readonly id: string;
  readonly purpose: Purpose;
  readonly atMs: number;
  readonly reason: string;
};

/** The position the order belongs to, from what opened it to what it made. */
export type PositionWhy = {
  readonly openedBy: string;
  readonly openedAtMs: number | null;
  readonly quantity: number | null;
  readonly averagePriceUsd: number | null;
  readonly stopPriceUsd: number | null;
  /** Loss at the stop: one R. */
  readonly initialRiskUsd: number | null;
  readonly orders: readonly SiblingWhy[];
  readonly trade: TradeWhy | null;
};

export type TradeWhy = {
  readonly closedAtMs: number;
  readonly heldForMs: number;
  readonly exitReason: ExitReason;
  readonly entryPriceUsd: number;
  readonly exitPriceUsd: number;
  readonly feesUsd: number;
  /** After fees. */
  readonly pnlUsd: number;
  readonly rMultipleRatio: number;
};

export type Why = {
  readonly runId: string;
  readonly seq: number;
  /** The whole answer in one sentence. */
  readonly summary: string;
  readonly outcome: "SENT" | "REFUSED";
  readonly refusedBy: string | null;
  readonly order: OrderWhy;
  readonly scene: SceneWhy;
  readonly hooks: readonly HookWhy[];
  readonly caps: readonly CapWhy[];
  readonly checks: readonly CheckWhy[];
  readonly statuses: readonly StatusWhy[];
  readonly fills: readonly FillWhy[];
  readonly position: PositionWhy | null;
};

export const whyNotVerdicts = [
  "ORDERED",
  "NOT_IN_UNIVERSE",
  "NOT_TRADING_YET",
  "NO_BAR",
  "LEARNING",
  "HELD",
  "NO_SIGNAL",
  "OPEN_ORDERS",
  "COOLING_DOWN",
  "SHADOWED",
  "VETOED",
  "NO_ROOM",
  "REFUSED",
] as const;
export type WhyNotVerdict = (typeof whyNotVerdicts)[number];

/** Why no entry left for one symbol at one close. */
export type WhyNot = {
  readonly runId: string;
  readonly symbol: string;
  readonly askedAtMs: number;
  /** The close at or before the moment asked for; null when there is none. */
  readonly closeAtMs: number | null;
  readonly verdict: WhyNotVerdict;
  readonly summary: string;
  /** The order it became after all. */
  readonly orderId: string | null;
  /** Whose rule it was: a hook, an authority, a check. */
  readonly by: string | null;
  readonly untilMs: number | null;
  readonly scene: SceneWhy | null;
  readonly hooks: readonly HookWhy[];
  readonly caps: readonly CapWhy[];
  readonly checks: readonly CheckWhy[];
};
