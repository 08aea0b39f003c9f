/** qt controls and qt acknowledge: whom they ask, what they print, and what they refuse. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { config } from "../../../tests/scenarios/given.ts";
import type { ControlReport } from "../../kernel/domain/control-report.ts";
import { controlIds } from "../../kernel/domain/control.ts";
import { registerOf } from "../../kernel/step-controls.ts";
import { acknowledgeCommand, controlsCommand } from "./controls-command.ts";
import type { Caller } from "./operator-client.ts";

let printed = "";
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

const used = {
  asked: 120,
  blocked: 9,
  peakUseRatio: 1.1,
  lastBlockedAtMs: Date.UTC(2025, 2, 1),
  lastReason: "too large",
  calibration: "TOO_TIGHT",
} as const;
const report: ControlReport = {
  month: "2025-03",
  controls: registerOf(config).map((row) => (row.id === "PT-03" ? { ...row, use: { ...row.use, ...used } } : row)),
  past: [],
  alerts: [
    {
      id: "A12-0",
      level: "critical",
      control: null,
      symbol: null,
      message: "frozen: drawdown",
      owner: "OPERATOR",
      action: "entries stop",
      raisedAtMs: 0,
      freezesAtMs: 300_000,
    },
  ],
};

type Asked = { readonly url: string; readonly method: string; readonly token: string | null; readonly body: string };

function fundAnswering(answer: unknown, status = 200, token?: string) {
  const asked: Asked[] = [];
  const ask: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { url, method, headers } = request;
    asked.push({ url, method, token: headers.get("authorization"), body: await request.text() });
    return Response.json(answer, { status });
  };
  const caller: Caller = { fetch: ask, token };
  return { caller, asked };
}
const silent: Caller = { fetch: () => Promise.reject(new Error("connection refused")), token: undefined };

describe("qt controls", () => {
  it("shows the running fund's register: every control, its counts, how its limit sits, and open alerts", async () => {
    const { caller, asked } = fundAnswering(report, 200, "secret");
    await controlsCommand(undefined, {}, caller);
    expect(asked).toEqual([
      { url: "http://127.0.0.1:8001/api/fund/controls", method: "GET", token: "Bearer secret", body: "" },
    ]);
    for (const id of controlIds) expect(printed).toContain(`\n${id} `);
    expect(printed).toContain("counted in 2025-03");
    expect(printed).toMatch(/PT-03 .* 120 +0 +9 .*too tight/);
    expect(printed).toMatch(/A12-0 +critical +OPERATOR +1970-01-01T00:05:00.000Z +frozen: drawdown/);
  });

  it("shows one control whole, in any case", async () => {
    await controlsCommand(undefined, { control: "pt-03" }, fundAnswering(report).caller);
    expect(printed).toContain("PT-03");
    expect(printed).toContain("Asked 120, warned 0, blocked 9; last at 2025-03-01T00:00:00.000Z: too large\n");
    expect(printed).toContain("Most used: 110 %. Limit sits: too tight");
    expect(printed).toContain("hardLimits.maxOrderShareFraction: warns at 40 %, blocks at 50 %");
    expect(printed).not.toContain("PT-04");
  });

  it("shows the numbers in force, and says which are never asked", async () => {
    await controlsCommand(undefined, { control: "PT-05" }, fundAnswering(report).caller);
    expect(printed).toContain("messages.system.perSecond: warns at 40, blocks at 50 (entries, of 100)");
    expect(printed).toContain("Most used: nothing is measured. Limit sits: never asked");
    await controlsCommand(undefined, { control: "PT-04" }, fundAnswering(report).caller);
    expect(printed).toContain("maxTopRatio: warns at nothing, blocks at 50 % (no book known: not asked)");
  });

  it("prints the report as it came", async () => {
    await controlsCommand(undefined, { json: true, url: "http://localhost:9" }, fundAnswering(report).caller);
    expect(JSON.parse(printed)).toEqual({ ...report, of: "the fund at http://localhost:9" });
  });

  it("shows a new fund's register where no fund answers and none was named, and says so", async () => {
    await controlsCommand(undefined, {}, silent);
    expect(printed).toContain("Controls of a new fund; none answers at http://127.0.0.1:8001");
  });

  it("fails where the fund that was named does not answer", async () => {
    const named = controlsCommand(undefined, { url: "http://localhost:9" }, silent);
    await expect(named).rejects.toMatchObject({ code: "FUND_UNREACHABLE" });
    await expect(named).rejects.toThrow("no fund answers at http://localhost:9");
    expect(printed).toBe("");
  });

  it.each([
    ["a page that is no register", { answer: { hello: "world" }, status: 200 }, "FUND_UNREACHABLE"],
    ["a refusal", { answer: { error: "expected a token" }, status: 401 }, "COMMAND_REFUSED"],
  ])("fails at %s, also where no fund was named", async (_, { answer, status }, code) => {
    await expect(controlsCommand(undefined, {}, fundAnswering(answer, status).caller)).rejects.toMatchObject({ code });
  });

  it("names the controls there are when asked for one there is not", async () => {
    const wrong = controlsCommand(undefined, { control: "PT-22" }, silent);
    await expect(wrong).rejects.toMatchObject({ code: "BAD_USAGE" });
    await expect(wrong).rejects.toThrow("--control: expected PT-01 to RT-13, was PT-22");
  });

  it("refuses a run that is none", async () => {
    const folder = mkdtempSync(join(tmpdir(), "qt-controls-"));
    await expect(controlsCommand(folder, {}, silent)).rejects.toMatchObject({ name: "FundError" });
    rmSync(folder, { recursive: true });
  });
});

describe("qt acknowledge", () => {
  const ada = { operator: "ada", reason: "looking" };

  it("tells the fund who takes which alert on, and why", async () => {
    const { caller, asked } = fundAnswering({ success: true });
    await acknowledgeCommand("A12-0", ada, caller);
    expect(asked).toMatchObject([{ url: "http://127.0.0.1:8001/api/operator/alert", method: "POST" }]);
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({ alert_id: "A12-0", ...ada });
    expect(printed).toContain("A12-0 is yours");
  });

  it.each([
    ["without a name", { reason: "looking" }, "--operator: expected"],
    ["without a reason", { operator: "ada" }, "--reason: expected"],
  ])("asks nothing of the fund %s", async (_, flags, message) => {
    const { caller, asked } = fundAnswering({ success: true });
    await expect(acknowledgeCommand("A12-0", flags, caller)).rejects.toThrow(message);
    expect(asked).toEqual([]);
  });

  it("says the fund's own words when it refuses", async () => {
    const { caller } = fundAnswering({ error: "expected an open alert, A1-0 is none" }, 409);
    await expect(acknowledgeCommand("A1-0", ada, caller)).rejects.toThrow("expected an open alert, A1-0 is none");
  });
});
