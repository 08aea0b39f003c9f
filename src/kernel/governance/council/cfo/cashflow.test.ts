/** The CFO's split: every rule just below, at and just above its threshold, their order, and numbers that are none. */
import { describe, expect, it } from "vitest";
import { briefing, freeze } from "../../../../../tests/scenarios/given-fund.ts";
import { broken, brokenNumbers } from "../../../../../tests/scenarios/given-any.ts";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import type { CashflowScenario } from "../../../domain/decision.ts";
import { ratio, usd } from "../../../units/units.ts";
import { decideCashflow, openCfo, splits } from "./cashflow.ts";

type Day = {
  readonly drawdown?: number;
  /** Share of equity. */
  readonly reserve?: number;
  readonly dayProfit?: number;
  readonly newProfit?: number;
  readonly equity?: number;
  readonly closedDays?: number;
};
const dayOf = ({
  drawdown = 0,
  reserve = 0.1,
  dayProfit = 0.01,
  newProfit = 100,
  equity = 10_000,
  closedDays = 1,
}: Day) =>
  briefing({
    performance: {
      drawdown: broken(drawdown),
      lastDayRealizedPnl: broken(dayProfit * equity),
      closedDays,
    },
    portfolio: { equity: broken(equity), reserve: broken(reserve * equity), newProfit: broken(newProfit) },
  });
const scenario = (day: Day): CashflowScenario | undefined => decideCashflow(dayOf(day), openCfo())?.payload.scenario;

describe("thresholds", () => {
  it("drawdown above 5 %: high drawdown", () =>
    expect([justBelow(0.05), 0.05, justAbove(0.05)].map((drawdown) => scenario({ drawdown }))).toEqual([
      "START_VALUES",
      "START_VALUES",
      "HIGH_DRAWDOWN",
    ]));
  it("reserve below 5 % of equity: low reserves", () =>
    expect([0.0499999, 0.05, 0.0500001].map((reserve) => scenario({ reserve }))).toEqual([
      "LOW_RESERVES",
      "START_VALUES",
      "START_VALUES",
    ]));
  it("reserve above 15 % of equity: excess reserves", () =>
    expect([0.1499999, 0.15, 0.1500001].map((reserve) => scenario({ reserve }))).toEqual([
      "START_VALUES",
      "START_VALUES",
      "EXCESS_RESERVES",
    ]));
  it("a day that realised more than 2 % of equity: strong profits", () =>
    expect([0.0199999, 0.02, 0.0200001].map((dayProfit) => scenario({ dayProfit }))).toEqual([
      "START_VALUES",
      "START_VALUES",
      "STRONG_PROFITS",
    ]));
  it("and only while drawdown is below 2 %", () =>
    expect([justBelow(0.02), 0.02, justAbove(0.02)].map((drawdown) => scenario({ drawdown, dayProfit: 0.03 }))).toEqual(
      ["STRONG_PROFITS", "START_VALUES", "START_VALUES"],
    ));
});

describe("the first rule that holds decides", () => {
  it.each<[CashflowScenario, Day]>([
    ["HIGH_DRAWDOWN", { drawdown: 0.06, reserve: 0.01, dayProfit: 0.03 }],
    ["LOW_RESERVES", { drawdown: 0.01, reserve: 0.01, dayProfit: 0.03 }],
    ["STRONG_PROFITS", { drawdown: 0.01, reserve: 0.2, dayProfit: 0.03 }],
    ["EXCESS_RESERVES", { drawdown: 0.03, reserve: 0.2, dayProfit: 0.03 }],
    ["START_VALUES", { drawdown: 0.03, reserve: 0.1, dayProfit: 0.03 }],
  ])("%s", (expected, day) => expect(scenario(day)).toBe(expected));
});

describe("the shares", () => {
  it("are those of seed 000, as an act of normal priority with its reason", () => {
    expect(decideCashflow(dayOf({ drawdown: 0.06 }), openCfo())).toEqual({
      kind: "CASHFLOW",
      payload: {
        scenario: "HIGH_DRAWDOWN",
        profitLockFraction: 0.6,
        reinvestFraction: 0.25,
        reserveBufferFraction: 0.15,
      },
      priority: "NORMAL",
      reason: "100.00 USD of new profit; drawdown 6.00 %",
    });
    expect(Object.values(splits).map(({ lock, reinvest, reserve }) => [lock, reinvest, reserve])).toEqual([
      [0.6, 0.25, 0.15],
      [0.2, 0.5, 0.3],
      [0.3, 0.6, 0.1],
      [0.25, 0.7, 0.05],
      [0.3, 0.6, 0.1],
    ]);
  });
  it("add up to one", () => {
    for (const { lock, reinvest, reserve } of Object.values(splits))
      expect(lock + reinvest + reserve).toBeCloseTo(1, 12);
  });
});

describe("what is not a number gets the most careful split", () => {
  it.each(brokenNumbers.map((value) => [value]))("%s", (value) => {
    const each: Day[] = [{ drawdown: value }, { reserve: value }, { dayProfit: value }, { equity: value }];
    for (const day of each.filter(({ drawdown }) => drawdown !== Number.NEGATIVE_INFINITY))
      expect(scenario({ dayProfit: 0.03, ...day })).toBe("HIGH_DRAWDOWN");
  });
  it("and so does equity of nothing", () => expect(scenario({ equity: 0 })).toBe("HIGH_DRAWDOWN"));
});

describe("once a day, on new profit", () => {
  it("waits for a day to close", () => expect(scenario({ closedDays: 0 })).toBeUndefined());
  it("speaks once about one day, and again about the next", () => {
    const memory = openCfo();
    const told = [1, 1, 2, 2, 4].map((closedDays) => decideCashflow(dayOf({ closedDays }), memory)?.payload.scenario);
    expect(told).toEqual(["START_VALUES", undefined, "START_VALUES", undefined, "START_VALUES"]);
  });
  it("a micro-dollar is profit; nothing, a loss and what is not a number are not", () => {
    const profits = [0.000_001, 0, -1, Number.NaN].map((newProfit) => scenario({ newProfit }));
    expect(profits).toEqual(["START_VALUES", undefined, undefined, undefined]);
  });
  it("speaks while the fund is frozen: locking profit only tightens", () => {
    const frozen = { ...dayOf({}), freeze: freeze({ requiresReview: true }) };
    expect(decideCashflow(frozen, openCfo())).toBeDefined();
  });
  it("the figures are those of the fund", () => {
    const told = decideCashflow(
      briefing({
        performance: { drawdown: ratio(0.01), lastDayRealizedPnl: usd(250), closedDays: 1 },
        portfolio: { reserve: usd(600), newProfit: usd(250) },
      }),
      openCfo(),
    );
    expect(told?.reason).toBe("250.00 USD of new profit; the day realised 2.50 % of equity");
  });
});
