/** The register is whole: every check belongs to one control, every number of a control to one setting. */
import { describe, expect, it } from "vitest";
import { config } from "../../../../../tests/scenarios/given.ts";
import { controlIds } from "../../../domain/control.ts";
import { entryChecks, orderChecks, reductionChecks } from "../checks.ts";
import { controlOfCheck, controlsAtGuard, guardControls } from "./register.ts";

const asked = new Set([...orderChecks, ...reductionChecks, ...entryChecks]);

it("names its controls once, in the order of the register", () => {
  const places = guardControls.map(({ id }) => controlIds.findIndex((each) => each === id));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(new Set(places).size).toBe(places.length);
  expect(places).not.toContain(-1);
});

it("no check belongs to two controls, and none of a control is never asked", () => {
  const owned = controlsAtGuard.flatMap(({ checks }) => checks);
  expect(new Set(owned).size).toBe(owned.length);
  expect(owned.filter((check) => !asked.has(check))).toEqual([]);
  for (const { id, checks } of controlsAtGuard)
    for (const { name } of checks) expect(controlOfCheck(name), name).toBe(id);
});

it("no check is asked that belongs to none; those of surveillance belong to RT-05, RT-06 and RT-10", () => {
  expect([...asked].filter(({ name }) => controlOfCheck(name) === undefined)).toEqual([]);
  const ofSurveillance = ["reconciled", "symbol-frozen", "flow-stopped", "flow-throttled"];
  expect(ofSurveillance.map(controlOfCheck)).toEqual(["RT-05", "RT-06", "RT-10", "RT-10"]);
});

/** The configuration at a path; `instruments[]` is what any of them has. */
function settingsAt(path: string): unknown[] {
  const [, ofInstrument] = /^instruments\[\]\.(.+)$/.exec(path) ?? [];
  const roots: readonly unknown[] = ofInstrument === undefined ? [config] : config.instruments;
  const names = (ofInstrument ?? path).split(".");
  return roots.map((root) =>
    names.reduce<unknown>(
      (held, name) => (typeof held === "object" && held !== null ? Reflect.get(held, name) : undefined),
      root,
    ),
  );
}

describe.each(guardControls.map((control) => [control.id, control] as const))("%s", (_, control) => {
  it("says what it is for, whom it answers, where its numbers come from, who acts and how", () => {
    for (const text of [control.name, control.purpose, control.source, control.action, ...control.answers])
      expect(text.trim()).not.toBe("");
    expect(control.answers.length).toBeGreaterThan(0);
  });

  it("its parameters are settings, and warn before they block", () => {
    const parameters = control.parameters(config);
    for (const { setting, block, warn, bound, note } of parameters) {
      if (note === undefined) expect(settingsAt(setting), setting).toContain(block);
      else expect(settingsAt(setting), setting).toEqual([expect.any(Number)]);
      if (warn === null) continue;
      expect(bound === "AT_LEAST" ? warn > block : warn < block, setting).toBe(true);
    }
    expect(new Set(parameters.map(({ setting }) => setting)).size).toBe(parameters.length);
  });

  it("has parameters, or says why not", () =>
    expect(control.parameters(config).length > 0).toBe(control.whyNoParameters === undefined));
});
