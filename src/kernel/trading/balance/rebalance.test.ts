/** Targets, the trims that pay, and those that must be. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { book, bookView, line, relations } from "../../../../tests/scenarios/book.ts";
import { varianceOf } from "../../maths/portfolio/square-matrix.ts";
import { violationsOf } from "./constraints.ts";
import { forcedTrims, noTradeBand, riskAversion, targetsOf, trimHorizonDays, worthwhileTrims } from "./rebalance.ts";

const related = relations(["A", "B"], 0.5);
const costs = () => 0.003;

describe("targets", () => {
  it("the allocator's shares of the exposure allowed, beside what is held", () =>
    expect(
      targetsOf(related, Float64Array.from([3, 1]), 0.8, { book: book([line("A", { notional: 1_500 })]) }),
    ).toEqual([
      { symbol: "A", current: 0.15, target: expect.closeTo(0.6, 12) },
      { symbol: "B", current: 0, target: expect.closeTo(0.2, 12) },
    ]));
});

describe("trims that pay", () => {
  const trims = (current: number, target: number, cost = costs) =>
    worthwhileTrims(
      [
        { symbol: "A", current, target },
        { symbol: "B", current: 0, target: 0.1 },
      ],
      related,
      cost,
    );
  it("down to the target where the risk saved is worth the way there and back", () => {
    expect(trims(0.3, 0.1)).toEqual([
      { symbol: "A", keep: expect.closeTo(1 / 3, 12), why: "30.0 % held, 10.0 % allotted, and it pays" },
    ]);
    /** 0.5 · 2.5 · 10 days · 0.0016 · (0.09 - 0.01) = 0.0016 of what is tradable, for trading 0.2 of it. */
    expect(trims(0.3, 0.1, () => 0.0079)).toHaveLength(1);
    expect(trims(0.3, 0.1, () => 0.0081)).toEqual([]);
  });
  it("not within the band, and never upwards", () => {
    const free = () => 0;
    expect(trims(0.1 + noTradeBand * 0.999, 0.1, free)).toEqual([]);
    expect(trims(0.1 + noTradeBand * 1.001, 0.1, free)).toHaveLength(1);
    expect(trims(0.05, 0.1, free)).toEqual([]);
  });
  it.each([Number.NaN, Number.POSITIVE_INFINITY])("nobody moves on a target or a cost of %s", (value) => {
    expect(trims(0.3, value)).toEqual([]);
    expect(trims(0.3, 0.1, () => value)).toEqual([]);
  });
  it("what is saved is the variance that goes, at the price of risk", () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (current, share, other) => {
          const target = current * share;
          fc.pre(current - target > noTradeBand * 1.01);
          const held = [current, other];
          const saved = varianceOf(held, related.covariance) - varianceOf([target, other], related.covariance);
          const worth = (0.5 * riskAversion * trimHorizonDays * saved) / (current - target);
          const at = (cost: number) =>
            worthwhileTrims(
              [
                { symbol: "A", current, target },
                { symbol: "B", current: other, target: other },
              ],
              related,
              () => cost,
            ).length;
          expect([at(worth * 0.999), at(worth * 1.001)]).toEqual([1, 0]);
        },
      ),
    ));
});

describe("trims that must be", () => {
  const sectors = new Map([
    ["A", "x"],
    ["B", "x"],
  ]);
  const of = (view: Parameters<typeof bookView>[0]) => {
    const seen = bookView(view);
    return forcedTrims(violationsOf(seen), seen);
  };
  it("a symbol, down to the largest entry", () =>
    expect(of({ book: book([line("A", { notional: 4_000 }), line("B")]) })).toEqual([
      { symbol: "A", keep: expect.closeTo(0.375, 12), why: "SYMBOL A: 0.400 is above 0.3" },
    ]));
  it("a sector, all its symbols alike; the tighter of two reasons", () => {
    const lines = [line("A", { notional: 2_500 }), line("B", { notional: 2_500 })];
    expect(of({ book: book(lines), sectors }).map(({ keep }) => keep)).toEqual([
      expect.closeTo(0.6, 12),
      expect.closeTo(0.6, 12),
    ]);
    const both = [line("A", { notional: 4_000 }), line("B", { notional: 100 })];
    expect(of({ book: book(both), sectors }).map(({ keep }) => keep)).toEqual([
      expect.closeTo(0.375, 12),
      expect.closeTo(0.3 / 0.41, 12),
    ]);
  });
  it("risk and leverage, all of the book", () => {
    expect(
      of({ book: book([line("A", { risk: 1_000 }), line("B", { risk: 1_000 })]) }).map(({ keep }) => keep),
    ).toEqual([expect.closeTo(0.75, 12), expect.closeTo(0.75, 12)]);
  });
  it("none for a warning, nor for too many positions", () => {
    expect(of({ book: book([line("A", { notional: 2_900 })]) })).toEqual([]);
    expect(of({ book: book([line("A"), line("B")]), limits: { maxPositions: 1 } })).toEqual([]);
  });
  it("after them nothing is broken any more", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 2, maxLength: 2 }), ([a = 0, b = 0]) => {
        const view = bookView({ book: book([line("A", { notional: a }), line("B", { notional: b })]), sectors });
        const trims = new Map(forcedTrims(violationsOf(view), view).map(({ symbol, keep }) => [symbol, keep]));
        const lines = view.book.lines.map((each) => ({
          ...each,
          notional: each.notional * (trims.get(each.symbol) ?? 1),
        }));
        const left = violationsOf({ ...view, book: { ...view.book, lines } });
        expect(left.filter(({ severity }) => severity === "CRITICAL")).toEqual([]);
      }),
    ));
});
