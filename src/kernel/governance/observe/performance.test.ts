/** Performance: rolling peaks, re-basing, days with and without exposure, streaks, and rates that keep silent when few. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, day, start } from "../../../../tests/scenarios/given.ts";
import { closedTrade, portfolio } from "../../../../tests/scenarios/given-fund.ts";
import type { Performance } from "../../domain/briefing.ts";
import { type EpochMs, usd } from "../../units/units.ts";
import {
  closeDay,
  openPerformance,
  performanceOf,
  type PerformanceState,
  recordTrade,
  recordValuation,
  restartFrom,
  scaleCapital,
} from "./performance.ts";

const open = (equity = 10_000) => openPerformance(usd(equity), start);
/** One valuation, as a round of governance takes it in. */
function value(state: PerformanceState, now: EpochMs, equity: number, openPositions = 1, unrealized = 0): Performance {
  const held = portfolio({ equity: usd(equity), openPositions, unrealizedPnl: usd(unrealized) });
  closeDay(state, held.equity, now);
  recordValuation(state, held);
  return performanceOf(state, held, now);
}

describe("drawdown", () => {
  it("runs from the highest equity seen", () => {
    const state = open();
    value(state, at(0), 12_000);
    expect(value(state, at(1), 9_000).drawdown).toBeCloseTo(0.25, 12);
  });

  it("is 0 at a new peak, never negative", () => expect(value(open(), at(0), 20_000).drawdown).toBe(0));

  it("forgets a peak after 30 UTC days, and not a day earlier", () => {
    const state = open();
    value(state, at(0), 12_000);
    for (let each = 1; each < 30; each += 1) value(state, at(each * day), 10_000);
    expect(value(state, at(30 * day - 1), 10_000).drawdown, "29 days later").toBeCloseTo(1 / 6, 12);
    expect(value(state, at(30 * day), 10_000).drawdown, "30 days later").toBe(0);
  });

  it("keeps its deepest point while that day is in the window", () => {
    const state = open();
    value(state, at(0), 9_000);
    expect(value(state, at(1), 10_000)).toMatchObject({ drawdown: 0, maxDrawdown: expect.closeTo(0.1, 12) });
    expect(value(state, at(29 * day), 10_000).maxDrawdown).toBeCloseTo(0.1, 12);
    expect(value(state, at(30 * day), 10_000).maxDrawdown).toBe(0);
  });

  it("from the all-time peak is never forgotten by time", () => {
    const state = open();
    value(state, at(0), 12_500);
    expect(value(state, at(400 * day), 10_000).allTimeDrawdown).toBeCloseTo(0.2, 12);
  });

  it("equals a plain search over all valuations of the last 30 days, on any path", () => {
    const anyPath = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 5_000, max: 15_000 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(anyPath, (path) => {
        const state = open();
        const seen = [{ day: 0, equity: 10_000 }];
        let hours = 0;
        for (const [wait, equity] of path) {
          hours += wait;
          const today = Math.floor(hours / 24);
          const { drawdown } = value(state, at(hours * 3_600_000), equity);
          seen.push({ day: today, equity });
          const peak = Math.max(...seen.filter((each) => each.day > today - 30).map((each) => each.equity));
          expect(drawdown).toBe(Math.max(0, 1 - equity / peak));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("a release", () => {
  it("starts drawdown, its deepest point and the loss streak anew", () => {
    const state = open();
    for (let loss = 0; loss < 5; loss += 1) recordTrade(state, closedTrade(-1));
    value(state, at(0), 8_000);
    restartFrom(state, usd(8_000), false);
    expect(value(state, at(1), 8_000)).toMatchObject({ drawdown: 0, maxDrawdown: 0, consecutiveLosses: 0 });
    expect(value(state, at(2), 7_200).drawdown).toBeCloseTo(0.1, 12);
  });

  it("re-bases the all-time peak only when it is named", () => {
    const [unnamed, named] = [open(), open()];
    restartFrom(unnamed, usd(8_000), false);
    restartFrom(named, usd(8_000), true);
    expect(value(unnamed, at(1), 8_000).allTimeDrawdown).toBeCloseTo(0.2, 12);
    expect(value(named, at(1), 8_000).allTimeDrawdown).toBe(0);
  });

  it("does not forgive the loss of the day", () => {
    const state = open();
    value(state, at(0), 9_400);
    restartFrom(state, usd(9_400), true);
    expect(value(state, at(1), 9_400).dailyLoss).toBeCloseTo(0.06, 12);
  });
});

describe("the loss of the day", () => {
  it("counts unrealised profit and loss, over the equity the day began with", () => {
    expect(value(open(), at(0), 9_500, 1, -500).dailyLoss).toBeCloseTo(0.05, 12);
  });

  it("is 0 on a day in profit", () => expect(value(open(), at(0), 10_500).dailyLoss).toBe(0));

  it("begins anew after midnight UTC", () => {
    const state = open();
    value(state, at(day - 1), 9_000);
    value(state, at(day), 9_000);
    expect(value(state, at(day + 1), 9_000).dailyLoss).toBe(0);
    expect(value(state, at(day + 2), 8_100).dailyLoss).toBeCloseTo(0.1, 12);
  });

  it("at midnight is that of the day that ends, however often it is asked", () => {
    const state = open();
    value(state, at(day - 1), 9_900);
    expect(value(state, at(day), 9_500).dailyLoss).toBeCloseTo(0.05, 12);
    expect(value(state, at(day), 9_600).dailyLoss).toBeCloseTo(0.05, 12);
    expect(value(state, at(2 * day), 9_600).dailyLoss).toBe(0);
  });

  it("of daily bars, which all close at midnight, is each day's", () => {
    const state = open();
    const equities = [10_000, 9_400, 9_400, 9_000];
    const losses = equities.map((equity, index) => value(state, at(index * day), equity).dailyLoss);
    expect(losses.map((loss) => Number(loss.toFixed(4)))).toEqual([0, 0.06, 0, 0.0426]);
  });
});

describe("open drawdown", () => {
  it("is the unrealised loss over equity, and 0 in profit", () => {
    expect(value(open(), at(0), 10_000, 1, -500).openDrawdown).toBeCloseTo(0.05, 12);
    expect(value(open(), at(0), 10_000, 1, 500).openDrawdown).toBe(0);
  });

  it.each([0, -5])("without equity (%d USD) passes every bound instead of breaking", (equity) => {
    const state = open();
    const held = portfolio({ equity: usd(equity), unrealizedPnl: usd(-500) });
    expect(performanceOf(state, held, at(0)).openDrawdown).toBe(Number.MAX_VALUE);
  });
});

describe("days", () => {
  it("with profit lengthen one streak and end the other", () => {
    const state = open();
    [10_100, 10_200, 10_100, 10_000, 10_300].forEach((equity, index) => value(state, at((index + 1) * day), equity));
    expect(value(state, at(6 * day), 10_400)).toMatchObject({ profitableDayStreak: 2, losingDayStreak: 0 });
  });

  it("in a row with losses make a losing streak", () => {
    const state = open();
    [9_900, 9_800, 9_700].forEach((equity, index) => value(state, at((index + 1) * day), equity));
    expect(performanceOf(state, portfolio({ equity: usd(9_700) }), at(4 * day))).toMatchObject({ losingDayStreak: 3 });
  });

  it("without exposure and without profit or loss leave the streaks alone", () => {
    const state = open();
    value(state, at(day), 10_100, 0);
    value(state, at(2 * day), 10_100, 0);
    value(state, at(3 * day), 10_100, 0);
    expect(performanceOf(state, portfolio({ equity: usd(10_100) }), at(3 * day))).toMatchObject({
      profitableDayStreak: 1,
      closedDays: 3,
    });
  });

  it("flat with exposure end both streaks", () => {
    const state = open();
    value(state, at(day), 10_100, 1);
    value(state, at(2 * day), 10_100, 1);
    expect(performanceOf(state, portfolio({ equity: usd(10_100) }), at(2 * day))).toMatchObject({
      profitableDayStreak: 0,
      losingDayStreak: 0,
    });
  });

  it("are told once, with their result", () => {
    const state = open();
    value(state, at(0), 9_000);
    expect(closeDay(state, usd(9_500), at(day - 1))).toBeUndefined();
    expect(closeDay(state, usd(9_500), at(day))).toMatchObject({
      pnl: -500,
      equity: 9_500,
      worstDrawdown: expect.closeTo(0.1, 12),
    });
    expect(closeDay(state, usd(9_500), at(day))).toBeUndefined();
  });
});

describe("losses in a row", () => {
  it("count closed trades and end with a win", () => {
    const state = open();
    for (const pnl of [-1, -1, 5, -1, -1, -1]) recordTrade(state, closedTrade(pnl));
    expect(value(state, at(0), 10_000)).toMatchObject({ consecutiveLosses: 3, closedTrades: 6 });
  });

  it("a trade that made nothing is no win", () => {
    const state = open();
    for (const pnl of [1, 0]) recordTrade(state, closedTrade(pnl));
    expect(value(state, at(0), 10_000).consecutiveLosses).toBe(1);
  });
});

describe("rates keep silent below 20 cases", () => {
  it("win rate", () => {
    const state = open();
    for (let trade = 0; trade < 19; trade += 1) recordTrade(state, closedTrade(1));
    expect(value(state, at(0), 10_000).winRate).toBeUndefined();
    recordTrade(state, closedTrade(-1));
    expect(value(state, at(0), 10_000).winRate).toBeCloseTo(0.95, 12);
  });

  it("win rate counts 30 days, but never fewer than the last 20 trades", () => {
    const state = open();
    for (let trade = 0; trade < 30; trade += 1) recordTrade(state, closedTrade(-1, at(0)));
    for (let trade = 0; trade < 10; trade += 1) recordTrade(state, closedTrade(1, at(29 * day)));
    expect(value(state, at(29 * day), 10_000).winRate).toBeCloseTo(0.25, 12);
    expect(value(state, at(30 * day), 10_000).winRate).toBeCloseTo(0.5, 12);
  });

  it("Sharpe ratio speaks from 20 days with exposure", () => {
    const state = open();
    for (let each = 1; each <= 19; each += 1) value(state, at(each * day), 10_000 + each * 10);
    expect(performanceOf(state, portfolio(), at(19 * day)).sharpe).toBeUndefined();
    value(state, at(20 * day), 10_250);
    expect(performanceOf(state, portfolio(), at(20 * day)).sharpe).toBeGreaterThan(0);
  });
});

describe("capital that comes or goes", () => {
  it("leaves drawdown, the day's loss and the all-time peak where they were, as shares", () => {
    const state = open();
    value(state, at(0), 12_000);
    const before = value(state, at(day), 9_000);
    scaleCapital(state, 0.5);
    const after = performanceOf(state, portfolio({ equity: usd(4_500), openPositions: 1 }), at(day));
    expect(after).toEqual(before);
  });

  it("never makes or hides a result, however often and much it comes and goes", () => {
    const acts = fc.array(
      fc.tuple(fc.double({ min: 0.9, max: 1.1, noNaN: true }), fc.double({ min: 0.2, max: 5, noNaN: true })),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(acts, (path) => {
        const [alone, disturbed] = [open(), open()];
        let [equity, moved] = [10_000, 10_000];
        path.forEach(([result, flow], index) => {
          const now = at(index * (day / 3));
          equity *= result;
          moved *= result;
          const expected = value(alone, now, equity);
          const found = value(disturbed, now, moved);
          for (const name of ["drawdown", "maxDrawdown", "allTimeDrawdown", "dailyLoss"] as const)
            expect(found[name]).toBeCloseTo(expected[name], 9);
          scaleCapital(disturbed, flow);
          moved *= flow;
        });
      }),
    );
  });
});
