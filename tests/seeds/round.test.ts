/**
 * One decision round of seed 000, from what the fund sees to what trading must obey.
 *
 * The fund is whole; money is taken from its ledger by hand, so that a round has something to decide.
 */
import { describe, expect, it } from "vitest";
import type { Seat } from "../../src/kernel/domain/decision.ts";
import { clockTicked, modelPerformanceUpdated } from "../../src/kernel/events/market-events.ts";
import { venueConnectionChanged } from "../../src/kernel/events/venue-events.ts";
import { cashOf, payFee } from "../../src/kernel/ledger/ledger.ts";
import { fraction, ratio, usd } from "../../src/kernel/units/units.ts";
import { at, bar, config, hour } from "../scenarios/given.ts";
import { close, factsNamed, feed, fundOf, openWorld, type Step, typesOf, type World } from "../scenarios/world.ts";

/** A fund that trades, with one close behind it. */
function openFund(seats: readonly Seat[] = config.seats): World {
  const world = openWorld({ ...config, seats });
  close(world, at(hour), [bar("BTC", 100), bar("ETH", 50)]);
  return world;
}

/** Takes a share of what is there away and lets the fund look at it. */
function lose(world: World, share: number): Step {
  const { ledger } = fundOf(world);
  payFee(ledger, usd(cashOf(ledger) * share));
  return feed(world, at(hour), "clock", clockTicked.create({}));
}

it("a decision round, step by step", () => {
  const world = openFund();
  const from = world.steps.length;
  lose(world, 0.11);
  const types = typesOf(world, from);
  const seats = new Set(factsNamed(world, "ai.federation.decision_made", from).map(({ seat }) => seat));
  expect([...seats], "every seat evaluated").toEqual(expect.arrayContaining(["SUPERVISOR", "CRO", "CEO"]));
  const order = ["ess.level_changed", "fund.frozen", "ai.federation.decision_made", "policy.updated"];
  const places = order.map((type) => types.lastIndexOf(type));
  expect(places, types.join(", ")).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(fundOf(world).governance.policy?.mandate.envelope.entriesAllowed).toBe(false);
});

it.each<Seat>(["CRO", "CEO"])("a seat that rests says nothing: %s", (resting) => {
  const world = openFund(config.seats.filter((seat) => seat !== resting));
  const from = world.steps.length;
  lose(world, 0.11);
  const said = factsNamed(world, "ai.federation.decision_made", from).map(({ seat }) => seat);
  expect(said.length).toBeGreaterThan(0);
  expect(said).not.toContain(resting);
});

describe("listens to portfolio, health and model performance", () => {
  it("portfolio: a loss is decided on in the same entry", () => {
    const { facts } = lose(openFund(), 0.04);
    expect(facts.map(({ type }) => type)).toContain("ai.federation.decision_made");
  });
  it("health: a lost venue is decided on in the same entry", () => {
    const world = openFund();
    const { facts } = feed(
      world,
      at(hour),
      "venue",
      venueConnectionChanged.create({ connected: false, reason: "pulled" }),
    );
    expect(facts.map(({ type }) => type)).toContain("health.status_changed");
    expect(fundOf(world).governance.policy?.modes.tradingMode).toBe("PAUSED");
  });
  it("model performance: a model whose Sharpe ratio falls below 1 is asked about in the same entry", () => {
    const world = openFund(["SUPERVISOR", "CRO", "CEO", "CIO", "CFO", "RESEARCHER"]);
    const report = { winRateFraction: fraction(0.55), cases: 40, daysSinceTraining: 3 };
    const tell = (sharpe: number) =>
      feed(
        world,
        at(hour),
        "model",
        modelPerformanceUpdated.create({ model: "xgboost", sharpeRatio: ratio(sharpe), ...report }),
      );
    const asks = ({ facts }: Step) =>
      facts.flatMap((fact) =>
        fact.type === "ai.federation.decision_made" && fact.data.decision.kind === "RESEARCH_TASK"
          ? [fact.data.decision.payload]
          : [],
      );
    expect(asks(tell(1.2))).toEqual([]);
    expect(asks(tell(0.8))).toEqual([
      expect.objectContaining({ taskType: "hyperparameter_tuning", modelName: "xgboost" }),
    ]);
  });
});
