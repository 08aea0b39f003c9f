/** Bars of any market: moves of a few hundredths, standstills, leaps, bars without a range and without volume. */
import fc from "fast-check";
import type { Bar } from "../../src/kernel/domain/bar.ts";
import { quantity } from "../../src/kernel/units/units.ts";
import { bar } from "../scenarios/given.ts";

/** In ten thousandths of the price. */
const anyMove = fc.record({
  move: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -300, max: 300 }) },
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -4_000, max: 6_000 }) },
  ),
  up: fc.oneof(fc.nat(200), fc.constant(0)),
  down: fc.oneof(fc.nat(200), fc.constant(0)),
  gap: fc.oneof(fc.constant(0), fc.integer({ min: -150, max: 150 })),
  volume: fc.oneof(fc.nat(10_000), fc.constant(0)),
});
export type Move = typeof anyMove extends fc.Arbitrary<infer T> ? T : never;
export const anyMoves = (maxLength: number) => fc.array(anyMove, { minLength: 1, maxLength, size: "max" });

export function barsOf(moves: readonly Move[]): Bar[] {
  let close = 100;
  return moves.map(({ move, up, down, gap, volume }) => {
    const open = close * (1 + gap / 10_000);
    close = Math.min(1e6, Math.max(1e-3, close * (1 + move / 10_000)));
    const [top, bottom] = [Math.max(open, close), Math.min(open, close)];
    const shape = { open, high: top * (1 + up / 10_000), low: bottom * (1 - down / 10_000) };
    return { ...bar("BTC", close, shape), volume: quantity(volume) };
  });
}
