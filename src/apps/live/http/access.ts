/**
 * Access tokens: who may read and who may operate (resolutions 8; seed 000 binds every interface, so callers must be known).
 *
 * One entry is `name scope token`: a name for people, `read` or `operate` (which reads too), and the token itself or
 * `sha256:` and its hash. Files hold hashes only, and memory too. A token has 32 characters or more of chance, so a
 * plain hash is enough; every stored hash is compared, each in constant time.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { FundError } from "../../../ports/errors.ts";

/** The lesser first: who may operate may read. */
export const scopes = ["read", "operate"] as const;
export type Scope = (typeof scopes)[number];

export type AccessToken = { readonly name: string; readonly scope: Scope; readonly sha256: Buffer };

const shortestToken = 32;
const isScope = (text: string | undefined): text is Scope => scopes.some((scope) => scope === text);
const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * @param text entries separated by commas or line breaks; `#` begins a comment
 * @param from what the text is, for messages; they never hold a token
 */
export function parseTokens(text: string, from: string, plainAllowed: boolean): AccessToken[] {
  const entries = text
    .split(/[\n,]/)
    .map((entry) => entry.replace(/#.*/, "").trim())
    .filter((entry) => entry !== "");
  return entries.map((entry, index) => parseEntry(entry, `${from}, entry ${index + 1}`, plainAllowed));
}

function parseEntry(entry: string, place: string, plainAllowed: boolean): AccessToken {
  const [name = "", scope, token = "", ...more] = entry.split(/\s+/);
  if (!isScope(scope) || token === "" || more.length > 0)
    throw new FundError("BAD_USAGE", `${place}: expected a name, a scope (${scopes.join(" or ")}) and a token`);
  const [, hash] = /^sha256:([0-9a-f]{64})$/i.exec(token) ?? [];
  if (hash !== undefined) return { name, scope, sha256: Buffer.from(hash, "hex") };
  if (!plainAllowed)
    throw new FundError("BAD_USAGE", `${place}: expected sha256: and 64 hex digits, not a plain token`);
  if (token.length < shortestToken)
    throw new FundError("BAD_USAGE", `${place}: expected a token of ${shortestToken} characters or more`);
  return { name, scope, sha256: sha256(token) };
}

export type NoAccess = { readonly status: 401 | 403; readonly error: string };

/** Why the bearer of this header may not do what needs `scope`, or `undefined`. Without any tokens everybody may. */
export function noAccess(
  authorization: string | undefined,
  scope: Scope,
  tokens: readonly AccessToken[],
): NoAccess | undefined {
  if (tokens.length === 0) return undefined;
  const [, presented] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  if (presented === undefined) return { status: 401, error: "expected Authorization: Bearer with an access token" };
  const hash = sha256(presented);
  const held = tokens.filter((token) => timingSafeEqual(token.sha256, hash));
  if (held.length === 0) return { status: 401, error: "expected a known access token" };
  if (held.some((token) => scopes.indexOf(token.scope) >= scopes.indexOf(scope))) return undefined;
  return { status: 403, error: `expected a token with scope ${scope}, this one has scope ${held[0]?.scope ?? "none"}` };
}
