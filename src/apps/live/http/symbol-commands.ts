/** What a person does about a symbol that reconciliation froze: releases it and accepts how the books differ there. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { symbolReleaseOrdered } from "../../../kernel/events/reconciliation-events.ts";
import { symbolReleaseAnswer, symbolReleaseBody } from "./command-schemas.ts";
import { giveCommand } from "./give-command.ts";
import { about, commandProblems } from "./problem.ts";
import type { CommandPort, LiveSource } from "./source.ts";

export function addSymbolCommands(app: FastifyInstance, source: LiveSource, commands: CommandPort): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/operator/symbol/release",
    {
      schema: {
        ...about("operator", "releaseSymbol", "Release a frozen symbol and accept what still differs in it"),
        body: symbolReleaseBody,
        response: { 200: symbolReleaseAnswer, ...commandProblems },
      },
    },
    async ({ body }, reply) => {
      const verdict = await giveCommand(commands, symbolReleaseOrdered.create(body));
      if (verdict.kind === "REFUSED") return reply.code(verdict.status).send(verdict.problem);
      const frozen = source.view().reconciliation.frozenSymbols.map(({ symbol }) => symbol);
      return reply.send({ success: true, frozen_symbols: frozen });
    },
  );
}
