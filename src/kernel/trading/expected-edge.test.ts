/** What an entry promises before costs, and its costs: the usual costs of a signal are put back before those of the order come off. */
import { expect, it } from "vitest";
import { btc, config } from "../../../tests/scenarios/given.ts";
import { oneWayCost, roundTripCost } from "../domain/trading-cost.ts";
import { bps } from "../units/units.ts";
import { edgeOf } from "./expected-edge.ts";

const signal = { expectedEdge: bps(30) };
const net = (feeBps: number, slippageBps: number) => {
  const { grossBps, costBps } = edgeOf(signal, { feeBps, slippageBps }, btc, config);
  return grossBps - costBps;
};

it("an entry at the usual costs is worth what its signal says", () => {
  const usual = oneWayCost(btc, config) - btc.takerFeeBps;
  expect(net(btc.takerFeeBps, usual)).toBeCloseTo(30, 9);
  expect(edgeOf(signal, { feeBps: 0, slippageBps: 0 }, btc, config).grossBps).toBe(30 + roundTripCost(btc, config));
});

it("every basis point of fee, spread or impact above that comes off", () => {
  expect(net(0, 0) - net(7, 0)).toBeCloseTo(7, 9);
  expect(net(0, 0) - net(0, 40)).toBeCloseTo(40, 9);
});

it("the way out costs a taker's fee and spread, whatever the way in earns", () =>
  expect(edgeOf(signal, { feeBps: -1, slippageBps: -2 }, btc, config).costBps).toBe(oneWayCost(btc, config) - 3));
