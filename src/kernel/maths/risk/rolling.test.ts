/** The sorted window and the rolling tail hold what sorting from scratch gives, to the last bit. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historicalExpectedShortfall, historicalValueAtRisk, worstFirst } from "../value-at-risk.ts";
import { normal, seedRandom } from "../seeded-random.ts";
import { openRollingTail, pushLoss, rollingExpectedShortfall, rollingValueAtRisk } from "./rolling-tail.ts";
import { largestFirst, openSortedWindow, pushSorted } from "./sorted-window.ts";

/** Few distinct values, so that ties are common, or any. */
const stream = fc.oneof(
  fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 400 }),
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 400 }),
);

it("the sorted window is the last values, largest first", () => {
  fc.assert(
    fc.property(stream, fc.integer({ min: 1, max: 50 }), (values, capacity) => {
      const window = openSortedWindow(capacity);
      for (const [index, value] of values.entries()) {
        pushSorted(window, value + 0);
        const last = Float64Array.from(values.slice(Math.max(0, index + 1 - capacity), index + 1), (each) => each + 0);
        expect([...largestFirst(window)]).toEqual([...worstFirst(last)]);
      }
    }),
    { numRuns: 60 },
  );
});

it("the rolling tail equals recomputation, bit for bit, at any tail and window", () => {
  fc.assert(
    fc.property(
      stream,
      fc.integer({ min: 2, max: 60 }),
      fc.double({ min: 0.005, max: 0.6, noNaN: true }),
      (values, size, tail) => {
        const rolling = openRollingTail(size, tail);
        for (const [index, value] of values.entries()) {
          pushLoss(rolling, value);
          if (index + 1 < size) expect(rollingValueAtRisk(rolling)).toBeNaN();
          else {
            const sorted = worstFirst(Float64Array.from(values.slice(index + 1 - size, index + 1)));
            expect(rollingValueAtRisk(rolling) + 0).toBe(historicalValueAtRisk(sorted, tail) + 0);
            expect(rollingExpectedShortfall(rolling) + 0).toBe(historicalExpectedShortfall(sorted, tail) + 0);
          }
        }
      },
    ),
    { numRuns: 100 },
  );
});

it("is as exact after 200,000 steps of losses a million times apart", () => {
  const random = seedRandom(5);
  const [size, tail] = [250, 0.05];
  const rolling = openRollingTail(size, tail);
  const last = new Float64Array(size);
  for (let step = 0; step < 200_000; step++) {
    const loss = normal(random) * (Math.floor(step / 1_000) % 2 === 0 ? 1e6 : 1e-6);
    last[step % size] = loss;
    pushLoss(rolling, loss);
  }
  const sorted = worstFirst(last.slice());
  expect(rollingValueAtRisk(rolling)).toBe(historicalValueAtRisk(sorted, tail));
  expect(rollingExpectedShortfall(rolling)).toBe(historicalExpectedShortfall(sorted, tail));
});

describe("refusals", () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])("%s is no loss", (loss) => {
    expect(() => pushLoss(openRollingTail(10, 0.05), loss)).toThrow(/finite/);
    expect(() => pushSorted(openSortedWindow(3), loss)).toThrow(/finite/);
  });
  it("of a window below 2, a capacity below 1 and a tail outside 0 to 1", () => {
    expect(() => openRollingTail(1, 0.05)).toThrow(/window/);
    expect(() => openRollingTail(10, 0)).toThrow(/tail/);
    expect(() => openRollingTail(10, 1)).toThrow(/tail/);
    expect(() => openSortedWindow(0)).toThrow(/capacity/);
  });
});
