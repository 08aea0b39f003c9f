/** qt policy, config, stage, brake and review: what they print, what they ask of a fund, what they refuse. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { policy } from "../../../tests/scenarios/given-fund.ts";
import { FilePolicyStore } from "../../adapters/policy-store/file-policy-store.ts";
import type { Policy } from "../../kernel/domain/mandate.ts";
import { documentAfter } from "../../kernel/governance/direct/policy-document.ts";
import { epochMs, ratio } from "../../kernel/units/units.ts";
import { policyFolder } from "../live/open-policy.ts";
import { configCommand } from "./config-command.ts";
import type { Caller } from "./operator-client.ts";
import { diffPolicy, policyHistory, showPolicy } from "./policy-command.ts";
import { brakeCommand, enableStrategyCommand, reviewCommand, stageCommand } from "./stage-command.ts";
import { table } from "./table.ts";

let data = "";
let printed = "";
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "qt-governance-"));
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(data, { recursive: true });
});

const at = (day: number) => epochMs(Date.UTC(2025, 0, day));
const versionOf = (version: number, change: Partial<Policy>): Policy => ({
  ...policy({ maxLeverage: ratio(10) }),
  version,
  publishedAt: at(version),
  ...change,
});

/** Three versions: start, an operator's hold with PAUSED, and another setter of the leverage. */
async function writeHistory(): Promise<void> {
  const store = FilePolicyStore.openForWriting(policyFolder(data));
  const { mandate, modes } = policy({ maxLeverage: ratio(10) });
  const hold = {
    kind: "HOLD",
    about: "MODE_CHANGE",
    value: "PAUSED",
    setBy: "OPERATOR MODE_CHANGE D9-0",
    reason: "odd fills",
    sinceMs: at(2),
    expiresAtMs: at(9),
  } as const;
  const paused = { modes: { ...modes, tradingMode: "PAUSED" }, overrides: [hold] } as const;
  const policies = [
    versionOf(1, {}),
    versionOf(2, paused),
    versionOf(3, { ...paused, mandate: { ...mandate, setBy: { ...mandate.setBy, maxLeverage: "CRO D7-0" } } }),
  ];
  let document: ReturnType<typeof documentAfter> | undefined;
  for (const each of policies) {
    const next = documentAfter(document, each);
    await store.commit({ runId: "run", document: next }, document?.version ?? 0);
    document = next;
  }
}

describe("qt policy", () => {
  it("shows each setting with value, setter and date, and every override", async () => {
    await writeHistory();
    await showPolicy(undefined, { data });
    expect(printed).toContain("Policy version 3 of 2025-01-03 00:00 UTC");
    expect(printed).toMatch(/modes\.tradingMode +PAUSED +OPERATOR MODE_CHANGE D9-0 +2025-01-02 00:00 UTC/);
    expect(printed).toMatch(/limits\.maxLeverage +10 +CRO D7-0 +2025-01-03 00:00 UTC/);
    expect(printed).toMatch(/limits\.maxPositions +no limit/);
    expect(printed).toMatch(/limits\.sizeFactor +1 /);
    expect(printed).toMatch(/flags\.ceoIntervalMs +30 s/);
    expect(printed).toMatch(/HOLD +MODE_CHANGE +PAUSED +OPERATOR MODE_CHANGE D9-0 +2025-01-09 00:00 UTC +odd fills/);
  });

  it("shows an older version, and refuses one that is not kept", async () => {
    await writeHistory();
    await showPolicy("1", { data, json: true });
    expect(JSON.parse(printed)).toMatchObject({ version: 1, modes: { tradingMode: { value: "LIVE" } } });
    await expect(showPolicy("7", { data })).rejects.toThrow("version: expected one that is kept (1 to 3), was 7");
    await expect(showPolicy("x", { data })).rejects.toThrow("version: expected a whole number");
  });

  it("tells what changed with each version, latest first", async () => {
    await writeHistory();
    await policyHistory({ data, limit: "2" });
    expect(printed.trimEnd().split("\n")).toEqual([
      "version 3  2025-01-03 00:00 UTC",
      "  limits.maxLeverage: 10, now by CRO D7-0",
      "version 2  2025-01-02 00:00 UTC",
      "  modes.tradingMode: LIVE to PAUSED by OPERATOR MODE_CHANGE D9-0",
      "  overrides: none to 1 in force by OPERATOR MODE_CHANGE D9-0",
    ]);
  });

  it("compares two versions, the last two if none are named", async () => {
    await writeHistory();
    await diffPolicy({ older: undefined, newer: undefined }, { data });
    expect(printed).toContain("From version 2 (2025-01-02 00:00 UTC) to 3");
    printed = "";
    await diffPolicy({ older: "3", newer: "1" }, { data, json: true });
    const { changes }: { changes: { name: string }[] } = JSON.parse(printed);
    expect(changes.map(({ name }) => name)).toEqual(["modes.tradingMode", "limits.maxLeverage", "overrides"]);
    printed = "";
    await diffPolicy({ older: "2", newer: "2" }, { data });
    expect(printed).toContain("nothing differs");
  });

  it("says where it looked when there is none", async () => {
    await expect(showPolicy(undefined, { data })).rejects.toThrow(`${policyFolder(data)}: expected a policy store`);
  });
});

describe("qt config", () => {
  it("prints each setting with its source, and hides secrets", () => {
    vi.stubEnv("QT_AI_MAX_DAILY_DD", "4");
    vi.stubEnv("QT_API_TOKENS", "ada operate very-secret");
    vi.stubEnv("QT_AI_RETRAINING_ENABLED", "true");
    configCommand({ profile: "Partial" });
    expect(printed).toMatch(/QT_AI_MAX_DAILY_DD +4 +percent points +environment/);
    expect(printed).toMatch(/QT_AI_INTEGRATION_STAGE +PARTIAL +profile Partial/);
    expect(printed).toContain("note: QT_AI_RETRAINING_ENABLED: retraining does not read it in this version");
    expect(printed).toContain("(hidden)");
    expect(printed).not.toContain("very-secret");
  });

  it("--live --json starts from nothing on", () => {
    configCommand({ live: true, json: true });
    expect(printed).not.toContain("very-secret");
    const { profile, settings }: { profile: string; settings: { name: string; value: string }[] } = JSON.parse(printed);
    expect(profile).toBe("none");
    expect(settings.find(({ name }) => name === "QT_AI_HFOS_ENABLED")?.value).toBe("false");
  });
});

describe("orders to a running fund", () => {
  type Asked = { url: string; body: unknown; authorization: string | null };
  function fundAnswering(status: number, answer: unknown, token?: string): { caller: Caller; asked: Asked[] } {
    const asked: Asked[] = [];
    const ask: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      asked.push({
        url: request.url,
        body: await request.json(),
        authorization: request.headers.get("authorization"),
      });
      return Response.json(answer, { status });
    };
    return { caller: { fetch: ask, token }, asked };
  }
  const ada = { operator: "ada", reason: "week 2" };

  it.each([
    ["stage partial", stageCommand.bind(undefined, "partial"), "/api/operator/stage", { stage: "PARTIAL", ...ada }],
    ["stage emergency-disable", stageCommand.bind(undefined, "emergency-disable"), "/ai/emergency", ada],
    ["brake pull", brakeCommand.bind(undefined, "pull"), "/ai/emergency", ada],
    ["brake release", brakeCommand.bind(undefined, "release"), "/api/operator/brake/release", ada],
    ["review", reviewCommand, "/api/operator/review", ada],
    [
      "strategy enable",
      enableStrategyCommand.bind(undefined, "turtle-trend"),
      "/api/operator/strategies/enable",
      { strategy: "turtle-trend", ...ada },
    ],
  ])("qt %s", async (_, command, path, body) => {
    const { caller, asked } = fundAnswering(200, { success: true });
    await command(ada, caller);
    expect(asked).toEqual([{ url: `http://127.0.0.1:8001${path}`, body, authorization: null }]);
    expect(printed).not.toBe("");
  });

  it("goes to the address named, with the token, and prints the answer as it came", async () => {
    const { caller, asked } = fundAnswering(200, { success: true, integration_stage: "PARTIAL" }, "secret");
    await stageCommand("PARTIAL", { url: "http://localhost:9", json: true }, caller);
    expect(asked[0]).toMatchObject({ url: "http://localhost:9/api/operator/stage", authorization: "Bearer secret" });
    expect(JSON.parse(printed)).toEqual({ success: true, integration_stage: "PARTIAL" });
  });

  it("says the fund's own words when it refuses", async () => {
    const { caller } = fundAnswering(403, { error: "stage: not earned yet, was AUTONOMY" });
    await expect(stageCommand("autonomy", ada, caller)).rejects.toMatchObject({
      code: "COMMAND_REFUSED",
      message: "the fund refuses (403): stage: not earned yet, was AUTONOMY",
    });
  });

  it("says that no fund runs, and what sets a stage then", async () => {
    const silent: Caller = { fetch: () => Promise.reject(new Error("connection refused")), token: undefined };
    await expect(stageCommand("partial", ada, silent)).rejects.toMatchObject({ code: "FUND_UNREACHABLE" });
    await expect(stageCommand("partial", ada, silent)).rejects.toThrow("QT_AI_INTEGRATION_STAGE");
  });

  it.each([
    ["an unknown stage", () => stageCommand("live", ada), "expected a stage (observation, partial"],
    ["a release without a name", () => brakeCommand("release", { reason: "calm" }), "--operator: expected"],
    ["a review without a reason", () => reviewCommand({ operator: "ada" }), "--reason: expected"],
  ])("refuses %s before asking", async (_, order, message) => expect(order()).rejects.toThrow(message));
});

it("a table has columns as wide as their widest cell", () =>
  expect(table(["A", "B"], [["long", "x"], ["y"]])).toEqual(["A     B", "long  x", "y"]));
