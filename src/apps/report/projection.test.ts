/**
 * The projection of a real run, from its journal: held against the kernel's own ledger, against a run report made another
 * way, against sums over the recorded facts, and against itself wherever the journal is cut.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Fact } from "../../kernel/events/catalogue.ts";
import { dailyCurveOf } from "../../kernel/analytics/daily-curve.ts";
import { type Analytics, learnEntry, liveSize, openAnalytics } from "../../kernel/analytics/projection/analytics.ts";
import { attributionOf } from "../../kernel/analytics/projection/attribution.ts";
import { dayReturns } from "../../kernel/analytics/projection/day-book.ts";
import { dimensions } from "../../kernel/analytics/projection/dimensions.ts";
import {
  costsOf,
  drawdownMetrics,
  modelMetrics,
  strategyMetrics,
  symbolMetrics,
  systemMetrics,
} from "../../kernel/analytics/projection/metrics.ts";
import { filled } from "../../kernel/analytics/column.ts";
import { decodeState, encodeState } from "../../kernel/state-codec.ts";
import { openState, step } from "../../kernel/step.ts";
import { portfolioOf } from "../../kernel/step-govern.ts";
import { runBacktest } from "../backtest/run-backtest.ts";
import { readRun, type Told } from "./read-run.ts";

const root = mkdtempSync(join(tmpdir(), "qt-projection-"));
afterAll(() => rmSync(root, { recursive: true }));

const backtest = await runBacktest({ market: "simulated", seed: 7, days: 150, out: join(root, "run") });
const told: Told[] = [...readRun(join(root, "run"), undefined).told];
const facts = told.flatMap((each) => each.facts);
const learnt = (upTo = told.length, size = liveSize): Analytics => {
  const analytics = openAnalytics(size);
  for (const { entry, facts: caused } of told.slice(0, upTo)) learnEntry(analytics, entry, caused);
  return analytics;
};
const whole = learnt();
const micros = (amount: number): number => Math.round(amount * 1e6);

/** Everything the projection can be asked. */
const answersOf = (analytics: Analytics) => ({
  system: systemMetrics(analytics),
  strategies: strategyMetrics(analytics),
  symbols: symbolMetrics(analytics),
  models: modelMetrics(analytics),
  drawdowns: drawdownMetrics(analytics),
  tables: dimensions.map((dimension) => attributionOf(analytics, dimension)),
  trips: analytics.trips,
});

it("has something to tell: trades in several symbols, won and lost, left for more than one reason", () => {
  expect(whole.closed.trades).toBeGreaterThan(10);
  expect(whole.by.symbol.size).toBeGreaterThan(1);
  expect(whole.by.exit_reason.size).toBeGreaterThan(1);
});

it("hears every input and every fact, of every kind there was", () => {
  const types = new Set([...told.map(({ entry }) => entry.event.type), ...facts.map(({ type }) => type)]);
  const { eventsHeard, eventTypesHeard } = systemMetrics(whole);
  expect(eventsHeard).toBe(told.length + facts.length);
  expect(eventTypesHeard).toBe(types.size);
});

describe("agrees with the kernel's own books", () => {
  it("on equity at every close, to the last micro-dollar of the ledger and the rounding of what is held", () => {
    const state = openState();
    const analytics = openAnalytics(liveSize);
    let closes = 0;
    for (const { entry } of told) {
      learnEntry(analytics, entry, step(state, entry).facts);
      if (entry.event.type !== "market.bars_closed" || state.fund === undefined) continue;
      const { equity, openPositions } = portfolioOf(state.fund);
      closes += 1;
      expect(Math.abs(systemMetrics(analytics).equityUsd - equity)).toBeLessThan(1e-9 + 1e-6 * openPositions);
      expect(analytics.open.size).toBe(openPositions);
    }
    expect(closes).toBe(3_600);
  });

  it("on the days, the drawdowns and the trades of the run's report", () => {
    const { record, report } = backtest.main;
    const daily = dailyCurveOf(record);
    const returns = dayReturns(whole.days, whole.fund?.startEquity ?? 0);
    expect(whole.days.firstDay).toBe(daily.firstDay);
    expect(returns.length).toBe(daily.returns.length);
    for (const [day, value] of returns.entries()) expect(value).toBeCloseTo(daily.returns[day] ?? Number.NaN, 8);
    expect(systemMetrics(whole).sharpe.ratio).toBeCloseTo(report.curve.sharpe.ratio, 6);
    const falls = drawdownMetrics(whole).slice(0, report.curve.drawdowns.length);
    expect(falls.map(({ peakAtMs, troughAtMs, recoveredAtMs }) => ({ peakAtMs, troughAtMs, recoveredAtMs }))).toEqual(
      report.curve.drawdowns.map(({ peakAtMs, troughAtMs, recoveredAtMs }) => ({
        peakAtMs,
        troughAtMs,
        recoveredAtMs,
      })),
    );
    for (const [index, { depthRatio }] of falls.entries())
      expect(depthRatio).toBeCloseTo(report.curve.drawdowns[index]?.ratio ?? Number.NaN, 8);
    expect(whole.trips.map(({ tradeId }) => tradeId)).toEqual(report.trades.map(({ tradeId }) => tradeId));
    for (const [index, { pnlUsd, feesUsd }] of whole.trips.entries()) {
      expect(pnlUsd).toBeCloseTo(report.trades[index]?.pnlUsd ?? Number.NaN, 5);
      expect(feesUsd).toBeCloseTo(report.trades[index]?.feesUsd ?? Number.NaN, 5);
    }
    expect(systemMetrics(whole).winRateFraction).toBe(report.trading.winRateFraction);
  });

  it("on fees, fill by fill, and the price profit of every trade", () => {
    const fees = facts.reduce((sum, fact) => sum + (fact.type === "trade.executed" ? micros(fact.data.feeUsd) : 0), 0);
    expect(micros(costsOf(whole).feesUsd)).toBe(fees);
    const { atReferenceUsd, slippageUsd, feesUsd, fundingUsd, pnlUsd } = costsOf(whole);
    expect(micros(atReferenceUsd) - micros(slippageUsd) - micros(feesUsd) - micros(fundingUsd)).toBe(micros(pnlUsd));
  });

  it("on slippage, fill by fill against the price each was decided at", () => {
    const references = new Map<string, number | null>();
    const moved = new Set<string>();
    let paid = 0;
    for (const fact of facts) {
      if (fact.type === "order.submitted") {
        const { id, purpose, stopPriceUsd, referencePriceUsd } = fact.data;
        references.set(id, purpose === "STOP" ? stopPriceUsd : referencePriceUsd);
      }
      if (fact.type === "order.amended") {
        references.set(fact.data.orderId, fact.data.stopPriceUsd);
        moved.add(fact.data.orderId);
      }
      if (fact.type !== "trade.executed") continue;
      const { orderId, side, priceUsd, quantity, slippageBps } = fact.data;
      const sign = side === "BUY" ? 1 : -1;
      const decidedAt = slippageBps === null ? references.get(orderId) : priceUsd / (1 + (sign * slippageBps) / 10_000);
      if (moved.has(orderId)) expect(decidedAt).toBeCloseTo(references.get(orderId) ?? Number.NaN, 6);
      paid += sign * (priceUsd - (decidedAt ?? Number.NaN)) * quantity;
    }
    expect(moved.size).toBeGreaterThan(0);
    expect(paid).not.toBe(0);
    expect(costsOf(whole).slippageUsd).toBeCloseTo(paid, 3);
  });
});

describe("every table of attribution", () => {
  it("adds up to the fund's profit exactly, wherever the journal is cut", () => {
    const analytics = openAnalytics(liveSize);
    let withOpen = 0;
    for (const { entry, facts: caused } of told) {
      learnEntry(analytics, entry, caused);
      if (caused.length === 0) continue;
      const total = micros(systemMetrics(analytics).pnlUsd);
      if (analytics.open.size > 0) withOpen += 1;
      for (const dimension of dimensions) {
        const { rows, totalPnlUsd } = attributionOf(analytics, dimension);
        expect(rows.reduce((sum, { pnlUsd }) => sum + micros(pnlUsd), 0)).toBe(total);
        expect(micros(totalPnlUsd)).toBe(total);
      }
    }
    expect(withOpen).toBeGreaterThan(50);
  });

  it("adds up in fees and slippage too", () => {
    const { feesUsd, slippageUsd } = costsOf(whole);
    for (const dimension of dimensions) {
      const { rows } = attributionOf(whole, dimension);
      expect(rows.reduce((sum, row) => sum + micros(row.feesUsd), 0)).toBe(micros(feesUsd));
      expect(rows.reduce((sum, row) => sum + micros(row.slippageUsd), 0)).toBe(micros(slippageUsd));
    }
  });

  it("counts a held position apart: open, with its profit so far, and under no exit reason but OPEN", () => {
    const cut = told.findIndex((_, index) => learnt(index).open.size === 1);
    const early = learnt(cut);
    const [row] = attributionOf(early, "exit_reason").rows;
    expect(row).toMatchObject({ key: "OPEN", trades: 0, openTrades: 1, closedPnlUsd: 0, winRateFraction: null });
    expect(row?.pnlUsd).toBe(systemMetrics(early).openPnlUsd);
    expect(systemMetrics(early)).toMatchObject({ totalTrades: 0, activePositions: 1, winRateFraction: null });
  });
});

describe("the days of strategies and of symbols", () => {
  it("add up to the fund's, day by day", () => {
    const equity = filled(whole.days.equity);
    for (const parts of [whole.days.pnl.strategy, whole.days.pnl.symbol])
      for (let day = 0; day < equity.length; day++) {
        const sum = [...parts.values()].reduce((all, column) => all + (column.values[day] ?? Number.NaN), 0);
        expect(sum).toBe((equity[day] ?? 0) - (whole.fund?.startEquity ?? 0));
      }
  });
});

describe("kept step by step", () => {
  it("is what it would be from scratch: written down at any cut, read back, and gone on with", () => {
    const expected = encodeState(whole);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: told.length }), (cut) => {
        const resumed = decodeState(encodeState(learnt(cut))) as Analytics;
        for (const { entry, facts: caused } of told.slice(cut)) learnEntry(resumed, entry, caused);
        expect(encodeState(resumed)).toBe(expected);
      }),
      { numRuns: 8 },
    );
  });

  it("keeps no more round trips, drawdowns and orders than it is told to, and the same sums", () => {
    const small = learnt(told.length, { roundTrips: 3, drawdowns: 2, orders: 64 });
    expect(small.trips).toEqual(whole.trips.slice(-3));
    expect(drawdownMetrics(small).filter(({ recoveredAtMs }) => recoveredAtMs !== null)).toEqual(
      drawdownMetrics(whole)
        .filter(({ recoveredAtMs }) => recoveredAtMs !== null)
        .slice(0, 2),
    );
    expect(small.orders.size).toBeLessThanOrEqual(64);
    expect(answersOf({ ...small, trips: [], falls: undefined })).toEqual(
      answersOf({ ...whole, trips: [], falls: undefined }),
    );
  });
});

describe("a fund of which there is little to say", () => {
  it("before it opens, and when it has only learnt", () => {
    for (const upTo of [0, 1, 40]) {
      const { system, tables, drawdowns } = answersOf(learnt(upTo));
      expect(system).toMatchObject({ totalTrades: 0, pnlUsd: 0, winRateFraction: null, maxDrawdownRatio: 0 });
      expect(tables.every(({ rows }) => rows.length === 0)).toBe(true);
      expect(drawdowns).toEqual([]);
    }
  });

  it("after its first trade", () => {
    const first = told.findIndex(({ facts: caused }) => caused.some(({ type }) => type === "position.closed"));
    const { strategies, system } = answersOf(learnt(first + 1));
    expect(system).toMatchObject({ totalTrades: 1, isLowSample: true });
    expect(strategies).toMatchObject([{ strategyId: "ensemble", totalTrades: 1, isLowSample: true }]);
  });
});

it("shares a trade among the models that spoke for it, by shares that add up to 1", () => {
  for (const { voices } of whole.trips) {
    expect(voices.every(({ shareFraction }) => shareFraction > 0)).toBe(true);
    if (voices.length > 0) expect(voices.reduce((sum, { shareFraction }) => sum + shareFraction, 0)).toBeCloseTo(1, 12);
  }
  expect(whole.trips.some(({ voices }) => voices.length > 0)).toBe(true);
});

it("takes one R from the closed trade, whatever was added after the opening", () => {
  for (const { pnlUsd, initialRiskUsd, rMultipleRatio } of whole.trips)
    expect(pnlUsd / initialRiskUsd).toBeCloseTo(rMultipleRatio, 4);
});

it("judges models by what the price did, with a forecaster of its own to compare", () => {
  const closes = new Map<string, number[]>();
  const words: { model: string; up: number; symbol: string; bar: number }[] = [];
  const note = (fact: Fact): void => {
    if (fact.type !== "intent.proposed") return;
    const { symbol, signal } = fact.data;
    const bar = (closes.get(symbol)?.length ?? 0) - 1;
    for (const { model, upProbability: up } of signal.forecasts) words.push({ model, up, symbol, bar });
  };
  for (const { entry, facts: caused } of told) {
    if (entry.event.type !== "market.bars_closed") continue;
    for (const { symbol, close } of entry.event.data.bars) closes.set(symbol, [...(closes.get(symbol) ?? []), close]);
    caused.forEach(note);
  }
  const horizon = backtest.config.forecasting.horizonBars;
  for (const { modelId, calls, judged, hitRateFraction, brierScore } of modelMetrics(whole)) {
    const mine = words.filter(({ model }) => model === modelId);
    const outcomes = mine.flatMap(({ up, symbol, bar }) => {
      const [then, later] = [closes.get(symbol)?.[bar], closes.get(symbol)?.[bar + horizon]];
      return then === undefined || later === undefined || up === 0.5 ? [] : [{ up, rose: later > then }];
    });
    expect(calls).toBe(mine.length);
    expect(judged).toBe(outcomes.length);
    if (judged === 0) continue;
    expect(hitRateFraction).toBe(outcomes.filter(({ up, rose }) => up > 0.5 === rose).length / judged);
    expect(brierScore).toBeCloseTo(
      outcomes.reduce((sum, { up, rose }) => sum + (up - Number(rose)) ** 2, 0) / judged,
      12,
    );
  }
});

it("finds excursions between the lowest and the highest price of the bars a trade was held through", () => {
  for (const trip of whole.trips) {
    const held = told.flatMap(({ entry: { event } }) =>
      event.type === "market.bars_closed" &&
      event.data.closedAtMs > trip.openedAtMs &&
      event.data.closedAtMs <= trip.closedAtMs
        ? event.data.bars.filter(({ symbol }) => symbol === trip.symbol)
        : [],
    );
    /** Parts sold on the way lie beyond the average price of the exit. */
    const fills = told.flatMap(({ entry: { at: filledAt }, facts }) =>
      facts.flatMap((fact) =>
        fact.type === "trade.executed" &&
        fact.data.symbol === trip.symbol &&
        filledAt >= trip.openedAtMs &&
        filledAt <= trip.closedAtMs
          ? [fact.data.priceUsd]
          : [],
      ),
    );
    const lowest = Math.min(trip.entryPriceUsd, ...fills, ...held.map(({ low }) => low));
    const highest = Math.max(trip.entryPriceUsd, ...fills, ...held.map(({ high }) => high));
    expect(trip.maeRatio).toBeCloseTo(Math.max(0, 1 - lowest / trip.entryPriceUsd), 3);
    expect(trip.mfeRatio).toBeCloseTo(Math.max(0, highest / trip.entryPriceUsd - 1), 3);
  }
});
