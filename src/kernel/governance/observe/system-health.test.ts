/** The system's health from its monitors: each line, and that a direct finding is never hidden by a good mean. */
import { expect, it } from "vitest";
import { monitorNames, type MonitorReport } from "../../domain/briefing.ts";
import { healthByMonitors, systemHealthOf } from "./system-health.ts";

const all = (...scores: number[]): MonitorReport[] =>
  monitorNames.slice(0, scores.length).map((monitor, index) => ({
    monitor,
    score: scores[index] ?? 0,
    status: "ACTIVE",
    issues: [],
  }));

it.each([
  [[90, 90], "OPTIMAL"],
  [[89, 90], "HEALTHY"],
  [[100, 100, 100, 100, 100, 100, 49], "HEALTHY"],
  [[70, 70], "HEALTHY"],
  [[69, 70], "DEGRADED"],
  [[100, 100, 100, 100, 100, 49, 49], "DEGRADED"],
  [[50, 50], "DEGRADED"],
  [[49, 50], "CRITICAL"],
  [[30, 30], "CRITICAL"],
  [[29, 30], "EMERGENCY"],
  [[100, 100, 100, 100, 49, 49, 49], "DEGRADED"],
  [[100, 100, 100, 49, 49, 49, 49], "EMERGENCY"],
] as const)("scores %j are %s", (scores, expected) => expect(healthByMonitors(all(...scores))).toBe(expected));

it("a part is unhealthy when it failed or has five issues, whatever its score", () => {
  const [first, ...rest] = all(100, 100);
  const withPart = (part: Partial<MonitorReport>) => healthByMonitors([{ ...first!, ...part }, ...rest]);
  expect(withPart({ status: "FAILED" })).toBe("HEALTHY");
  expect(withPart({ issues: ["1", "2", "3", "4"] })).toBe("OPTIMAL");
  expect(withPart({ issues: ["1", "2", "3", "4", "5"] })).toBe("HEALTHY");
});

it("a direct finding holds against a good mean, and the monitors hold where nothing was found", () => {
  const found = { status: "CRITICAL" as const, issues: ["feed: silent"], monitors: [] };
  expect(systemHealthOf(found, all(100, 100)).status).toBe("CRITICAL");
  const nothing = { status: "HEALTHY" as const, issues: [], monitors: [] };
  expect(systemHealthOf(nothing, all(100, 100)).status).toBe("OPTIMAL");
  expect(systemHealthOf(nothing, []).status).toBe("HEALTHY");
  expect(systemHealthOf({ ...found, status: "DEGRADED" }, all(10, 10)).status).toBe("EMERGENCY");
});

it("names each issue once", () => {
  const reports = [{ ...all(100)[0]!, issues: ["feed: silent", "venue: slow"] }];
  const found = { status: "DEGRADED" as const, issues: ["feed: silent"], monitors: [] };
  expect(systemHealthOf(found, reports)).toMatchObject({ issues: ["feed: silent", "venue: slow"], monitors: reports });
});
