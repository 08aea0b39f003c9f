/**
 * Position intelligence: the class of a position, from how far it has come, how fast, and how rough its market has become.
 *
 * Source: origin-facts 11b (the guide); the R-based five are canonical, winner and loser are views (resolutions 3). The
 * guide leaves four things open, decided in decision 0033:
 *
 *   order       dangers first, then as listed
 *   time        the guide counts hours of looks every five minutes. Where bars are longer, so are looks and hours: an hour
 *               is as many looks as it holds at the configured interval, twelve closes of hourly bars
 *   reversal    needs something to reverse: a best of at least half an R
 *   young ones  that have made nothing, or a little fast, have no class yet
 */
import type { IntelligenceConfig } from "../../../domain/position-care.ts";
import { type Position, riskMultipleOf } from "../../../domain/position.ts";
import type { PositionClass } from "../../../domain/position-plan.ts";
import type { DurationMs, EpochMs } from "../../../units/units.ts";

export type PositionReading = {
  readonly r: number;
  readonly peakR: number;
  /** R per hour of the guide. */
  readonly momentum: number;
  /** Age in hours of the guide. */
  readonly hours: number;
  /** Mean true range now over that at the opening. */
  readonly roughness: number;
  /** Fall of the price from its best, share. */
  readonly fall: number;
};

export type Looked = { readonly at: EpochMs; readonly atr: number; readonly barInterval: DurationMs };

const hourMs = 3_600_000;

export function readPosition(position: Position, now: Looked, { intervalMs }: IntelligenceConfig): PositionReading {
  const { plan, lastPrice, openedAt } = position;
  const r = riskMultipleOf(position, lastPrice);
  const stretch = Math.max(1, now.barInterval / intervalMs);
  const hours = (now.at - openedAt) / hourMs / stretch;
  return {
    r,
    peakR: riskMultipleOf(position, plan.peak),
    momentum: r / (hours + 0.1),
    hours,
    roughness: plan.atr > 0 ? now.atr / plan.atr : 1,
    fall: 1 - lastPrice / plan.peak,
  };
}

type ClassRule = {
  readonly name: PositionClass;
  readonly holds: (reading: PositionReading, config: IntelligenceConfig) => boolean;
};

export const classRules: readonly ClassRule[] = [
  {
    name: "TOXIC",
    holds: ({ r, hours, fall }, { toxicAfterMs, toxicMaxFallFraction }) =>
      hours * hourMs >= toxicAfterMs && (r < -0.5 || fall >= toxicMaxFallFraction),
  },
  {
    name: "REVERSAL_RISK",
    holds: ({ r, peakR, roughness }) => (peakR >= 0.5 && peakR - r >= 0.5) || roughness > 2,
  },
  { name: "STRONG_TREND", holds: ({ r, momentum }) => r >= 1 && momentum >= 0.6 },
  { name: "SLOW_GRINDER", holds: ({ r, momentum }) => r > 0 && momentum < 0.6 },
  { name: "STALLING", holds: ({ hours, momentum }) => hours > 1 && momentum < 0.3 },
];

/** The first class whose rule holds; undefined while none does. */
export const classOf = (reading: PositionReading, config: IntelligenceConfig): PositionClass | undefined =>
  classRules.find(({ holds }) => holds(reading, config))?.name;

/** How the environment's settings call it (resolutions 3). */
export const positionViews = ["WINNER", "BREAKEVEN", "LOSER"] as const;
export type PositionView = (typeof positionViews)[number];

export function viewOf({ r, fall }: PositionReading, config: IntelligenceConfig): PositionView {
  if (r >= config.winnerRatio && fall <= config.winnerMaxFallFraction) return "WINNER";
  return r < 0 ? "LOSER" : "BREAKEVEN";
}
