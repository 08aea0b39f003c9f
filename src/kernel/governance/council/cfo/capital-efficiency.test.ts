/** Capital efficiency: profit per tradable dollar and idle cash, since opening and over thirty closed days. */
import { describe, expect, it } from "vitest";
import { portfolio } from "../../../../../tests/scenarios/given-fund.ts";
import { usd } from "../../../units/units.ts";
import {
  efficiencyOfWindow,
  efficiencySinceOpening,
  openCapital,
  recordCapital,
  shiftCapital,
} from "./capital-efficiency.ts";

const dayEnd = (equity: number, tradable: number, cash: number, due = 0) =>
  portfolio({ equity: usd(equity), tradable: usd(tradable), cash: usd(cash), due: usd(due) });

it("says nothing before the first day has closed", () => {
  const state = openCapital(10_000);
  const silent = { days: 0, profit: 0, averageTradable: undefined, profitPerCapital: undefined, idleShare: undefined };
  expect([efficiencySinceOpening(state), efficiencyOfWindow(state)]).toEqual([silent, silent]);
});

it("is profit over average tradable capital, and the mean share of it in cash", () => {
  const state = openCapital(10_000);
  recordCapital(state, dayEnd(10_000, 10_000, 10_000));
  recordCapital(state, dayEnd(10_900, 8_000, 2_000));
  const both = { days: 2, profit: 900, averageTradable: 9_000, profitPerCapital: 0.1, idleShare: 0.625 };
  expect([efficiencySinceOpening(state), efficiencyOfWindow(state)]).toEqual([both, both]);
});

it("counts cash that is due as spoken for", () => {
  const state = openCapital(10_000);
  recordCapital(state, dayEnd(10_000, 8_000, 2_000, 2_000));
  expect(efficiencySinceOpening(state).idleShare).toBe(0);
});

describe("the window", () => {
  it("begins with the equity thirty closed days ago, not a day earlier or later", () => {
    const state = openCapital(1_000);
    for (let day = 1; day <= 31; day += 1) recordCapital(state, dayEnd(1_000 + day, 1_000, 500));
    expect(efficiencyOfWindow(state)).toMatchObject({ days: 30, profit: 30, profitPerCapital: 0.03 });
    expect(efficiencySinceOpening(state)).toMatchObject({ days: 31, profit: 31 });
  });
  it("forgets older days", () => {
    const state = openCapital(1_000);
    for (let day = 0; day < 500; day += 1) recordCapital(state, dayEnd(1_000, 1_000, day < 470 ? 1_000 : 0));
    expect(efficiencyOfWindow(state).idleShare).toBe(0);
    expect(efficiencySinceOpening(state).idleShare).toBeCloseTo(470 / 500, 12);
    expect(state.days.length).toBe(31);
  });
});

it("with nothing to trade with, nothing is idle and no dollar earns", () => {
  const state = openCapital(1_000);
  recordCapital(state, dayEnd(500, -100, 0));
  expect(efficiencySinceOpening(state)).toMatchObject({ profitPerCapital: undefined, idleShare: 0 });
});

it("what is paid in or taken out was not earned", () => {
  const state = openCapital(1_000);
  recordCapital(state, dayEnd(1_100, 1_000, 500));
  shiftCapital(state, 400);
  expect(efficiencySinceOpening(state).profit).toBe(100);
  recordCapital(state, dayEnd(1_550, 1_000, 500));
  expect([efficiencySinceOpening(state).profit, efficiencyOfWindow(state).profit]).toEqual([150, 150]);
});
