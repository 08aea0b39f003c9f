/** What the conductor asks about what is held: which positions are toxic, which are risky, how healthy the book is. */
import type { Position } from "../../domain/position.ts";

type Held = readonly (Position | undefined)[];

export const toxicSymbols = (positions: Held): string[] =>
  positions.flatMap((each) => (each?.plan.class === "TOXIC" ? [each.symbol] : []));

/** Of class TOXIC or REVERSAL_RISK (resolutions 48); one without a stop is risky too, which its orders say. */
export const isOfRiskyClass = ({ plan }: Position): boolean => plan.class === "TOXIC" || plan.class === "REVERSAL_RISK";

const pointsPerToxic = 10;
const toxicShareAtMost = 0.3;

export type PositionsHealth = { readonly score: number; readonly issues: readonly string[] };

/** Source: origin-facts 8.2, "PIL". */
export function healthOfPositions(positions: Held): PositionsHealth {
  const held = positions.reduce((count, each) => count + (each === undefined ? 0 : 1), 0);
  const toxic = toxicSymbols(positions).length;
  const isSick = held > 0 && toxic / held > toxicShareAtMost;
  return {
    score: Math.max(0, 100 - pointsPerToxic * toxic),
    issues: isSick ? [`${toxic} of ${held} positions are toxic`] : [],
  };
}
