/**
 * Model check of the authority state machine, bounded for every run; `npm run model-check` goes on for as long as asked.
 *
 * In every state reached, whichever way: nothing is loosened past a senior or another kind, no exit is refused, no freeze
 * is forgotten and each can be released, what tightens does so in the same entry, and neither stage nor brake gates the
 * emergency stop, the Supervisor or the hard limits.
 */
import { describe, expect, it } from "vitest";
import { ratio } from "../../src/kernel/units/units.ts";
import { fundOf, type World } from "../scenarios/world.ts";
import { faultsOf, faultsOfExits } from "./authority-checks.ts";
import { fork, modelConfig, openModel } from "./authority-model.ts";
import type { Move } from "./move.ts";
import { moves } from "./moves.ts";
import { type Budget, explore } from "./explore.ts";

const bounded: Budget = { transitions: 900, walks: 6, walkLength: 40, seed: 7 };

it.each([
  ["a simulated venue", false],
  ["a live venue", true],
])("keeps every promise at %s", { timeout: 240_000 }, (_, isLiveVenue) => {
  const { faults, ...found } = explore(openModel({ ...modelConfig, isLiveVenue }), bounded);
  expect(faults).toEqual([]);
  console.log(
    `authority machine: ${found.states} distinct states (${found.frozenStates} frozen), ${found.transitions} transitions, ` +
      `${found.exitsAsked} exits asked for, ${found.recoveries} kinds of freeze released from`,
  );
  expect(found.states, "it went where it matters").toBeGreaterThan(300);
  expect(found.frozenStates).toBeGreaterThan(100);
  expect(found.recoveries).toBeGreaterThan(20);
});

describe("the checks find what they are for", () => {
  /** What they say of a move that does this to the fund behind the kernel's back. */
  function faultsAfter(first: readonly string[], tamper: (world: World) => void): string[] {
    const before = openModel();
    for (const name of first) moves.find((move) => move.name === name)?.make(before);
    const after = fork(before);
    tamper(after);
    const move: Move = { name: "tampering", effect: "NEVER_LOOSENS", make: () => [] };
    return faultsOf(before, move, after, []);
  }
  const loosen = (world: World, limits: object): void => {
    const { governance } = fundOf(world);
    const { policy } = governance;
    if (policy === undefined) return;
    const mandate = { ...policy.mandate, envelope: { ...policy.mandate.envelope, ...limits } };
    governance.policy = { ...policy, mandate };
  };

  it("a freeze that is forgotten", () =>
    expect(faultsAfter(["drawdown 10.5 %"], (world) => (fundOf(world).governance.freeze = undefined))).toContain(
      "a freeze is forgotten: it ended without a release",
    ));
  it("a freeze that forgets a cause", () =>
    expect(
      faultsAfter(["drawdown 10.5 %"], (world) => {
        const { governance } = fundOf(world);
        if (governance.freeze !== undefined) governance.freeze = { ...governance.freeze, causes: [] };
      }).join(),
    ).toContain("forgot its cause DRAWDOWN"));
  it("a limit beyond the hard limits", () =>
    expect(faultsAfter([], (world) => loosen(world, { maxLeverage: ratio(11) })).join()).toContain(
      "maxLeverage is looser than the hard limits allows",
    ));
  it("a limit looser than a seat's", () =>
    expect(faultsAfter(["drawdown 3.5 %"], (world) => loosen(world, { maxExposure: 0.9 })).join()).toContain(
      "maxExposure is looser than CRO's RISK_ADJUSTMENT allows",
    ));
  it("entries in spite of the brake", () =>
    expect(faultsAfter(["brake, unnamed"], (world) => loosen(world, { entriesAllowed: true }))).toContain(
      "entries are allowed in spite of brake",
    ));
  it("a crossing that froze nothing", () =>
    expect(
      faultsAfter([], (world) => {
        const { governance } = fundOf(world);
        if (governance.lastPerformance === undefined) return;
        governance.lastPerformance = { ...governance.lastPerformance, drawdown: ratio(0.11) };
      }),
    ).toContain("drawdown was crossed and nothing froze"));
  it("an exit that is refused", () => {
    const world = openModel();
    fundOf(world).trading.lastOrder = { seq: Number.MAX_SAFE_INTEGER, index: 0 };
    expect(faultsOfExits(world).join()).toContain("an exit was refused");
  });
});
