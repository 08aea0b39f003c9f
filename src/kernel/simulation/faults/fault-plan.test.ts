/** Plans are drawn from their seed alone, hold from their time to their end, and are used up hit by hit. */
import { describe, expect, it } from "vitest";
import { durationMs, epochMs, fraction, hours, minutes } from "../../units/units.ts";
import { drawFaultPlan } from "./draw-fault-plan.ts";
import { type Fault, faultKinds } from "./fault-plan.ts";
import { gateRefusal, holding, isOut, isReachable, openFaults, take, volumeAt } from "./faults-in-force.ts";

const choices = { intensity: 1, closes: 100, intervalMs: hours(1), markets: 6 };
const from = epochMs(1_000_000);
const at = (offset: number) => epochMs(from + offset);
const inForce = (...faults: Fault[]) => openFaults({ faults }, from);

describe("a drawn plan", () => {
  const plans = Array.from({ length: 200 }, (_, seed) => drawFaultPlan({ ...choices, seed }));

  it("is the same for the same seed, and survives being written down", () => {
    expect(drawFaultPlan({ ...choices, seed: 7 })).toEqual(plans[7]);
    expect(JSON.parse(JSON.stringify(plans))).toEqual(plans);
    expect(new Set(plans.map((plan) => JSON.stringify(plan.faults))).size).toBe(plans.length);
  });

  it("has every kind of fault somewhere, in order of time, within the run", () => {
    const drawn = new Set(plans.flatMap(({ faults }) => faults.map(({ kind }) => kind)));
    expect([...drawn].toSorted()).toEqual(faultKinds.toSorted());
    for (const { faults, market } of plans) {
      const starts = faults.map(({ fromMs }) => fromMs);
      expect(starts).toEqual(starts.toSorted((one, other) => one - other));
      expect(starts.every((start) => start >= 0 && start <= 100 * hours(1))).toBe(true);
      expect(market).toBeGreaterThanOrEqual(0);
      expect(market).toBeLessThan(6);
    }
  });

  it("has about sixteen faults in a hundred closes, and as many times more as asked for", () => {
    const mean = (intensity: number) =>
      plans.reduce((sum, { seed }) => sum + drawFaultPlan({ ...choices, seed, intensity }).faults.length, 0) / 200;
    expect(mean(1)).toBeGreaterThan(15);
    expect(mean(1)).toBeLessThan(17);
    expect(mean(3)).toBeGreaterThan(45);
  });
});

describe("what lasts", () => {
  const outage: Fault = { kind: "OUTAGE", fromMs: durationMs(100), toMs: durationMs(200) };
  it.each([
    [99, false],
    [100, true],
    [199, true],
    [200, false],
  ])("at %i ms an outage of 100 to 200 ms holds: %s", (offset, holds) => {
    const faults = inForce(outage);
    expect(isOut(faults, at(offset))).toBe(holds);
    expect(isReachable(faults, at(offset))).toBe(!holds);
    expect(holding(faults, at(offset), "STALE_STREAM")).toBeUndefined();
  });

  it("thins the market while it holds", () => {
    const faults = inForce({ ...outage, kind: "PARTIAL_FILLS", volumeFraction: fraction(0.001) });
    expect([volumeAt(faults, at(99)), volumeAt(faults, at(100))]).toEqual([1, 0.001]);
  });
});

it("what hits requests hits as many as it says, from its time on, the first fault first", () => {
  const faults = inForce(
    { kind: "LOST_REQUEST", fromMs: durationMs(100), requests: 2 },
    { kind: "LOST_REPLY", fromMs: durationMs(100), requests: 1 },
  );
  const hit = (offset: number) => take(faults, at(offset), "LOST_REQUEST", "LOST_REPLY")?.kind;
  expect([hit(99), hit(100), hit(101), hit(102), hit(103)]).toEqual([
    undefined,
    "LOST_REQUEST",
    "LOST_REQUEST",
    "LOST_REPLY",
    undefined,
  ]);
});

it("tells the first request how long to wait, and bans who asks again", () => {
  const faults = inForce({ kind: "RATE_LIMIT", fromMs: durationMs(0), toMs: durationMs(1_000), banMs: minutes(2) });
  expect(gateRefusal(faults, at(400))).toEqual({ status: 429, retryAfterMs: 600 });
  expect(gateRefusal(faults, at(500))).toEqual({ status: 418, retryAfterMs: minutes(2) });
  expect(gateRefusal(faults, at(1_500))).toEqual({ status: 418, retryAfterMs: minutes(2) - 1_000 });
  expect(isReachable(faults, at(1_500))).toBe(false);
  expect(gateRefusal(faults, at(500 + minutes(2)))).toBeUndefined();
});
