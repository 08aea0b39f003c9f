/** Every phrase the seeds want to read in the log of the federation, each from the event that causes it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, it } from "vitest";
import { z } from "zod";
import { keepFederationLog } from "../../src/apps/live/federation-log.ts";
import { openFederation } from "../../src/apps/live/open-federation.ts";
import { conflictResolved, riskAlerted } from "../../src/kernel/events/executive-events.ts";
import { fundFrozen } from "../../src/kernel/events/governance-events.ts";
import { openState } from "../../src/kernel/step.ts";
import { type BusEvent, createBus } from "../../src/runtime/bus.ts";
import { start } from "../scenarios/given.ts";

/** The lines an event leaves in the log, after the one that says who listens. */
function linesOf(event: BusEvent): object[] {
  const bus = createBus((error) => {
    throw error;
  });
  const lines: object[] = [];
  keepFederationLog(bus, (level, fields, message) => lines.push({ level, ...fields, message }));
  bus.publish(event, 7, start);
  return lines.slice(1);
}

it("a resolved conflict: Decision conflict resolved, with both sides", () => {
  const side = { who: "CEO", decisionId: null, wants: "LIVE" };
  const fact = conflictResolved.create({ about: "MODE_CHANGE", heard: side, overruled: side, rule: "seniority" });
  expect(linesOf(fact)).toEqual([
    expect.objectContaining({ seq: 7, message: "Decision conflict resolved", payload: fact.data }),
  ]);
});

it("a freeze: EMERGENCY FREEZE, with its cause", () => {
  const cause = { trigger: "DRAWDOWN" as const, reason: "drawdown 10.20 % exceeds the limit of 10.00 %" };
  const fact = fundFrozen.create({ ...cause, timerEndsAtMs: null, requiresReview: true });
  expect(linesOf(fact)).toEqual([
    expect.objectContaining({ level: "warn", message: "EMERGENCY FREEZE", payload: fact.data }),
  ]);
});

it("a risk alert: its level, then one line per alert", () => {
  const alerts = ["drawdown above 4 %", "risk score above 70"];
  const said = { alerts, riskScore: 78, shouldReduceExposure: true, shouldPauseTrading: false };
  expect(linesOf(riskAlerted.create({ level: "critical", ...said }))).toEqual([
    expect.objectContaining({
      message: "Risk Alert (critical):\n   - drawdown above 4 %\n   - risk score above 70",
    }),
  ]);
});

it("a start and a shutdown: their phrases, in federation-ai.log, one JSON object a line", () => {
  const folder = mkdtempSync(join(tmpdir(), "qt-federation-"));
  openFederation(folder, openState(), pino({ level: "silent" })).close();
  const lines = readFileSync(join(folder, "federation-ai.log"), "utf8").trimEnd().split("\n");
  rmSync(folder, { recursive: true });
  expect(lines.map((line) => z.object({ msg: z.string() }).parse(JSON.parse(line)).msg)).toEqual([
    "Orchestration event listeners registered",
    "AI Orchestration Layer started successfully",
    "Shutting down...",
  ]);
});
