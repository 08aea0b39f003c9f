/** Random markets and models through the whole kernel: whatever is bought, sold and split, the money is all there. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { imbalanceOf, toMicros } from "../../src/kernel/ledger/ledger.ts";
import { portfolioOf } from "../../src/kernel/step-govern.ts";
import { at, bar, hour } from "./given.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld, passTime, type World } from "./world.ts";

/** A few hours of one direction in which the models are right or wrong. */
const anySpell = fc.record({
  hours: fc.integer({ min: 2, max: 14 }),
  bpsPerHour: fc.integer({ min: -20, max: 100 }),
  areBullish: fc.boolean(),
});

/** What must hold after every step of any market. */
function watchMoney(world: World): void {
  let setAside = 0;
  world.watch = ({ facts }) => {
    const { ledger } = fundOf(world);
    const { equity, tradable, locked, reserve, due, cash, grossNotional } = portfolioOf(fundOf(world));
    expect(imbalanceOf(ledger)).toBe(0);
    expect(ledger.balances.CASH).toBeGreaterThanOrEqual(0);
    expect(tradable + locked + reserve).toBeCloseTo(equity, 6);
    expect(cash + grossNotional + locked + reserve - due).toBeCloseTo(equity, 6);
    for (const fact of facts)
      if (fact.type === "cashflow.posted") {
        const { lockedUsd, reservedUsd, reinvestedUsd, newProfitUsd } = fact.data;
        const parts = [lockedUsd, reservedUsd, reinvestedUsd].map(toMicros);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(toMicros(newProfitUsd));
        setAside += toMicros(lockedUsd) + toMicros(reservedUsd);
      }
    expect(toMicros(locked) + toMicros(reserve), "what was promised is there, no more and no less").toBe(setAside);
  };
}

it("conserves money in any market, and splits where there was profit", () => {
  let splits = 0;
  fc.assert(
    fc.property(fc.array(anySpell, { minLength: 8, maxLength: 16 }), (spells) => {
      const world = openWorld();
      watchMoney(world);
      let hours = -12;
      let price = 100;
      const play = (change: number) => {
        price = Math.max(1, Math.round(price * (1 + change) * 100) / 100);
        passTime(world, at(hours * hour));
        close(world, at(hours * hour), [bar("BTC", price), bar("ETH", price)]);
        hours += 1;
      };
      while (hours < 0) play(hours % 2 === 0 ? 0.01 : -0.01);
      for (const { hours: length, bpsPerHour, areBullish } of spells) {
        for (const symbol of ["BTC", "ETH"]) allModelsSay(world, symbol, areBullish ? 0.95 : 0.05, at(10_000 * hour));
        for (let each = 0; each < length; each += 1) play(bpsPerHour / 10_000);
      }
      splits += factsNamed(world, "cashflow.posted").length;
    }),
    { numRuns: 30 },
  );
  expect(splits, "the property met splits").toBeGreaterThan(20);
});
