/** The global policy as seed 003 prints it: seven fields, projected from the policy in force. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Policy } from "../../../kernel/domain/mandate.ts";
import { riskModes } from "../../../kernel/domain/modes.ts";
import { about, readProblems } from "./problem.ts";
import type { LiveSource } from "./source.ts";

const share = z.number().min(0).max(1);

export const globalPolicySchema = z
  .strictObject({
    risk_mode: z.enum(riskModes),
    allowed_strategies: z.array(z.string()).describe("Models that may speak; empty until the controller has judged."),
    blocked_strategies: z.array(z.string()),
    global_min_confidence: share,
    max_risk_per_trade: share.describe("Of tradable capital."),
    max_positions: z.int().min(0),
    stop_all_trading: z.boolean().describe("No new positions; exits go on."),
  })
  .meta({ id: "GlobalPolicy" });

export function globalPolicyJson({ modes, strategies, mandate }: Policy): z.output<typeof globalPolicySchema> {
  const { minConfidence, maxRiskPerTrade, maxPositions, entriesAllowed } = mandate.envelope;
  return {
    risk_mode: modes.riskMode,
    allowed_strategies: [...strategies.allowed],
    blocked_strategies: [...strategies.blocked],
    global_min_confidence: minConfidence,
    max_risk_per_trade: maxRiskPerTrade,
    max_positions: maxPositions,
    stop_all_trading: !entriesAllowed,
  };
}

export function addPolicyRoutes(app: FastifyInstance, source: LiveSource): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    "/api/policy",
    {
      schema: {
        ...about("federation", "getGlobalPolicy", "The global policy: what everybody who trades obeys"),
        response: { 200: globalPolicySchema, ...readProblems },
      },
    },
    () => globalPolicyJson(source.executive().policy),
  );
}
