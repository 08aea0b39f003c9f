/** Whether two plain values (as JSON has them) say the same, in whatever order their properties were written. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  const inA = Object.entries(a);
  const inB = new Map(Object.entries(b));
  return inA.length === inB.size && inA.every(([name, value]) => inB.has(name) && sameValue(value, inB.get(name)));
}
