/**
 * Workings: what the fund looked at on its way to an order, or to none, in the terms it decided in.
 *
 * Plain data, taken by reference where nothing changes it later. Never journalled: a replay works it out again, so it
 * is kept only where somebody asks why.
 */
import type { EpochMs } from "../units/units.ts";
import type { Briefing, Ess, FreezeState, Performance, RiskAssessment } from "./briefing.ts";
import type { Policy } from "./mandate.ts";
import type { Order, ReferencePrice } from "./order.ts";
import type { OpenState, PositionClass } from "./position-plan.ts";
import type { ExitReason, Portfolio } from "./position.ts";
import type { Signal } from "./signal.ts";

export const measureUnits = ["USD", "SHARE", "RATIO", "COUNT", "MS", "QUANTITY", "BPS"] as const;
export type MeasureUnit = (typeof measureUnits)[number];

export const bounds = ["AT_MOST", "AT_LEAST", "BELOW"] as const;
/** On which side of its limit a value has to stay. */
export type Bound = (typeof bounds)[number];

/** A measured value beside the limit it has to keep to. */
export type Measure = {
  readonly value: number;
  readonly limit: number;
  readonly unit: MeasureUnit;
  readonly bound: Bound;
};

/** One check of the guard on one order: kept or refused, with what it measured where it measures. */
export type CheckReading = {
  readonly check: string;
  /** Why it refuses; undefined when it does not. */
  readonly refusal: string | undefined;
  readonly measure: Measure | undefined;
};

/** The most an order may be worth in USD by one rule of the balancer, and whose rule it is. */
export type Cap = { readonly by: string; readonly what: string; readonly cap: number };

/** The features of one symbol at one moment. */
export type FeatureReading = {
  readonly closedAt: EpochMs;
  readonly close: number;
  readonly barsSeen: number;
  /** Mean true range, share of the price. */
  readonly atr: number;
  /** Standard deviation of the log return of one bar. */
  readonly barVolatility: number;
  readonly trendScore: number;
  readonly reversionScore: number;
  readonly efficiency: number;
  /** Usual traded value per bar in USD. */
  readonly turnover: number;
};

/** The holding an exit or a stop is about. */
export type HeldReading = {
  readonly openedBy: string;
  readonly openedAt: EpochMs;
  readonly quantity: number;
  readonly averagePrice: number;
  readonly stopPrice: number;
  readonly initialRisk: number;
  readonly state: OpenState;
  readonly class: PositionClass | undefined;
  readonly exitReason: ExitReason | undefined;
};

/** What use of the mandate looked like before the order. */
export type Usage = {
  readonly equity: number;
  /** What shares of an entry are shares of. */
  readonly tradable: number;
  readonly cash: number;
  /** Notional of positions and of what may still be filled. */
  readonly committedNotional: number;
  readonly committedInSymbol: number;
  readonly otherPositions: number;
  /** Loss at the stops of positions and of what may still be filled. */
  readonly committedRisk: number;
  readonly reference: ReferencePrice | undefined;
};

/** One order on its way past the guard. */
export type OrderWorkings = {
  readonly order: Order;
  readonly reason: string;
  readonly stopDistance: number;
  /** Of an entry: the parent order it works, and what that is expected to slip by. */
  readonly parent?: { readonly id: string; readonly expectedSlippageBps: number } | undefined;
  readonly checks: readonly CheckReading[];
  /** The check that refused it; undefined when it was sent. */
  readonly refusedBy: string | undefined;
  /** What the balancer measured an entry against; none of exits and stops. */
  readonly caps: readonly Cap[];
  readonly signal: Signal | undefined;
  readonly features: FeatureReading | undefined;
  readonly held: HeldReading | undefined;
  readonly usage: Usage;
  readonly policy: Policy;
  readonly portfolio: Portfolio;
  readonly performance: Performance;
  readonly risk: RiskAssessment;
};

/** One symbol at one close, before anything was wished. */
export type CloseWorkings = {
  readonly symbol: string;
  readonly signal: Signal | undefined;
  readonly features: FeatureReading | undefined;
  readonly held: HeldReading | undefined;
  /** Ids of its orders that may still be filled. */
  readonly openOrders: readonly string[];
  readonly isShadowed: boolean;
  readonly cooldownUntil: number;
  readonly policy: Policy;
  readonly performance: Performance;
  readonly risk: RiskAssessment;
};

/** What governance held when the step ended. */
export type GovernanceWorkings = {
  readonly briefing: Briefing | undefined;
  readonly freeze: FreezeState | undefined;
  readonly ess: Ess;
  readonly brake: PulledBrake | undefined;
};

/** The emergency brake while it is on: who pulled it, and why. */
export type PulledBrake = { readonly since: EpochMs; readonly by: string; readonly reason: string };

export type Workings = {
  readonly orders: OrderWorkings[];
  readonly closes: CloseWorkings[];
  /** Caps of wishes the balancer refused, by symbol. */
  readonly caps: Map<string, readonly Cap[]>;
  governance: GovernanceWorkings | undefined;
};

export const openWorkings = (): Workings => ({ orders: [], closes: [], caps: new Map(), governance: undefined });
