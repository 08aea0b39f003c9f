/** How the fund has done, from the projection that it keeps as its journal goes on (seed 002, Analytics & Reporting Service). */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Analytics } from "../../../kernel/analytics/projection/analytics.ts";
import { attributionOf } from "../../../kernel/analytics/projection/attribution.ts";
import { dayReturns } from "../../../kernel/analytics/projection/day-book.ts";
import {
  drawdownMetrics,
  modelMetrics,
  strategyMetrics,
  symbolMetrics,
  systemMetrics,
} from "../../../kernel/analytics/projection/metrics.ts";
import { filled } from "../../../kernel/analytics/column.ts";
import { fromMicros } from "../../../kernel/ledger/ledger.ts";
import { dayMs } from "../../../kernel/units/units.ts";
import {
  attributionQuery,
  attributionSchema,
  daysSchema,
  drawdownsSchema,
  modelsSchema,
  roundTripsQuery,
  roundTripsSchema,
  strategiesSchema,
  symbolsSchema,
  systemSchema,
} from "./analytics-schemas.ts";
import { about, inputProblems, problemSchema, readProblems } from "./problem.ts";
import type { LiveSource } from "./source.ts";

const off = { 404: problemSchema };

export function addAnalyticsRoutes(app: FastifyInstance, source: LiveSource): void {
  addMetrics(app, source);
  addPaths(app, source);
  addCuts(app, source);
}

/** The answer, or that analytics are switched off. */
function answer<Value>(source: LiveSource, reply: FastifyReply, of: (analytics: Analytics) => Value) {
  const analytics = source.analytics();
  if (analytics !== undefined) return of(analytics);
  reply.code(404);
  return { error: "analytics are switched off (QT_ANALYTICS_ENABLED); the journal knows all: qt report" };
}

function addMetrics(app: FastifyInstance, source: LiveSource): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    "/api/analytics/system",
    {
      schema: {
        ...about(
          "analytics",
          "getSystemMetrics",
          "Equity, profit of the day, trades, positions, regime, risk mode, costs",
        ),
        response: { 200: systemSchema, ...readProblems, ...off },
      },
    },
    (_request, reply) => answer(source, reply, systemMetrics),
  );
  routes.get(
    "/api/analytics/strategies",
    {
      schema: {
        ...about(
          "analytics",
          "getStrategyMetrics",
          "Each strategy: trades, win rate, average profit, Sharpe with error",
        ),
        response: { 200: strategiesSchema, ...readProblems, ...off },
      },
    },
    (_request, reply) => answer(source, reply, (analytics) => ({ strategies: strategyMetrics(analytics) })),
  );
  routes.get(
    "/api/analytics/models",
    {
      schema: {
        ...about("analytics", "getModelMetrics", "Each model: words, how many came true, Brier score, share of profit"),
        response: { 200: modelsSchema, ...readProblems, ...off },
      },
    },
    (_request, reply) => answer(source, reply, (analytics) => ({ models: modelMetrics(analytics) })),
  );
  routes.get(
    "/api/analytics/symbols",
    {
      schema: {
        ...about("analytics", "getSymbolMetrics", "Each symbol that was traded, in the same figures as strategies"),
        response: { 200: symbolsSchema, ...readProblems, ...off },
      },
    },
    (_request, reply) => answer(source, reply, (analytics) => ({ symbols: symbolMetrics(analytics) })),
  );
}

function addPaths(app: FastifyInstance, source: LiveSource): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    "/api/analytics/drawdowns",
    {
      schema: {
        ...about("analytics", "getDrawdowns", "The deepest drawdowns: peak, trough, recovery, days; deepest first"),
        response: { 200: drawdownsSchema, ...readProblems, ...off },
      },
    },
    (_request, reply) => answer(source, reply, (analytics) => ({ drawdowns: drawdownMetrics(analytics) })),
  );
  routes.get(
    "/api/analytics/days",
    {
      schema: {
        ...about("analytics", "getDays", "Equity and return of every UTC day, in columns"),
        response: { 200: daysSchema, ...readProblems, ...off },
      },
    },
    (_request, reply) => answer(source, reply, daysOf),
  );
}

const daysOf = ({ days, fund }: Analytics) => ({
  firstDayStartMs: days.firstDay === undefined ? null : days.firstDay * dayMs,
  equityUsd: Array.from(filled(days.equity), fromMicros),
  returnRatio: [...dayReturns(days, fund?.startEquity ?? 0)],
});

function addCuts(app: FastifyInstance, source: LiveSource): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    "/api/analytics/attribution",
    {
      schema: {
        ...about("analytics", "getAttribution", "Profit by one dimension; the rows add up to the total exactly"),
        querystring: attributionQuery,
        response: { 200: attributionSchema, ...inputProblems, ...off },
      },
    },
    ({ query }, reply) => answer(source, reply, (analytics) => attributionOf(analytics, query.by)),
  );
  routes.get(
    "/api/analytics/round-trips",
    {
      schema: {
        ...about("analytics", "getRoundTrips", "Positions opened and closed again, latest first, a page at a time"),
        querystring: roundTripsQuery,
        response: { 200: roundTripsSchema, ...inputProblems, ...off },
      },
    },
    ({ query: { limit, offset } }, reply) =>
      answer(source, reply, ({ trips, closed }) => {
        const end = Math.max(0, trips.length - offset);
        const roundTrips = trips.slice(Math.max(0, end - limit), end).toReversed();
        return { total: closed.trades, kept: trips.length, offset, roundTrips };
      }),
  );
}
