/** The order of candidates: each term of the sum, and ties. */
import { describe, expect, it } from "vitest";
import { bps } from "../../units/units.ts";
import { byPriority, type Prospect, priorityOf } from "./priority.ts";

const plain: Prospect = {
  confidence: 0.6,
  tier: "INSUFFICIENT_DATA",
  dailyDeviation: 0.1,
  expectedEdge: bps(1e9),
  roundTripCost: bps(0),
  meanRMultiple: 0,
  trades: 0,
};
const points = (change: Partial<Prospect>) => priorityOf({ ...plain, ...change });

describe("priority", () => {
  it("100 for confidence", () => expect(points({})).toBeCloseTo(60, 9));
  it("20, 10 and 5 for the tier", () =>
    expect(
      (["CORE", "EXPANSION", "CONDITIONAL", "INSUFFICIENT_DATA", "BLACKLIST"] as const).map((tier) => points({ tier })),
    ).toEqual([80, 70, 65, 60, 60]));
  it("10 for stability: none from 10 % a day, all at 0", () =>
    expect([0.2, 0.1, 0.05, 0].map((dailyDeviation) => points({ dailyDeviation }))).toEqual([60, 60, 65, 70]));
  it("5 off for cost, as a share of what acting is worth before it", () => {
    expect(points({ expectedEdge: bps(30), roundTripCost: bps(10) })).toBeCloseTo(60 - 1.25, 9);
    expect(points({ expectedEdge: bps(-5), roundTripCost: bps(10) })).toBeCloseTo(55, 9);
  });
  it("10 for performance, as far as the trades are enough to believe it, and no further than one R", () => {
    expect(points({ meanRMultiple: 1, trades: 10 })).toBeCloseTo(65, 9);
    expect(points({ meanRMultiple: -1, trades: 10 })).toBeCloseTo(55, 9);
    expect(points({ meanRMultiple: 9, trades: 1_000 })).toBeCloseTo(70, 9);
  });
  it("what is not known adds nothing", () =>
    expect(points({ dailyDeviation: Number.NaN, meanRMultiple: Number.NaN })).toBeCloseTo(60, 9));
});

it("the highest goes first, ties by name, no number last", () => {
  const ranked = [
    { symbol: "D", priority: Number.NaN },
    { symbol: "C", priority: 60 },
    { symbol: "B", priority: 70 },
    { symbol: "A", priority: 60 },
  ];
  expect(ranked.toSorted(byPriority).map(({ symbol }) => symbol)).toEqual(["B", "A", "C", "D"]);
});
