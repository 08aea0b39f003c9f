/** Seed 004's monitoring of the AI system: health of the registry, subsystems, decisions and metrics. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import {
  aiDecisionsJson,
  aiMetricsJson,
  aiStatusJson,
  healthAiJson,
  integrationJson,
  subsystemsJson,
} from "./ai-json.ts";
import {
  aiDecisionsSchema,
  aiMetricsSchema,
  aiStatusSchema,
  healthAiSchema,
  integrationSchema,
  subsystemsSchema,
} from "./ai-schemas.ts";
import { limitQuery } from "./federation-schemas.ts";
import { about, inputProblems, readProblems } from "./problem.ts";
import type { LiveSource } from "./source.ts";

export function addAiRoutes(app: FastifyInstance, source: LiveSource): void {
  addHealth(app, source);
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    "/ai/status",
    {
      schema: {
        ...about("ai", "getAiStatus", "Every mode the fund is in, its stage, and what brakes it"),
        response: { 200: aiStatusSchema, ...readProblems },
      },
    },
    () => aiStatusJson(source.executive()),
  );
  routes.get(
    "/ai/subsystems",
    {
      schema: {
        ...about("ai", "getSubsystems", "Each subsystem of the seeds: registered or not, its modes, its health"),
        response: { 200: subsystemsSchema, ...readProblems },
      },
    },
    () => subsystemsJson(source.executive()),
  );
  routes.get(
    "/ai/decisions",
    {
      schema: {
        ...about("ai", "getAiDecisions", "The latest decisions with what became of them, latest first"),
        querystring: limitQuery,
        response: { 200: aiDecisionsSchema, ...inputProblems },
      },
    },
    ({ query }) => aiDecisionsJson(source.decisions(query.limit), source.view().identity.runId),
  );
  routes.get(
    "/ai/metrics",
    {
      schema: {
        ...about("ai", "getMetrics", "How busy and how much at odds the executive is"),
        response: { 200: aiMetricsSchema, ...readProblems },
      },
    },
    () => aiMetricsJson(source.metrics()),
  );
}

function addHealth(app: FastifyInstance, source: LiveSource): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    "/health/ai",
    {
      schema: {
        ...about("health", "getAiHealth", "The registry of subsystems and everybody's health"),
        response: { 200: healthAiSchema, ...readProblems },
      },
    },
    () => healthAiJson(source.executive()),
  );
  routes.get(
    "/health/ai/integration",
    {
      schema: {
        ...about("health", "getIntegrationHealth", "Stage, enabled subsystems, emergency brake, health"),
        response: { 200: integrationSchema, ...readProblems },
      },
    },
    () => integrationJson(source.executive()),
  );
}
