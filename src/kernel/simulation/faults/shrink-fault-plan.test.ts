/** Whatever makes a plan fail is what is left of it, and nothing else. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { hours } from "../../units/units.ts";
import { drawFaultPlan } from "./draw-fault-plan.ts";
import type { Fault, FaultPlan } from "./fault-plan.ts";
import { shrinkFaultPlan } from "./shrink-fault-plan.ts";

/** Shrinks with a judge that answers at once. Counts how often it was asked. */
function shrunk(plan: FaultPlan, fails: (plan: FaultPlan) => boolean): { least: FaultPlan; asked: number } {
  const shrinking = shrinkFaultPlan(plan);
  let asked = 0;
  for (let step = shrinking.next(); ; step = shrinking.next(fails(step.value))) {
    if (step.done === true) return { least: step.value, asked };
    asked += 1;
  }
}

const drawn = (seed: number): FaultPlan =>
  drawFaultPlan({ seed, intensity: 2, closes: 100, intervalMs: hours(1), markets: 6 });
const kindsOf = ({ faults }: FaultPlan) => faults.map(({ kind }) => kind);

it("leaves one fault where one is enough, in the shortest run it fails in", () => {
  const needs = (fault: Fault) => fault.kind === "CRASH";
  const plan = drawn(3);
  expect(kindsOf(plan)).toContain("CRASH");
  const { least } = shrunk(plan, ({ faults, closes }) => closes >= 17 && faults.some(needs));
  expect(kindsOf(least)).toEqual(["CRASH"]);
  expect(least.closes).toBe(17);
});

it("softens what is left: fewer hits, shorter windows, down to a second", () => {
  const plan = drawn(3);
  const { least } = shrunk(plan, ({ faults }) => faults.some((fault) => "toMs" in fault));
  const [fault] = least.faults;
  if (fault === undefined || !("toMs" in fault)) throw new Error("expected a fault that lasts");
  expect(fault.toMs - fault.fromMs).toBeLessThanOrEqual(1_000);
});

it("gives a plan back as it was where nothing can be left out", () => {
  const plan = drawn(5);
  expect(shrunk(plan, (smaller) => JSON.stringify(smaller) === JSON.stringify(plan)).least).toEqual(plan);
});

it("finds any set of needed faults exactly, within a few hundred plays", () => {
  fc.assert(
    fc.property(fc.nat(500), fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }), (seed, places) => {
      const plan = drawn(seed);
      const needed = new Set(places.map((place) => plan.faults[place % plan.faults.length]?.fromMs));
      const fails = ({ faults }: FaultPlan) =>
        [...needed].every((fromMs) => faults.some((fault) => fault.fromMs === fromMs));
      const { least, asked } = shrunk(plan, fails);
      expect(new Set(least.faults.map(({ fromMs }) => fromMs))).toEqual(needed);
      expect(least.faults).toHaveLength(needed.size);
      expect(asked).toBeLessThan(400);
    }),
  );
});
