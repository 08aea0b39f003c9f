/** Small helpers for ordered vocabularies (`as const` arrays, tightest or least first). */

/** The value `rungs` further up (positive) or down (negative), stopping at the ends. */
export function stepAlong<Value>(ladder: readonly [Value, ...Value[]], from: Value, rungs: number): Value {
  const top = ladder.length - 1;
  const index = Math.min(top, Math.max(0, ladder.indexOf(from) + rungs));
  return ladder[index] ?? ladder[0];
}

/** Whether `a` stands before `b`: tighter on scales listed tightest first. */
export const comesBefore = <Value>(ladder: readonly Value[], a: Value, b: Value): boolean =>
  ladder.indexOf(a) < ladder.indexOf(b);

/** The one that stands first. */
export const firstOf = <Value>(ladder: readonly Value[], a: Value, b: Value): Value =>
  comesBefore(ladder, a, b) ? a : b;
