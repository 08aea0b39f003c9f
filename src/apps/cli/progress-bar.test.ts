/** The bar on a terminal, the lines elsewhere. */
import { expect, it } from "vitest";
import { epochMs } from "../../kernel/units/units.ts";
import { showProgress } from "./progress-bar.ts";

const half = { closesDone: 5, barsDone: 500, barsTotal: 1_000, at: epochMs(1_600_000_000_000) };

function shown(isTTY: boolean, times: readonly number[]): string[] {
  const written: string[] = [];
  const clock = [0, ...times];
  const progress = showProgress({ isTTY, write: (text) => written.push(text) }, () => clock.shift() ?? 0);
  for (const _ of times) progress.update(half);
  progress.clear();
  progress.clear();
  return written;
}

it("draws a bar at once, again after a while, and wipes it away once", () => {
  const written = shown(true, [1_000, 1_010, 2_000]);
  expect(written.length).toBe(3);
  expect(written[0]).toContain(`${"█".repeat(15)}${"░".repeat(15)} 50 %  2020-09-13  500 of 1,000 bars, 500 a second`);
  expect(written.at(-1)).toBe("\r\u001b[2K");
});

it("writes a plain line every five seconds where there is no terminal, and none for a short run", () => {
  expect(shown(false, [1_000, 4_000])).toEqual([]);
  expect(shown(false, [5_000, 6_000, 10_000])).toEqual([
    "50 %  2020-09-13  500 of 1,000 bars, 100 a second\n",
    "50 %  2020-09-13  500 of 1,000 bars, 50 a second\n",
  ]);
});
