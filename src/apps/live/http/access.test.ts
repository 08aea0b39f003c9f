/** Access tokens: read by their format, compared as hashes, never repeated in a message. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { FundError } from "../../../ports/errors.ts";
import { noAccess, parseTokens } from "./access.ts";

const reading = "r".repeat(32);
const operating = "o".repeat(40);
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const tokens = parseTokens(`desk read ${reading}, # a comment\nalice operate sha256:${hash(operating)}`, "test", true);

function refusalOf(text: string, plainAllowed = true): string {
  try {
    parseTokens(text, "QT_API_TOKENS", plainAllowed);
  } catch (error) {
    if (error instanceof FundError) return `${error.code} ${error.message}`;
  }
  return "taken";
}

describe("the format", () => {
  it("reads plain tokens and hashes, by commas or lines, and keeps hashes only", () => {
    expect(tokens.map(({ name, scope }) => `${name} ${scope}`)).toEqual(["desk read", "alice operate"]);
    expect(tokens[0]?.sha256.toString("hex")).toBe(hash(reading));
    expect(JSON.stringify(tokens)).not.toContain(reading);
  });

  it.each([
    ["", "taken"],
    ["# nothing\n\n", "taken"],
    ["desk read", "BAD_USAGE QT_API_TOKENS, entry 1: expected a name, a scope (read or operate) and a token"],
    [
      `desk admin ${reading}`,
      "BAD_USAGE QT_API_TOKENS, entry 1: expected a name, a scope (read or operate) and a token",
    ],
    [
      `desk read ${reading} more`,
      "BAD_USAGE QT_API_TOKENS, entry 1: expected a name, a scope (read or operate) and a token",
    ],
    [`desk read ${"r".repeat(31)}`, "BAD_USAGE QT_API_TOKENS, entry 1: expected a token of 32 characters or more"],
    [
      `desk read ${reading}, b read sha256:abc`,
      "BAD_USAGE QT_API_TOKENS, entry 2: expected a token of 32 characters or more",
    ],
  ])("%j: %s", (text, said) => {
    expect(refusalOf(text)).toBe(said);
  });

  it("takes hashes only from a file, and never repeats what it refuses", () => {
    const said = refusalOf(`desk read ${reading}`, false);
    expect(said).toContain("expected sha256: and 64 hex digits");
    expect(said).not.toContain(reading);
    expect(refusalOf(`desk read sha256:${hash(reading)}`, false)).toBe("taken");
  });
});

describe("access", () => {
  it("is everybody's as long as there are no tokens", () => {
    expect(noAccess(undefined, "operate", [])).toBeUndefined();
  });

  it.each([undefined, "", "Basic abc", "Bearer", `Token ${operating}`, `Bearer ${operating} more`])(
    "needs a bearer token, was %j",
    (header) => {
      expect(noAccess(header, "read", tokens)?.status).toBe(401);
    },
  );

  it("refuses a token it does not know, and the hash in place of the token", () => {
    expect(noAccess(`Bearer ${"x".repeat(32)}`, "read", tokens)).toEqual({
      status: 401,
      error: "expected a known access token",
    });
    expect(noAccess(`Bearer ${hash(operating)}`, "read", tokens)?.status).toBe(401);
  });

  it("lets an operating token read too, and a reading one only read", () => {
    expect(noAccess(`Bearer ${operating}`, "operate", tokens)).toBeUndefined();
    expect(noAccess(`bearer ${operating}`, "read", tokens)).toBeUndefined();
    expect(noAccess(`Bearer ${reading}`, "read", tokens)).toBeUndefined();
    expect(noAccess(`Bearer ${reading}`, "operate", tokens)).toEqual({
      status: 403,
      error: "expected a token with scope operate, this one has scope read",
    });
  });
});
