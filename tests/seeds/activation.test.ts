/** The activation scripts of seed 004, run as a person would: each asks the running fund for what its name says. */
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const asked: { path: string; body: unknown }[] = [];
const fund = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    asked.push({ path: request.url ?? "", body: JSON.parse(Buffer.concat(parts).toString("utf8")) });
    response.setHeader("content-type", "application/json").end(JSON.stringify({ success: true }));
  });
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((listening) => fund.listen(0, "127.0.0.1", listening));
  const address = fund.address();
  if (address === null || typeof address === "string") throw new Error("expected a port");
  url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => void fund.close());

it.each([
  ["activate_ai_observation", "/api/operator/stage", { stage: "OBSERVATION" }],
  ["activate_ai_partial", "/api/operator/stage", { stage: "PARTIAL" }],
  ["activate_ai_coordination", "/api/operator/stage", { stage: "COORDINATION" }],
  ["activate_ai_emergency_disable", "/ai/emergency", {}],
])("%s", async (script, path, body) => {
  asked.length = 0;
  const words = ["--url", url, "--operator", "ada", "--reason", "rollout"];
  await promisify(execFile)(`scripts/${script}.sh`, words, { timeout: 15_000 });
  expect(asked).toEqual([{ path, body: { ...body, operator: "ada", reason: "rollout" } }]);
});
