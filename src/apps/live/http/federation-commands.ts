/** Seed 000's commands: manual mode, manual risk, switching roles; and taking or finishing a research task. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Seat } from "../../../kernel/domain/decision.ts";
import {
  operatorModeSet,
  operatorRiskModeSet,
  operatorRiskSet,
  operatorSeatSwitched,
} from "../../../kernel/events/operator-events.ts";
import { type DurationMs, fraction, minutes, ratio, usd } from "../../../kernel/units/units.ts";
import {
  modeAnswer,
  modeBody,
  riskAnswer,
  riskBody,
  riskModeAnswer,
  riskModeBody,
  roleAnswer,
  roleNames,
  roleParams,
  switchBody,
} from "./command-schemas.ts";
import { badInput } from "./errors.ts";
import { decisionIdIn, giveCommand } from "./give-command.ts";
import { about, badInputSchema, commandProblems } from "./problem.ts";
import type { CommandPort, LiveSource } from "./source.ts";

export const optionalMinutes = (count: number | undefined): DurationMs | null =>
  count === undefined ? null : minutes(count);

export function addFederationCommands(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  addMode(app, source, commands);
  addRisk(app, source, commands);
  addRiskMode(app, source, commands);
  addRoles(app, commands);
}

function addMode(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/federation/mode",
    {
      schema: {
        ...about("federation", "setMode", "Set the trading mode by hand"),
        body: modeBody,
        response: { 200: modeAnswer, ...commandProblems },
      },
    },
    async ({ body: { mode, duration_minutes, operator = null, reason, expires_minutes, approval } }, reply) => {
      const durationMs = optionalMinutes(duration_minutes);
      const expiresInMs = optionalMinutes(expires_minutes);
      const event = operatorModeSet.create({ mode, durationMs, operator, reason, expiresInMs, approval });
      const verdict = await giveCommand(commands, event);
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      const decision_id = decisionIdIn(verdict.taken, "MODE_CHANGE", source.view().identity.runId);
      return reply.send({ success: true, decision_id, mode });
    },
  );
}

function addRisk(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/federation/risk",
    {
      schema: {
        ...about("federation", "setRisk", "Set some of the risk limits by hand"),
        body: riskBody,
        response: { 200: riskAnswer, ...commandProblems },
      },
    },
    async ({ body: { operator = null, reason, expires_minutes, approval, ...limits } }, reply) => {
      const expiresInMs = optionalMinutes(expires_minutes);
      const event = operatorRiskSet.create({ limits: limitsOf(limits), operator, reason, expiresInMs, approval });
      const verdict = await giveCommand(commands, event);
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      const decision_id = decisionIdIn(verdict.taken, "RISK_ADJUSTMENT", source.view().identity.runId);
      return reply.send({ success: true, decision_id, limits });
    },
  );
}

function addRiskMode(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/federation/risk-mode",
    {
      schema: {
        ...about("federation", "setRiskMode", "Set the risk mode by hand, never looser than the controller's"),
        body: riskModeBody,
        response: { 200: riskModeAnswer, ...commandProblems },
      },
    },
    async ({ body: { risk_mode, duration_minutes, operator = null, reason, expires_minutes, approval } }, reply) => {
      const durationMs = optionalMinutes(duration_minutes);
      const expiresInMs = optionalMinutes(expires_minutes);
      const event = operatorRiskModeSet.create({
        mode: risk_mode,
        durationMs,
        operator,
        reason,
        expiresInMs,
        approval,
      });
      const verdict = await giveCommand(commands, event);
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      const decision_id = decisionIdIn(verdict.taken, "RISK_MODE", source.view().identity.runId);
      return reply.send({ success: true, decision_id, risk_mode });
    },
  );
}

type RiskLimits = Pick<
  (typeof riskBody)["_output"],
  "max_leverage" | "max_position_size_usd" | "max_drawdown_pct" | "max_exposure_pct" | "stop_loss_multiplier"
>;

/** A field that was not sent stays out: it leaves that limit alone. */
const limitsOf = (limits: RiskLimits): ReturnType<typeof operatorRiskSet.create>["data"]["limits"] => ({
  ...(limits.max_leverage === undefined ? {} : { maxLeverageRatio: ratio(limits.max_leverage) }),
  ...(limits.max_position_size_usd === undefined ? {} : { maxPositionUsd: usd(limits.max_position_size_usd) }),
  ...(limits.max_drawdown_pct === undefined ? {} : { maxDrawdownFraction: fraction(limits.max_drawdown_pct) }),
  ...(limits.max_exposure_pct === undefined ? {} : { maxExposureFraction: fraction(limits.max_exposure_pct) }),
  ...(limits.stop_loss_multiplier === undefined ? {} : { stopLossMultiplierRatio: ratio(limits.stop_loss_multiplier) }),
});

const seats: Readonly<Record<(typeof roleNames)[number], Seat>> = {
  ceo: "CEO",
  controller: "CONTROLLER",
  cio: "CIO",
  cro: "CRO",
  cfo: "CFO",
  researcher: "RESEARCHER",
  supervisor: "SUPERVISOR",
};

function addRoles(app: FastifyInstance, commands: CommandPort): void {
  const switches = [
    { verb: "enable", enabled: true, id: "enableRole", summary: "Let a role decide again" },
    { verb: "disable", enabled: false, id: "disableRole", summary: "Let a role rest; never the supervisor" },
  ] as const;
  for (const { verb, enabled, id, summary } of switches)
    app.withTypeProvider<ZodTypeProvider>().post(
      `/api/federation/roles/:role/${verb}`,
      {
        schema: {
          ...about("federation", id, summary),
          params: roleParams,
          body: switchBody,
          response: { 200: roleAnswer, 404: badInputSchema, ...commandProblems },
        },
      },
      async ({ params, body }, reply) => {
        const role = roleNames.find((each) => each === params.role);
        if (role === undefined)
          return reply.code(404).send(badInput("role", params.role, `expected one of ${roleNames.join(", ")}`));
        const { operator = null, reason = `${verb} through the API` } = body ?? {};
        const event = operatorSeatSwitched.create({ seat: seats[role], enabled, operator, reason });
        const verdict = await giveCommand(commands, event);
        if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
        return reply.send({ success: true, role, status: enabled ? "enabled" : "disabled" });
      },
    );
}
