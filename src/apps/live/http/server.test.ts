/** The server on a real socket: events arrive framed, shutdown is clean, a port in use is named. */
import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { simulatedFund } from "../../../../tests/browser/simulated-fund.ts";
import { FundError } from "../../../ports/errors.ts";
import { createServer, type FundServer } from "./server.ts";

const fund = simulatedFund();
const log = pino({ level: "silent" });
const open: FundServer[] = [];
const start = async (webRoot = "/nowhere") => {
  const server = await createServer({ source: fund.source, commands: fund.commands, log, version: "0.1.0", webRoot });
  open.push(server);
  return { server, url: await server.listen(0) };
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const request = (url: string) =>
  new Promise<IncomingMessage>((answered, failed) => {
    get(url, answered).on("error", failed);
  });

/** Reads until `wanted` is in the text, or the stream ends. */
async function readUntil(response: IncomingMessage, wanted: string): Promise<string> {
  let text = "";
  response.setEncoding("utf8");
  for await (const chunk of response) {
    text += String(chunk);
    if (text.includes(wanted)) return text;
  }
  return text;
}

describe("GET /api/fund/events", () => {
  it("is an event stream: the view at once, then facts with ids and a newer view", async () => {
    const { url } = await start();
    const response = await request(`${url}/api/fund/events`);
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(response.headers["cache-control"]).toBe("no-store");
    expect(response.headers["content-security-policy"]).toContain("default-src 'none'");
    const before = fund.state.seq;
    const playing = setInterval(() => fund.play(20), 20);
    const text = await readUntil(response, "event: fact\n");
    clearInterval(playing);
    const frames = text.split("\n\n").filter(Boolean);
    expect(frames[0]).toBe("retry: 1000");
    expect(frames[1]).toMatch(/^event: view\ndata: \{/);
    const fact = frames.find((frame) => frame.includes("event: fact"));
    const [, id = ""] = /^id: (\d+)\nevent: fact\ndata: \{/m.exec(fact ?? "") ?? [];
    expect(Number(id)).toBeGreaterThan(before);
    response.destroy();
  });

  it("ends in order at shutdown, saying so, and the port is free again", async () => {
    const { server, url } = await start();
    const response = await request(`${url}/api/fund/events`);
    const reading = readUntil(response, "never");
    const begin = performance.now();
    await server.close();
    expect(await reading).toContain('event: stopped\ndata: {"reason":"the fund is shutting down"}');
    expect(performance.now() - begin).toBeLessThan(2_000);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });
});

describe("a connection that never asks anything", () => {
  it("does not hold up the end", async () => {
    const { server, url } = await start();
    const silent = connect(Number(new URL(url).port), "127.0.0.1");
    await once(silent, "connect");
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const begin = performance.now();
    await server.close();
    expect(performance.now() - begin).toBeLessThan(4_000);
    silent.destroy();
  });
});

describe("listening", () => {
  it("binds the loopback interface by default", async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it("names a port in use and the option that changes it", async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    const second = await createServer({
      source: fund.source,
      commands: fund.commands,
      log,
      version: "0.1.0",
      webRoot: "/nowhere",
    });
    open.push(second);
    const failure: unknown = await second.listen(port).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FundError);
    expect(failure).toMatchObject({
      code: "PORT_IN_USE",
      exitCode: 9,
      message: `port ${port} on 127.0.0.1 is in use; choose another with --port`,
    });
  });
});

describe("the page", () => {
  it("serves what is built: the document fresh, what is named by its content for ever", async () => {
    const root = mkdtempSync(join(tmpdir(), "page-"));
    mkdirSync(join(root, "assets"));
    writeFileSync(join(root, "index.html"), "<!doctype html><title>Fund</title>");
    writeFileSync(join(root, "assets", "main-abc.js"), "export {};");
    const { url } = await start(root);
    const page = await fetch(url);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(await page.text()).toContain("<title>Fund</title>");
    const script = await fetch(`${url}/assets/main-abc.js`);
    expect(script.headers.get("cache-control")).toContain("immutable");
    expect(await (await fetch(`${url}/missing.js`)).json()).toEqual({
      error: "expected a known path, was GET /missing.js",
    });
    expect((await fetch(`${url}/..%2f..%2fetc%2fpasswd`)).status).toBeGreaterThanOrEqual(400);
  });
});
