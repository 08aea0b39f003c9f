/** The report against published numbers (methods C1, cases 1 to 3) and runs made by hand. */
import { defaultAgentFlags } from "../domain/agents.ts";
import { describe, expect, it } from "vitest";
import type { FreezeTrigger } from "../domain/decision.ts";
import type { Fact } from "../events/catalogue.ts";
import { decisionMade, fundFrozen, fundReleased, policyUpdated } from "../events/governance-events.ts";
import { orderRefused, positionClosed, positionOpened, tradeExecuted } from "../events/trading-events.ts";
import { normalCdf } from "../maths/distributions.ts";
import { dayMs, days, durationMs, type EpochMs, epochMs, price, quantity, ratio, usd } from "../units/units.ts";
import { openRunRecord, recordClose, recordFact, type RunRecord } from "./run-record.ts";
import { reportPerformance } from "./performance-report.ts";

/** 2024-01-01. */
const start = epochMs(1_704_067_200_000);
const at = (day: number, hour = 0): EpochMs => epochMs(start + day * dayMs + hour * 3_600_000);

/** A run with one close a day, at midnight. */
function runOf(equities: readonly number[], exposures: readonly number[] = []): RunRecord {
  const record = openRunRecord(start, usd(equities[0] ?? 100));
  equities.slice(1).forEach((equity, day) => {
    recordClose(record, at(day + 1), { equity: usd(equity), exposure: ratio(exposures[day] ?? 0) }, undefined);
  });
  return record;
}

const fromReturns = (returns: readonly number[]): number[] => {
  const equities = [1_000];
  for (const each of returns) equities.push((equities.at(-1) ?? 0) * (1 + each));
  return equities;
};

/** Every number of a report, wherever it stands. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe("the curve", () => {
  const mixed = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1];
  const perYear = Math.sqrt(365 / 252);

  it("has empyrical's volatility, Sharpe and Sortino, at 365 days instead of 252", () => {
    const { curve } = reportPerformance(runOf(fromReturns(mixed)));
    expect(curve.volatilityRatio).toBeCloseTo(0.9136465399704637 * perYear, 12);
    expect(curve.sharpe.ratio).toBeCloseTo(1.7238613961706866 * perYear, 12);
    expect(curve.sortinoRatio).toBeCloseTo(2.605531251673693 * perYear, 12);
    expect(curve.sharpe).toMatchObject({ days: 8, isLowSample: true });
  });

  it("annualises growth by the calendar: eight days of 365.25", () => {
    const { curve } = reportPerformance(runOf(fromReturns(mixed)));
    const growth = mixed.reduce((product, each) => product * (1 + each), 1);
    expect(curve.elapsedYears).toBeCloseTo(8 / 365.25, 12);
    expect(curve.netReturnRatio).toBeCloseTo(growth - 1, 12);
    expect(curve.cagrRatio / (growth ** (365.25 / 8) - 1)).toBeCloseTo(1, 9);
  });

  it("begins its drawdown at the initial capital: a loss at the first close counts", () => {
    const losses = [-0.02, -0.06, -0.07, -0.01, -0.09, -0.02, -0.06, -0.08, -0.05];
    const { maxDrawdown } = reportPerformance(runOf(fromReturns(losses))).curve;
    expect(maxDrawdown.ratio).toBeCloseTo(0.378589157, 9);
    expect(maxDrawdown).toMatchObject({ peakAtMs: start, troughAtMs: at(9), recoveredAtMs: null });
  });

  it("dates peak, trough and recovery", () => {
    const { maxDrawdown, calmarRatio, cagrRatio } = reportPerformance(runOf([100, 120, 60, 90, 121])).curve;
    expect(maxDrawdown).toEqual({
      ratio: 0.5,
      peakAtMs: at(1),
      troughAtMs: at(2),
      recoveredAtMs: at(4),
      lengthMs: 3 * dayMs,
    });
    expect(calmarRatio).toBeCloseTo(cagrRatio / 0.5, 9);
  });

  it("tables the five deepest drawdowns, an open one up to the end of the run", () => {
    const { maxDrawdown, drawdowns } = reportPerformance(
      runOf([100, 99, 101, 99, 102, 98, 103, 97, 104, 96, 105, 95, 106, 90, 91]),
    ).curve;
    expect(drawdowns).toHaveLength(5);
    expect(drawdowns[0]).toEqual(maxDrawdown);
    expect(maxDrawdown).toMatchObject({ peakAtMs: at(12), recoveredAtMs: null, lengthMs: 2 * dayMs });
    expect(drawdowns.map(({ ratio: depth }) => depth)).toEqual(
      drawdowns.map(({ ratio: depth }) => depth).toSorted((a, b) => b - a),
    );
  });

  it("has the shape of daily returns: gains over losses, and the ends against each other", () => {
    const { curve } = reportPerformance(runOf(fromReturns(mixed)));
    expect(curve.omegaRatio).toBeCloseTo(0.19 / 0.14, 10);
    expect(curve.tailRatio).toBeCloseTo(0.0755 / 0.079, 10);
  });

  it("says how likely skill is, and how long a record it takes", () => {
    const days = Array.from({ length: 60 }, (_, day) => (day % 2 === 0 ? 0.012 : -0.008));
    const { sharpe } = reportPerformance(runOf(fromReturns(days))).curve;
    const error = sharpe.standardErrorRatio;
    expect(sharpe.above0Fraction).toBeCloseTo(normalCdf(sharpe.ratio / error), 10);
    const needed = 1 + 59 * ((1.6448536269514722 * error) / sharpe.ratio) ** 2;
    expect(sharpe.trackRecordNeededDays).toBe(Math.ceil(needed));
    expect(sharpe.isLowSample).toBe(false);
  });

  it("needs more than any record for a ratio of 0 or less", () => {
    const { sharpe } = reportPerformance(runOf(fromReturns([0.01, -0.02, 0.01, -0.02]))).curve;
    expect(sharpe.ratio).toBeLessThan(0);
    expect(sharpe.above0Fraction).toBeLessThan(0.5);
    expect(sharpe.trackRecordNeededDays).toBeNull();
  });

  it("knows nothing of skill and shape where nothing moved", () => {
    const { sharpe, omegaRatio, tailRatio, sortinoRatio, drawdowns } = reportPerformance(runOf([100, 100, 100])).curve;
    expect(sharpe).toMatchObject({ ratio: 0, above0Fraction: null, trackRecordNeededDays: null, isLowSample: true });
    expect([omegaRatio, tailRatio, sortinoRatio, drawdowns]).toEqual([null, null, 0, []]);
  });

  it("gives a close at midnight to the day it ends, and names the worst and the best day", () => {
    const { worstDay, bestDay } = reportPerformance(runOf([100, 110, 99, 99])).curve;
    expect(worstDay).toEqual({ dayStartMs: at(1), returnRatio: 99 / 110 - 1 });
    expect(bestDay).toEqual({ dayStartMs: at(0), returnRatio: 110 / 100 - 1 });
  });

  it("keeps the equity of the day before on days without a close", () => {
    const record = openRunRecord(start, usd(100));
    recordClose(record, at(1), { equity: usd(110), exposure: ratio(0) }, undefined);
    recordClose(record, at(4), { equity: usd(121), exposure: ratio(0) }, undefined);
    expect(reportPerformance(record).curve.sharpe.days).toBe(4);
  });

  it("compounds days to months of the calendar, leap years too", () => {
    const { months } = reportPerformance(runOf(fromReturns(Array.from({ length: 61 }, () => 0.01)))).curve;
    expect(months.map(({ year, month }) => [year, month])).toEqual([
      [2024, 1],
      [2024, 2],
      [2024, 3],
    ]);
    expect(months[1]?.returnRatio).toBeCloseTo(1.01 ** 29 - 1, 12);
  });

  it("knows months as the calendar of the platform does", () => {
    const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: "UTC", year: "numeric", month: "2-digit" });
    for (let day = 0; day < 30_000; day += 37) {
      const record = openRunRecord(epochMs(day * dayMs), usd(1));
      recordClose(record, epochMs((day + 1) * dayMs), { equity: usd(1), exposure: ratio(0) }, undefined);
      const [year, month] = calendar
        .format(day * dayMs)
        .split("-")
        .map(Number);
      expect(reportPerformance(record).curve.months).toEqual([{ year, month, returnRatio: 0 }]);
    }
  });

  it("means exposure over all closes", () => {
    const { exposure } = reportPerformance(runOf([100, 100, 100, 100, 100], [0, 0.5, 0.5, 0])).curve;
    expect(exposure).toEqual({ meanRatio: 0.25, inMarketFraction: 0.5 });
  });
});

const trade = (pnl: number, risk: number, exitReason: "STOP" | "SIGNAL" = "SIGNAL"): Fact =>
  positionClosed.create({
    tradeId: "O1-0",
    symbol: "BTC",
    strategy: "ensemble",
    openedAtMs: at(0),
    closedAtMs: at(2),
    quantity: quantity(1),
    entryPriceUsd: price(100),
    exitPriceUsd: price(100 + pnl),
    pnlUsd: usd(pnl),
    feesUsd: usd(0.2),
    rMultipleRatio: ratio(pnl / risk),
    exitReason,
  });
const fill = (value: number): Fact =>
  tradeExecuted.create({
    orderId: "O1-0",
    fillId: "F1",
    symbol: "BTC",
    side: "BUY",
    priceUsd: price(value),
    quantity: quantity(2),
    feeUsd: usd(value / 1_000),
    realizedPnlUsd: usd(0),
    slippageBps: null,
    liquidity: "TAKER",
  });

describe("the trades", () => {
  it("are rated by hand-counted numbers", () => {
    const record = runOf([1_000, 1_000, 1_000]);
    for (const fact of [trade(30, 10), trade(-10, 10, "STOP"), trade(10, 10), fill(100), fill(50)])
      recordFact(record, at(1), fact);
    const { trading, trades } = reportPerformance(record);
    expect(trading).toMatchObject({
      trades: 3,
      isLowSample: true,
      winRateFraction: 2 / 3,
      profitFactorRatio: 4,
      averageTradeUsd: 10,
      averageRRatio: 1,
      averageHoldingMs: days(2),
      exits: expect.objectContaining({ STOP: 1, SIGNAL: 2, GOVERNANCE: 0, TARGET: 0 }),
      fills: 2,
      tradedUsd: 300,
    });
    expect(trading.feesUsd).toBeCloseTo(0.15, 12);
    expect([trading.bestTrade?.pnlUsd, trading.worstTrade?.pnlUsd]).toEqual([30, -10]);
    expect(trading.turnoverPerYearRatio).toBeCloseTo((0.3 / 2) * 365.25, 9);
    expect(trades.length).toBe(3);
  });

  it("count what was opened and never closed", () => {
    const record = runOf([1_000, 1_000]);
    const opened = {
      symbol: "BTC",
      openedBy: "O1-0",
      strategy: "ensemble",
      quantity: quantity(1),
      averagePriceUsd: price(1),
      stopPriceUsd: price(1),
      initialRiskUsd: usd(1),
    };
    recordFact(record, at(0), positionOpened.create(opened));
    expect(reportPerformance(record).trading.openPositionsAtEnd).toBe(1);
  });

  it("have no profit factor without a loss", () => {
    const record = runOf([1_000, 1_000]);
    recordFact(record, at(1), trade(10, 10));
    expect(reportPerformance(record).trading).toMatchObject({ profitFactorRatio: null, winRateFraction: 1 });
  });
});

const frozen = (trigger: FreezeTrigger): Fact =>
  fundFrozen.create({
    trigger,
    reason: `because of ${trigger}`,
    timerEndsAtMs: null,
    requiresReview: trigger === "DRAWDOWN",
  });
const released = (by: string): Fact => fundReleased.create({ frozenForMs: durationMs(1), releasedBy: by, reasons: [] });

describe("governance", () => {
  it("has every freeze with its causes, length and release; one that holds still runs to the end", () => {
    const record = runOf([1, 1, 1, 1, 1]);
    recordFact(record, at(1), frozen("DAILY_LOSS"));
    recordFact(record, at(1, 2), frozen("DRAWDOWN"));
    recordFact(record, at(2), released("scripted operator"));
    recordFact(record, at(3), frozen("KILL_SWITCH"));
    const { freezes } = reportPerformance(record).governance;
    expect(freezes).toEqual([
      {
        startAtMs: at(1),
        trigger: "DAILY_LOSS",
        reason: "because of DAILY_LOSS",
        furtherCauses: [{ atMs: at(1, 2), trigger: "DRAWDOWN", reason: "because of DRAWDOWN" }],
        requiresReview: true,
        endAtMs: at(2),
        releasedBy: "scripted operator",
        lengthMs: dayMs,
      },
      {
        startAtMs: at(3),
        trigger: "KILL_SWITCH",
        reason: "because of KILL_SWITCH",
        furtherCauses: [],
        requiresReview: false,
        endAtMs: null,
        releasedBy: null,
        lengthMs: dayMs,
      },
    ]);
  });

  it("counts decisions by seat and kind, and per day", () => {
    const record = runOf([1, 1, 1, 1, 1]);
    const decide = (seat: "CEO" | "CRO", index: number): Fact =>
      decisionMade.create({
        decisionId: `D1-${index}`,
        seat,
        decision: {
          kind: "MODE_CHANGE",
          payload: { mode: "PAUSED", durationMs: null },
          priority: "HIGH",
          reason: "a test",
        },
        outcome: "STANDS",
        outcomeBy: null,
      });
    [decide("CEO", 0), decide("CEO", 1), decide("CRO", 2)].forEach((fact) => recordFact(record, at(1), fact));
    expect(reportPerformance(record).governance.decisionCounts).toEqual([
      { seat: "CEO", kind: "MODE_CHANGE", count: 2, perDayRatio: 0.5 },
      { seat: "CRO", kind: "MODE_CHANGE", count: 1, perDayRatio: 0.25 },
    ]);
  });

  it("shares closes among modes and counts those with entries blocked", () => {
    const record = openRunRecord(start, usd(1));
    const modes = {
      essState: "ARMED",
      essLevel: "NOMINAL",
      systemHealth: "HEALTHY",
      operatingMode: "EXPANSION",
      systemRiskMode: "NORMAL",
      riskMode: "NORMAL",
      emergency: false,
      braked: false,
      stage: "AUTONOMY",
    } as const;
    const closes = [
      { tradingMode: "LIVE", capitalProfile: "LOW", frozen: false, entriesAllowed: true },
      { tradingMode: "LIVE", capitalProfile: "MICRO", frozen: true, entriesAllowed: false },
      { tradingMode: "PAUSED", capitalProfile: "MICRO", frozen: false, entriesAllowed: false },
      { tradingMode: "LIVE", capitalProfile: "MICRO", frozen: false, entriesAllowed: true },
    ] as const;
    closes.forEach(({ entriesAllowed, ...rest }, day) => {
      const envelope = { ...limitless, entriesAllowed };
      const mandate = { envelope, setBy: {} as never, ruling: [], overruled: [] };
      recordClose(
        record,
        at(day + 1),
        { equity: usd(1), exposure: ratio(0) },
        { modes: { ...modes, ...rest }, mandate },
      );
    });
    const { governance } = reportPerformance(record);
    const sharesOf = (all: readonly { name: string; shareFraction: number }[]) =>
      Object.fromEntries(all.map((each) => [each.name, each.shareFraction]));
    expect(sharesOf(governance.tradingModes)).toEqual({ EMERGENCY: 0, PAUSED: 0.25, SHADOW: 0, LIVE: 0.75 });
    expect(sharesOf(governance.capitalProfiles)).toEqual({ MICRO: 0.75, LOW: 0.25, NORMAL: 0, AGGRESSIVE: 0 });
    expect([governance.entriesBlockedFraction, governance.frozenFraction]).toEqual([0.5, 0.25]);
  });

  it("lists refusals by check, most first, and counts policy changes", () => {
    const record = runOf([1, 1]);
    const order = {
      id: "O1-0",
      symbol: "BTC",
      side: "BUY",
      purpose: "ENTRY",
      quantity: 1,
      limitPriceUsd: 1,
      stopPriceUsd: null,
    } as const;
    for (const check of ["cash", "exposure", "cash"])
      recordFact(record, at(0), orderRefused.create({ ...order, check, control: null, reason: "a test" }));
    const modes = {
      tradingMode: "LIVE",
      capitalProfile: "LOW",
      essState: "ARMED",
      essLevel: "NOMINAL",
      systemHealth: "HEALTHY",
      operatingMode: "EXPANSION",
      systemRiskMode: "NORMAL",
      riskMode: "NORMAL",
      emergency: false,
      braked: false,
      stage: "AUTONOMY",
      frozen: false,
    } as const;
    const sets = {
      activeSymbols: ["BTC"],
      modelWeights: null,
      strategies: { allowed: [], blocked: [] },
      flags: defaultAgentFlags,
      overrides: [],
    };
    recordFact(
      record,
      at(0),
      policyUpdated.create({ policyVersion: 1, changes: [], modes, exitMode: "HOLD", ...sets }),
    );
    const { refusals, policyChanges, modeChanges } = reportPerformance(record).governance;
    expect(refusals).toEqual([
      { name: "cash", count: 2 },
      { name: "exposure", count: 1 },
    ]);
    expect([policyChanges, modeChanges[0]?.atMs]).toEqual([1, at(0)]);
  });
});

const limitless = {
  maxLeverage: ratio(1),
  maxPosition: usd(1),
  maxExposure: 1 as never,
  maxPositions: 1,
  maxRiskPerTrade: 1 as never,
  maxDailyRisk: 1 as never,
  maxDrawdown: 1 as never,
  minConfidence: 0 as never,
  sizeFactor: 1 as never,
};

describe("a run with nothing to tell", () => {
  it.each([
    ["that never closed a bar", openRunRecord(start, usd(100))],
    ["of one close", runOf([100, 100])],
    ["in which nothing was traded", runOf(Array.from({ length: 50 }, () => 100))],
    ["that lost everything but a cent", runOf([100, 50, 0.01])],
    ["that grew a million-fold in a day", runOf([1, 1e6])],
  ])("%s has no NaN and nothing infinite in its report", (_, record) => {
    const report = reportPerformance(record);
    expect(numbersIn(report).filter((value) => !Number.isFinite(value))).toEqual([]);
    expect(JSON.stringify(report)).toBe(JSON.stringify(JSON.parse(JSON.stringify(report))));
  });

  it("rates nothing where there is nothing to rate", () => {
    const { curve, trading, governance } = reportPerformance(runOf(Array.from({ length: 50 }, () => 100)));
    expect(curve).toMatchObject({
      netReturnRatio: 0,
      cagrRatio: 0,
      volatilityRatio: 0,
      sortinoRatio: 0,
      calmarRatio: null,
    });
    expect(curve.sharpe.ratio).toBe(0);
    expect(curve.maxDrawdown).toMatchObject({ ratio: 0, peakAtMs: null, troughAtMs: null, recoveredAtMs: null });
    expect(trading).toMatchObject({
      trades: 0,
      winRateFraction: null,
      profitFactorRatio: null,
      averageTradeUsd: null,
      bestTrade: null,
    });
    expect(governance).toMatchObject({ freezes: [], decisionCounts: [], entriesBlockedFraction: 0 });
  });
});
