/** A fund on a real socket with its OpenAPI document, and a client made from that document, for tests of the API. */
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import type { AxiosResponse } from "axios";
import { OpenAPIClientAxios } from "openapi-client-axios";
import pino from "pino";
import { createServer, type ServerOptions } from "../../src/apps/live/http/server.ts";
import { simulatedFund, type SimulatedFund } from "../browser/simulated-fund.ts";

export type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
};
type Media = { readonly schema: Schema };
export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
};
export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
};
export type OpenApiDocument = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
export type Route = { readonly method: string; readonly path: string; readonly operation: Operation };

export type ServedFund = {
  readonly fund: SimulatedFund;
  readonly url: string;
  readonly document: OpenApiDocument;
  readonly routes: readonly Route[];
  /** Calls an operation by its name in the document. */
  readonly call: (operationId: string, parameters?: Record<string, string>, body?: unknown) => Promise<AxiosResponse>;
  /** Why an answer is not what the document says of it, or `undefined`. */
  readonly breach: (operationId: string, status: number, answer: unknown) => string | undefined;
  readonly close: () => Promise<void>;
};

export async function serveFund(options: Partial<ServerOptions> = {}): Promise<ServedFund> {
  const fund = simulatedFund({ runId: "run-1", warmUp: 100 });
  fund.play(150);
  const log = pino({ level: "silent" });
  const { source, commands } = fund;
  const server = await createServer({ source, commands, log, version: "0.1.0", webRoot: "/nowhere", ...options });
  const url = await server.listen(0);
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as OpenApiDocument;
  const client = await clientOf(document, url);
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
  const call: ServedFund["call"] = (operationId, parameters, body) => {
    const operate = client[operationId];
    if (operate === undefined) throw new Error(`expected an operation of the document, was ${operationId}`);
    if (body === undefined) return operate(parameters);
    return operate(parameters, JSON.stringify(body), { headers: { "content-type": "application/json" } });
  };
  return { fund, url, document, routes, call, breach: breachOf(document, routes), close: server.close };
}

type Operate = (
  parameters?: Record<string, string>,
  body?: string,
  config?: { readonly headers: Readonly<Record<string, string>> },
) => Promise<AxiosResponse>;

async function clientOf(document: OpenApiDocument, url: string): Promise<Record<string, Operate>> {
  const definition = structuredClone(document) as never;
  const api = new OpenAPIClientAxios({ definition, axiosConfigDefaults: { baseURL: url, validateStatus: () => true } });
  return api.init();
}

function breachOf(document: OpenApiDocument, routes: readonly Route[]): ServedFund["breach"] {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  ajvFormats.default(ajv);
  ajv.addSchema(document, "document");
  const pointer = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");
  return (operationId, status, answer) => {
    const route = routes.find(({ operation }) => operation.operationId === operationId);
    if (route === undefined) return `${operationId} is not in the document`;
    if (route.operation.responses[status]?.content?.["application/json"] === undefined)
      return `${operationId} does not say that it may answer ${status}: ${JSON.stringify(answer)}`;
    const place = [
      "paths",
      route.path,
      route.method,
      "responses",
      String(status),
      "content",
      "application/json",
      "schema",
    ];
    const check = ajv.compile({ $ref: `document#/${place.map(pointer).join("/")}` });
    return check(answer)
      ? undefined
      : `${operationId} ${status}: ${ajv.errorsText(check.errors)} in ${JSON.stringify(answer).slice(0, 300)}`;
  };
}
