/**
 * What a price did between two known ends: how high and how low it went.
 *
 * The path is a Brownian bridge through a few drawn points. Between two points its highest and lowest value are drawn
 * from their exact distribution (L. Shepp, "The joint density of the maximum and its location for a Wiener process with
 * drift", Journal of Applied Probability 16, 1979), so few points give an honest range.
 */
import { exponential, normal, type RandomState } from "../../maths/seeded-random.ts";

/** Highest (0 or more, and at least the end) and lowest value of a path that starts at 0. */
export type PathExtremes = { highest: number; lowest: number };

type Path = { readonly end: number; readonly volatility: number; readonly points: number };

/** Draws a path from 0 to `end` into `extremes`. */
export function drawExtremes(random: RandomState, { end, volatility, points }: Path, extremes: PathExtremes): void {
  const pieceVariance = (volatility * volatility) / points;
  let at = 0;
  extremes.highest = Math.max(0, end);
  extremes.lowest = Math.min(0, end);
  for (let left = points; left > 0; left -= 1) {
    const next =
      left === 1 ? end : at + (end - at) / left + Math.sqrt((pieceVariance * (left - 1)) / left) * normal(random);
    const square = (next - at) * (next - at);
    const up = (at + next + Math.sqrt(square + 2 * pieceVariance * exponential(random))) / 2;
    const down = (at + next - Math.sqrt(square + 2 * pieceVariance * exponential(random))) / 2;
    if (up > extremes.highest) extremes.highest = up;
    if (down < extremes.lowest) extremes.lowest = down;
    at = next;
  }
}
