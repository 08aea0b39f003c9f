/** Who may call at all: tokens and their scopes, foreign pages, a fund that is stopping, a body that is too much. */
import { createHash } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { parseTokens } from "../../src/apps/live/http/access.ts";
import { FundError } from "../../src/ports/errors.ts";
import { simulatedFund } from "../browser/simulated-fund.ts";
import { serveFund } from "./served-fund.ts";

const reading = "reading-token-0123456789abcdefghij";
const operating = "operating-token-0123456789abcdefgh";
const hash = createHash("sha256").update(operating).digest("hex");
const guarded = await serveFund({
  tokens: parseTokens(`desk read ${reading}, alice operate sha256:${hash}`, "test", true),
});
const open = await serveFund();
afterAll(async () => {
  await guarded.close();
  await open.close();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const pause = { method: "POST", body: JSON.stringify({ mode: "PAUSED", reason: "a test" }) };
const asJson = { "content-type": "application/json" };

describe("with tokens", () => {
  it.each(guarded.routes.map(({ method, path }) => [`${method.toUpperCase()} ${path}`, method, path] as const))(
    "%s asks for one",
    async (_name, method, path) => {
      const url = guarded.url + path.replace(/\{\w+\}/, "ceo");
      const bare = await fetch(url, { method: method.toUpperCase() });
      expect(bare.status).toBe(401);
      expect(bare.headers.get("www-authenticate")).toBe('Bearer realm="fund"');
      expect((await fetch(url, { method: method.toUpperCase(), headers: bearer("x".repeat(40)) })).status).toBe(401);
      const asReader = await fetch(url, { method: method.toUpperCase(), headers: bearer(reading) });
      if (method === "post") expect(asReader.status).toBe(403);
      else expect([200, 400, 404]).toContain(asReader.status);
      await asReader.body?.cancel();
    },
  );

  it("lets who may operate operate, and read", async () => {
    const url = `${guarded.url}/api/federation/mode`;
    expect((await fetch(url, { ...pause, headers: { ...asJson, ...bearer(operating) } })).status).toBe(200);
    expect((await fetch(`${guarded.url}/health`, { headers: bearer(operating) })).status).toBe(200);
  });

  it("shows the page and the document to everybody: the page asks for the token itself", async () => {
    for (const path of ["/api/openapi.json", "/api/docs"]) expect((await fetch(guarded.url + path)).status).toBe(200);
    expect((await fetch(guarded.url)).status).toBe(503);
  });
});

describe("a foreign page", () => {
  it("commands nothing, by no content type", async () => {
    const url = `${open.url}/api/federation/mode`;
    const foreign = { origin: "http://evil.example" };
    expect((await fetch(url, { ...pause, headers: { ...asJson, ...foreign } })).status).toBe(403);
    expect((await fetch(url, { ...pause, headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await fetch(`${open.url}/ai/emergency`, { method: "POST", headers: foreign })).status).toBe(403);
  });
});

describe("a body", () => {
  it("of more than 16 KiB is too much", async () => {
    const body = JSON.stringify({ mode: "PAUSED", reason: "x".repeat(20_000) });
    const answer = await fetch(`${open.url}/api/federation/mode`, { method: "POST", headers: asJson, body });
    expect(answer.status).toBe(413);
    expect(open.breach("setMode", 413, await answer.json())).toBeUndefined();
  });

  it("cannot reach into prototypes", async () => {
    const body = '{"mode":"PAUSED","reason":"x","__proto__":{"operator":"eve"}}';
    const answer = await fetch(`${open.url}/api/federation/mode`, { method: "POST", headers: asJson, body });
    expect(answer.status).toBe(400);
  });
});

describe("a fund that takes nothing in any more", () => {
  it.each([
    [new FundError("BAD_USAGE", "the fund is shutting down"), "the fund takes no commands: the fund is shutting down"],
    [new Error("ENOSPC /var/secret"), "the fund takes no commands: it has stopped, and its log says why"],
  ])("says so with 503", async (failure, error) => {
    const served = await serveFund({ commands: { command: () => Promise.reject(failure) } });
    const answer = await served.call("setMode", {}, { mode: "PAUSED", reason: "a test" });
    expect(answer).toMatchObject({ status: 503, data: { error } });
    expect(served.breach("setMode", 503, answer.data)).toBeUndefined();
    await served.close();
  });
});

describe("before the first round", () => {
  it("there is no global state yet (001-API-02)", async () => {
    const young = simulatedFund({ warmUp: 0 });
    const served = await serveFund({ source: young.source, commands: young.commands });
    const { data } = await served.call("getGlobalState");
    expect(data).toEqual({ status: "initializing", message: "Global state not yet available" });
    expect((await served.call("getCeoStatus")).data).toMatchObject({ status: "initializing", last_decision: null });
    await served.close();
  });
});
