/** CIO universe: five at the start, three after any disappointment, eight when all is well and a day has passed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { briefing } from "../../../../../tests/scenarios/given-fund.ts";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import type { Performance } from "../../../domain/briefing.ts";
import { fraction, ratio } from "../../../units/units.ts";
import { decideSymbolUniverse, openSymbolUniverse, type SymbolUniverseMemory } from "./symbol-universe.ts";

const ranked = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"] as const;
const five = ranked.slice(0, 5);

type Situation = {
  readonly performance?: Partial<Performance>;
  readonly openPositions?: number;
  readonly candidates?: readonly string[];
};
const decide = (
  { performance = {}, openPositions = 0, candidates = ranked }: Situation,
  held: readonly string[] | undefined = five,
  memory: SymbolUniverseMemory = openSymbolUniverse(),
) =>
  decideSymbolUniverse(briefing({ performance, portfolio: { openPositions }, candidates: candidates }), held, memory);
const start = (situation: Situation = {}) =>
  decideSymbolUniverse(
    briefing({ performance: situation.performance ?? {}, candidates: situation.candidates ?? ranked }),
    undefined,
    openSymbolUniverse(),
  );
const activeAfter = (situation: Situation, held: readonly string[] = five) =>
  decide(situation, held)?.payload.activeSymbols ?? held;

describe("the start", () => {
  it("takes the five most traded and names the rest as excluded", () => {
    const { activeSymbols, excludedSymbols } = start()?.payload ?? {};
    expect([activeSymbols, excludedSymbols]).toEqual([five, ranked.slice(5)]);
  });
  it("takes all where there are fewer", () =>
    expect(start({ candidates: ["B", "A"] })?.payload).toEqual({ activeSymbols: ["B", "A"], excludedSymbols: [] }));
  it("takes three in a fund that already does badly", () =>
    expect(start({ performance: { drawdown: ratio(0.06) } })?.payload.activeSymbols).toEqual(["A", "B", "C"]));
  it("waits for candidates", () => expect(start({ candidates: [] })).toBeUndefined());
});

describe("contracting to three needs any condition", () => {
  it.each<[string, Partial<Performance>, Partial<Performance>]>([
    ["drawdown strictly above 5 %", { drawdown: ratio(0.05) }, { drawdown: ratio(justAbove(0.05)) }],
    ["win rate strictly below 45 %", { winRate: fraction(0.45) }, { winRate: fraction(justBelow(0.45)) }],
  ])("%s", (_, within, beyond) => {
    expect(activeAfter({ performance: within })).toEqual(five);
    expect(decide({ performance: beyond })).toMatchObject({
      payload: { activeSymbols: ["A", "B", "C"], excludedSymbols: ranked.slice(3) },
      priority: "HIGH",
    });
  });

  it("takes a value that is not a number for a bad one", () => {
    expect(activeAfter({ performance: { drawdown: Number.NaN as never } })).toHaveLength(3);
    expect(activeAfter({ performance: { winRate: Number.NaN as never } })).toHaveLength(3);
  });
  it("is silent about a win rate nobody knows", () =>
    expect(decide({ performance: { winRate: undefined } })).toBeUndefined());

  it("keeps the most traded of those held and adds none", () => {
    expect(activeAfter({ performance: { drawdown: ratio(0.06) } }, ["J", "I", "H", "B"])).toEqual(["B", "H", "I"]);
    expect(activeAfter({ performance: { drawdown: ratio(0.06) } }, ["J", "I"]), "two are few enough").toEqual([
      "J",
      "I",
    ]);
    expect(activeAfter({ performance: { drawdown: ratio(0.06) }, candidates: ["A"] }), "unranked ones last").toEqual([
      "A",
      "B",
      "C",
    ]);
  });

  it("fires on crossing, once per cause", () => {
    const memory = openSymbolUniverse();
    const fires = [0.06, 0.06, 0.04, 0.06].map(
      (drawdown) => decide({ performance: { drawdown: ratio(drawdown) } }, five, memory) !== undefined,
    );
    expect(fires).toEqual([true, false, false, true]);
    expect(decide({ performance: { drawdown: ratio(0.06), winRate: fraction(0.4) } }, five, memory)?.reason).toContain(
      "win rate below 45 %",
    );
  });

  it("waits for no day", () => {
    const memory = { ...openSymbolUniverse(), closedDaysAtChange: 7 };
    expect(decide({ performance: { drawdown: ratio(0.06), closedDays: 7 } }, five, memory)).toBeDefined();
  });
});

const earned = { drawdown: ratio(0.01), winRate: fraction(0.7), closedDays: 1 };

describe("expanding to eight needs all conditions", () => {
  it("takes the eight most traded, from five or from three", () => {
    expect(decide({ performance: earned })).toMatchObject({
      payload: { activeSymbols: ranked.slice(0, 8), excludedSymbols: ["I", "J"] },
      priority: "NORMAL",
    });
    expect(activeAfter({ performance: earned }, ["A", "B", "C"])).toEqual(ranked.slice(0, 8));
  });

  it.each<[string, Situation, Situation]>([
    [
      "drawdown strictly below 2 %",
      { performance: { ...earned, drawdown: ratio(0.02) } },
      { performance: { ...earned, drawdown: ratio(justBelow(0.02)) } },
    ],
    [
      "win rate strictly above 60 %",
      { performance: { ...earned, winRate: fraction(0.6) } },
      { performance: { ...earned, winRate: fraction(justAbove(0.6)) } },
    ],
    [
      "fewer than eight positions",
      { performance: earned, openPositions: 8 },
      { performance: earned, openPositions: 7 },
    ],
    ["a known win rate", { performance: { ...earned, winRate: undefined } }, { performance: earned }],
    [
      "a win rate that is a number",
      { performance: { ...earned, winRate: Number.NaN as never } },
      { performance: earned },
    ],
    ["candidates", { performance: earned, candidates: [] }, { performance: earned }],
  ])("%s", (_, missed, met) => {
    expect(decide(missed)?.payload.activeSymbols.length ?? 5).toBeLessThanOrEqual(5);
    expect(activeAfter(met)).toHaveLength(8);
  });

  it("waits for a closed day since the last change", () => {
    const memory = openSymbolUniverse();
    decide({ performance: { drawdown: ratio(0.06), closedDays: 4 } }, five, memory);
    expect(decide({ performance: { ...earned, closedDays: 4 } }, ["A", "B", "C"], memory)).toBeUndefined();
    expect(decide({ performance: { ...earned, closedDays: 5 } }, ["A", "B", "C"], memory)).toBeDefined();
  });

  it("leaves eight, or all there are, as they are", () => {
    expect(decide({ performance: earned }, ranked.slice(2))).toBeUndefined();
    expect(decide({ performance: earned, candidates: five })).toBeUndefined();
  });
});

describe("a symbol that is no candidate any more", () => {
  const without = (...gone: string[]) => ranked.filter((symbol) => !gone.includes(symbol));
  it("makes room for the best candidate not held, a closed day after the last change", () => {
    const memory = openSymbolUniverse();
    const at = (closedDays: number, candidates: readonly string[]) =>
      decide({ performance: { closedDays }, candidates }, five, memory)?.payload.activeSymbols;
    expect(at(0, without("B")), "no day has closed").toBeUndefined();
    expect(at(1, ranked), "nothing is missing").toBeUndefined();
    expect(at(1, without("B", "D"))).toEqual(["A", "C", "E", "F", "G"]);
    expect(at(1, without("A")), "one change a day").toBeUndefined();
  });
  it("leaves a gap where there is no other", () =>
    expect(decide({ performance: { closedDays: 1 }, candidates: ["A", "B"] })).toBeUndefined());
  it("and a universe that began small grows to its size as candidates come", () => {
    const memory = openSymbolUniverse();
    const first = decideSymbolUniverse(briefing({ candidates: ["A"] }), undefined, memory)?.payload.activeSymbols;
    expect(first).toEqual(["A"]);
    const later = decide({ performance: { closedDays: 1 } }, first, memory)?.payload.activeSymbols;
    expect(later).toEqual(five);
  });
  it("but one that was contracted stays at three", () => {
    const memory = openSymbolUniverse();
    const three = decide({ performance: { drawdown: ratio(0.06) } }, five, memory)?.payload.activeSymbols;
    expect(decide({ performance: { closedDays: 1 } }, three, memory)).toBeUndefined();
    expect(
      decide({ performance: { closedDays: 1 }, candidates: without("A") }, three, memory)?.payload.activeSymbols,
    ).toEqual(["B", "C", "D"]);
  });
});

it("whatever happens: three, five or eight of what is configured, none twice, none both in and out", () => {
  const anyDay = fc.record({
    drawdown: fc.double({ min: 0, max: 0.12, noNaN: true }),
    winRate: fc.option(fc.double({ min: 0.3, max: 0.8, noNaN: true }), { nil: undefined }),
    openPositions: fc.nat(9),
    order: fc.shuffledSubarray([...ranked], { minLength: ranked.length }),
  });
  fc.assert(
    fc.property(fc.array(anyDay, { minLength: 1, maxLength: 30 }), (days) => {
      const memory = openSymbolUniverse();
      let held: readonly string[] | undefined;
      days.forEach(({ drawdown, winRate, openPositions, order }, closedDays) => {
        const rate = winRate === undefined ? undefined : fraction(winRate);
        const now = briefing({
          performance: { drawdown: ratio(drawdown), winRate: rate, closedDays },
          portfolio: { openPositions },
          candidates: order,
        });
        const before = held;
        const decision = decideSymbolUniverse(now, held, memory);
        held = decision?.payload.activeSymbols ?? held;
        expect([3, 5, 8]).toContain(held?.length);
        if (decision === undefined) return;
        const { activeSymbols, excludedSymbols } = decision.payload;
        expect([...activeSymbols, ...excludedSymbols].toSorted()).toEqual(ranked);
        if (before !== undefined && activeSymbols.length < before.length)
          expect(activeSymbols.every((symbol) => before.includes(symbol))).toBe(true);
      });
    }),
  );
});
