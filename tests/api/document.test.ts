/** The OpenAPI document: valid, whole, and about exactly the paths the seeds and we name. */
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, describe, expect, it } from "vitest";
import { serveFund } from "./served-fund.ts";

const served = await serveFund();
afterAll(served.close);

/** Seed 000 (000-API-*), seed 001 (001-API-*, 001-MON-*), seed 004 (004-MAIN-*, 004-MON-*). */
const ofTheSeeds = [
  "GET /health",
  "GET /api/federation/status",
  "GET /api/federation/decisions",
  "POST /api/federation/mode",
  "POST /api/federation/risk",
  "POST /api/federation/roles/{role}/enable",
  "POST /api/federation/roles/{role}/disable",
  "GET /api/orchestration/global-state",
  "GET /api/orchestration/agents/status",
  "GET /api/orchestration/agents/ceo/status",
  "GET /api/orchestration/agents/risk/status",
  "GET /api/orchestration/agents/strategy/status",
  "POST /api/orchestration/agents/ceo/force-decision",
  "GET /health/ai",
  "GET /health/ai/integration",
  "GET /ai/status",
  "GET /ai/subsystems",
  "GET /ai/decisions",
  "GET /ai/metrics",
  "POST /ai/emergency",
];
const ours = [
  "GET /api/policy",
  "POST /api/federation/risk-mode",
  "GET /api/federation/tasks",
  "POST /api/federation/tasks/{id}/take",
  "POST /api/federation/tasks/{id}/done",
  "POST /api/operator/review",
  "POST /api/operator/ess/trip",
  "POST /api/operator/brake/release",
  "POST /api/operator/stage",
  "POST /api/operator/flags",
  "POST /api/operator/strategies/enable",
  "POST /api/operator/alert",
  "POST /api/operator/symbol/release",
  "POST /api/operator/approve",
  "GET /api/fund",
  "GET /api/fund/equity",
  "GET /api/fund/balancer",
  "GET /api/fund/controls",
  "GET /api/fund/ensemble",
  "GET /api/fund/risk",
  "GET /api/fund/events",
  "GET /api/fund/orders/{id}/why",
  "GET /api/fund/why-not",
  "GET /api/analytics/system",
  "GET /api/analytics/strategies",
  "GET /api/analytics/models",
  "GET /api/analytics/symbols",
  "GET /api/analytics/drawdowns",
  "GET /api/analytics/days",
  "GET /api/analytics/attribution",
  "GET /api/analytics/round-trips",
];

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1", async () => {
    expect(served.document.openapi).toMatch(/^3\.1\./);
    const { valid, errors } = await new Validator().validate(structuredClone(served.document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it("has every path of the seeds and ours, and no other", () => {
    const described = served.routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(described.toSorted()).toEqual([...ofTheSeeds, ...ours].toSorted());
  });

  it.each(served.routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "says of %s what it is for, and what every answer looks like",
    (_name, { method, operation }) => {
      expect(operation.summary.length).toBeGreaterThan(10);
      expect(operation.tags).toHaveLength(1);
      const expected =
        method === "post"
          ? ["200", "400", "401", "403", "409", "413", "415", "500", "503"]
          : ["200", "401", "403", "500"];
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(expected));
      for (const { description, content } of Object.values(operation.responses)) {
        expect(description.length).toBeGreaterThan(3);
        expect(description).not.toBe("Default Response");
        expect(Object.values(content ?? {})[0]?.schema).toBeTypeOf("object");
      }
    },
  );

  it("gives every operation a name of its own", () => {
    const names = served.routes.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("the page to browse it", () => {
  it("comes from here alone, under a policy of its own", async () => {
    const page = await fetch(`${served.url}/api/docs`);
    expect(page.status).toBe(200);
    const html = await page.text();
    const sources = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, source = ""]) => source);
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(source).toMatch(/^\/api\/docs\/static\//);
      expect((await fetch(served.url + source)).status).toBe(200);
    }
    expect(page.headers.get("content-security-policy")).toContain("style-src 'self' 'unsafe-inline'");
    expect(page.headers.get("content-security-policy")).not.toContain("https:");
    expect((await fetch(`${served.url}/health`)).headers.get("content-security-policy")).not.toContain("unsafe");
  });
});
