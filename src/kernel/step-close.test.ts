/** Shadow trades as evidence: a live venue below COORDINATION gets no entries, and still has to earn the next stage. */
import { expect, it } from "vitest";
import { at, bar, hour, tradingConfig, wavyClose } from "../../tests/scenarios/given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld } from "../../tests/scenarios/world.ts";
import type { IntegrationStage } from "./domain/subsystem.ts";
import { price } from "./units/units.ts";

function tradedAt(stage: IntegrationStage, isLiveVenue: boolean) {
  const world = openWorld({ ...tradingConfig, stage, isLiveVenue, scriptedReviewAfterMs: null });
  const bars = (index: number) => [bar("BTC", wavyClose(index)), bar("ETH", wavyClose(index, 50))];
  for (let index = -12; index < 0; index += 1) close(world, at(index * hour), bars(index));
  allModelsSay(world, "BTC", 0.95, at(100 * hour));
  for (const index of [0, 1]) close(world, at(index * hour), bars(index));
  allModelsSay(world, "BTC", 0.05, at(100 * hour));
  for (const index of [2, 3, 4]) close(world, at(index * hour), bars(index));
  const { advisedTrades, tradedPnl, advisedPnl } = fundOf(world).governance.stage;
  return { advisedTrades, tradedPnl, advisedPnl, shadowed: factsNamed(world, "shadow.trade_closed") };
}

it("counts them where nothing is traded", () => {
  const { advisedTrades, tradedPnl, advisedPnl, shadowed } = tradedAt("PARTIAL", true);
  expect(shadowed).toHaveLength(1);
  expect(advisedTrades).toBe(1);
  expect(tradedPnl).toBeCloseTo(shadowed[0]!.pnlUsd, 9);
  expect(Math.abs(advisedPnl), "hooks that advise leave less of it").toBeLessThanOrEqual(Math.abs(tradedPnl));
});

it("counts real trades alone where there are some", () => {
  const { advisedTrades, shadowed } = tradedAt("PARTIAL", false);
  expect([advisedTrades, shadowed.length]).toEqual([1, 0]);
});

it("takes no bar that is none, or is too far from the last, and says why", () => {
  const world = openWorld(tradingConfig);
  const sound = (index: number) => [bar("BTC", wavyClose(index)), bar("ETH", wavyClose(index, 50))];
  for (let index = -12; index < 0; index += 1) close(world, at(index * hour), sound(index));
  const [btc, eth] = sound(0);
  const before = fundOf(world).features.close[0];
  close(world, at(0), [{ ...btc!, close: price(btc!.close * 10), high: price(btc!.close * 10) }, eth!]);
  expect(fundOf(world).features.close[0], "BTC went without a bar").toBe(before);
  expect(fundOf(world).features.close[1], "ETH did not").toBe(eth!.close);
  const reasons = factsNamed(world, "input.ignored").map(({ reason }) => reason);
  expect(reasons).toEqual([expect.stringMatching(/^BTC: close: expected at most a factor of 1\.50 from the last/)]);
});
