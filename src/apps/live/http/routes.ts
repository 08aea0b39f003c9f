/** The read-only routes: seed 000's REST API, and the fund as the page needs it. */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { badRequestSchema } from "./errors.ts";
import { equityJson, equityQuery, equitySchema } from "./equity-json.ts";
import type { EventStream } from "./event-stream.ts";
import { decisionJson, healthJson, statusJson } from "./federation-json.ts";
import { decisionsSchema, healthSchema, limitQuery, statusSchema } from "./federation-schemas.ts";
import { fundViewSchema } from "./fund-schemas.ts";
import type { LiveSource } from "./source.ts";

export function addFederationRoutes(app: FastifyInstance, source: LiveSource): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get("/health", { schema: { response: { 200: healthSchema } } }, () => healthJson(source.view()));
  routes.get("/api/federation/status", { schema: { response: { 200: statusSchema } } }, () =>
    statusJson(source.view()),
  );
  routes.get(
    "/api/federation/decisions",
    { schema: { querystring: limitQuery, response: { 200: decisionsSchema, 400: badRequestSchema } } },
    ({ query }) => {
      const { runId } = source.view().identity;
      const decisions = source.decisions(query.limit).map((record) => decisionJson(record, runId));
      return { total: decisions.length, decisions };
    },
  );
}

export function addFundRoutes(app: FastifyInstance, source: LiveSource, stream: EventStream): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get("/api/fund", { schema: { response: { 200: fundViewSchema } } }, () => source.view());
  routes.get(
    "/api/fund/equity",
    { schema: { querystring: equityQuery, response: { 200: equitySchema, 400: badRequestSchema } } },
    ({ query }) => equityJson(source.equity(), source.view().identity.runId, query),
  );
  app.get("/api/fund/events", (_request, reply) => joinStream(stream, reply));
}

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
