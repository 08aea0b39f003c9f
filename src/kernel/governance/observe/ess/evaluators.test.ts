/** Every evaluator just below, at and just past its limit; what throws or is no number raises the alarm. */
import { describe, expect, it } from "vitest";
import { broken, brokenNumbers } from "../../../../../tests/scenarios/given-any.ts";
import { justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { performance } from "../../../../../tests/scenarios/given-fund.ts";
import { defaultEss } from "../../../domain/config.ts";
import { defaultHardLimits } from "../../../domain/hard-limits.ts";
import { type EssEvaluator, exitModes } from "../../../domain/modes.ts";
import { fraction, ratio } from "../../../units/units.ts";
import { alarmsOf, type EssView, evaluators } from "./evaluators.ts";

const calm: EssView = {
  performance: performance(),
  systemHealth: "HEALTHY",
  feedIsLost: false,
  executionErrors: 0,
  thresholds: { cautionFraction: fraction(0.03), warningFraction: fraction(0.05), criticalFraction: fraction(0.08) },
  limits: defaultHardLimits,
  config: defaultEss,
};
const raisedBy = (change: Partial<EssView>): EssEvaluator[] =>
  alarmsOf({ ...calm, ...change }).map(({ evaluator }) => evaluator);
const losing = (change: Parameters<typeof performance>[0]): Partial<EssView> => ({ performance: performance(change) });

type Case = readonly [evaluator: EssEvaluator, within: Partial<EssView>, beyond: Partial<EssView>, reason: string];
const cases: readonly Case[] = [
  [
    "DRAWDOWN",
    losing({ drawdown: ratio(justBelow(0.08)) }),
    losing({ drawdown: ratio(0.08) }),
    "drawdown 8.00 % reaches CRITICAL at 8.00 %",
  ],
  [
    "OPEN_DRAWDOWN",
    losing({ openDrawdown: ratio(0.1) }),
    losing({ openDrawdown: ratio(justAbove(0.1)) }),
    "open positions lose 10.00 % of equity, above the limit of 10.00 %",
  ],
  [
    "DAILY_LOSS",
    losing({ dailyLoss: ratio(0.05) }),
    losing({ dailyLoss: ratio(justAbove(0.05)) }),
    "daily loss 5.00 % exceeds the limit of 5.00 %",
  ],
  ["SYSTEM_HEALTH", { systemHealth: "CRITICAL" }, { systemHealth: "EMERGENCY" }, "system health is EMERGENCY"],
  [
    "EXECUTION_ERRORS",
    { executionErrors: 4 },
    { executionErrors: 5 },
    "5 orders rejected or unanswered within 15 minutes reach the limit of 5",
  ],
  ["DATA_FEED", { feedIsLost: false }, { feedIsLost: true }, "the market feed is lost"],
];

it("a calm fund raises none", () => expect(alarmsOf(calm)).toEqual([]));

it("has a case for every evaluator", () =>
  expect(cases.map(([name]) => name)).toEqual(evaluators.map(({ name }) => name)));

describe.each(cases)("%s", (evaluator, within, beyond, reason) => {
  it("is silent within its limit", () => expect(raisedBy(within)).toEqual([]));
  it("speaks beyond it, with the value and the limit", () =>
    expect(alarmsOf({ ...calm, ...beyond })).toMatchObject([{ evaluator, reason }]));

  it.each(exitModes)("asks for the configured %s, unless it always flattens", (exitMode) => {
    const [alarm] = alarmsOf({ ...calm, ...beyond, config: { ...defaultEss, exitMode } });
    expect(alarm?.exitMode).toBe(evaluator === "OPEN_DRAWDOWN" ? "FLATTEN" : exitMode);
  });
});

describe("what is not a number", () => {
  it.each(brokenNumbers.filter((value) => value !== Number.NEGATIVE_INFINITY))("%f raises the alarm", (value) => {
    const ill = broken<ReturnType<typeof ratio>>(value);
    expect(raisedBy(losing({ drawdown: ill, openDrawdown: ill, dailyLoss: ill }))).toEqual([
      "DRAWDOWN",
      "OPEN_DRAWDOWN",
      "DAILY_LOSS",
    ]);
    expect(raisedBy({ executionErrors: value })).toEqual(["EXECUTION_ERRORS"]);
  });

  it("a limit that is none raises it too", () => {
    const limits = { ...defaultHardLimits, maxDailyLossFraction: broken<ReturnType<typeof fraction>>(Number.NaN) };
    expect(raisedBy({ limits })).toEqual(["DAILY_LOSS"]);
    expect(raisedBy({ config: { ...defaultEss, maxExecutionErrors: Number.NaN } })).toEqual(["EXECUTION_ERRORS"]);
  });
});

it("an evaluator that throws raises its alarm and says why, and silences no other", () => {
  const view: EssView = { ...calm, feedIsLost: true };
  Object.defineProperty(view, "performance", {
    get: () => {
      throw new Error("no valuation");
    },
  });
  expect(alarmsOf(view).map(({ evaluator }) => evaluator)).toEqual([
    "DRAWDOWN",
    "OPEN_DRAWDOWN",
    "DAILY_LOSS",
    "DATA_FEED",
  ]);
  expect(alarmsOf(view)[0]?.reason).toBe("evaluator DRAWDOWN failed: Error: no valuation");
});
