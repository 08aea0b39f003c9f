/** The risk officer's cycle in a whole fund, on daily bars: gather, calculate, publish, be judged, have its tails fitted. */
import { expect, it } from "vitest";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { normal, seedRandom } from "../../src/kernel/maths/seeded-random.ts";
import { days } from "../../src/kernel/units/units.ts";
import { at, bar, btc, day, tradingConfig } from "./given.ts";
import { close, factsNamed, factsOf, fundOf, openWorld, type World } from "./world.ts";

const daily: FundConfig = { ...tradingConfig, instruments: [btc], intervalMs: days(1) };

/** A fund that has lived through these closes, one a day. */
function lived(closes: readonly number[]): World {
  const world = openWorld(daily);
  closes.forEach((price, index) => close(world, at((index + 1) * day), [bar("BTC", price)]));
  return world;
}

function pathOf(length: number, seed = 8): number[] {
  const random = seedRandom(seed);
  let price = 100;
  return Array.from({ length }, () => (price *= Math.exp(0.02 * normal(random))));
}

const officerOf = (world: World) => fundOf(world).governance.riskOfficer;

it("gathers, calculates and publishes, and judges what it said the day before", () => {
  const world = lived(pathOf(200));
  const said = factsNamed(world, "risk.state_updated");
  expect(said.length).toBeGreaterThan(190);
  expect(said.at(-1)).toMatchObject({ estimator: "HISTORICAL", stressScenario: expect.any(String) });
  expect(factsNamed(world, "risk.ceiling_updated").length).toBeGreaterThan(0);
  const [desk] = officerOf(world).desks;
  expect(desk?.scoreboard.judgedDays).toBeGreaterThan(130);
  expect(desk?.standing?.by.size).toBe(8);
});

it("has its tails fitted beside the loop: asked at a close, heard as an input of its own, in force the day after", () => {
  const world = lived(pathOf(140));
  const heard = world.steps.filter(({ entry }) => entry.event.type === "tail.estimated");
  expect(heard.length).toBeGreaterThan(1);
  expect(new Set(heard.map(({ entry }) => entry.origin))).toEqual(new Set(["model"]));
  expect(officerOf(world).desks[0]?.model?.garch).toBeDefined();
  expect(officerOf(world).desks[0]?.askedAt).toBeUndefined();
});

it("knows nothing of later days: whatever comes, what it said before is the same", () => {
  const known = pathOf(180);
  const prefix = factsOf(lived(known));
  const crash = known.map((price, index) => price * (index % 2 === 0 ? 0.5 : 0.4));
  for (const later of [pathOf(20, 9), crash.slice(0, 20)])
    expect(factsOf(lived([...known, ...later])).slice(0, prefix.length)).toEqual(prefix);
});

const worlds: readonly [string, (day: number) => number][] = [
  ["a market that stands still", () => 100],
  ["a market that moves once", (day) => (day === 130 ? 200 : 100)],
  ["a market that doubles and halves", (day) => (day % 2 === 0 ? 100 : 200)],
  ["a market that dies", (day) => 100 * 0.9 ** day],
  ["a market that takes off", (day) => 100 * 1.2 ** day],
];
it.each(worlds)("lives through %s: every estimate is a number or a no", (_, priceOn) => {
  const world = lived(Array.from({ length: 260 }, (_unused, index) => priceOn(index)));
  expect(factsNamed(world, "safety.failed")).toEqual([]);
  expect(Number.isFinite(fundOf(world).governance.risk.score)).toBe(true);
});
