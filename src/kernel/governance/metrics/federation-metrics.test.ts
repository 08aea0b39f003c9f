/** The federation's figures: paced by the hour, shares of a day's decisions, many conflicts said once. */
import { describe, expect, it } from "vitest";
import { at, day, hour } from "../../../../tests/scenarios/given.ts";
import { conflictsBecameMany, count, openFederationMetrics, reportMetrics } from "./federation-metrics.ts";

const counted = (what: "decisions" | "conflicts" | "overrides" | "freezes", times: readonly number[]) => {
  const metrics = openFederationMetrics();
  for (const time of times) count(metrics, what, at(time));
  return metrics;
};
const often = (times: number, every = 60_000) => Array.from({ length: times }, (_, index) => index * every);

describe("decisions an hour", () => {
  it.each([
    [4, "LOW"],
    [5, "NORMAL"],
    [10, "NORMAL"],
    [11, "RAISED"],
    [19, "RAISED"],
    [20, "HIGH"],
  ] as const)("%d read as %s", (decisions, pace) =>
    expect(reportMetrics(counted("decisions", often(decisions)), at(hour / 2)).pace).toBe(pace),
  );
  it("are those of the last hour; the mean is of 24", () => {
    const report = reportMetrics(counted("decisions", [0, hour, hour + 1, 2 * hour]), at(2 * hour));
    expect(report).toMatchObject({ decisionsLastHour: 2, decisionsPerHour: 4 / 24 });
  });
  it("older than a day are forgotten", () => {
    const metrics = counted("decisions", [0, 1, day + 1]);
    expect(metrics.decisions).toEqual([at(day + 1)]);
  });
});

it("shares are of a day's decisions, and none without decisions", () => {
  expect(reportMetrics(counted("conflicts", [0]), at(1))).toMatchObject({ conflictShare: 0, overrideShare: 0 });
  const metrics = counted("decisions", often(40));
  count(metrics, "conflicts", at(hour));
  count(metrics, "conflicts", at(hour));
  count(metrics, "overrides", at(hour));
  expect(reportMetrics(metrics, at(hour))).toMatchObject({ conflictShare: 0.05, overrideShare: 0.025 });
});

it("freezes are counted by the week", () => {
  const metrics = counted("freezes", [0, day, 6 * day]);
  expect(reportMetrics(metrics, at(7 * day)).freezesLastWeek).toBe(2);
});

describe("many conflicts", () => {
  it("are five within an hour, said once until they have become fewer", () => {
    const metrics = openFederationMetrics();
    const said = [0, 1, 2, 3, 4, 5].map((minute) => {
      count(metrics, "conflicts", at(minute));
      return conflictsBecameMany(metrics, at(minute));
    });
    expect(said).toEqual([false, false, false, false, true, false]);
    expect(conflictsBecameMany(metrics, at(2 * hour))).toBe(false);
    for (let each = 0; each < 5; each += 1) count(metrics, "conflicts", at(3 * hour));
    expect(conflictsBecameMany(metrics, at(3 * hour))).toBe(true);
  });
});
