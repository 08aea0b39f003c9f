/**
 * OVERRIDE strikes a proposal. The CEO's own rules never ask for AGGRESSIVE in a drawdown, so the one here is broken on
 * purpose: the Supervisor is there for the day a seat is wrong.
 */
import { expect, it, vi } from "vitest";
import { capitalProfilePayload } from "../../src/kernel/governance/council/ceo/capital-profile.ts";
import { clockTicked } from "../../src/kernel/events/market-events.ts";
import { cashOf, payFee } from "../../src/kernel/ledger/ledger.ts";
import { usd } from "../../src/kernel/units/units.ts";
import { at, config } from "../scenarios/given.ts";
import { said } from "../scenarios/given-fund.ts";
import { factsNamed, feed, fundOf, openWorld } from "../scenarios/world.ts";

vi.mock(import("../../src/kernel/governance/council/ceo/capital-profile.ts"), async (load) => {
  const real = await load();
  const greedy = () => ({
    kind: "CAPITAL_PROFILE" as const,
    payload: real.capitalProfilePayload("AGGRESSIVE"),
    ...said,
  });
  return { ...real, decideCapitalProfile: greedy };
});

/** What a greedy CEO gets at this drawdown. */
function askAt(drawdown: number) {
  const world = openWorld(config);
  const { governance, ledger } = fundOf(world);
  const lost = usd(cashOf(ledger) * drawdown);
  payFee(ledger, lost);
  feed(world, at(0), "clock", clockTicked.create({}));
  const decisions = factsNamed(world, "ai.federation.decision_made", 1);
  return { governance, decisions };
}

it("a struck proposal never becomes policy: it is published with who struck it, and the old stance stays", () => {
  const { governance, decisions } = askAt(0.051);
  const strike = decisions.find(({ decision }) => decision.kind === "OVERRIDE");
  const struck = decisions.filter(({ decision }) => decision.kind === "CAPITAL_PROFILE");
  expect(struck).toHaveLength(1);
  expect(struck[0]).toMatchObject({ seat: "CEO", outcome: "OVERRIDDEN", outcomeBy: strike?.decisionId });
  expect(strike).toMatchObject({
    seat: "SUPERVISOR",
    outcome: "STANDS",
    decision: { priority: "CRITICAL", payload: { overriddenDecisionId: struck[0]?.decisionId } },
  });
  expect(strike?.decision.reason).toBe("CEO wants AGGRESSIVE but drawdown is 5.10 %");
  expect(governance.policy?.modes.capitalProfile).toBe(config.startProfile);
  const { maxPositions } = capitalProfilePayload(config.startProfile);
  expect(governance.policy?.mandate.envelope.maxPositions).toBeLessThanOrEqual(maxPositions);
});

it("below 5 % it stands", () => {
  const { governance, decisions } = askAt(0.049);
  expect(decisions.map(({ decision }) => decision.kind)).not.toContain("OVERRIDE");
  expect(governance.policy?.modes.capitalProfile).toBe("AGGRESSIVE");
});
