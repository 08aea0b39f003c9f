/**
 * What the controls of the register are set to beside the hard limits: how fast, how often and how thick, open orders,
 * what may be traded, data, clock, strategies and overrides. Changed only by configuration and restart.
 *
 * Source: controls.md, D.1. Numbers without a source there are chosen; docs/decisions/0040 (to PT-09) and 0041 say why.
 */
import {
  type Bps,
  type DurationMs,
  durationMs,
  type Fraction,
  fraction,
  hours,
  minutes,
  type Ratio,
  ratio,
} from "../units/units.ts";
import type { OrderType } from "./order.ts";

export const messageScopes = ["system", "venue", "strategy"] as const;
/** Whose messages are counted together: all, those to a venue, those of a strategy. */
export type MessageScope = (typeof messageScopes)[number];
export type MessageRate = { readonly perSecond: number; readonly perMinute: number };
export type MessageLimits = Readonly<Record<MessageScope, MessageRate>> & {
  /** Part of every rate that entries may not use: it is kept for cancels, exits and stops. */
  readonly reservedFraction: Fraction;
};

export type ControlLimits = {
  /** A price that moves more than this within the window lets the symbol cool (PT-02). */
  readonly periodMove: {
    readonly maxMoveRatio: Ratio;
    readonly windowMs: DurationMs;
    readonly coolMs: DurationMs;
  };
  /** Largest entry as a part of what others trade: in the last bar, in 24 hours, at the best offer of a known book (PT-04). */
  readonly thickness: {
    readonly maxBarRatio: Ratio;
    readonly maxDayRatio: Ratio;
    readonly maxTopRatio: Ratio;
  };
  /** Orders, cancels, amendments and rejects (PT-05). */
  readonly messages: MessageLimits;
  /** A strategy that enters one symbol more often than this within the window is disabled until a person enables it (PT-06). */
  readonly repeats: { readonly maxExecutions: number; readonly windowMs: DurationMs };
  /** The same entry again within this is a duplicate (PT-07). */
  readonly duplicateWindowMs: DurationMs;
  /** Longs less shorts, each at its worst, over tradable capital (PT-08). */
  readonly maxNetExposureRatio: Ratio;
  /** One group of symbols that move together, over tradable capital (PT-09). */
  readonly maxGroupRatio: Ratio;
  /** What must stay free of margin after an entry into a perpetual, share of tradable capital (PT-10). */
  readonly minFreeMarginFraction: Fraction;
  /** How far a perpetual must stay from its liquidation, in average true ranges (PT-10). */
  readonly minLiquidationDistanceAtr: Ratio;
  /** What entries that may still be filled may be worth together, share of tradable capital (PT-11). */
  readonly maxOpenOrderValueFraction: Fraction;
  /** Symbols somebody has approved by name; null approves what is configured, and nothing on a live venue (PT-12). */
  readonly allowedSymbols: readonly string[] | null;
  /** Venues orders may go to; null is the one the fund was opened at (PT-12). */
  readonly allowedVenues: readonly string[] | null;
  readonly allowedOrderTypes: readonly OrderType[];
  /** So many bars in a row without trades at one unmoved price are a frozen feed (PT-14). */
  readonly maxFrozenBars: number;
  /** Bars that may be missing before the last one (PT-14). */
  readonly maxFeedGapBars: number;
  /** Farthest from a second source of prices; null where there is none (PT-14). */
  readonly maxSourceGapBps: Bps | null;
  /** Farthest the venue's clock and ours may be apart (PT-15). */
  readonly maxClockSkewMs: DurationMs;
  /** Oldest measurement of it that counts on a live venue (PT-15). */
  readonly maxClockAgeMs: DurationMs;
  /** What one strategy may lose in a UTC day, unrealised losses included, share of tradable capital (PT-17). */
  readonly maxStrategyDailyLossFraction: Fraction;
  /** Largest entry while an operator's override loosens a limit, share of tradable capital (PT-20). */
  readonly maxOverrideOrderFraction: Fraction;
  /** Whether an override needs a second person although no money is at risk; on a live venue it always does (PT-20). */
  readonly overrideNeedsSecondPerson: boolean;
};

/** How far back PT-06 looks: twice as many bars as executions are allowed at least, since whoever enters at every other close is in a loop (chosen). */
export const repeatWindow = ({ maxExecutions, windowMs }: ControlLimits["repeats"], intervalMs: number): number =>
  windowMs > 0 ? Math.max(windowMs, 2 * maxExecutions * intervalMs) : 0;

export const defaultControlLimits: ControlLimits = {
  periodMove: { maxMoveRatio: ratio(0.1), windowMs: hours(1), coolMs: hours(2) },
  thickness: { maxBarRatio: ratio(0.25), maxDayRatio: ratio(0.01), maxTopRatio: ratio(0.5) },
  messages: {
    system: { perSecond: 100, perMinute: 600 },
    venue: { perSecond: 50, perMinute: 600 },
    strategy: { perSecond: 40, perMinute: 300 },
    reservedFraction: fraction(0.5),
  },
  repeats: { maxExecutions: 8, windowMs: hours(24) },
  duplicateWindowMs: minutes(1),
  maxNetExposureRatio: ratio(0.9),
  maxGroupRatio: ratio(0.6),
  minFreeMarginFraction: fraction(0.25),
  minLiquidationDistanceAtr: ratio(6),
  maxOpenOrderValueFraction: fraction(0.75),
  allowedSymbols: null,
  allowedVenues: null,
  allowedOrderTypes: ["MARKET", "LIMIT", "POST_ONLY"],
  maxFrozenBars: 3,
  maxFeedGapBars: 3,
  maxSourceGapBps: null,
  maxClockSkewMs: durationMs(500),
  maxClockAgeMs: minutes(5),
  maxStrategyDailyLossFraction: fraction(0.04),
  maxOverrideOrderFraction: fraction(0.25),
  overrideNeedsSecondPerson: false,
};

const unbounded = ratio(1e12);
const anyRate: MessageRate = { perSecond: unbounded, perMinute: unbounded };

/** What a journal of before these controls existed was played with: none of them binds. */
export const noControlLimits: ControlLimits = {
  ...defaultControlLimits,
  periodMove: { maxMoveRatio: unbounded, windowMs: durationMs(0), coolMs: durationMs(0) },
  thickness: { maxBarRatio: unbounded, maxDayRatio: unbounded, maxTopRatio: unbounded },
  messages: { system: anyRate, venue: anyRate, strategy: anyRate, reservedFraction: fraction(0) },
  repeats: { maxExecutions: unbounded, windowMs: durationMs(0) },
  duplicateWindowMs: durationMs(0),
  maxNetExposureRatio: unbounded,
  maxGroupRatio: unbounded,
  minFreeMarginFraction: fraction(0),
  minLiquidationDistanceAtr: ratio(0),
  maxOpenOrderValueFraction: fraction(1),
  maxFrozenBars: Number.MAX_SAFE_INTEGER,
  maxFeedGapBars: Number.MAX_SAFE_INTEGER,
  maxStrategyDailyLossFraction: fraction(1),
  maxOverrideOrderFraction: fraction(1),
};
