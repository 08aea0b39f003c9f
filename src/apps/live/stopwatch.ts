/** How long the fund takes over an entry on the wall clock: governance and trading together (001-MON-04). */
export type CycleTimes = { readonly entries: number; readonly meanMs: number; readonly worstMs: number };

export type Stopwatch = {
  readonly timed: <Result>(run: () => Result) => Result;
  /** Of the latest entries; undefined before the first. */
  readonly read: () => CycleTimes | undefined;
};

/** Entries looked back on. */
const kept = 1_000;

export function createStopwatch(now: () => number = () => performance.now()): Stopwatch {
  const spans: number[] = [];
  const timed: Stopwatch["timed"] = (run) => {
    const begin = now();
    const result = run();
    spans.push(now() - begin);
    if (spans.length > kept) spans.shift();
    return result;
  };
  const read = (): CycleTimes | undefined => {
    if (spans.length === 0) return undefined;
    const total = spans.reduce((sum, span) => sum + span, 0);
    return { entries: spans.length, meanMs: total / spans.length, worstMs: Math.max(...spans) };
  };
  return { timed, read };
}
