/** Slots of a cadence, effective cadences, and when what an agent said no longer counts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, hour } from "../../../tests/scenarios/given.ts";
import { agents, defaultAgentFlags, type LastRuns } from "../domain/agents.ts";
import { durationMs, hours, seconds } from "../units/units.ts";
import { effectiveCadence, isAgentDue, isDue, isStale, type Rhythm } from "./cadence.ts";

const rhythm = (lastRuns: LastRuns, change: Partial<Rhythm> = {}): Rhythm => ({
  lastRuns,
  flags: defaultAgentFlags,
  barInterval: hours(1),
  knownGap: durationMs(0),
  since: at(0),
  ...change,
});

it("the default cadences are those of the seeds", () => {
  expect(agents.map((agent) => effectiveCadence(defaultAgentFlags, agent, seconds(1)))).toEqual([
    30_000, 30_000, 60_000, 15_000, 60_000,
  ]);
});

it("an effective cadence is never shorter than the bar interval", () => {
  expect(effectiveCadence(defaultAgentFlags, "CEO", seconds(29))).toBe(30_000);
  expect(effectiveCadence(defaultAgentFlags, "CEO", seconds(31))).toBe(31_000);
});

describe("being due", () => {
  it("happens once in every slot, however early or late in it", () => {
    expect(isDue(undefined, at(0), hour)).toBe(true);
    expect([0, 1, hour - 1, hour, hour + 80].map((ms) => isDue(at(0), at(ms), hour))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(isDue(at(hour + 80), at(2 * hour + 10), hour), "a close 70 ms early is not missed").toBe(true);
  });
  it("is asked by agent", () => {
    expect(isAgentDue(rhythm({ CEO: at(0) }), "CEO", at(hour - 1))).toBe(false);
    expect(isAgentDue(rhythm({ CEO: at(0) }), "CONDUCTOR", at(hour - 1))).toBe(true);
  });
  it("at any rhythm of asking, runs lie less than two cadences apart", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 2, maxLength: 60 }), (waits) => {
        let [now, last] = [0, 0];
        for (const wait of waits) {
          now += wait;
          if (isDue(at(last), at(now), 30_000)) last = now;
          expect(now - last).toBeLessThan(30_000);
        }
      }),
    );
  });
});

describe("staleness", () => {
  it("begins after three effective cadences", () => {
    const stale = (ms: number, change: Partial<Rhythm> = {}) => isStale(rhythm({ CEO: at(0) }, change), "CEO", at(ms));
    expect([3 * hour - 1, 3 * hour, 3 * hour + 1].map((ms) => stale(ms))).toEqual([false, false, true]);
    expect(stale(3 * hour + 1, { knownGap: hours(2) }), "a known gap is none").toBe(false);
    expect(stale(90_001, { barInterval: seconds(1) })).toBe(true);
  });
  it("of an agent that never ran counts from the beginning", () => {
    expect([3 * hour, 3 * hour + 1].map((ms) => isStale(rhythm({}), "CONDUCTOR", at(ms)))).toEqual([false, true]);
  });
});
