/** The control register, and the desk where alerts are acknowledged. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { operatorAlertAcknowledged } from "../../../kernel/events/surveillance-events.ts";
import { reviewBody } from "./command-schemas.ts";
import { controlReportSchema } from "./control-schemas.ts";
import { giveCommand } from "./give-command.ts";
import { about, commandProblems, readProblems } from "./problem.ts";
import type { CommandPort, LiveSource } from "./source.ts";

const alertId = z
  .string()
  .regex(/^A\d+-\d+$/, "expected an alert id like A12-0")
  .max(40);
const acknowledgeBody = z.strictObject({ alert_id: alertId, ...reviewBody.shape });
const acknowledged = z.strictObject({ success: z.literal(true), open_alerts: z.int().min(0) });

export function addControlRoutes(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    "/api/fund/controls",
    {
      schema: {
        ...about("fund", "getControls", "The control register: settings, counts and calibration; open alerts"),
        response: { 200: controlReportSchema, ...readProblems },
      },
    },
    () => source.controls(),
  );
  routes.post(
    "/api/operator/alert",
    {
      schema: {
        ...about("operator", "acknowledgeAlert", "Acknowledge an alert; a critical one that nobody takes on freezes"),
        body: acknowledgeBody,
        response: { 200: acknowledged, ...commandProblems },
      },
    },
    async ({ body: { alert_id, operator, reason } }, reply) => {
      const event = operatorAlertAcknowledged.create({ alertId: alert_id, operator, reason, scripted: false });
      const verdict = await giveCommand(commands, event);
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      return reply.send({ success: true, open_alerts: source.controls().alerts.length });
    },
  );
}
