/** The analytics API: what it says is the fund, its tables add up, pages meet, and switched off it says so. */
import { afterAll, describe, expect, it } from "vitest";
import { attributionSchema, roundTripsSchema } from "../../src/apps/live/http/analytics-schemas.ts";
import { dimensions } from "../../src/kernel/analytics/projection/dimensions.ts";
import { serveFund } from "./served-fund.ts";

const served = await serveFund();
served.fund.play(1_500);
afterAll(served.close);
const micros = (amount: number): number => Math.round(amount * 1e6);

async function get(operationId: string, parameters?: Record<string, string>) {
  const { status, data } = await served.call(operationId, parameters);
  expect(status).toBe(200);
  expect(served.breach(operationId, status, data)).toBeUndefined();
  return data;
}

const roundTripsOf = (data: unknown) => roundTripsSchema.parse(data);

describe("a fund that has traded", () => {
  it("says of the system what the fund says of itself", async () => {
    const system = await get("getSystemMetrics");
    const fund = await get("getFund");
    expect(system.totalTrades).toBeGreaterThan(0);
    expect(system.totalTrades).toBe(fund.performance.closedTrades);
    expect(system.activePositions).toBe(fund.positions.length);
    expect(system.equityUsd).toBeCloseTo(fund.money.equityUsd, 4);
    expect(system.riskMode).toBe(fund.modes.riskMode);
    expect(system.eventsHeard).toBeGreaterThan(1_500);
  });

  it("has a table for every dimension that adds up to the profit", async () => {
    const { pnlUsd } = await get("getSystemMetrics");
    for (const by of dimensions) {
      const { dimension, rows, totalPnlUsd } = attributionSchema.parse(await get("getAttribution", { by }));
      expect(dimension).toBe(by);
      expect(rows.reduce((sum, row) => sum + micros(row.pnlUsd), 0)).toBe(micros(Number(pnlUsd)));
      expect(totalPnlUsd).toBe(pnlUsd);
    }
  });

  it("gives strategies, models and symbols with their samples, drawdowns and days", async () => {
    const { strategies } = await get("getStrategyMetrics");
    expect(strategies[0]).toMatchObject({ strategyId: "ensemble", sharpe: { days: expect.any(Number) } });
    expect((await get("getModelMetrics")).models.length).toBeGreaterThan(0);
    expect((await get("getSymbolMetrics")).symbols.length).toBeGreaterThan(0);
    expect((await get("getDrawdowns")).drawdowns[0].depthRatio).toBeGreaterThan(0);
    const { equityUsd, returnRatio, firstDayStartMs } = await get("getDays");
    expect(equityUsd.length).toBe(returnRatio.length);
    expect(firstDayStartMs % 86_400_000).toBe(0);
  });

  it("pages through round trips, latest first, none twice and none left out", async () => {
    const { total, kept, roundTrips: all } = roundTripsOf(await get("getRoundTrips", { limit: "500" }));
    expect(all.length).toBe(kept);
    expect(total).toBe(kept);
    const ids: string[] = [];
    for (let offset = 0; offset < total; offset += 2) {
      const { roundTrips } = roundTripsOf(await get("getRoundTrips", { limit: "2", offset: String(offset) }));
      ids.push(...roundTrips.map(({ tradeId }) => tradeId));
    }
    expect(ids).toEqual(all.map(({ tradeId }) => tradeId));
    const closed = all.map(({ closedAtMs }) => closedAtMs);
    expect(closed).toEqual(closed.toSorted((a, b) => b - a));
    expect((await get("getRoundTrips", { offset: "999999" })).roundTrips).toEqual([]);
  });

  it.each([
    ["getAttribution", { by: "luck" }],
    ["getRoundTrips", { limit: "0" }],
    ["getRoundTrips", { limit: "501" }],
    ["getRoundTrips", { offset: "-1" }],
  ])("refuses %s %o", async (operationId, parameters) => {
    expect((await served.call(operationId, parameters)).status).toBe(400);
  });
});

it("says that analytics are switched off, on every route", async () => {
  const off = await serveFund({ source: { ...served.fund.source, analytics: () => undefined } });
  try {
    const routes = off.routes.filter(({ path }) => path.startsWith("/api/analytics/"));
    expect(routes.length).toBe(8);
    for (const { operation } of routes) {
      const { status, data } = await off.call(operation.operationId);
      expect([operation.operationId, status, data.error]).toEqual([
        operation.operationId,
        404,
        expect.stringContaining("QT_ANALYTICS_ENABLED"),
      ]);
      expect(off.breach(operation.operationId, status, data)).toBeUndefined();
    }
  } finally {
    await off.close();
  }
});
