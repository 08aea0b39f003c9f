/** A scenario strikes where most is held of what it names, with room before and after; else it is aimed at what is held. */
import { describe, expect, it } from "vitest";
import { stressDefaults } from "../../kernel/simulation/stress/defaults.ts";
import type { Assets, Scenario } from "../../kernel/simulation/stress/stress.ts";
import { epochMs, price, quantity, usd, bps } from "../../kernel/units/units.ts";
import { aimAtHeld, recoveryCloses, strikeMoment } from "./strike-moment.ts";
import type { WatchedClose } from "./watch.ts";

const instruments = ["BTC", "ETH"].map((symbol) => ({
  symbol,
  tickSize: price(1),
  lotSize: quantity(1),
  minNotionalUsd: usd(1),
  maxOrderQuantity: quantity(1),
  makerFeeBps: bps(1),
  takerFeeBps: bps(1),
  halfSpreadBps: bps(1),
}));
const scenarioOf = (assets: Assets): Scenario => ({
  name: "test",
  title: "test",
  stresses: [{ ...stressDefaults.flash_crash, assets }],
});

/** A life of `count` closes that holds as told. */
const lifeOf = (count: number, heldAt: (index: number) => Record<string, number>, frozenAt = -1): WatchedClose[] =>
  Array.from({ length: count }, (_, index) => {
    const held = new Map(Object.entries(heldAt(index)));
    return {
      at: epochMs(index),
      step: index,
      equityUsd: 1,
      drawdown: 0,
      exposure: [...held.values()].reduce((sum, share) => sum + share, 0),
      held,
      isFrozen: index === frozenAt,
      stance: { tradingMode: 0, capitalProfile: 0, operatingMode: 0, systemRiskMode: 0, entriesAllowed: 1 },
      differing: [],
      unprotected: [],
      leaving: [],
      unknownOrders: 0,
      imbalanceMicros: 0,
    };
  });
const strike = (assets: Assets, closes: WatchedClose[]) =>
  strikeMoment(scenarioOf(assets), { calm: { closes }, instruments, taught: 100 });

describe("the strike", () => {
  const closes = lifeOf(1_000, (index) => (index === 300 ? { BTC: 0.1, ETH: 0.3 } : index === 400 ? { BTC: 0.2 } : {}));
  it("is the bar after most is held", () =>
    expect(strike("ALL", closes)).toEqual({ at: 300, index: 401, held: "ETH", exposure: 0.4 }));
  it("looks at what the scenario names", () => expect(strike(["BTC"], closes)).toMatchObject({ at: 400, held: "BTC" }));
  it("leaves a fifth before it, and recovery after it", () => {
    const heldAtEnds = lifeOf(1_000, (index) =>
      index < 200 || index >= 1_000 - 13 - recoveryCloses ? { BTC: 0.9 } : { BTC: 0.1 },
    );
    expect(strike("ALL", heldAtEnds)).toMatchObject({ at: 200, exposure: 0.1 });
  });
  it("does not strike a fund that is frozen already", () => {
    const frozen = lifeOf(1_000, (index) => (index === 300 ? { BTC: 0.5 } : index === 500 ? { BTC: 0.1 } : {}), 300);
    expect(strike("ALL", frozen)).toMatchObject({ at: 500 });
  });
  it("needs a market long enough, and says how long", () => {
    expect(() =>
      strike(
        "ALL",
        lifeOf(300, () => ({})),
      ),
    ).toThrow("test: expected a market of 318 closes or more, was 300");
    expect(() =>
      strike(
        "ALL",
        lifeOf(318, () => ({})),
      ),
    ).not.toThrow();
  });
});

describe("the aim", () => {
  it("moves to what is held where the fund never holds what is named", () => {
    const closes = lifeOf(1_000, () => ({ ETH: 0.2 }));
    const { scenario, notes } = aimAtHeld(scenarioOf(["BTC"]), { closes }, instruments);
    expect(scenario.stresses).toMatchObject([{ assets: "HELD" }]);
    expect(notes).toHaveLength(1);
  });
  it("stays where it is otherwise", () => {
    const closes = lifeOf(1_000, (index) => (index === 500 ? { BTC: 0.1 } : { ETH: 0.2 }));
    for (const assets of [["BTC"], "ALL"] as const)
      expect(aimAtHeld(scenarioOf(assets), { closes }, instruments)).toEqual({
        scenario: scenarioOf(assets),
        notes: [],
      });
  });
});
