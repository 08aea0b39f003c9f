/**
 * The HTTP server of a fund: the page, the API with its document, and the event stream.
 *
 * Bound to the loopback interface unless told otherwise; checks Host and Origin on every request, and the access token
 * where there are any. A command becomes an event like any other: the kernel decides, nothing here changes the fund.
 */
import { fastify, type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { FundError } from "../../../ports/errors.ts";
import { type AccessToken, noAccess } from "./access.ts";
import { addAnalyticsRoutes } from "./analytics-routes.ts";
import { addAiRoutes } from "./ai-routes.ts";
import { refusalOf } from "./check-caller.ts";
import { answerErrors } from "./errors.ts";
import { createEventStream, defaultStreamSettings, type StreamSettings } from "./event-stream.ts";
import { addFederationCommands } from "./federation-commands.ts";
import { describeApi, docsPath, documentPath } from "./openapi.ts";
import { addControlRoutes } from "./control-routes.ts";
import { addOperatorCommands } from "./operator-commands.ts";
import { addSymbolCommands } from "./symbol-commands.ts";
import { addOrchestrationRoutes } from "./orchestration-routes.ts";
import { addPages, builtPage } from "./pages.ts";
import { addPolicyRoutes } from "./policy-routes.ts";
import { addFederationRoutes, addFundRoutes } from "./routes.ts";
import { securityHeaders } from "./security-headers.ts";
import type { CommandPort, LiveSource } from "./source.ts";
import { addWhyRoutes } from "./why-routes.ts";
import { addTaskRoutes } from "./task-routes.ts";

export type ServerOptions = {
  readonly source: LiveSource;
  readonly commands: CommandPort;
  readonly log: FastifyBaseLogger;
  /** Of this package; the seed's API version is another. */
  readonly version: string;
  readonly host?: string;
  /** None: whoever reaches the server may do everything. */
  readonly tokens?: readonly AccessToken[];
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

/** More than any command needs, and longer than any takes to arrive. */
const bodyLimit = 16_384;
const requestTimeout = 30_000;

export async function createServer(options: ServerOptions): Promise<FundServer> {
  const { source, commands, log, version, host = "127.0.0.1", webRoot = builtPage } = options;
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: "idle",
    bodyLimit,
    requestTimeout,
  });
  const stream = createEventStream(source, log, { ...defaultStreamSettings, ...options.stream });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({ ...securityHeaders, "cache-control": "no-store", "x-fund-version": version });
    if (request.headers["content-length"] === "0") delete request.headers["content-type"];
    const refusal = refusalOf(request.headers, host);
    if (refusal !== undefined) return reply.code(403).send({ error: refusal });
    const { url = "/*" } = request.routeOptions;
    if (isPublic(url)) return;
    const needed = request.method === "GET" || request.method === "HEAD" ? "read" : "operate";
    const refused = noAccess(request.headers.authorization, needed, options.tokens ?? []);
    if (refused === undefined) return;
    if (refused.status === 401) reply.header("www-authenticate", 'Bearer realm="fund"');
    return reply.code(refused.status).send({ error: refused.error });
  });
  app.addHook("preClose", stream.close);
  answerErrors(app);
  await describeApi(app, version);
  addFederationRoutes(app, source);
  addPolicyRoutes(app, source);
  addFederationCommands(app, source, commands);
  addOperatorCommands(app, source, commands);
  addSymbolCommands(app, source, commands);
  addTaskRoutes(app, source, commands);
  addControlRoutes(app, source, commands);
  addOrchestrationRoutes(app, source, commands);
  addAiRoutes(app, source);
  addFundRoutes(app, source, stream);
  addWhyRoutes(app, source);
  addAnalyticsRoutes(app, source);
  await addPages(app, webRoot);
  return { app, listen: (port) => listen(app, host, port), close: () => close(app) };
}

/** Time for answers under way. */
const graceMs = 1_000;

/** A connection that has never asked anything, as browsers open ahead, counts as busy; it must not hold up the end. */
async function close(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}

/** The page asks for a token itself, and the document is the same for every fund. */
const isPublic = (route: string): boolean =>
  route === "/" || route === "/*" || route === documentPath || `${route}/`.startsWith(`${docsPath}/`);

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")
      throw new FundError("PORT_IN_USE", `port ${port} on ${host} is in use; choose another with --port`, { cause });
    throw cause;
  }
}
