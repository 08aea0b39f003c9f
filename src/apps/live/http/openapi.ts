/**
 * The OpenAPI 3.1 document, made from the very schemas the routes check requests and answers with, and a page to browse
 * it. Everything is served from here; the page needs styles of its own, so that path alone has a looser policy.
 */
import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";
import { tags } from "./problem.ts";

export const documentPath = "/api/openapi.json";
export const docsPath = "/api/docs";

const description = `The REST API of a self-governing fund: what seeds 000, 001 and 004 name, and what an operator needs beyond it.

Fields that end in _pct hold fractions: 0.02 is two percent. Times are UTC. Every command is in the journal, synced to
disk, before it is answered. A command without an operator may only tighten; to loosen, name operator, reason and
expires_minutes (15 at most, of fund time). Nobody loosens a hard limit while the fund runs.`;

const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Must be awaited before the first route: the document lists what is registered after it. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Quantum Trader", version, description },
      servers: [{ url: "/", description: "This fund" }],
      tags: tags.map((name) => ({ name })),
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
      security: [{}, { token: [] }],
    },
    hideUntagged: true,
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  let document: string | undefined;
  app.get(documentPath, async (_request, reply) => {
    document ??= tidyDocument(app.swagger());
    return reply.type("application/json").send(document);
  });
  await app.register(fastifySwaggerUi, {
    routePrefix: docsPath,
    staticCSP: docsPolicy,
    theme: { title: "Quantum Trader API" },
    uiConfig: { url: documentPath, validatorUrl: null, docExpansion: "list", tryItOutEnabled: true },
  });
}

const meanings: Readonly<Record<string, string>> = {
  200: "Done.",
  400: "What was sent is not well formed: field, value and rule.",
  401: "No access token, or an unknown one.",
  403: "The token's scope, Host or Origin does not allow it; or the fund refused the command: field, value and rule.",
  404: "There is no such thing.",
  409: "There is nothing to do.",
  413: "The body is too large.",
  415: "The body is not JSON.",
  500: "The server failed; its log says why.",
  503: "The fund is stopping, or has no room for another reader.",
};

const operationSchema = z.looseObject({
  responses: z.record(z.string(), z.looseObject({ description: z.string() })),
  requestBody: z
    .looseObject({
      required: z.boolean().optional(),
      content: z.record(z.string(), z.looseObject({ schema: z.looseObject({}) })),
    })
    .optional(),
});
const documentSchema = z.looseObject({
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

/** Drops shapes that nothing names, says what each status means, and which bodies may be left out. */
function tidyDocument(raw: unknown): string {
  const document = documentSchema.parse(raw);
  const { schemas } = document.components;
  for (const name of Object.keys(schemas))
    if (!JSON.stringify(document).includes(`#/components/schemas/${name}"`)) delete schemas[name];
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path)) tidyOperation(operation);
  return JSON.stringify(document);
}

const mayBeNull = z.looseObject({ anyOf: z.tuple([z.looseObject({}), z.strictObject({ type: z.literal("null") })]) });

function tidyOperation({ responses, requestBody }: z.output<typeof operationSchema>): void {
  for (const [status, response] of Object.entries(responses))
    if (response.description === "Default Response") response.description = meanings[status] ?? "";
  if (requestBody === undefined) return;
  for (const media of Object.values(requestBody.content)) {
    const schema = mayBeNull.safeParse(media.schema);
    if (!schema.success) continue;
    [media.schema] = schema.data.anyOf;
    requestBody.required = false;
  }
}
