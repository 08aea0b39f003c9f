/**
 * A profitable day, read from top to bottom: two positions rise and are sold, the CFO splits the profit at midnight, and
 * the next positions are sized by what is left to trade with.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { fromMicros, imbalanceOf, lockedOf, reserveOf } from "../../src/kernel/ledger/ledger.ts";
import { portfolioOf } from "../../src/kernel/step-govern.ts";
import { at, bar, hour, wavyClose } from "./given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld, passTime, type World } from "./world.ts";

/** Bars of both symbols at `hours`, `level` times their usual price. */
function play(world: World, hours: number, level = 1): void {
  passTime(world, at(hours * hour));
  const cents = (value: number) => Math.round(value * level * 100) / 100;
  close(world, at(hours * hour), [bar("BTC", cents(wavyClose(hours))), bar("ETH", cents(wavyClose(hours, 50)))]);
}
const say = (world: World, upProbability: number) => {
  for (const symbol of ["BTC", "ETH"]) allModelsSay(world, symbol, upProbability, at(10_000 * hour));
};
const portfolioNow = (world: World) => portfolioOf(fundOf(world));

describe("a profitable day and what follows", () => {
  let world: World;
  beforeAll(() => {
    world = openWorld();
    world.watch = () => {
      const { ledger } = fundOf(world);
      expect(imbalanceOf(ledger), "the books sum to zero after every step").toBe(0);
      expect(ledger.balances.CASH, "cash is never overdrawn").toBeGreaterThanOrEqual(0);
      const { equity, tradable, locked, reserve } = portfolioNow(world);
      expect(tradable + locked + reserve).toBeCloseTo(equity, 6);
    };
    for (let hours = -12; hours < 0; hours += 1) play(world, hours);
    say(world, 0.95);
    for (let hours = 0; hours < 4; hours += 1) play(world, hours);
  });

  it("two positions rise by a tenth and the models want out", () => {
    expect(portfolioNow(world).openPositions).toBe(2);
    for (let hours = 4; hours < 12; hours += 1) play(world, hours, 1 + 0.0125 * (hours - 3));
    say(world, 0.05);
    for (let hours = 12; hours < 16; hours += 1) play(world, hours, 1.1);
    expect(portfolioNow(world).openPositions).toBe(0);
    expect(portfolioNow(world).realizedPnl, "more than two percent of equity").toBeGreaterThan(300);
    expect(factsNamed(world, "cashflow.posted"), "the day is not over").toEqual([]);
  });

  it("at midnight the CFO splits it: reserves are low, so a fifth is locked and three tenths are kept back", () => {
    const profit = portfolioNow(world).newProfit;
    const before = portfolioNow(world).equity;
    for (let hours = 16; hours <= 24; hours += 1) play(world, hours, 1.1);
    const [posted] = factsNamed(world, "cashflow.posted");
    expect(posted).toMatchObject({ scenario: "LOW_RESERVES", newProfitUsd: profit, dueUsd: 0 });
    expect(posted!.lockedUsd + posted!.reservedUsd + posted!.reinvestedUsd).toBeCloseTo(profit, 6);
    expect(posted!.lockedUsd).toBeCloseTo(0.2 * profit, 5);
    expect(posted!.reservedUsd).toBeCloseTo(0.3 * profit, 5);
    expect(portfolioNow(world).equity, "a split earns and costs nothing").toBeCloseTo(before, 6);
  });

  it("the days after, without new profit, split nothing", () => {
    for (let hours = 25; hours <= 72; hours += 1) play(world, hours, 1.1);
    expect(factsNamed(world, "cashflow.posted")).toHaveLength(1);
  });

  it("the next positions are sized by what is left to trade with", () => {
    const { tradable, equity } = portfolioNow(world);
    expect(equity - tradable, "half of the profit is out of reach").toBeGreaterThan(150);
    const from = world.steps.length;
    say(world, 0.95);
    for (let hours = 73; hours < 78; hours += 1) play(world, hours, 1.1);
    const entries = factsNamed(world, "order.submitted", from).filter(({ purpose }) => purpose === "ENTRY");
    expect(entries.length).toBeGreaterThan(0);
    const [first] = entries;
    const wished = factsNamed(world, "intent.proposed", from).find(({ outcome }) => outcome === "ORDERED");
    expect(wished!.notionalUsd).toBeLessThanOrEqual((tradable * 0.01) / wished!.stopDistanceFraction + 1e-6);
    expect(first!.quantity * first!.limitPriceUsd!).toBeLessThan(0.5 * tradable);
  });

  it("and the locked part is never traded: it survives a crash that stops everything", () => {
    const { ledger } = fundOf(world);
    const locked = lockedOf(ledger);
    const reserve = reserveOf(ledger);
    close(world, at(78 * hour), [bar("BTC", 90, { open: 90 }), bar("ETH", 45, { open: 45 })]);
    for (let hours = 79; hours < 100; hours += 1) play(world, hours, 0.9);
    expect(portfolioNow(world).realizedPnl).toBeLessThan(factsNamed(world, "cashflow.posted")[0]!.newProfitUsd);
    expect([lockedOf(ledger), reserveOf(ledger)]).toEqual([locked, reserve]);
    expect(fromMicros(ledger.balances.LOCKED_PROFIT)).toBe(locked);
    expect(factsNamed(world, "cashflow.posted"), "a loss is not split").toHaveLength(1);
  });
});
