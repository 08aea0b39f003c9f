/** Surveillance of the whole fund where it meets the loops: what is told, when, and whom it takes a word from. */
import { describe, expect, it } from "vitest";
import { at, bar, btc, hour, tradingConfig, wavyClose } from "../../tests/scenarios/given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld, passTime, type World } from "../../tests/scenarios/world.ts";
import type { FundConfig } from "./domain/config.ts";
import { defaultSurveillance } from "./domain/surveillance.ts";

/** A fund of one symbol that holds it since the second close of trading. */
function holder(change: Partial<FundConfig> = {}): World {
  const world = openWorld({ ...tradingConfig, instruments: [btc], scriptedReviewAfterMs: null, ...change });
  for (let index = -12; index < 0; index += 1) close(world, at(index * hour), [bar("BTC", wavyClose(index))]);
  allModelsSay(world, "BTC", 0.95, at(1_000 * hour));
  for (let index = 0; index < 2; index += 1) close(world, at(index * hour), [bar("BTC", 100)]);
  expect(fundOf(world).trading.positions[0]?.quantity).toBeGreaterThan(0);
  return world;
}
const silences = (world: World) => factsNamed(world, "alert.opened").filter(({ control }) => control === "RT-04");

describe("a fund whose only stream falls silent with a position open", () => {
  it("is told at three intervals, by the clock alone, and once", () => {
    const world = holder();
    passTime(world, at(4 * hour));
    expect(silences(world)).toEqual([]);
    passTime(world, at(4 * hour + 2));
    expect(silences(world)).toMatchObject([{ symbol: "BTC", message: "no bar of BTC for 3.0 intervals" }]);
    passTime(world, at(30 * hour));
    expect(silences(world)).toHaveLength(1);
  });

  it("is told at as many intervals as are set, although nothing else would wake it", () => {
    const world = holder({ surveillance: { ...defaultSurveillance, silentAfterIntervals: 6 } });
    passTime(world, at(7 * hour));
    expect(silences(world)).toEqual([]);
    passTime(world, at(7 * hour + 2));
    expect(silences(world)).toMatchObject([{ message: "no bar of BTC for 6.0 intervals" }]);
  });
});
