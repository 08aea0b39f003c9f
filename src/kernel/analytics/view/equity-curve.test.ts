/** The curve stays bounded and still says the truth: every close counts once, no crash is thinned away. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fundFrozen, fundReleased } from "../../events/governance-events.ts";
import { durationMs, epochMs } from "../../units/units.ts";
import { type CurvePoint, openEquityCurve, recordClose, recordFreezes } from "./equity-curve.ts";

const closesOf = (count: number, drawdownOf: (index: number) => number = () => 0): CurvePoint[] =>
  Array.from({ length: count }, (_, index) => ({
    atMs: (index + 1) * 3_600_000,
    equityUsd: 10_000 + index,
    drawdownRatio: drawdownOf(index),
  }));

const curveOf = (closes: readonly CurvePoint[]) => {
  const curve = openEquityCurve();
  for (const close of closes) recordClose(curve, close);
  return curve;
};

describe("equity curve", () => {
  it("keeps every close while there is room", () => {
    const closes = closesOf(2_000);
    expect(curveOf(closes)).toMatchObject({ points: closes, closesPerPoint: 1 });
  });

  it("halves its resolution when it is full", () => {
    const curve = curveOf(closesOf(2_001));
    expect(curve.closesPerPoint).toBe(2);
    expect(curve.points.length).toBe(1_001);
    expect(curve.points[0]).toEqual({ atMs: 7_200_000, equityUsd: 10_001, drawdownRatio: 0 });
  });

  it("stays bounded, ends at the last close and keeps the deepest drawdown, however long the run", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.nat(), (count, where) => {
        const crash = where % count;
        const closes = closesOf(count, (index) => (index === crash ? 0.4 : 0.01));
        const { points } = curveOf(closes);
        expect(points.length).toBeLessThanOrEqual(2_000);
        expect(points.at(-1)?.atMs).toBe(closes.at(-1)?.atMs);
        expect(points.at(-1)?.equityUsd).toBe(closes.at(-1)?.equityUsd);
        expect(Math.max(...points.map(({ drawdownRatio }) => drawdownRatio))).toBe(0.4);
        expect(points.every(({ atMs }, index) => index === 0 || atMs > (points[index - 1]?.atMs ?? 0))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("takes a close in once: a moment that is not later changes nothing", () => {
    const [first, second] = closesOf(2);
    const curve = openEquityCurve();
    for (const close of [first, second, second, first]) if (close !== undefined) recordClose(curve, close);
    expect(curve.points).toEqual([first, second]);
  });

  it("remembers a freeze from its first cause to its release", () => {
    const curve = openEquityCurve();
    const freeze = (reason: string) =>
      fundFrozen.create({ trigger: "DRAWDOWN", reason, timerEndsAtMs: null, requiresReview: true });
    const release = fundReleased.create({ frozenForMs: durationMs(1), releasedBy: "ann", reasons: ["first"] });
    recordFreezes(curve, epochMs(10), [freeze("first")]);
    recordFreezes(curve, epochMs(20), [freeze("second")]);
    expect(curve.freezes).toEqual([{ fromMs: 10, toMs: null, reason: "first" }]);
    recordFreezes(curve, epochMs(30), [release]);
    recordFreezes(curve, epochMs(40), [freeze("third")]);
    expect(curve.freezes).toEqual([
      { fromMs: 10, toMs: 30, reason: "first" },
      { fromMs: 40, toMs: null, reason: "third" },
    ]);
  });
});
