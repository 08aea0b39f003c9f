/**
 * Where the book should stand: a share for every symbol held or wanted, and the trims that bring it nearer and pay.
 *
 * Shares are the allocator's, of the exposure that is allowed. Nothing is ever bought here: a share bounds entries, which take
 * the normal path, and asks for a trim only where what is held is above it. A broken constraint is trimmed whatever it costs;
 * anything else must be worth it: the variance it takes away, at the price of risk and for as long as it is thought to last,
 * against the round trip. Source: origin-facts 10, methods B10.
 */
import type { Target, Trim, Violation } from "../../domain/balancer.ts";
import { normalised } from "../../maths/portfolio/plain-weights.ts";
import { times } from "../../maths/portfolio/square-matrix.ts";
import { type BookLine, shareOf, sumOf } from "./book.ts";
import { type BookView, isCritical } from "./constraints.ts";
import type { Relations } from "./relations.ts";

/** Half of it times variance is what risk costs: He and Litterman's market (1999). */
export const riskAversion = 2.5;
/** Days a trim is thought to matter (chosen: about as long as a position is held). */
export const trimHorizonDays = 10;
/** Points of what is tradable below which nobody moves (chosen). */
export const noTradeBand = 0.02;

/** @param weights the allocator's, of `relations.symbols`, which sum to 1 @param exposure share of what is tradable */
export function targetsOf(
  { symbols }: Relations,
  weights: Float64Array,
  exposure: number,
  { book }: Pick<BookView, "book">,
): Target[] {
  const shares = normalised(weights);
  return symbols.map((symbol, index) => {
    const lines = book.lines.filter((line) => line.symbol === symbol);
    return { symbol, current: shareOf(sumOf(lines, "notional"), book), target: (shares[index] ?? NaN) * exposure };
  });
}

/** Trims that pay. @param roundTripCost of a symbol, share of its price */
export function worthwhileTrims(
  targets: readonly Target[],
  { covariance }: Relations,
  roundTripCost: (symbol: string) => number,
): Trim[] {
  const size = targets.length;
  const marginal = times(
    covariance,
    targets.map(({ current }) => current),
  );
  return targets.flatMap(({ symbol, current, target }, index): Trim[] => {
    const excess = current - target;
    if (!(excess > noTradeBand)) return [];
    const variance = covariance[index * size + index] ?? Number.NaN;
    const saved = 2 * excess * (marginal[index] ?? Number.NaN) - excess * excess * variance;
    const gain = 0.5 * riskAversion * trimHorizonDays * saved;
    if (!(gain > excess * roundTripCost(symbol))) return [];
    return [
      { symbol, keep: target / current, why: `${percent(current)} held, ${percent(target)} allotted, and it pays` },
    ];
  });
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Trims that end critical violations, down to where entries have to stop. */
export function forcedTrims(violations: readonly Violation[], view: BookView): Trim[] {
  const keeps = new Map<string, Trim>();
  for (const violation of violations.filter(isCritical)) {
    const { constraint, subject, value, limit } = violation;
    const why = `${constraint} ${subject}: ${value.toFixed(3)} is above ${limit}`;
    for (const { symbol } of linesOf(violation, view)) {
      const keep = entryLine(violation, view) / value;
      if (keep >= 0 && keep < (keeps.get(symbol)?.keep ?? 1)) keeps.set(symbol, { symbol, keep, why });
    }
  }
  return [...keeps.values()];
}

/** What is to shrink for it. Too many positions are not: each that ends makes one less. */
function linesOf({ constraint, subject }: Violation, { book, sectors }: BookView): readonly BookLine[] {
  switch (constraint) {
    case "SYMBOL":
      return book.lines.filter(({ symbol }) => symbol === subject);
    case "SECTOR":
      return book.lines.filter(({ symbol }) => (sectors.get(symbol) ?? symbol) === subject);
    case "TOTAL_RISK":
    case "LEVERAGE":
      return book.lines;
    default:
      return [];
  }
}

function entryLine({ constraint, limit }: Violation, { limits }: BookView): number {
  if (constraint === "SYMBOL") return limits.maxSinglePositionFraction;
  if (constraint === "SECTOR") return limits.maxSectorEntryFraction;
  return constraint === "LEVERAGE" ? limits.maxLeverageEntryRatio : limit;
}
