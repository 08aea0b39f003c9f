/** The comment on `demoSeed` is true: first days up, then a fall worth governing, without a crash. */
import { expect, it } from "vitest";
import { demoSeed, demoWarmUpDays } from "./demo-seed.ts";
import { nextBars, skipBar } from "./market.ts";
import { openMarket } from "./market-state.ts";
import { marketParameters } from "./parameters.ts";

it("shows a newcomer some rising days and then a fall, soon after the warm-up", () => {
  const market = openMarket(marketParameters(demoSeed));
  for (let hour = 0; hour < demoWarmUpDays * 24 - 1; hour += 1) skipBar(market);
  const closes = (): number[] => nextBars(market).bars.map((bar) => bar.close);
  const before = closes();
  const levels: number[] = [];
  const bitcoin: number[] = [];
  for (let hour = 0; hour < 10 * 24; hour += 1) {
    const relative = closes().map((close, i) => close / before[i]!);
    levels.push(relative.reduce((sum, value) => sum + value, 0) / relative.length);
    bitcoin.push(relative[0]!);
  }
  const peak = Math.max(...levels.slice(0, 5 * 24));
  const peakAt = levels.indexOf(peak);
  const trough = Math.min(...levels.slice(peakAt));
  const fallen = (series: readonly number[]): number =>
    1 - Math.min(...series.slice(peakAt)) / Math.max(...series.slice(0, peakAt + 12));
  expect(peak - 1).toBeCloseTo(0.076, 2);
  expect(peakAt / 24).toBeCloseTo(2.4, 0);
  expect(1 - trough / peak).toBeCloseTo(0.118, 2);
  expect(levels.indexOf(trough) / 24).toBeCloseTo(5.4, 0);
  expect(fallen(bitcoin)).toBeCloseTo(0.077, 2);
  const falling = levels.slice(peakAt, levels.indexOf(trough) + 1);
  const worstHour = Math.min(...falling.slice(1).map((level, i) => level / falling[i]! - 1));
  expect(worstHour).toBeCloseTo(-0.021, 2);
});
