/** Commands and questions to a running fund over its REST API, with refusals and silence in plain words. */
import { FundError } from "../../ports/errors.ts";

export type CallFlags = {
  readonly operator?: string;
  readonly reason?: string;
  readonly url?: string;
  readonly json?: boolean;
};

export type Call = { readonly path: string; readonly body: Readonly<Record<string, unknown>> };

export type Caller = { readonly fetch: typeof fetch; readonly token: string | undefined };

export const defaultUrl = "http://127.0.0.1:8001";
/** The answer comes once the command is durable; a fund that takes longer has stopped working. Chosen. */
const answerWithinMs = 10_000;

/** @throws FUND_UNREACHABLE when no fund answers, COMMAND_REFUSED with the fund's own words when it says no */
export const callFund = ({ path, body }: Call, { url = defaultUrl }: CallFlags, caller: Caller): Promise<unknown> =>
  answerTo({ path, url, request: { method: "POST", body: JSON.stringify(body) } }, caller);

/** What a running fund shows at a path. @throws as `callFund` */
export const askFund = (path: string, { url = defaultUrl }: CallFlags, caller: Caller): Promise<unknown> =>
  answerTo({ path, url, request: {} }, caller);

type Asked = {
  readonly path: string;
  readonly url: string;
  readonly request: Readonly<Pick<RequestInit, "method" | "body">>;
};

async function answerTo(asked: Asked, caller: Caller): Promise<unknown> {
  const response = await send(asked, caller);
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw new FundError("COMMAND_REFUSED", `the fund refuses (${response.status}): ${errorIn(answer)}`);
}

const stageHint =
  " A new fund's first stage is QT_AI_INTEGRATION_STAGE; a lower one there is taken at the next start of any fund.";

async function send({ path, url, request }: Asked, { fetch: ask, token }: Caller): Promise<Response> {
  const isCommand = request.method === "POST";
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  try {
    const signal = AbortSignal.timeout(answerWithinMs);
    return await ask(new URL(path, url), { ...request, headers, signal });
  } catch (cause) {
    throw new FundError(
      "FUND_UNREACHABLE",
      `no fund answers at ${url}. Start one with qt start, or name its address with --url.${isCommand ? stageHint : ""}`,
      { cause },
    );
  }
}

const errorIn = (answer: unknown): string =>
  typeof answer === "object" && answer !== null && "error" in answer ? String(answer.error) : "without a reason";

/** What names the caller: the operator if given, the reason always. */
export const named = ({ operator, reason }: CallFlags, otherwise: string) => ({
  ...(operator === undefined ? {} : { operator }),
  reason: reason ?? otherwise,
});

/** The operator and the reason, both. @throws BAD_USAGE naming what is missing */
export function fullyNamed({ operator, reason }: CallFlags): { operator: string; reason: string } {
  if (operator === undefined) throw new FundError("BAD_USAGE", "--operator: expected the name of whoever orders it");
  if (reason === undefined) throw new FundError("BAD_USAGE", "--reason: expected why; it is kept in the journal");
  return { operator, reason };
}
