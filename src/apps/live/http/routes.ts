/** What can be read of the federation, as seed 000 has it, and the fund as the page needs it. */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { equityJson, equityQuery, equitySchema } from "./equity-json.ts";
import { balancerReportSchema } from "./balancer-schemas.ts";
import { ensembleReportSchema } from "./ensemble-schemas.ts";
import type { EventStream } from "./event-stream.ts";
import { decisionJson, healthJson, statusJson } from "./federation-json.ts";
import { decisionsSchema, healthSchema, limitQuery, statusSchema } from "./federation-schemas.ts";
import { fundViewSchema } from "./fund-schemas.ts";
import { about, inputProblems, problemSchema, readProblems } from "./problem.ts";
import { riskReportSchema } from "./risk-schemas.ts";
import type { LiveSource } from "./source.ts";

export function addFederationRoutes(app: FastifyInstance, source: LiveSource): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    "/health",
    {
      schema: {
        ...about("health", "getHealth", "Is the fund well, and how many roles are active"),
        response: { 200: healthSchema, ...readProblems },
      },
    },
    () => healthJson(source.executive()),
  );
  routes.get(
    "/api/federation/status",
    {
      schema: {
        ...about("federation", "getFederationStatus", "Which roles are active"),
        response: { 200: statusSchema, ...readProblems },
      },
    },
    () => statusJson(source.executive(), source.view().council.decisionsMade),
  );
  routes.get(
    "/api/federation/decisions",
    {
      schema: {
        ...about("federation", "getDecisions", "The latest decisions, latest first"),
        querystring: limitQuery,
        response: { 200: decisionsSchema, ...inputProblems },
      },
    },
    ({ query }) => {
      const { runId } = source.view().identity;
      const decisions = source.decisions(query.limit).map((record) => decisionJson(record, runId));
      return { total: decisions.length, decisions };
    },
  );
}

export function addFundRoutes(app: FastifyInstance, source: LiveSource, stream: EventStream): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    "/api/fund",
    {
      schema: {
        ...about("fund", "getFund", "Everything the page shows: money, modes, mandate, positions, orders"),
        response: { 200: fundViewSchema, ...readProblems },
      },
    },
    () => source.view(),
  );
  addReportRoutes(app, source);
  routes.get(
    "/api/fund/equity",
    {
      schema: {
        ...about("fund", "getEquity", "The equity curve in columns, whole or from a point on"),
        querystring: equityQuery,
        response: { 200: equitySchema, ...inputProblems },
      },
    },
    ({ query }) => equityJson(source.equity(), source.view().identity.runId, query),
  );
  app.get(
    "/api/fund/events",
    {
      schema: {
        ...about("fund", "followFund", "Server-sent events: the whole view after changes, and facts as they happen"),
        response: { 200: streamSchema, ...readProblems, 503: problemSchema },
      },
    },
    (_request, reply) => joinStream(stream, reply),
  );
}

/** What single parts of the fund say about themselves. */
function addReportRoutes(app: FastifyInstance, source: LiveSource): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    "/api/fund/risk",
    {
      schema: {
        ...about("fund", "getRisk", "The risk officer's report: score, stress, and every estimator with its backtests"),
        response: { 200: riskReportSchema, ...readProblems },
      },
    },
    () => source.risk(),
  );
  routes.get(
    "/api/fund/balancer",
    {
      schema: {
        ...about("fund", "getBalancer", "What the book breaks, the balancer's mode, and where the book would stand"),
        response: { 200: balancerReportSchema, ...readProblems },
      },
    },
    () => source.balancer(),
  );
  routes.get(
    "/api/fund/ensemble",
    {
      schema: {
        ...about("fund", "getEnsemble", "Votes of the models on every symbol, their weights, calibration and health"),
        response: { 200: ensembleReportSchema, ...readProblems },
      },
    },
    () => source.ensemble(),
  );
}

const streamSchema = {
  description: "`view` events hold what /api/fund answers, `fact` events one fact, `stopped` says that the fund stops.",
  content: { "text/event-stream": { schema: z.string() } },
};

/** Takes the connection out of fastify's hands: from here on it belongs to the stream. */
function joinStream(stream: EventStream, reply: FastifyReply): FastifyReply {
  if (!stream.hasRoom()) return reply.code(503).send({ error: "expected room for another reader, there is none" });
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
  stream.add(reply.raw);
  return reply;
}
