/**
 * Why an order was sent, and why none was: the latest from memory.
 *
 * Older ones need a replay of the journal, which a running fund does not do for a reader; the answer names the command.
 */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { readOrderId } from "../../why/read-order-id.ts";
import { about, inputProblems, problemSchema } from "./problem.ts";
import type { LiveSource } from "./source.ts";
import { whyNotSchema, whySchema } from "./why-schemas.ts";

const idRule = "expected an order id such as O12-0, or 1a2b3c4d-O12-0";
const orderPath = z.object({ id: z.string(idRule).regex(/^(?:[0-9a-f]{8}-)?O\d{1,15}-\d{1,9}$/i, idRule) });

const symbolRule = "expected a symbol such as BTCUSDT";
const timeRule = "expected a UTC time in whole milliseconds since 1970, as /api/fund gives them";
const closeQuery = z.object({
  symbol: z.string(symbolRule).min(1, symbolRule).max(40, symbolRule),
  at: z
    .string(timeRule)
    .regex(/^\d{1,15}$/, timeRule)
    .transform(Number)
    .optional()
    .describe("Fund time; the latest close where it is left out."),
});

export function addWhyRoutes(app: FastifyInstance, source: LiveSource): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    "/api/fund/orders/:id/why",
    {
      schema: {
        ...about("fund", "getWhy", "Why an order was sent or refused: bars, votes, limits, checks, fills, profit"),
        params: orderPath,
        response: { 200: whySchema, ...inputProblems, 404: problemSchema },
      },
    },
    ({ params }, reply) => {
      const asked = params.id;
      const id = readOrderId(asked, source.view().identity.runId);
      const why = id === undefined ? undefined : source.why(id);
      if (why !== undefined) return why;
      reply.code(404);
      return { error: notKept(`order ${asked}`, `qt why ${asked}`) };
    },
  );
  routes.get(
    "/api/fund/why-not",
    {
      schema: {
        ...about("fund", "getWhyNot", "Why no entry was sent in a symbol at the close at or before a time"),
        querystring: closeQuery,
        response: { 200: whyNotSchema, ...inputProblems, 404: problemSchema },
      },
    },
    ({ query }, reply) => {
      const at = query.at ?? source.view().asOfMs;
      const command = `qt why-not ${query.symbol} ${at}`;
      const whyNot = source.whyNot(query.symbol, at);
      if (whyNot !== undefined) return whyNot;
      reply.code(404);
      return { error: notKept(`the close at ${at}`, command) };
    },
  );
}

const notKept = (what: string, command: string): string =>
  `${what} is not among the latest decisions this fund keeps in memory; its journal knows all of them: ${command}`;
