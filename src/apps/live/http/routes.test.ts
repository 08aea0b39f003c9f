/** The API answers as seed 000 prints it, refuses by name, and says what the fund says. */
import pino from "pino";
import { afterAll, describe, expect, it } from "vitest";
import { withoutPositionCare } from "../../../../tests/scenarios/given.ts";
import { simulatedFund } from "../../../../tests/browser/simulated-fund.ts";
import { fundRestarted } from "../../../kernel/events/fund-events.ts";
import { createServer } from "./server.ts";

const fund = simulatedFund({ runId: "run-1", change: withoutPositionCare });
fund.play(1_000);
const log = pino({ level: "silent" });
const { app, close } = await createServer({
  source: fund.source,
  commands: fund.commands,
  log,
  version: "0.1.0",
  webRoot: "/nowhere",
});
afterAll(close);

const get = async (url: string, headers: Record<string, string> = {}) => {
  const response = await app.inject({ url, headers });
  return { status: response.statusCode, headers: response.headers, json: response.json<Json>() };
};

type DecisionRecord = {
  readonly decision_id: string;
  readonly decision_type: string;
  readonly role_source: "ceo" | "cro" | "cio" | "cfo" | "researcher" | "supervisor";
  readonly role_rank: number;
  readonly timestamp: string;
  readonly payload: Record<string, unknown>;
};
/** What any of the routes may answer. */
type Json = {
  readonly total: number;
  readonly decisions: readonly DecisionRecord[];
  readonly last_update: string;
  readonly atMs: readonly number[];
  readonly equityUsd: readonly number[];
  readonly drawdownRatio: readonly number[];
  readonly freezes: readonly unknown[];
  readonly modes: { readonly freeze: { readonly reasons: readonly string[] } | null };
};

const uuid5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

describe("GET /health", () => {
  it("has the seed's four fields (000-API-02), counting the seats that sit", async () => {
    const { status, json } = await get("/health");
    expect(status).toBe(200);
    expect(json).toEqual({ status: "healthy", service: "federation-ai", version: "3.0.0", roles_active: 7 });
  });
});

describe("GET /api/federation/status", () => {
  it("has one boolean per role, total_decisions and last_update (000-API-03)", async () => {
    const { json } = await get("/api/federation/status");
    expect(json).toEqual({
      roles: { ceo: true, cio: true, cro: true, cfo: true, researcher: true, supervisor: true, controller: true },
      total_decisions: fund.state.fund?.governance.decisions,
      last_update: expect.stringMatching(isoTime),
    });
    expect(Date.parse(json.last_update)).toBe(fund.state.at);
  });
});

/** The payload fields seed 000 prints, by decision type; the first three are the controller's. */
const payloadFields: Record<string, string[]> = {
  RISK_MODE: ["risk_mode", "emergency"],
  STRATEGY_LISTS: ["allowed_strategies", "blocked_strategies"],
  THRESHOLDS: ["global_min_confidence", "max_risk_per_trade", "max_positions"],
  CAPITAL_PROFILE: ["profile", "max_risk_per_trade_pct", "max_daily_risk_pct", "max_positions"],
  MODE_CHANGE: ["mode", "duration_minutes"],
  RISK_ADJUSTMENT: [
    "max_leverage",
    "max_position_size_usd",
    "max_drawdown_pct",
    "max_exposure_pct",
    "stop_loss_multiplier",
  ],
  ESS_POLICY: ["caution_threshold_pct", "warning_threshold_pct", "critical_threshold_pct"],
  FREEZE: ["duration_minutes", "affected_subsystems", "severity", "requires_manual_review", "reason"],
  STRATEGY_ALLOCATION: ["model_weights", "active_strategies"],
  SYMBOL_UNIVERSE: ["active_symbols", "excluded_symbols"],
  OPERATING_MODE: ["operating_mode", "confidence"],
  CASHFLOW: ["profit_lock_pct", "reinvest_pct", "reserve_buffer_pct", "scenario"],
  RESEARCH_TASK: ["task_type", "description", "estimated_duration_hours", "expected_impact", "model_name"],
  OVERRIDE: ["overridden_decision_id", "reason"],
  UNFREEZE: ["frozen_for_minutes", "released_by"],
};

describe("GET /api/federation/decisions", () => {
  it("gives the last ten, latest first, when no limit is named (000-API-04)", async () => {
    const { json } = await get("/api/federation/decisions");
    expect(json.total).toBe(10);
    expect(json.decisions).toHaveLength(10);
    const times: string[] = json.decisions.map((each) => each.timestamp);
    expect(times).toEqual(times.toSorted().reverse());
  });

  it("prints each record field by field (000-API-05)", async () => {
    const { json } = await get("/api/federation/decisions?limit=1000");
    expect(json.total).toBe(fund.state.fund?.governance.decisions);
    const types = new Set<string>();
    for (const record of json.decisions) {
      expect(Object.keys(record).toSorted()).toEqual([
        "decision_id",
        "decision_type",
        "id",
        "payload",
        "priority",
        "reason",
        "role_rank",
        "role_source",
        "timestamp",
      ]);
      expect(record.decision_id).toMatch(uuid5);
      expect(record.timestamp).toMatch(isoTime);
      expect(["ceo", "cro", "controller", "cio", "cfo", "researcher", "supervisor"]).toContain(record.role_source);
      expect(record.role_rank).toBe(
        { supervisor: 1, cro: 2, ceo: 3, controller: 3, cio: 4, cfo: 5, researcher: 6 }[record.role_source],
      );
      expect(Object.keys(record.payload)).toEqual(payloadFields[record.decision_type]);
      types.add(record.decision_type);
    }
    expect([...types]).toEqual(expect.arrayContaining(["CAPITAL_PROFILE", "MODE_CHANGE", "RISK_ADJUSTMENT", "FREEZE"]));
  });

  it("holds fractions in the seed's _pct fields and numbers the priority", async () => {
    const { json } = await get("/api/federation/decisions?limit=1000");
    const first = json.decisions.findLast((each) => each.decision_type === "CAPITAL_PROFILE");
    expect(first).toMatchObject({
      role_source: "ceo",
      priority: 3,
      payload: { profile: "LOW", max_risk_per_trade_pct: 0.01, max_daily_risk_pct: 0.03, max_positions: 3 },
    });
  });

  it("derives the same decision_id in every replay of a run, and another in another run", async () => {
    const ids = async (runId: string) => {
      const again = simulatedFund({ runId, change: withoutPositionCare });
      again.play(100);
      const server = await createServer({
        source: again.source,
        commands: again.commands,
        log,
        version: "0.1.0",
        webRoot: "/nowhere",
      });
      const { decisions } = (await server.app.inject("/api/federation/decisions?limit=3")).json<Json>();
      await server.close();
      return decisions.map((each) => each.decision_id);
    };
    expect(await ids("run-1")).toEqual(await ids("run-1"));
    expect(await ids("run-2")).not.toEqual(await ids("run-1"));
  });

  it.each(["0", "1001", "-1", "1.5", "1e2", "abc", "", " 5", "99999999999999999999"])(
    "refuses limit %j with field, value and rule",
    async (limit) => {
      const { status, json } = await get(`/api/federation/decisions?limit=${encodeURIComponent(limit)}`);
      const rule = "expected a whole number of 1 to 1000";
      expect(status).toBe(400);
      expect(json).toEqual({
        error: `limit: ${rule}, was ${JSON.stringify(limit)}`,
        field: "limit",
        value: limit,
        rule,
      });
    },
  );

  it("refuses a limit given twice", async () => {
    const { status, json } = await get("/api/federation/decisions?limit=1&limit=2");
    expect(status).toBe(400);
    expect(json).toMatchObject({ field: "limit", value: ["1", "2"] });
  });

  it.each([
    ["1", 1],
    ["007", 7],
    ["1000", fund.state.fund?.governance.decisions ?? 0],
  ])("takes limit %s", async (limit, total) => {
    expect((await get(`/api/federation/decisions?limit=${limit}`)).json.total).toBe(total);
  });
});

describe("GET /api/fund", () => {
  it("is the whole view", async () => {
    const { status, json } = await get("/api/fund");
    expect(status).toBe(200);
    expect(json).toEqual(JSON.parse(JSON.stringify(fund.source.view())));
  });

  it("holds while the fund is frozen", async () => {
    const frozen = simulatedFund({ warmUp: 5, change: withoutPositionCare });
    frozen.feed("runtime", fundRestarted.create({ poison: { seq: 2, message: "broke" } }));
    const server = await createServer({
      source: frozen.source,
      commands: frozen.commands,
      log,
      version: "0.1.0",
      webRoot: "/nowhere",
    });
    const { modes } = (await server.app.inject("/api/fund")).json<Json>();
    expect(modes.freeze?.reasons).toEqual(["entry 2 failed: broke"]);
    const { decisions } = (await server.app.inject("/api/federation/decisions?limit=10")).json<Json>();
    expect(decisions.find((each) => each.decision_type === "FREEZE")).toMatchObject({
      decision_type: "FREEZE",
      role_source: "supervisor",
      priority: 1,
      payload: { duration_minutes: null, severity: "CRITICAL", requires_manual_review: true },
    });
    await server.close();
  });
});

describe("GET /api/fund/equity", () => {
  it("gives the curve in columns of one length", async () => {
    const { json } = await get("/api/fund/equity");
    expect(json).toMatchObject({ runId: "run-1", closesPerPoint: 1, fromIndex: 0 });
    expect(json.atMs).toHaveLength(1_000);
    expect(json.equityUsd).toHaveLength(1_000);
    expect(json.drawdownRatio).toHaveLength(1_000);
    expect(json.equityUsd.at(-1)).toBe(fund.source.view().money.equityUsd);
    expect(json.freezes.length).toBeGreaterThan(0);
  });

  it("gives only what came after to a client that has the rest, and all when the resolution changed", async () => {
    const rest = (await get("/api/fund/equity?from=995&closesPerPoint=1")).json;
    expect(rest).toMatchObject({ fromIndex: 995 });
    expect(rest.atMs).toHaveLength(5);
    expect((await get("/api/fund/equity?from=995&closesPerPoint=2")).json).toMatchObject({ fromIndex: 0 });
    expect((await get("/api/fund/equity?from=5000&closesPerPoint=1")).json).toMatchObject({ fromIndex: 0 });
  });

  it("refuses an index that is none", async () => {
    const { status, json } = await get("/api/fund/equity?from=-1");
    expect(status).toBe(400);
    expect(json).toMatchObject({ field: "from", value: "-1", rule: "expected a whole number of 0 or more" });
  });
});

describe("everything else", () => {
  it("answers an unknown path with 404 as JSON, whatever the method", async () => {
    expect(await get("/api/nothing")).toMatchObject({
      status: 404,
      json: { error: "expected a known path, was GET /api/nothing" },
    });
    const post = await app.inject({ method: "POST", url: "/api/federation/status", payload: { mode: "LIVE" } });
    expect(post.statusCode).toBe(404);
  });

  it("refuses a foreign Host and a foreign Origin on every path", async () => {
    for (const url of ["/health", "/", "/api/fund/events", "/nothing"]) {
      expect((await get(url, { host: "evil.example" })).status).toBe(403);
      expect((await get(url, { host: "localhost:1", origin: "http://evil.example" })).status).toBe(403);
    }
  });

  it("sends security headers with every answer, refusals too", async () => {
    for (const { headers } of [
      await get("/health"),
      await get("/nothing"),
      await get("/health", { host: "evil.example" }),
    ]) {
      const policy = String(headers["content-security-policy"]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain("unsafe");
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
        "x-fund-version": "0.1.0",
      });
    }
  });

  it("says how to build the page where it is not built", async () => {
    const response = await app.inject("/");
    expect(response.statusCode).toBe(503);
    expect(response.headers["content-type"]).toContain("text/plain");
    expect(response.body).toContain("npm run build:web");
  });
});
