/** The window of 24 hours: kept up bar by bar it says what counting anew would say. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, bar, hour } from "../../../../../tests/scenarios/given.ts";
import { quantity } from "../../../units/units.ts";
import { decodeState, encodeState } from "../../../state-codec.ts";
import { days, hours, minutes } from "../../../units/units.ts";
import { dayReturn, dayVolume, openDayWindow, takeDayBar } from "./day-window.ts";

const traded = (close: number, usd: number) => ({ ...bar("BTC", close), volume: quantity(usd / close) });

describe("hourly bars", () => {
  it("volume is that of the last 24, whatever came before", () => {
    const window = openDayWindow(2, hours(1));
    for (let index = 1; index <= 60; index += 1) takeDayBar(window, 1, traded(50, index), at(index * hour));
    expect(dayVolume(window, 1)).toBe(((37 + 60) * 24) / 2);
    expect(dayVolume(window, 0), "another row").toBe(0);
  });

  it("the return is from the close 24 hours ago, and unknown one bar earlier", () => {
    const window = openDayWindow(1, hours(1));
    for (let index = 0; index < 24; index += 1) takeDayBar(window, 0, traded(100 + index, 1), at(index * hour));
    expect(dayReturn(window, 0)).toBeNaN();
    takeDayBar(window, 0, traded(110, 1), at(24 * hour));
    expect(dayReturn(window, 0)).toBeCloseTo(0.1, 12);
    takeDayBar(window, 0, traded(202, 1), at(25 * hour));
    expect(dayReturn(window, 0)).toBeCloseTo(1, 12);
  });

  it("a silence empties the hours it lasted, and keeps the price", () => {
    const window = openDayWindow(1, hours(1));
    for (let index = 0; index <= 30; index += 1) takeDayBar(window, 0, traded(100, 10), at(index * hour));
    takeDayBar(window, 0, traded(120, 10), at(40 * hour));
    expect(dayVolume(window, 0)).toBe(150);
    expect(dayReturn(window, 0)).toBeCloseTo(0.2, 12);
    takeDayBar(window, 0, traded(132, 7), at(1_000 * hour));
    expect(dayVolume(window, 0)).toBe(7);
    expect(dayReturn(window, 0)).toBeCloseTo(0.1, 12);
  });
});

it("other intervals fill the same window", () => {
  const lastVolume = (interval: ReturnType<typeof hours>, bars: number) => {
    const window = openDayWindow(1, interval);
    for (let index = 1; index <= bars; index += 1) takeDayBar(window, 0, traded(10, 60), at(index * interval));
    return dayVolume(window, 0);
  };
  expect(lastVolume(hours(4), 20)).toBe(6 * 60);
  expect(lastVolume(days(1), 20)).toBe(60);
  expect(lastVolume(days(2), 20), "half of what two days traded").toBe(30);
  expect(lastVolume(minutes(15), 400), "400 bars end on the hour: four a full hour").toBe(96 * 60);
});

it("what is kept up is what is counted anew, after any bars and any silences, and survives a snapshot", () => {
  const step = fc.record({
    wait: fc.integer({ min: 1, max: 200 }),
    usd: fc.nat(1e9),
    close: fc.integer({ min: 1, max: 99 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 80 }), (steps) => {
      let window = openDayWindow(1, hours(1));
      const bars: { readonly hour: number; readonly usd: number; readonly close: number }[] = [];
      let now = 0;
      for (const { wait, usd, close } of steps) {
        now += wait * 15 * 60_000;
        takeDayBar(window, 0, { ...bar("BTC", close), volume: quantity(usd) }, at(now));
        bars.push({ hour: Math.floor((at(now) - 1) / hour), usd: usd * close, close });
        window = decodeState(encodeState(window)) as typeof window;
      }
      const latest = bars.at(-1)!;
      const within = bars.filter((each) => each.hour > latest.hour - 24);
      expect(dayVolume(window, 0)).toBe(within.reduce((sum, each) => sum + each.usd, 0));
      const before = bars.findLast((each) => each.hour <= latest.hour - 24);
      if (before === undefined) expect(dayReturn(window, 0)).toBeNaN();
      else expect(dayReturn(window, 0)).toBe(latest.close / before.close - 1);
    }),
  );
});
