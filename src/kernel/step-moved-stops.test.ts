/** Stops that were moved: what their fills are measured by, and what becomes of a move that the venue did not make. */
import { expect, it } from "vitest";
import { at, bar, hour, tradingConfig, wavyClose } from "../../tests/scenarios/given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld, performAtBook } from "../../tests/scenarios/world.ts";

/** A fund that holds BTC, bought at 100.03, with a stop of 97.53. */
function holding() {
  const world = openWorld({
    ...tradingConfig,
    subsystems: { ...tradingConfig.subsystems, dynamic_tpsl: "ENFORCED" },
    hooks: { ...tradingConfig.hooks, "position-classification": "OFF" },
  });
  for (let index = -12; index < 0; index += 1) close(world, at(index * hour), [bar("BTC", wavyClose(index))]);
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  let before = 100;
  let closes = 0;
  const play = (to: number): void => {
    close(world, at(closes++ * hour), [bar("BTC", to, { open: before, low: Math.min(before, to) })]);
    before = to;
  };
  for (const to of [100, 100.5, 101.5]) play(to);
  return { world, play };
}

it("a fill of a stop is measured by the trigger it was moved to", () => {
  const { world, play } = holding();
  play(102.6);
  expect(fundOf(world).trading.positions[0]).toMatchObject({ stopPrice: 100.22 });
  play(99);
  const sold = factsNamed(world, "trade.executed").filter(({ side }) => side === "SELL");
  expect(sold).toHaveLength(1);
  expect(sold[0]!.slippageBps!).toBeCloseTo(10_000 * (1 - sold[0]!.priceUsd / 100.22), 6);
});

it("a position that has fallen through a stop which the venue did not move is left at the market", () => {
  const { world, play } = holding();
  world.perform = (effect) => {
    if (effect.kind !== "MoveStop") performAtBook(world, effect);
  };
  play(102.6);
  play(99);
  expect(factsNamed(world, "order.submitted").at(-1)).toMatchObject({ purpose: "EXIT" });
  play(98.9);
  expect(fundOf(world).trading.positions[0], "the stop that rested is at 97.53").toBeUndefined();
  expect(factsNamed(world, "position.closed")).toMatchObject([{ exitReason: "BREAKEVEN" }]);
});
