/** Seed 004, "Test hook invocation (all 13 hooks)": a life of the default fund in which each of them is heard. */
import { expect, it } from "vitest";
import { hookNames, hookOwner } from "../../src/kernel/domain/hooks.ts";
import { hours } from "../../src/kernel/units/units.ts";
import { simulatedFund } from "../browser/simulated-fund.ts";

it("are all heard in a life of the default fund", { timeout: 60_000 }, () => {
  const fund = simulatedFund({ seed: 7 });
  fund.play(2_600);
  const { trading, governance } = fund.state.fund!;
  /** The twelfth speaks of parts that throw: one is made to. */
  trading.hookFailures.push("amplification-check");
  fund.play(Math.ceil(hours(2) / hours(1)));
  const { hooks } = fund.source.view().board;
  expect(hooks.map(({ hook, subsystem }) => [hook, subsystem])).toEqual(
    hookNames.map((name) => [name, hookOwner[name]]),
  );
  expect(hooks.filter(({ passed, vetoed }) => passed + vetoed === 0).map(({ hook }) => hook)).toEqual([]);
  expect(hooks.find(({ hook }) => hook === "self-healing-check")?.lastNote).toBe("DEGRADE pal");
  expect(governance.isolated.size).toBe(0);
});
