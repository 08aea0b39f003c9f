/** The course of an illness at each of its lines, and as a walk over any failures. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../../../tests/scenarios/given.ts";
import type { HealingAction, Patient } from "../../../domain/healing.ts";
import { minutes } from "../../../units/units.ts";
import { examine, healthy, mostRestarts } from "./patient.ts";

const interval = minutes(2);
/** Failures found at each check, one interval apart, and what was done at each. */
function course(failures: readonly number[], mayRestart = true) {
  let patient: Patient = healthy;
  const actions: (HealingAction | undefined)[] = [];
  failures.forEach((each, index) => {
    const examined = examine(patient, { at: at(index * interval), failures: each, interval, mayRestart });
    ({ patient } = examined);
    actions.push(examined.action);
  });
  return { patient, actions };
}
const quiet = (checks: number) => Array.from({ length: checks }, () => 0);

describe("a subsystem", () => {
  it("that never fails is never touched, however long nothing happens", () =>
    expect(course(quiet(10_000))).toEqual({ patient: healthy, actions: quiet(10_000).map(() => undefined) }));
  it("is degraded by one failure, and two in all", () =>
    expect(course([1, 1]).actions).toEqual(["DEGRADE", undefined]));
  it("is put in quarantine by the third, at once or one by one", () => {
    expect(course([1, 1, 1]).actions).toEqual(["DEGRADE", undefined, "QUARANTINE"]);
    expect(course([3]).actions).toEqual(["QUARANTINE"]);
    expect(course([2]).patient.level).toBe("DEGRADED");
  });
  it("recovers after three clean checks, not two", () => {
    expect(course([1, 0, 0]).patient.level).toBe("DEGRADED");
    expect(course([1, 0, 0, 0])).toMatchObject({
      patient: healthy,
      actions: ["DEGRADE", undefined, undefined, "RECOVER"],
    });
    expect(course([2, 0, 0, 1]).patient.level, "what it has failed before still counts").toBe("QUARANTINED");
  });
  it("is started anew after 1, 2, 4, 8 and 16 checks, and then given up", () => {
    let patient: Patient = healthy;
    const seen: string[] = [];
    for (let check = 0; check < 60; check += 1) {
      const failures = patient.level === "QUARANTINED" ? 0 : 3;
      const examined = examine(patient, { at: at(check * interval), failures, interval, mayRestart: true });
      ({ patient } = examined);
      if (examined.action !== undefined) seen.push(`${examined.action} ${check}`);
    }
    expect(seen).toEqual([
      "QUARANTINE 0",
      "RESTART 1",
      "QUARANTINE 2",
      "RESTART 4",
      "QUARANTINE 5",
      "RESTART 9",
      "QUARANTINE 10",
      "RESTART 18",
      "QUARANTINE 19",
      "RESTART 35",
      "GIVE_UP 36",
    ]);
  });
  it("stays in quarantine where nobody may bring it back", () =>
    expect(course([3, ...quiet(100)], false).patient.level).toBe("QUARANTINED"));
  it("that has recovered begins anew", () => expect(course([3, 0, 0, 0, 0]).patient).toEqual(healthy));
});

it("over any failures: quarantine only after three of them, never more than five starts without a recovery", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { maxLength: 200 }), fc.boolean(), (failures, mayRestart) => {
      let patient: Patient = healthy;
      let sinceWell = 0;
      failures.forEach((each, index) => {
        const heard = patient.level === "QUARANTINED" ? 0 : each;
        const before = patient;
        const { patient: next, action } = examine(before, {
          at: at(index * interval),
          failures: heard,
          interval,
          mayRestart,
        });
        sinceWell += heard;
        if (action === "QUARANTINE" || action === "GIVE_UP") expect(sinceWell).toBeGreaterThanOrEqual(3);
        if (action === "RESTART") expect(mayRestart && before.level === "QUARANTINED").toBe(true);
        if (action === "RECOVER" || action === "RESTART") sinceWell = 0;
        if (next.level === "QUARANTINED" && before.level !== "QUARANTINED") expect(heard).toBeGreaterThan(0);
        expect(next.restarts).toBeLessThanOrEqual(mostRestarts);
        patient = next;
      });
    }),
  );
});
