/** Stored policies as text and back: JSON with a digest of its own, so that a changed byte is found and named. */
import { createHash } from "node:crypto";
import { parsePolicyDocument } from "../../kernel/events/policy-fields.ts";
import { FundError } from "../../ports/errors.ts";
import type { StoredPolicy } from "../../ports/policy-store.ts";

const format = 1;
const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** One line without its end. */
export function textOf(policy: StoredPolicy): string {
  const body = JSON.stringify(policy);
  return JSON.stringify({ format, sha256: digestOf(body), body });
}

/** @throws POLICY_CORRUPT naming `place` and what is wrong there */
export function readPolicyText(text: string, place: string): StoredPolicy {
  const refuse = (rule: string, cause?: unknown) =>
    new FundError(
      "POLICY_CORRUPT",
      `${place}: expected ${rule}. Stop the fund and move the policy folder away; ` +
        "the next start writes it anew from the journal.",
      { cause },
    );
  const outer = parseJson(text, () => refuse("a stored policy as JSON"));
  if (!isEnvelope(outer) || outer.format !== format) throw refuse(`a stored policy of format ${format}`);
  if (digestOf(outer.body) !== outer.sha256) throw refuse(`content with the digest ${outer.sha256.slice(0, 12)}...`);
  const inner = parseJson(outer.body, () => refuse("a policy as JSON"));
  if (!isInner(inner)) throw refuse("a run id and a document");
  const document = parsePolicyDocument(inner.document);
  if ("refused" in document) throw refuse(`a policy document (${document.refused})`);
  return { runId: inner.runId, document };
}

function parseJson(text: string, otherwise: () => FundError): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw otherwise();
  }
}

type Envelope = { readonly format: unknown; readonly sha256: string; readonly body: string };

const isEnvelope = (value: unknown): value is Envelope =>
  typeof value === "object" &&
  value !== null &&
  "format" in value &&
  "sha256" in value &&
  typeof value.sha256 === "string" &&
  "body" in value &&
  typeof value.body === "string";

const isInner = (value: unknown): value is { readonly runId: string; readonly document: unknown } =>
  typeof value === "object" &&
  value !== null &&
  "runId" in value &&
  typeof value.runId === "string" &&
  "document" in value;
