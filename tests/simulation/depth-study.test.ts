/**
 * The studies on recorded books: the fit recovers what it is given, the model is the venue's own, and a small session made
 * by hand goes through all of it; no recording is needed.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { takerPrice } from "../../src/kernel/simulation/venue/fill-model.ts";
import type { DepthEvent } from "../../src/kernel/simulation/depth/depth-event.ts";
import { bps, price, quantity, seconds } from "../../src/kernel/units/units.ts";
import { costBy, errorOf, fitCosts } from "../../scripts/depth-study/cost-fit.ts";
import { studyMakers, resultOf } from "../../scripts/depth-study/maker-study.ts";
import { type CostSample, modelImpactBps, sampleCosts } from "../../scripts/depth-study/walk-costs.ts";
import { bar, btc } from "../scenarios/given.ts";
import { diff, snapshot, trade } from "../scenarios/depth.ts";

const sample = (modelBps: number, walkBps: number): CostSample => ({
  at: 0,
  side: "BUY",
  size: 1,
  participation: 0.5,
  walkBps,
  modelBps,
  halfSpreadBps: 1,
});

describe("the fit", () => {
  it("finds the half spread and factor its samples were made with", () => {
    const made = { halfSpreadBps: 2, factor: 0.7 };
    const samples = [1, 2, 5, 9].map((modelBps) => sample(modelBps, made.halfSpreadBps + made.factor * modelBps));
    const fit = fitCosts(samples);
    expect([fit.halfSpreadBps, fit.factor, fit.isHeld]).toEqual([expect.closeTo(2, 9), expect.closeTo(0.7, 9), false]);
    expect(errorOf(fit, samples).meanAbsoluteBps).toBeCloseTo(0, 9);
  });
  it("never says that taking costs less than half the spread", () => {
    const fit = fitCosts([1, 2, 5, 9].map((modelBps) => sample(modelBps, 0.5 + modelBps)));
    expect([fit.halfSpreadBps, fit.isHeld]).toEqual([1, true]);
    expect(costBy(fit, sample(0, 0))).toBe(1);
  });
  it("says which way it errs", () => {
    const { meanAbsoluteBps, biasBps } = errorOf({ halfSpreadBps: 1, factor: 1 }, [sample(1, 1), sample(2, 5)]);
    expect([meanAbsoluteBps, biasBps]).toEqual([1.5, -0.5]);
  });
});

it("the model that is judged is the venue's own, to the tick", () => {
  const played = { ...bar("BTC", 100, { high: 103, low: 98 }), volume: quantity(50) };
  const instrument = { ...btc, halfSpreadBps: bps(0), tickSize: price(0.000_01) };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 }), (size) => {
      const venue = takerPrice({ instrument, bar: played, impactFactor: 1 }, "BUY", 100, size);
      expect(venue / 100 - 1).toBeCloseTo(modelImpactBps(played, size) / 10_000, 6);
    }),
  );
});

/** Four seconds at the touch of `smallBook`, a trade in each. */
const session = {
  symbol: "BTC",
  grid: { tickSize: price(1), lotSize: quantity(1) },
  events: [0, 1, 2, 3].flatMap((second): DepthEvent[] => {
    const at = <Of extends DepthEvent>(event: Of, ms: number): Of => ({
      ...event,
      at: seconds(1) + 1_000 * second + ms,
    });
    const opening = snapshot(
      10,
      [
        [99, 5],
        [98, 7],
      ],
      [
        [101, 4],
        [102, 600],
      ],
    );
    const change = diff(second === 0 ? [9, 11, 8] : [10 + second + 1, 11 + second, 10 + second]);
    return [...(second === 0 ? [at(opening, 0)] : []), at(change, 10), at(trade("SELL", 99, 6), 500)];
  }),
};

it("a walk is taken at each opening, against the mid price of 100", () => {
  const samples = sampleCosts(session, seconds(1)).filter(({ size, side }) => size === 1 && side === "BUY");
  expect(
    samples.map(({ at, walkBps, halfSpreadBps, participation }) => [at, walkBps, halfSpreadBps, participation]),
  ).toEqual([2_000, 3_000, 4_000].map((at) => [at, expect.closeTo(100, 9), expect.closeTo(100, 9), 1 / 6]));
});

it("a bid behind five is filled by the sixth lot, touched at once, and never traded through", () => {
  const study = studyMakers(session, 1);
  const first = study.orders.find(({ side }) => side === "BUY");
  expect(first).toMatchObject({
    tick: 99,
    aheadAtFirstLots: 5,
    queueAt: 1_500,
    touchedAt: 1_500,
    throughAt: Number.NaN,
  });
  expect(resultOf(study, "throughAt").orders).toBe(0);
});
