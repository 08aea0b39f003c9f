/** What the server says when the answer is no: one shape, the rule and the value, and nothing of its insides. */
import type { FastifyError, FastifyInstance, FastifyRequest, FastifySchemaValidationError } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { BadInput } from "./problem.ts";

export function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `expected a known path, was ${request.method} ${request.url}` }),
  );
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error))
      return reply.code(400).send(refusedInput(error.validation, error.validationContext, request));
    const status = error.statusCode ?? 500;
    if (status === 400) return reply.code(400).send(badInput("body", null, "expected JSON"));
    if (status < 500) return reply.code(status).send({ error: error.message });
    request.log.error(error, "a request failed");
    return reply.code(500).send({ error: "the server failed; its log says why" });
  });
}

export const badInput = (field: string, value: unknown, rule: string): BadInput => ({
  error: `${field}: ${rule}, was ${JSON.stringify(value ?? null)}`,
  field,
  value: value ?? null,
  rule,
});

function refusedInput(
  [issue]: readonly FastifySchemaValidationError[],
  context: FastifyError["validationContext"],
  request: FastifyRequest,
): BadInput {
  const sent = context === "querystring" ? request.query : context === "params" ? request.params : request.body;
  const path = (issue?.instancePath ?? "").split("/").filter((part) => part !== "");
  const [unknownField] = issue?.keyword === "unrecognized_keys" ? unknownFields(issue.params) : [];
  if (unknownField !== undefined) path.push(unknownField);
  const rule = unknownField === undefined ? ruleOf(issue?.message ?? "") : "expected no field of this name";
  return badInput(path.join(".") || "body", valueAt(sent, path), rule);
}

const unknownFields = ({ keys }: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(keys) ? keys.map(String) : [];

/** Zod says `Invalid input: expected string, received number`; the rule is its middle. */
const ruleOf = (message: string): string =>
  message.replace(/^(?:Invalid \w+|Too (?:small|big)): /, "").replace(/, received .*$/, "") ||
  "expected a valid request";

function valueAt(sent: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return sent;
  if (typeof sent !== "object" || sent === null) return null;
  const field = Object.entries(sent).find(([name]) => name === first);
  return field === undefined ? null : valueAt(field[1], rest);
}
