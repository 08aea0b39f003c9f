/**
 * The seeds' endpoints, asked as the seeds print them: exact path and body, every printed field in the answer, and every
 * required field of a body missed by name.
 */
import { afterAll, describe, expect, it } from "vitest";
import { decisionsSchema } from "../../src/apps/live/http/federation-schemas.ts";
import { serveFund } from "../api/served-fund.ts";

const served = await serveFund();
afterAll(served.close);

type Row = {
  readonly id: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Fields of the body that may not be missing. */
  readonly required?: readonly string[];
  /** The printed answer; functions say what kind of value stands there. */
  readonly answer: Readonly<Record<string, unknown>>;
};

const text: unknown = expect.any(String);
const number: unknown = expect.any(Number);
const truth: unknown = expect.any(Boolean);
const list: unknown = expect.any(Array);
const object: unknown = expect.any(Object);
const uuid: unknown = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const time: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
const rows: readonly Row[] = [
  {
    id: "000-API-02",
    method: "GET",
    path: "/health",
    answer: { status: text, service: "federation-ai", version: "3.0.0", roles_active: 7 },
  },
  {
    id: "000-API-03",
    method: "GET",
    path: "/api/federation/status",
    answer: {
      roles: { ceo: true, cio: true, cro: true, cfo: true, researcher: true, supervisor: true },
      total_decisions: number,
      last_update: time,
    },
  },
  {
    id: "000-API-04",
    method: "GET",
    path: "/api/federation/decisions?limit=2",
    answer: { total: 2, decisions: [expect.objectContaining({ decision_id: uuid }), object] },
  },
  {
    id: "000-API-06",
    method: "POST",
    path: "/api/federation/mode",
    body: { mode: "PAUSED", reason: "Maintenance", duration_minutes: 60 },
    required: ["mode", "reason"],
    answer: { success: true, decision_id: uuid, mode: "PAUSED" },
  },
  {
    id: "000-API-07",
    method: "POST",
    path: "/api/federation/risk",
    body: { max_leverage: 5, max_drawdown_pct: 0.05, reason: "Volatile" },
    required: ["reason"],
    answer: { success: true, decision_id: uuid, limits: { max_leverage: 5, max_drawdown_pct: 0.05 } },
  },
  {
    id: "000-API-08",
    method: "POST",
    path: "/api/federation/roles/researcher/disable",
    answer: { success: true, role: "researcher", status: "disabled" },
  },
  {
    id: "000-API-09",
    method: "POST",
    path: "/api/federation/roles/researcher/enable",
    answer: { success: true, role: "researcher", status: "enabled" },
  },
  {
    id: "001-API-01",
    method: "GET",
    path: "/api/orchestration/global-state",
    answer: {
      status: "ok",
      data: expect.objectContaining({
        global_mode: text,
        effective_risk_limits: object,
        active_strategies: list,
        disabled_features: list,
        alerts: list,
        data_completeness: number,
        staleness_seconds: number,
      }),
    },
  },
  {
    id: "001-API-03",
    method: "GET",
    path: "/api/orchestration/agents/status",
    answer: { agents: expect.objectContaining({ ai_ceo: object, ai_ro: object, ai_so: object, federation: object }) },
  },
  {
    id: "001-API-04",
    method: "POST",
    path: "/api/orchestration/agents/ceo/force-decision",
    answer: { status: "ok", decision: expect.objectContaining({ operating_mode: text }) },
  },
  { id: "001-MON-01", method: "GET", path: "/api/orchestration/agents/ceo/status", answer: { operating_mode: text } },
  { id: "001-MON-02", method: "GET", path: "/api/orchestration/agents/risk/status", answer: { risk_score: number } },
  { id: "001-MON-03", method: "GET", path: "/api/orchestration/agents/strategy/status", answer: { status: text } },
  {
    id: "004-MAIN-03",
    method: "GET",
    path: "/health/ai",
    answer: { status: text, enabled_subsystems: list, emergency_brake: truth },
  },
  {
    id: "004-MAIN-04",
    method: "GET",
    path: "/health/ai/integration",
    answer: {
      integration_stage: "AUTONOMY",
      enabled_subsystems: list,
      emergency_brake: false,
      subsystem_health: object,
    },
  },
  { id: "004-MON-01", method: "GET", path: "/ai/status", answer: { status: text, integration_stage: text } },
  { id: "004-MON-02", method: "GET", path: "/ai/subsystems", answer: { subsystems: list } },
  { id: "004-MON-03", method: "GET", path: "/ai/decisions", answer: { decisions: list } },
  { id: "004-MON-04", method: "GET", path: "/ai/metrics", answer: { federation: object } },
  { id: "004-MON-05", method: "POST", path: "/ai/emergency", answer: { success: true, emergency_brake: true } },
];

async function ask(method: string, path: string, body?: unknown) {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(`${served.url}${path}`, { method, ...sent });
  const answer: unknown = await response.json();
  return { status: response.status, answer };
}
const without = (record: Readonly<Record<string, unknown>>, field: string) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));

describe.each(rows)("$id $method $path", ({ method, path, body, required = [], answer }) => {
  it("answers 200 with every printed field", async () => {
    const { status, answer: given } = await ask(method, path, body);
    expect(given).toMatchObject(answer);
    expect(status).toBe(200);
  });
  it.each(required)("refuses to go without %s, by name", async (field) => {
    expect(await ask(method, path, without(body ?? {}, field))).toMatchObject({
      status: 400,
      answer: { field: expect.stringContaining(field), rule: text },
    });
  });
});

it("000-API-10: disabling the supervisor is refused with 403, and the role stays active", async () => {
  expect(await ask("POST", "/api/federation/roles/supervisor/disable")).toMatchObject({
    status: 403,
    answer: { field: "role", value: "supervisor" },
  });
  expect((await ask("GET", "/api/federation/status")).answer).toMatchObject({ roles: { supervisor: true } });
});

it("000-TEST-03: posting mode SHADOW and a reason without a duration succeeds", async () => {
  const fresh = await serveFund();
  const { status, data } = await fresh.call("setMode", {}, { mode: "SHADOW", reason: "Testing" });
  await fresh.close();
  expect([status, data]).toEqual([200, { success: true, decision_id: uuid, mode: "SHADOW" }]);
});

it("000-API-05: a decision record carries its seven fields, and a manual one is CRITICAL", async () => {
  const { answer } = await ask("GET", "/api/federation/decisions?limit=1000");
  const { decisions } = decisionsSchema.parse(answer);
  const manual = decisions.find(({ role_source }) => role_source === "manual");
  expect(manual).toMatchObject({
    decision_id: uuid,
    decision_type: text,
    role_source: "manual",
    priority: 1,
    timestamp: time,
    reason: text,
    payload: object,
  });
});

it("covers every endpoint of seeds 000, 001 and 004 there is", () => {
  const described = served.routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  for (const { method, path } of rows)
    expect(described).toContain(
      `${method} ${path.replace(/\?.*/, "").replace(/\/roles\/researcher\//, "/roles/{role}/")}`,
    );
});
