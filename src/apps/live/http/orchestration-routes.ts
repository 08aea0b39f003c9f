/** Seed 001's orchestration: the global state, what each agent is doing, and an evaluation of the CEO on request. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { operatorDecisionForced } from "../../../kernel/events/operator-events.ts";
import { giveCommand } from "./give-command.ts";
import {
  agentsJson,
  ceoDecisionJson,
  ceoStatusJson,
  globalStateJson,
  riskStatusJson,
  strategyStatusJson,
} from "./orchestration-json.ts";
import {
  agentsSchema,
  ceoStatusSchema,
  forcedSchema,
  globalStateSchema,
  riskStatusSchema,
  strategyStatusSchema,
} from "./orchestration-schemas.ts";
import { about, commandProblems, readProblems } from "./problem.ts";
import type { CommandPort, LiveSource } from "./source.ts";

const base = "/api/orchestration";

export function addOrchestrationRoutes(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  addAgents(app, source);
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    `${base}/global-state`,
    {
      schema: {
        ...about("orchestration", "getGlobalState", "What all agents decide now, in one snapshot"),
        response: { 200: globalStateSchema, ...readProblems },
      },
    },
    () => globalStateJson(source.orchestration().globalState),
  );
  routes.post(
    `${base}/agents/ceo/force-decision`,
    {
      schema: {
        ...about("orchestration", "forceCeoDecision", "Let the CEO evaluate at once; its cool-downs hold"),
        body: z.strictObject({}).nullish(),
        response: { 200: forcedSchema, ...commandProblems },
      },
    },
    async (_request, reply) => {
      const verdict = await giveCommand(commands, operatorDecisionForced.create({}));
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      const { lastDecision } = source.orchestration();
      if (lastDecision === undefined) return reply.code(409).send({ error: "the CEO has nothing to evaluate yet" });
      return reply.send({ status: "ok", decision: ceoDecisionJson(lastDecision) });
    },
  );
}

function addAgents(app: FastifyInstance, source: LiveSource): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    `${base}/agents/status`,
    {
      schema: {
        ...about("orchestration", "getAgents", "Every agent: does it run, how often, when last"),
        response: { 200: agentsSchema, ...readProblems },
      },
    },
    () => agentsJson(source.executive()),
  );
  routes.get(
    `${base}/agents/ceo/status`,
    {
      schema: {
        ...about("orchestration", "getCeoStatus", "The AI CEO and its last decision"),
        response: { 200: ceoStatusSchema, ...readProblems },
      },
    },
    () => ceoStatusJson(source.orchestration()),
  );
  routes.get(
    `${base}/agents/risk/status`,
    {
      schema: {
        ...about("orchestration", "getRiskStatus", "The risk officer: score, tail risk, what it warns of"),
        response: { 200: riskStatusSchema, ...readProblems },
      },
    },
    () => riskStatusJson(source.orchestration()),
  );
  routes.get(
    `${base}/agents/strategy/status`,
    {
      schema: {
        ...about("orchestration", "getStrategyStatus", "The strategy officer: ranks, recommendation, alerts"),
        response: { 200: strategyStatusSchema, ...readProblems },
      },
    },
    () => strategyStatusJson(source.orchestration()),
  );
}
