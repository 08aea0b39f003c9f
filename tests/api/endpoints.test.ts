/** Every endpoint through a client made from the OpenAPI document, with good input and with bad. */
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { ResearchTask } from "../../src/kernel/domain/research-task.ts";
import { registeredSubsystems } from "../../src/kernel/domain/subsystem.ts";
import { fundRestarted } from "../../src/kernel/events/fund-events.ts";
import { epochMs } from "../../src/kernel/units/units.ts";
import { serveFund, type ServedFund } from "./served-fund.ts";

let served: ServedFund = await serveFund();
afterAll(() => served.close());
/** Commands stay in force, so each test begins with a fund of its own. */
beforeEach(async () => {
  await served.close();
  served = await serveFund();
});

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const reason = "a test";

/** Calls, and holds the answer to what the document says of it. */
async function call(id: string, body?: unknown, parameters?: Record<string, string>) {
  const { status, data } = await served.call(id, parameters, body);
  expect(served.breach(id, status, data)).toBeUndefined();
  return { status, data };
}
async function refused(status: number, field: string, id: string, body?: unknown, parameters?: Record<string, string>) {
  const answer = await call(id, body, parameters);
  expect(answer).toMatchObject({ status, data: { field, rule: expect.stringMatching(/\w+ \w+/) } });
  expect(answer.data.error).toContain(`${field}: `);
}
const modes = async () => (await call("getAiStatus")).data;
const lastSeq = () => served.fund.source.view().seq;

describe("POST /api/federation/mode", () => {
  it("tightens at once, with CRITICAL priority and role_source manual, and is journalled before the answer", async () => {
    const seq = lastSeq();
    const { status, data } = await call("setMode", { mode: "PAUSED", reason, duration_minutes: 60 });
    expect(status).toBe(200);
    expect(data).toEqual({ success: true, decision_id: expect.stringMatching(uuid), mode: "PAUSED" });
    expect(lastSeq()).toBe(seq + 1);
    const { decisions } = (await call("getDecisions", undefined, { limit: "1" })).data;
    expect(decisions[0]).toMatchObject({
      decision_id: data.decision_id,
      decision_type: "MODE_CHANGE",
      role_source: "manual",
      role_rank: 0,
      priority: 1,
      reason,
      payload: { mode: "PAUSED", duration_minutes: 60 },
    });
    expect(await modes()).toMatchObject({ trading_mode: "PAUSED", entries_allowed: false });
  });

  it("loosens only by a named operator, with an end of 15 minutes at most", async () => {
    await call("setMode", { mode: "PAUSED", reason });
    await refused(403, "operator", "setMode", { mode: "LIVE", reason });
    await refused(403, "expires_minutes", "setMode", { mode: "LIVE", reason, operator: "alice" });
    await refused(403, "expires_minutes", "setMode", {
      mode: "LIVE",
      reason,
      operator: "alice",
      expires_minutes: 15.1,
    });
    expect((await modes()).trading_mode).toBe("PAUSED");
    const granted = await call("setMode", { mode: "LIVE", reason, operator: "alice", expires_minutes: 15 });
    expect(granted.status).toBe(200);
    expect((await modes()).trading_mode).toBe("LIVE");
  });

  it.each([
    ["mode", { mode: "FAST", reason }],
    ["mode", { reason }],
    ["reason", { mode: "PAUSED" }],
    ["reason", { mode: "PAUSED", reason: " " }],
    ["reason", { mode: "PAUSED", reason: "a\u001b[2J" }],
    ["duration_minutes", { mode: "PAUSED", reason, duration_minutes: 0 }],
    ["duration_minutes", { mode: "PAUSED", reason, duration_minutes: "60" }],
    ["minutes", { mode: "PAUSED", reason, minutes: 60 }],
    ["body", []],
    ["body", null],
    ["body", "PAUSED"],
  ])("refuses a bad %s", async (field, body) => {
    const seq = lastSeq();
    await refused(400, field, "setMode", body);
    expect(lastSeq()).toBe(seq);
  });
});

describe("POST /api/federation/risk", () => {
  it("tightens the limits that are named, and answers them", async () => {
    const limits = { max_leverage: 5, max_drawdown_pct: 0.05 };
    const { status, data } = await call("setRisk", { ...limits, reason });
    expect(status).toBe(200);
    expect(data).toEqual({ success: true, decision_id: expect.stringMatching(uuid), limits });
    const { decisions } = (await call("getDecisions", undefined, { limit: "1" })).data;
    expect(decisions[0]).toMatchObject({
      decision_id: data.decision_id,
      role_source: "manual",
      priority: 1,
      payload: { max_leverage: 5, max_drawdown_pct: 0.05 },
    });
  });

  it("loosens neither without a name nor beyond a hard limit", async () => {
    await call("setRisk", { max_leverage: 1, reason });
    await refused(403, "operator", "setRisk", { max_leverage: 2, reason });
    await refused(403, "max_leverage", "setRisk", { max_leverage: 900, reason, operator: "alice", expires_minutes: 5 });
    const granted = await call("setRisk", { max_leverage: 2, reason, operator: "alice", expires_minutes: 5 });
    expect(granted.status).toBe(200);
  });

  it.each([
    ["max_drawdown_pct", { max_drawdown_pct: 5, reason }],
    ["max_leverage", { max_leverage: -1, reason }],
    ["max_levrage", { max_levrage: 1, reason }],
    ["body", { reason }],
  ])("refuses a bad %s", async (field, body) => {
    await refused(400, field, "setRisk", body);
  });
});

describe("POST /api/federation/roles/{role}/enable|disable", () => {
  it("lets a role rest and calls it back, and says so everywhere", async () => {
    await refused(403, "operator", "disableRole", undefined, { role: "ceo" });
    expect((await call("disableRole", { operator: "alice", reason }, { role: "ceo" })).data).toEqual({
      success: true,
      role: "ceo",
      status: "disabled",
    });
    const before = (await call("getHealth")).data.roles_active;
    expect((await call("getFederationStatus")).data.roles.ceo).toBe(false);
    expect((await call("getCeoStatus")).data).toMatchObject({ status: "disabled", enabled: false });
    const again = await call("enableRole", { operator: "alice", reason }, { role: "ceo" });
    expect(again.data).toEqual({ success: true, role: "ceo", status: "enabled" });
    expect((await call("getFederationStatus")).data.roles.ceo).toBe(true);
    expect((await call("getHealth")).data.roles_active).toBe(before + 1);
  });

  it("never lets the supervisor rest", async () => {
    await refused(403, "role", "disableRole", undefined, { role: "supervisor" });
    expect((await call("getFederationStatus")).data.roles.supervisor).toBe(true);
  });

  it("knows no other roles, and takes no other fields", async () => {
    for (const role of ["janitor", "operator", "CEO", "__proto__"])
      await refused(404, "role", "disableRole", undefined, { role });
    await refused(400, "force", "disableRole", { force: true }, { role: "ceo" });
  });
});

describe("the orchestration of seed 001", () => {
  it("has the global state, whole", async () => {
    const { data } = await call("getGlobalState");
    expect(data.status).toBe("ok");
    expect(data.data).toMatchObject({
      data_completeness: 1,
      all_agents_healthy: true,
      global_mode: expect.any(String),
    });
  });

  it("has every agent", async () => {
    const { agents } = (await call("getAgents")).data;
    expect(agents.ai_ceo).toMatchObject({ status: "running", interval_seconds: 30, effective_interval_seconds: 3_600 });
    expect(agents.ai_ro).toMatchObject({ status: "running", interval_seconds: 30 });
    expect(agents.federation).toMatchObject({ status: "running", interval_seconds: 15 });
    expect(agents.ai_hfos).toMatchObject({ status: "running", interval_seconds: 60 });
    expect((await call("getStrategyStatus")).data).toMatchObject({
      status: "running",
      enabled: true,
      recommendation: { meta_strategy_mode: expect.any(String), models: expect.any(Array) },
    });
    expect((await call("getRiskStatus")).data).toMatchObject({ status: "running", from_prior: expect.any(Boolean) });
  });

  it("lets the CEO decide at once", async () => {
    const { status, data } = await call("forceCeoDecision");
    expect(status).toBe(200);
    expect(data.status).toBe("ok");
    expect(Date.parse(data.decision.decision_timestamp)).toBe(served.fund.state.at);
    expect((await call("getCeoStatus")).data.last_decision).toEqual(data.decision);
  });

  it("forces nobody who is switched off", async () => {
    await call("setFlags", { enable_ai_ceo: false, reason, operator: "alice", expires_minutes: 5 });
    await refused(403, "enable_ai_ceo", "forceCeoDecision");
  });
});

describe("the monitoring of seed 004", () => {
  it("has the registry, with the absent named as absent", async () => {
    const { data } = await call("getAiHealth");
    expect(data).toMatchObject({
      initialized: true,
      emergency_brake: false,
      enabled_subsystems: registeredSubsystems,
      unregistered_subsystems: ["model_supervisor", "retraining"],
    });
    const { subsystems } = (await call("getSubsystems")).data;
    expect(subsystems).toHaveLength(10);
    for (const each of subsystems) expect(each.status === null, each.name).toBe(!each.registered);
  });

  it("has the four fields of the integration's health", async () => {
    const { data } = await call("getIntegrationHealth");
    expect(Object.keys(data).toSorted()).toEqual([
      "emergency_brake",
      "enabled_subsystems",
      "integration_stage",
      "subsystem_health",
    ]);
    for (const name of Object.keys(data.subsystem_health)) expect(name).toMatch(/_health$/);
  });

  it("has decisions with what became of them, and metrics", async () => {
    const { data } = await call("getAiDecisions", undefined, { limit: "5" });
    expect(data.total).toBe(5);
    for (const each of data.decisions) expect(["STANDS", "OVERRIDDEN", "OVERRULED"]).toContain(each.outcome);
    const { federation, ai_so } = (await call("getMetrics")).data;
    expect(Object.keys(ai_so.models[0]), "right in how many cases").toContain("accuracy");
    await call("setMode", { mode: "SHADOW", reason });
    expect((await call("getMetrics")).data.federation.decisions_last_hour).toBe(federation.decisions_last_hour + 1);
    await refused(400, "limit", "getAiDecisions", undefined, { limit: "0" });
  });
});

describe("the controller", () => {
  it("has the seven fields of seed 003's global policy", async () => {
    expect((await call("getGlobalPolicy")).data).toEqual({
      risk_mode: expect.stringMatching(/^(DEFENSIVE|NORMAL|AGGRESSIVE)$/),
      allowed_strategies: expect.any(Array),
      blocked_strategies: [],
      global_min_confidence: 0.5,
      max_risk_per_trade: expect.any(Number),
      max_positions: expect.any(Number),
      stop_all_trading: expect.any(Boolean),
    });
  });

  it("is held tighter by anyone, and looser by nobody without a name", async () => {
    const { status, data } = await call("setRiskMode", { risk_mode: "DEFENSIVE", reason });
    expect([status, data.risk_mode]).toEqual([200, "DEFENSIVE"]);
    const policy = (await call("getGlobalPolicy")).data;
    expect(policy.risk_mode).toBe("DEFENSIVE");
    expect(policy.max_risk_per_trade).toBeLessThanOrEqual(0.003);
    expect(policy.max_positions).toBeLessThanOrEqual(3);
    expect((await call("setRiskMode", { risk_mode: "AGGRESSIVE", reason })).status).toBe(403);
  });
});

describe("the emergency brake", () => {
  it("is pulled by anybody and let go by name; it stops entries and every subsystem", async () => {
    expect((await call("pullBrake")).data).toEqual({ success: true, emergency_brake: true });
    expect(await modes()).toMatchObject({
      emergency_brake: true,
      entries_allowed: false,
      brake: { by: expect.any(String) },
    });
    for (const each of (await call("getSubsystems")).data.subsystems)
      expect(each.effective_mode).toBe(each.registered ? "OFF" : null);
    await refused(400, "operator", "releaseBrake", { reason });
    expect((await call("releaseBrake", { operator: "alice", reason })).data).toEqual({
      success: true,
      emergency_brake: false,
    });
    expect((await call("getIntegrationHealth")).data.emergency_brake).toBe(false);
  });
});

describe("POST /api/operator/*", () => {
  it("gives the review a freeze waits for", async () => {
    expect((await call("giveReview", { operator: "alice", reason })).status).toBe(409);
    served.fund.feed("runtime", fundRestarted.create({ poison: { seq: 2, message: "broke" } }));
    expect(await modes()).toMatchObject({ frozen: true });
    await refused(400, "operator", "giveReview", { reason });
    const { status, data } = await call("giveReview", { operator: "alice", reason });
    expect(status).toBe(200);
    expect(data.frozen === true).toBe(data.waits_for !== null);
  });

  it("trips the emergency stop by hand", async () => {
    await refused(400, "exit_mode", "tripEss", { reason, exit_mode: "RUN" });
    const { status, data } = await call("tripEss", { reason, exit_mode: "CANCEL" });
    expect(status).toBe(200);
    expect(data.ess_state).not.toBe("ARMED");
    expect(await modes()).toMatchObject({ ess_state: data.ess_state, entries_allowed: false });
  });

  it("acknowledges an alert by name, once", async () => {
    await refused(400, "alert_id", "acknowledgeAlert", { alert_id: "12", operator: "alice", reason });
    await refused(400, "operator", "acknowledgeAlert", { alert_id: "A1-0", reason });
    await call("tripEss", { reason });
    const { data: before } = await call("getControls");
    const [alert] = before.alerts;
    const given = { alert_id: alert.id, operator: "alice", reason };
    expect((await call("acknowledgeAlert", given)).data).toEqual({
      success: true,
      open_alerts: before.alerts.length - 1,
    });
    expect((await call("acknowledgeAlert", given)).status).toBe(409);
  });

  it("moves the stage down, by name where that frees the fund from its council", async () => {
    await refused(400, "stage", "setStage", { stage: "MOON", reason });
    expect((await call("setStage", { stage: "COORDINATION", reason })).data).toEqual({
      success: true,
      integration_stage: "COORDINATION",
    });
    await refused(403, "operator", "setStage", { stage: "OBSERVATION", reason });
    await refused(403, "operator", "setStage", { stage: "AUTONOMY", reason });
    const { data } = await call("setStage", { stage: "OBSERVATION", reason, operator: "alice" });
    expect(data.integration_stage).toBe("OBSERVATION");
    expect((await call("getIntegrationHealth")).data.integration_stage).toBe("OBSERVATION");
  });

  it("sets policy flags for a while, by name", async () => {
    await refused(400, "body", "setFlags", { reason });
    await refused(400, "ai_ceo_decision_interval", "setFlags", { reason, ai_ceo_decision_interval: 0.5 });
    await refused(403, "operator", "setFlags", { reason, enable_ai_ceo: false });
    const flags = { ai_ceo_decision_interval: 20, enable_ai_ro: false };
    const { data } = await call("setFlags", { ...flags, reason, operator: "alice", expires_minutes: 15 });
    expect(data).toEqual({ success: true, flags });
    const { agents } = (await call("getAgents")).data;
    expect(agents.ai_ceo.interval_seconds).toBe(20);
    expect(agents.ai_ro.status).toBe("disabled");
  });
});

const task = (id: string): ResearchTask => ({
  id,
  taskType: "risk_analysis",
  description: "look into the drawdown",
  estimatedDurationHours: 4,
  expectedImpact: "know why",
  modelName: null,
  askedAt: epochMs(served.fund.state.at),
  changedAt: epochMs(served.fund.state.at),
  status: "OPEN",
  takenBy: null,
});

describe("research tasks", () => {
  it("are listed, taken and done, each once", async () => {
    const id = "D7-0";
    served.fund.state.fund!.governance.tasks.set(id, task(id));
    const open = (await call("getTasks", undefined, { status: "OPEN" })).data;
    expect(open.tasks[0]).toMatchObject({ id, status: "OPEN", model_name: null, taken_by: null });
    expect((await call("finishTask", { operator: "bob" }, { id })).status).toBe(409);
    const taken = await call("takeTask", { operator: "bob" }, { id });
    expect(taken.data).toMatchObject({ success: true, task: { id, status: "TAKEN", taken_by: "bob" } });
    expect((await call("takeTask", { operator: "eve" }, { id })).status).toBe(409);
    expect((await call("finishTask", { operator: "bob" }, { id })).data.task.status).toBe("DONE");
    expect((await call("getTasks")).data.total).toBe(open.total);
    expect((await call("getTasks", undefined, { status: "OPEN" })).data.total).toBe(open.total - 1);
  });

  it("are known by their id, and moved by somebody", async () => {
    await refused(404, "id", "takeTask", { operator: "bob" }, { id: "D0-99" });
    await refused(400, "operator", "takeTask", {}, { id: "D0-99" });
    await refused(400, "status", "getTasks", undefined, { status: "LOST" });
  });
});

describe("reading the fund", () => {
  it("answers what the page shows", async () => {
    expect((await call("getFund")).data.seq).toBe(lastSeq());
    expect((await call("getEquity")).data.runId).toBe("run-1");
    await refused(400, "from", "getEquity", undefined, { from: "-1" });
  });
});
