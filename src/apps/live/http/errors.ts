/** What the server says when the answer is no: one shape, the rule and the value, and nothing of its insides. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";

/** A refused input: which field, what it was, what was expected. */
export const badRequestSchema = z.strictObject({
  error: z.string(),
  field: z.string(),
  value: z.union([z.string(), z.array(z.string()), z.null()]),
  rule: z.string(),
});

const querySchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

export function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `expected a known path, was ${request.method} ${request.url}` }),
  );
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) return refuseInput(error.validation, request, reply);
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: error.message });
    request.log.error(error, "a request failed");
    return reply.code(500).send({ error: "the server failed; its log says why" });
  });
}

function refuseInput(
  issues: readonly { instancePath: string; message?: string }[],
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const [issue] = issues;
  const field = issue?.instancePath.replace(/^\//, "").replaceAll("/", ".") ?? "";
  const rule = issue?.message ?? "expected a valid request";
  const query = querySchema.safeParse(request.query);
  const value = query.data?.[field] ?? null;
  return reply.code(400).send({ error: `${field}: ${rule}, was ${JSON.stringify(value)}`, field, value, rule });
}
