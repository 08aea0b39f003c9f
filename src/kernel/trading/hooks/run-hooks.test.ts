/** Hooks: only ENFORCED is obeyed, stages cap modes, a throwing hook does what it promised, everything leaves a trace. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  effectiveMode,
  integrationStages,
  type SubsystemMode,
  subsystemModes,
  type Trust,
} from "../../domain/subsystem.ts";
import { type Hook, runHooks } from "./run-hooks.ts";

const trusted: Trust = { stage: "AUTONOMY", brake: false };
type Plain = Hook<number, undefined>;
const hook = (change: Partial<Plain> = {}): Plain => ({
  name: "halve",
  mode: "ENFORCED",
  canOnlyTighten: true,
  onFailure: "PASS",
  review: (subject) => ({ kind: "PASS", subject: subject / 2, note: "halved" }),
  ...change,
});
const veto = (change: Partial<Plain> = {}): Plain =>
  hook({ name: "veto", review: () => ({ kind: "VETO", reason: "no" }), ...change });
const failing = (onFailure: "PASS" | "VETO", mode: SubsystemMode = "ENFORCED"): Plain =>
  hook({
    name: "broken",
    mode,
    onFailure,
    review: () => {
      throw new Error("oops");
    },
  });
const run = (hooks: readonly Plain[], trust = trusted) => runHooks(hooks, 8, undefined, trust);

describe("a mode", () => {
  it("ENFORCED changes the subject", () => expect(run([hook(), hook()]).outcome).toEqual({ kind: "PASS", subject: 2 }));
  it("ENFORCED may veto, naming itself, and nobody after it is asked", () => {
    const { outcome, trace } = run([veto(), hook()]);
    expect(outcome).toEqual({ kind: "VETO", hook: "veto", reason: "no" });
    expect(trace.map((each) => each.hook)).toEqual(["veto"]);
  });
  it.each(["OBSERVE", "ADVISORY"] as const)("%s runs and leaves a trace but changes nothing", (mode) => {
    const { outcome, trace } = run([hook({ mode }), veto({ mode })]);
    expect(outcome).toEqual({ kind: "PASS", subject: 8 });
    expect(trace).toEqual([
      { hook: "halve", mode, verdict: "PASS", note: "halved" },
      { hook: "veto", mode, verdict: "VETO", note: "no" },
    ]);
  });
  it("OFF does not run and leaves no trace", () =>
    expect(run([veto({ mode: "OFF" }), failing("VETO", "OFF")])).toEqual({
      outcome: { kind: "PASS", subject: 8 },
      advised: 8,
      trace: [],
    }));
});

describe("advice", () => {
  it("is what ADVISORY hooks would have made of the subject, beside what happened", () => {
    const { outcome, advised } = run([hook({ mode: "ADVISORY" })]);
    expect([outcome, advised]).toEqual([{ kind: "PASS", subject: 8 }, 4]);
  });
  it("is none where an ADVISORY hook would have stopped it, whoever comes after", () =>
    expect(run([veto({ mode: "ADVISORY" }), hook({ mode: "ADVISORY" })]).advised).toBeUndefined());
  it("ignores OBSERVE, which gives none", () => expect(run([veto({ mode: "OBSERVE" })]).advised).toBe(8));
});

describe("a throwing hook", () => {
  it("passes the subject on where it promised to, with a trace", () => {
    expect(run([failing("PASS"), hook()])).toMatchObject({
      outcome: { kind: "PASS", subject: 4 },
      trace: [{ verdict: "FAILED", note: "broken failed: Error: oops" }, { verdict: "PASS" }],
    });
  });
  it("vetoes where it promised to", () =>
    expect(run([failing("VETO")]).outcome).toEqual({
      kind: "VETO",
      hook: "broken",
      reason: "broken failed: Error: oops",
    }));
  it("does neither where it is only observed", () =>
    expect(run([failing("VETO", "OBSERVE")]).outcome).toEqual({ kind: "PASS", subject: 8 }));
});

describe("a stage caps every mode", () => {
  it.each([
    ["OBSERVATION", true, "OBSERVE"],
    ["OBSERVATION", false, "OBSERVE"],
    ["PARTIAL", true, "ADVISORY"],
    ["PARTIAL", false, "ADVISORY"],
    ["COORDINATION", true, "ENFORCED"],
    ["COORDINATION", false, "ADVISORY"],
    ["AUTONOMY", true, "ENFORCED"],
    ["AUTONOMY", false, "ENFORCED"],
    ["MAINNET", true, "ENFORCED"],
    ["MAINNET", false, "ENFORCED"],
  ] as const)("%s, tightening only %s: %s at most", (stage, canOnlyTighten, cap) => {
    for (const mode of subsystemModes) {
      const expected = subsystemModes.indexOf(mode) < subsystemModes.indexOf(cap) ? mode : cap;
      expect(effectiveMode(mode, canOnlyTighten, { stage, brake: false })).toBe(expected);
    }
  });

  it("the brake switches every hook off", () => {
    for (const stage of integrationStages) expect(effectiveMode("ENFORCED", true, { stage, brake: true })).toBe("OFF");
  });

  it("a hook that can loosen is not obeyed in COORDINATION", () => {
    const trust: Trust = { stage: "COORDINATION", brake: false };
    expect(run([hook({ canOnlyTighten: false })], trust).outcome).toEqual({ kind: "PASS", subject: 8 });
    expect(run([hook({ canOnlyTighten: true })], trust).outcome).toEqual({ kind: "PASS", subject: 4 });
  });

  it("the effective mode is never above what is configured", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...subsystemModes),
        fc.boolean(),
        fc.constantFrom(...integrationStages),
        fc.boolean(),
        (mode, tightens, stage, brake) => {
          const effective = effectiveMode(mode, tightens, { stage, brake });
          expect(subsystemModes.indexOf(effective)).toBeLessThanOrEqual(subsystemModes.indexOf(mode));
        },
      ),
    );
  });
});
