/** One candidate: every drop by its name, every cap at its line; and all that is approved together, in any order. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { book, bookView, candidate, line, relations } from "../../../../tests/scenarios/book.ts";
import { justAbove } from "../../../../tests/scenarios/given.ts";
import { fraction, ratio } from "../../units/units.ts";
import { type Book, sumOf, withLine } from "./book.ts";
import { type Candidate, reviewCandidate, roomFor } from "./candidate.ts";
import type { BookView } from "./constraints.ts";
import { violationsOf } from "./constraints.ts";

const review = (change: Partial<Candidate> = {}, view: Parameters<typeof bookView>[0] = {}) =>
  reviewCandidate(candidate("A", change), bookView(view));
const outcome = (change: Partial<Candidate> = {}, view: Parameters<typeof bookView>[0] = {}) => {
  const result = review(change, view);
  return result.kind === "APPROVED" ? result.notional : result.reason;
};

describe("gates", () => {
  it("nothing binds: taken as wished", () =>
    expect(review()).toEqual({ kind: "APPROVED", notional: 1_000, bound: undefined }));
  it("a symbol that is held, or being bought", () =>
    expect(outcome({}, { book: book([line("A")]) })).toBe("POSITION_ALREADY_OPEN"));
  it("all positions taken", () => {
    const at = (maxPositions: number) => outcome({}, { book: book([line("B"), line("C")]), limits: { maxPositions } });
    expect([3, 2, 1].map(at)).toEqual([1_000, "MAX_POSITIONS_REACHED", "MAX_POSITIONS_REACHED"]);
  });
  it("correlation with what is held: allowed at 0.85, not above, and not unknown", () => {
    const at = (correlation: number) =>
      outcome({}, { book: book([line("B")]), relations: relations(["A", "B"], correlation) });
    expect([0.85, justAbove(0.85)].map(at)).toEqual([1_000, "CORRELATION_TOO_HIGH"]);
    expect(outcome({}, { book: book([line("B")]), relations: undefined })).toBe("CORRELATION_UNKNOWN");
    expect(outcome({}, { relations: undefined }), "nothing is held").toBe(1_000);
  });
});

describe("caps", () => {
  it("total risk, with what is held", () => {
    const at = (risk: number) =>
      outcome(
        {},
        { book: book([line("B", { risk, notional: 100 })]), limits: { maxRiskPerTradeFraction: fraction(1) } },
      );
    expect([1_480, 1_490, 1_499.9, 1_500].map(at)).toEqual([
      1_000,
      expect.closeTo(500, 9),
      "TOTAL_RISK_EXCEEDED",
      "TOTAL_RISK_EXCEEDED",
    ]);
  });
  it("risk of one trade", () =>
    expect([0.2, 0.4].map((stopDistance) => outcome({ stopDistance }))).toEqual([1_000, 500]));
  it("one position, and one symbol where that is less", () => {
    expect(outcome({ notional: 2_000 })).toBe(1_500);
    expect(outcome({ notional: 2_000 }, { limits: { maxSymbolFraction: fraction(0.1) } })).toBe(1_000);
    expect(outcome({}, { limits: { maxSinglePositionFraction: fraction(0) } })).toBe("SYMBOL_CONCENTRATION");
  });
  it("its sector, with what is held of it, and the broken line where that is less", () => {
    const sectors = new Map([
      ["A", "platforms"],
      ["B", "platforms"],
    ]);
    const at = (notional: number) => outcome({}, { book: book([line("B", { notional })]), sectors });
    expect([2_000, 2_500, 3_000].map(at)).toEqual([1_000, 500, "SECTOR_CONCENTRATION"]);
    const limits = { maxSectorFraction: fraction(0.1) };
    expect(outcome({ notional: 1_100 }, { sectors, limits })).toBe(1_000);
    expect(outcome({}, { book: book([line("B", { notional: 3_000 })]) }), "another sector").toBe(1_000);
  });
  it("leverage, and the broken line where that is less", () => {
    const of = (maxLeverageEntryRatio: number, maxLeverageRatio = 30) =>
      outcome(
        {},
        {
          book: book([line("B", { notional: 1_000 })]),
          limits: { maxLeverageEntryRatio: ratio(maxLeverageEntryRatio), maxLeverageRatio: ratio(maxLeverageRatio) },
        },
      );
    expect([of(0.2), of(0.15), of(0.1), of(20, 0.15)]).toEqual([1_000, 500, "LEVERAGE_EXCEEDED", 500]);
  });
  it("net exposure: a short frees what a long takes", () => {
    const of = (side: "LONG" | "SHORT", own: "LONG" | "SHORT" = "LONG") =>
      outcome({ side: own }, { book: book([line("B", { notional: 7_500, side })]) });
    expect([of("LONG"), of("SHORT")]).toEqual([500, 1_000]);
    expect([of("SHORT", "SHORT"), of("LONG", "SHORT")]).toEqual([500, 1_000]);
  });
  it("one side's share", () => {
    const limits = { maxSideShareFraction: fraction(0.6) };
    const held = book([line("B", { notional: 1_000 }), line("C", { notional: 1_000, side: "SHORT" })]);
    expect(outcome({}, { book: held, limits })).toBeCloseTo(500, 9);
    expect(outcome({}, { limits }), "the first is all of one side").toBe("SIDE_SHARE_EXCEEDED");
  });
  it("what the allocator leaves for it", () => {
    expect(outcome({ allocation: 400 })).toBe(400);
    expect(outcome({ allocation: 0 })).toBe("ALLOCATION_REACHED");
  });
  it("money, with a buffer", () => {
    expect(outcome({}, { book: book([], { cash: 500 }) })).toBeCloseTo(497.5, 9);
    expect(outcome({}, { book: book([], { cash: 0 }) })).toBe("INSUFFICIENT_MARGIN");
  });
  it("what the venue would refuse as too small is dropped for what made it so", () => {
    const at = (allocation: number) => outcome({ allocation, minNotional: 100 });
    expect([100, 99.9].map(at)).toEqual([100, "ALLOCATION_REACHED"]);
    expect(outcome({ notional: 5 })).toBe("TOO_SMALL");
  });
});

it.each([
  ["wish", { notional: Number.NaN }, {}],
  ["stop", { stopDistance: Number.NaN }, {}],
  ["allocation", { allocation: Number.NaN }, {}],
  ["capital", {}, { book: book([], { tradable: Number.NaN }) }],
  ["cash", {}, { book: book([], { cash: Number.NaN }) }],
  ["line", {}, { book: book([line("B", { notional: Number.NaN })]) }],
  ["risk", {}, { book: book([line("B", { risk: Number.NaN })]) }],
  ["correlation", {}, { book: book([line("B")]), relations: relations(["A", "B"], Number.NaN) }],
])("a %s that is not a number approves nothing", (_, change, view) =>
  expect(review(change, view).kind).toBe("DROPPED"),
);

describe("the approved of one close", () => {
  const symbols = ["A", "B", "C", "D", "E"];
  const anyCandidate = fc.record({
    symbol: fc.constantFrom(...symbols),
    notional: fc.double({ min: 1, max: 9_000, noNaN: true }),
    stopDistance: fc.double({ min: 0.005, max: 0.3, noNaN: true }),
    allocation: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.double({ min: 0, max: 5_000, noNaN: true })),
  });
  const anyLimits = fc.record({
    maxPositions: fc.nat(5),
    maxTotalRiskFraction: fc.double({ min: 0, max: 0.3, noNaN: true }).map(fraction),
    maxRiskPerTradeFraction: fc.double({ min: 0.001, max: 0.1, noNaN: true }).map(fraction),
    maxSinglePositionFraction: fc.double({ min: 0.01, max: 1, noNaN: true }).map(fraction),
    maxSectorEntryFraction: fc.double({ min: 0.01, max: 1, noNaN: true }).map(fraction),
    maxNetExposureFraction: fc.double({ min: 0, max: 1, noNaN: true }).map(fraction),
    maxLeverageEntryRatio: fc.double({ min: 0, max: 2, noNaN: true }).map(ratio),
    maxCorrelationFraction: fc.constantFrom(fraction(0.2), fraction(0.9)),
  });
  const anySectors = fc
    .array(fc.constantFrom("x", "y"), { minLength: 5, maxLength: 5 })
    .map((groups) => new Map(symbols.map((symbol, index) => [symbol, groups[index] ?? "x"])));

  const takeAll = (candidates: readonly Candidate[], view: BookView): Book =>
    candidates.reduce((held, each) => {
      const result = reviewCandidate(each, { ...view, book: held });
      if (result.kind === "DROPPED") return held;
      const { symbol, side, stopDistance } = each;
      return withLine(held, { symbol, side, notional: result.notional, risk: result.notional * stopDistance });
    }, view.book);

  it("keeps every constraint together, in whatever order they come, and never spends more than there is", () =>
    fc.assert(
      fc.property(
        fc.shuffledSubarray(symbols),
        fc.array(anyCandidate, { maxLength: 8 }),
        anyLimits,
        anySectors,
        fc.double({ min: 0, max: 12_000, noNaN: true }),
        (_, wishes, limits, sectors, cash) => {
          const view = bookView({ limits, sectors, book: book([], { cash }) });
          const candidates = wishes.map(({ symbol, ...change }) => candidate(symbol, change));
          const taken = takeAll(candidates, view);
          const slack = 1 + 1e-9;
          const loosened = {
            ...view.limits,
            maxTotalRiskFraction: fraction(Math.min(1, limits.maxTotalRiskFraction * slack + 1e-12)),
            maxRiskPerTradeFraction: fraction(limits.maxRiskPerTradeFraction * slack),
            maxSinglePositionFraction: fraction(Math.min(1, limits.maxSinglePositionFraction * slack)),
            maxSectorEntryFraction: fraction(Math.min(1, limits.maxSectorEntryFraction * slack)),
            maxNetExposureFraction: fraction(Math.min(1, limits.maxNetExposureFraction * slack + 1e-12)),
            maxLeverageEntryRatio: ratio(limits.maxLeverageEntryRatio * slack + 1e-12),
          };
          const told = violationsOf({ ...view, book: taken, limits: loosened });
          const expected = ["POSITIONS", "TOTAL_RISK"];
          expect(
            told.filter(({ constraint, severity }) => severity === "CRITICAL" || !expected.includes(constraint)),
          ).toEqual([]);
          expect(new Set(taken.lines.map(({ symbol }) => symbol)).size).toBe(taken.lines.length);
          expect(sumOf(taken.lines, "notional")).toBeLessThanOrEqual(cash + 1e-6);
          for (const each of taken.lines) {
            const asked = candidates.filter(({ symbol }) => symbol === each.symbol);
            expect(each.notional).toBeLessThanOrEqual(Math.max(...asked.map(({ notional }) => notional)));
          }
        },
      ),
    ));
});

it("room counts what is held of the symbol already, for whoever adds to it", () =>
  expect(roomFor(candidate("A"), bookView({ book: book([line("A", { notional: 1_200, risk: 10 })]) }))).toEqual({
    reason: "SYMBOL_CONCENTRATION",
    cap: 300,
  }));
