/** An entry in a symbol that nobody trades, where no hook refuses it: what is said of it can be read back. */
import { expect, it } from "vitest";
import { at, bar, hour, tradingConfig, wavyClose } from "../../tests/scenarios/given.ts";
import { allModelsSay, close, factsNamed, factsOf, fundOf, openWorld } from "../../tests/scenarios/world.ts";
import { parseFact } from "./events/catalogue.ts";
import { quantity } from "./units/units.ts";

it("without any turnover nobody knows what an entry costs: it is refused, and every fact reads back", () => {
  const world = openWorld({ ...tradingConfig, hooks: { ...tradingConfig.hooks, "universe-filter": "OFF" } });
  const quiet = (to: number) => [{ ...bar("BTC", to), volume: quantity(0) }];
  for (let index = -12; index < 0; index += 1) close(world, at(index * hour), quiet(wavyClose(index)));
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  for (const index of [0, 1, 2]) close(world, at(index * hour), quiet(100));
  expect(factsNamed(world, "order.submitted")).toEqual([]);
  /** The first to refuse is the share of the last bar; what it would cost is refused beside it. */
  expect(factsNamed(world, "order.refused")[0]).toMatchObject({ check: "bar-volume", control: "PT-04" });
  const { tallies } = fundOf(world).controls.current;
  expect(tallies.get("PT-18")?.blocked).toBe(tallies.get("PT-18")?.asked);
  expect(tallies.get("PT-18")?.asked).toBeGreaterThan(0);
  for (const fact of factsOf(world))
    expect(parseFact(JSON.parse(JSON.stringify(fact))), fact.type).toMatchObject({ kind: "PARSED" });
});
