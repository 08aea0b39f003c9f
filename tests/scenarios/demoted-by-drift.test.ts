/** RT-11 in a whole fund: entries that slip by more than expected lower the stage by one, once for each time it is shown. */
import { describe, expect, it } from "vitest";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { fundReconfigured } from "../../src/kernel/events/fund-events.ts";
import { bps } from "../../src/kernel/units/units.ts";
import { at, bar, btc, eth, hour, tradingConfig, wavyClose } from "./given.ts";
import { allModelsSay, close, factsNamed, feed, fundOf, openWorld, passTime, type World } from "./world.ts";

/** Three entries are enough to judge by. */
const config: FundConfig = {
  ...tradingConfig,
  surveillance: { ...tradingConfig.surveillance, minFills: 3 },
};

/** Bars that open `gap` above the last close, which entries are decided at; a little more or less from bar to bar. */
function play(world: World, index: number, gap = 0): void {
  const opening = (base: number) =>
    Math.round(wavyClose(index - 1, base) * (1 + gap * (1 + (index % 3) / 10)) * 100) / 100;
  close(
    world,
    at(index * hour),
    [100, 50].map((base, id) =>
      bar(id === 0 ? "BTC" : "ETH", wavyClose(index, base), gap === 0 ? {} : { open: opening(base) }),
    ),
  );
}

function warmWorld(given: FundConfig = config): World {
  const world = openWorld(given);
  for (let index = -12; index < 0; index += 1) play(world, index);
  return world;
}

/** In and out, one symbol after the other: an entry every four hours, each bought `gap` above what was expected. */
function enter(world: World, firstHour: number, entries: number, gap: number): void {
  for (let index = firstHour; index < firstHour + 4 * entries; index += 1) {
    allModelsSay(world, index % 8 < 4 ? "BTC" : "ETH", index % 4 < 2 ? 0.95 : 0.05, at(1_000 * hour));
    passTime(world, at(index * hour));
    play(world, index, gap);
  }
}

const stages = (world: World) => factsNamed(world, "stage.changed").map(({ from, to, by }) => `${from} ${to} ${by}`);
const told = (world: World) =>
  factsNamed(world, "alert.opened").flatMap(({ control, message }) => (control === "RT-11" ? [message] : []));

describe("entries that slip by more than expected", () => {
  it("lower the stage by one, in the step that shows it, and the alert says so", () => {
    const world = warmWorld();
    enter(world, 0, 2, 0.004);
    expect(stages(world)).toEqual([]);
    enter(world, 8, 1, 0.004);
    expect(stages(world)).toEqual(["AUTONOMY COORDINATION the fund itself"]);
    expect(factsNamed(world, "stage.changed")[0]?.reason).toMatch(
      /^RT-11: entries slip by 4\d\.\d bps more than expected/,
    );
    expect(told(world)).toEqual([expect.stringMatching(/expected \(3\)\. The stage went down to COORDINATION$/)]);
    const step = world.steps.find(({ facts }) => facts.some(({ type }) => type === "stage.changed"));
    expect(step?.facts.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["execution.completed", "stage.changed", "policy.updated", "alert.opened"]),
    );
    expect(fundOf(world).governance.policy?.modes.stage).toBe("COORDINATION");
  });

  it("have to do so again, by new fills, before it goes down further; at the lowest it is only told", () => {
    const world = warmWorld();
    enter(world, 0, 5, 0.004);
    expect(stages(world)).toHaveLength(1);
    enter(world, 20, 10, 0.004);
    expect(stages(world)).toEqual([
      "AUTONOMY COORDINATION the fund itself",
      "COORDINATION PARTIAL the fund itself",
      "PARTIAL OBSERVATION the fund itself",
    ]);
    expect(told(world).at(-1)).toMatch(/The stage stays OBSERVATION$/);
  });

  it("are only told where no seat governs", () => {
    const world = warmWorld({ ...config, seats: [] });
    enter(world, 0, 4, 0.004);
    expect(stages(world)).toEqual([]);
    expect(told(world)).toEqual([expect.stringMatching(/The stage stays AUTONOMY$/)]);
  });

  it("prove nothing against a spread that is assumed otherwise since", () => {
    const world = warmWorld();
    const wider = { ...config, instruments: [btc, { ...eth, halfSpreadBps: bps(40) }] };
    const countAfter = (given: FundConfig): number => {
      feed(world, world.state.at, "runtime", fundReconfigured.create(given));
      return fundOf(world).surveillance.drift.count;
    };
    enter(world, 0, 2, 0.004);
    expect([countAfter({ ...config, essEnabled: false }), countAfter(wider)]).toEqual([2, 0]);
  });

  it("within chance lower nothing", () => {
    const world = warmWorld();
    enter(world, 0, 8, 0);
    expect(factsNamed(world, "execution.completed").length).toBeGreaterThan(5);
    expect([stages(world), told(world)]).toEqual([[], []]);
  });
});
