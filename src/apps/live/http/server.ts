/**
 * The HTTP server of a fund: the page, the read-only API, and the event stream. Nothing here can change the fund.
 *
 * Bound to the loopback interface unless told otherwise; checks Host and Origin on every request.
 */
import { fastify, type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { FundError } from "../../../ports/errors.ts";
import { refusalOf } from "./check-caller.ts";
import { answerErrors } from "./errors.ts";
import { createEventStream, defaultStreamSettings, type StreamSettings } from "./event-stream.ts";
import { addPages, builtPage } from "./pages.ts";
import { addFederationRoutes, addFundRoutes } from "./routes.ts";
import { securityHeaders } from "./security-headers.ts";
import type { LiveSource } from "./source.ts";

export type ServerOptions = {
  readonly source: LiveSource;
  readonly log: FastifyBaseLogger;
  /** Of this package; the seed's API version is another. */
  readonly version: string;
  readonly host?: string;
  readonly webRoot?: string;
  readonly stream?: Partial<StreamSettings>;
};

export type FundServer = {
  readonly app: FastifyInstance;
  /** Resolves with the address people open. 0 takes any free port. */
  readonly listen: (port: number) => Promise<string>;
  /** Ends the event streams, answers what is under way, closes the port. */
  readonly close: () => Promise<void>;
};

export async function createServer(options: ServerOptions): Promise<FundServer> {
  const { source, log, version, host = "127.0.0.1", webRoot = builtPage } = options;
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: "idle",
  });
  const stream = createEventStream(source, log, { ...defaultStreamSettings, ...options.stream });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({ ...securityHeaders, "cache-control": "no-store", "x-fund-version": version });
    const refusal = refusalOf(request.headers, host);
    if (refusal !== undefined) return reply.code(403).send({ error: refusal });
  });
  app.addHook("preClose", stream.close);
  answerErrors(app);
  addFederationRoutes(app, source);
  addFundRoutes(app, source, stream);
  await addPages(app, webRoot);
  return { app, listen: (port) => listen(app, host, port), close: async () => app.close() };
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")
      throw new FundError("PORT_IN_USE", `port ${port} on ${host} is in use; choose another with --port`, { cause });
    throw cause;
  }
}
