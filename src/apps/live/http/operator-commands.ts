/** What a person needs beyond the seeds: give a review, trip the stop, the brake, the stage, the flags. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import {
  operatorBrakeSet,
  operatorEssTripped,
  operatorFlagsSet,
  operatorOverrideApproved,
  operatorReviewGiven,
  operatorStageSet,
  operatorStrategyEnabled,
} from "../../../kernel/events/operator-events.ts";
import { seconds } from "../../../kernel/units/units.ts";
import {
  approvalAnswer,
  approvalBody,
  brakeAnswer,
  emergencyBody,
  enableAnswer,
  enableBody,
  flagsAnswer,
  flagsBody,
  releaseBody,
  reviewAnswer,
  reviewBody,
  stageAnswer,
  stageBody,
  tripAnswer,
  tripBody,
} from "./command-schemas.ts";
import { optionalMinutes } from "./federation-commands.ts";
import { giveCommand } from "./give-command.ts";
import { about, commandProblems } from "./problem.ts";
import type { CommandPort, LiveSource } from "./source.ts";

export function addOperatorCommands(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  addReview(app, source, commands);
  addTrip(app, source, commands);
  addBrake(app, commands);
  addStage(app, source, commands);
  addFlags(app, commands);
  addEnable(app, commands);
  addApproval(app, commands);
}

function addReview(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/operator/review",
    {
      schema: {
        ...about("operator", "giveReview", "Give the review a freeze or the emergency stop waits for"),
        body: reviewBody,
        response: { 200: reviewAnswer, ...commandProblems },
      },
    },
    async ({ body }, reply) => {
      const verdict = await giveCommand(commands, operatorReviewGiven.create({ ...body, scripted: false }));
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      const { freeze, essState: ess_state } = source.view().modes;
      const waits_for = freeze?.waitsFor ?? null;
      return reply.send({ success: true, frozen: freeze !== null, waits_for, ess_state });
    },
  );
}

function addTrip(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/operator/ess/trip",
    {
      schema: {
        ...about("operator", "tripEss", "Trip the emergency stop by hand"),
        body: tripBody,
        response: { 200: tripAnswer, ...commandProblems },
      },
    },
    async ({ body: { operator = null, reason, exit_mode = null } }, reply) => {
      const event = operatorEssTripped.create({ exitMode: exit_mode, operator, reason });
      const verdict = await giveCommand(commands, event);
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      const { essState: ess_state, exitMode } = source.view().modes;
      return reply.send({ success: true, ess_state, exit_mode: exitMode });
    },
  );
}

function addBrake(app: FastifyInstance, commands: CommandPort): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.post(
    "/ai/emergency",
    {
      schema: {
        ...about("ai", "pullBrake", "Pull the emergency brake: entries stop, no subsystem acts, exits go on"),
        body: emergencyBody,
        response: { 200: brakeAnswer, ...commandProblems },
      },
    },
    async ({ body }, reply) => {
      const { operator = null, reason = "pulled through the API" } = body ?? {};
      const verdict = await giveCommand(commands, operatorBrakeSet.create({ engaged: true, operator, reason }));
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      return reply.send({ success: true, emergency_brake: true });
    },
  );
  routes.post(
    "/api/operator/brake/release",
    {
      schema: {
        ...about("operator", "releaseBrake", "Let the emergency brake go; it lifts no freeze"),
        body: releaseBody,
        response: { 200: brakeAnswer, ...commandProblems },
      },
    },
    async ({ body: { operator, reason } }, reply) => {
      const verdict = await giveCommand(commands, operatorBrakeSet.create({ engaged: false, operator, reason }));
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      return reply.send({ success: true, emergency_brake: false });
    },
  );
}

function addStage(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/operator/stage",
    {
      schema: {
        ...about("operator", "setStage", "Ask for another integration stage: down at any time, up when earned"),
        body: stageBody,
        response: { 200: stageAnswer, ...commandProblems },
      },
    },
    async ({ body: { stage, operator = null, reason } }, reply) => {
      const verdict = await giveCommand(commands, operatorStageSet.create({ stage, operator, reason }));
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      return reply.send({ success: true, integration_stage: source.view().modes.integrationStage });
    },
  );
}

function addEnable(app: FastifyInstance, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/operator/strategies/enable",
    {
      schema: {
        ...about(
          "operator",
          "enableStrategy",
          "Let a strategy enter again that was disabled for repeating itself (PT-06)",
        ),
        body: enableBody,
        response: { 200: enableAnswer, ...commandProblems },
      },
    },
    async ({ body }, reply) => {
      const verdict = await giveCommand(commands, operatorStrategyEnabled.create({ ...body, scripted: false }));
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      return reply.send({ success: true, strategy: body.strategy });
    },
  );
}

function addFlags(app: FastifyInstance, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/operator/flags",
    {
      schema: {
        ...about("operator", "setFlags", "Set policy flags: which agents work, and how often"),
        body: flagsBody,
        response: { 200: flagsAnswer, ...commandProblems },
      },
    },
    async ({ body: { operator = null, reason, expires_minutes, approval, ...flags } }, reply) => {
      const expiresInMs = optionalMinutes(expires_minutes);
      const event = operatorFlagsSet.create({ flags: agentFlagsOf(flags), operator, reason, expiresInMs, approval });
      const verdict = await giveCommand(commands, event);
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      return reply.send({ success: true, flags });
    },
  );
}

function addApproval(app: FastifyInstance, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/operator/approve",
    {
      schema: {
        ...about("operator", "approveOverride", "Approve one override that somebody else will give, by a token"),
        body: approvalBody,
        response: { 200: approvalAnswer, ...commandProblems },
      },
    },
    async ({ body }, reply) => {
      const verdict = await giveCommand(commands, operatorOverrideApproved.create(body));
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      return reply.send({ success: true, token: body.token });
    },
  );
}

type Flags = Omit<(typeof flagsBody)["_output"], "operator" | "reason" | "expires_minutes" | "approval">;

/** A flag that was not sent stays out: it leaves that flag alone. */
const agentFlagsOf = (flags: Flags): ReturnType<typeof operatorFlagsSet.create>["data"]["flags"] => ({
  ...(flags.enable_ai_ceo === undefined ? {} : { enableCeo: flags.enable_ai_ceo }),
  ...(flags.enable_ai_ro === undefined ? {} : { enableRiskOfficer: flags.enable_ai_ro }),
  ...(flags.enable_ai_so === undefined ? {} : { enableStrategyOfficer: flags.enable_ai_so }),
  ...(flags.ai_ceo_decision_interval === undefined ? {} : { ceoIntervalMs: seconds(flags.ai_ceo_decision_interval) }),
  ...(flags.ai_ro_assessment_interval === undefined
    ? {}
    : { riskOfficerIntervalMs: seconds(flags.ai_ro_assessment_interval) }),
  ...(flags.ai_so_analysis_interval === undefined
    ? {}
    : { strategyOfficerIntervalMs: seconds(flags.ai_so_analysis_interval) }),
  ...(flags.federation_update_interval === undefined
    ? {}
    : { clerkIntervalMs: seconds(flags.federation_update_interval) }),
  ...(flags.ai_hfos_update_interval === undefined
    ? {}
    : { conductorIntervalMs: seconds(flags.ai_hfos_update_interval) }),
});
