/** The stopwatch gives back what it timed, and looks back a thousand entries. */
import { expect, it } from "vitest";
import { createStopwatch } from "./stopwatch.ts";

it("measures what it runs, forgets what is long ago, and knows nothing before", () => {
  let clock = 0;
  const stopwatch = createStopwatch(() => clock);
  const run = (ms: number) =>
    stopwatch.timed(() => {
      clock += ms;
      return ms;
    });
  expect(stopwatch.read()).toBeUndefined();
  expect(run(6)).toBe(6);
  run(2);
  expect(stopwatch.read()).toEqual({ entries: 2, meanMs: 4, worstMs: 6 });
  for (let entry = 0; entry < 999; entry += 1) run(1);
  expect(stopwatch.read()).toEqual({ entries: 1_000, meanMs: 1.001, worstMs: 2 });
});
