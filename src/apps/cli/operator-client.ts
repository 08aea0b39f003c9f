/** Commands to a running fund over its REST API, with refusals and silence in plain words. */
import { FundError } from "../../ports/errors.ts";

export type CallFlags = {
  readonly operator?: string;
  readonly reason?: string;
  readonly url?: string;
  readonly json?: boolean;
};

export type Call = { readonly path: string; readonly body: Readonly<Record<string, unknown>> };

export type Caller = { readonly fetch: typeof fetch; readonly token: string | undefined };

const defaultUrl = "http://127.0.0.1:8001";
/** The answer comes once the command is durable; a fund that takes longer has stopped working. Chosen. */
const answerWithinMs = 10_000;

/** @throws FUND_UNREACHABLE when no fund answers, COMMAND_REFUSED with the fund's own words when it says no */
export async function callFund(call: Call, { url = defaultUrl }: CallFlags, caller: Caller): Promise<unknown> {
  const response = await send(call, url, caller);
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw new FundError("COMMAND_REFUSED", `the fund refuses (${response.status}): ${errorIn(answer)}`);
}

async function send({ path, body }: Call, url: string, { fetch: ask, token }: Caller): Promise<Response> {
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  try {
    const address = new URL(path, url);
    const signal = AbortSignal.timeout(answerWithinMs);
    return await ask(address, { method: "POST", headers, body: JSON.stringify(body), signal });
  } catch (cause) {
    throw new FundError(
      "FUND_UNREACHABLE",
      `no fund answers at ${url}. Start one with qt start, or name its address with --url. ` +
        "A new fund's first stage is QT_AI_INTEGRATION_STAGE; a lower one there is taken at the next start of any fund.",
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
