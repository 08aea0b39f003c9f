/** Self-healing among the rest of governance: who is put in quarantine, what that costs, and who may bring it back. */
import { describe, expect, it } from "vitest";
import { type Council, later, openCouncil, round } from "../../../tests/scenarios/council.ts";
import { minutes } from "../units/units.ts";
import type { FundConfig } from "../domain/config.ts";
import { hooksIn, subsystemsIn } from "../../../tests/scenarios/trust.ts";
import { config, hour } from "../../../tests/scenarios/given.ts";
import type { HookName } from "../domain/hooks.ts";

const healed = (change: Partial<FundConfig> = {}): Council =>
  openCouncil({ subsystems: subsystemsIn("ENFORCED"), hooks: hooksIn("ENFORCED"), ...change });
const failing = (hook: HookName, times: number) => ({ hookFailures: Array.from({ length: times }, () => hook) });

/** What self-healing did in each of these hours, by the number of times the hook threw in it. */
function hours(council: Council, hook: HookName, failures: readonly number[]): string[] {
  const said: string[] = [];
  for (const times of failures) {
    later(council, hour);
    for (const fact of round(council, failing(hook, times)))
      if (fact.type === "subsystem.healed")
        said.push(`${fact.data.action} ${fact.data.subsystem}${fact.data.isCarriedOut ? "" : " (not done)"}`);
  }
  return said;
}
const limitsOf = ({ state }: Council) => {
  const { envelope, setBy } = state.policy!.mandate;
  return {
    size: envelope.sizeFactor,
    entries: envelope.entriesAllowed,
    sizeBy: setBy.sizeFactor,
    entriesBy: setBy.entriesAllowed,
  };
};

describe("a hook that throws", () => {
  it("degrades its subsystem, then puts it in quarantine at half the size, then it is started anew", () => {
    const council = healed();
    expect(hours(council, "amplification-check", [1, 0, 2])).toEqual(["DEGRADE pal", "QUARANTINE pal"]);
    expect([...council.state.isolated]).toEqual(["pal"]);
    expect(limitsOf(council)).toMatchObject({ size: 0.5, sizeBy: "self-healing", entries: true });
    expect(hours(council, "amplification-check", [0, 0, 0, 0])).toEqual(["RESTART pal", "RECOVER pal"]);
    expect(council.state.isolated.size).toBe(0);
    expect(limitsOf(council).sizeBy).not.toBe("self-healing");
  });
  it("of those that bound entries stops entries", () => {
    const council = healed();
    hours(council, "portfolio-check", [3]);
    expect(limitsOf(council)).toMatchObject({ entries: false, entriesBy: "self-healing" });
  });
  it("tells its monitor", () => {
    const council = healed();
    hours(council, "amplification-check", [3]);
    const report = council.state.lastBriefing?.health.monitors.find(({ monitor }) => monitor === "self_healing");
    later(council, minutes(1));
    round(council);
    const next = council.state.lastBriefing?.health.monitors.find(({ monitor }) => monitor === "self_healing");
    expect([report?.score, next?.score]).toEqual([100, 90]);
  });
});

describe("who is heard", () => {
  it.each([
    ["OBSERVATION", ["QUARANTINE pal (not done)"], 0],
    ["PARTIAL", ["QUARANTINE pal (not done)"], 0],
    ["COORDINATION", ["QUARANTINE pal"], 1],
    ["AUTONOMY", ["QUARANTINE pal", "RESTART pal", "RECOVER pal"], 0],
  ] as const)("at %s", (stage, said, isolated) => {
    const council = healed({ stage });
    expect(hours(council, "amplification-check", [3, 0, 0, 0, 0])).toEqual(said);
    expect(council.state.isolated.size).toBe(isolated);
  });
  it("PROTECTIVE brings nothing back", () => {
    const council = healed({ healing: { ...config.healing, mayRestart: false } });
    expect(hours(council, "amplification-check", [3, 0, 0, 0, 0])).toEqual(["QUARANTINE pal"]);
  });
  it("OFF does nothing at all", () => {
    const council = healed({ hooks: { ...hooksIn("ENFORCED"), "self-healing-check": "OFF" } });
    expect(hours(council, "amplification-check", [3, 3, 3])).toEqual([]);
  });
});

it("looks once an interval: what throws between two checks is counted at the next", () => {
  const council = healed();
  hours(council, "amplification-check", [0]);
  const said = (times: number) =>
    round(council, failing("amplification-check", times)).filter(({ type }) => type === "subsystem.healed");
  later(council, minutes(1));
  expect([said(2), said(1)]).toEqual([[], []]);
  expect(hours(council, "amplification-check", [0])).toEqual(["QUARANTINE pal"]);
});

it("a month in which nothing happens is no fault of anybody", () => {
  const council = healed();
  expect(
    hours(
      council,
      "amplification-check",
      Array.from({ length: 720 }, () => 0),
    ),
  ).toEqual([]);
  expect(council.state.health).toBe("OPTIMAL");
});
