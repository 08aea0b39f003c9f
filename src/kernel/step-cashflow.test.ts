/** Where the CFO's split meets the books: what is posted, what stays due, and what working orders keep. */
import { expect, it } from "vitest";
import { factsNamed, feed, fundOf, openWorld, type World } from "../../tests/scenarios/world.ts";
import { at, tradingConfig } from "../../tests/scenarios/given.ts";
import { broken } from "../../tests/scenarios/given-any.ts";
import { clockTicked } from "./events/market-events.ts";
import { openOutbox } from "./events/outbox.ts";
import { bookBuy, bookSell, dueOf, imbalanceOf } from "./ledger/ledger.ts";
import { postCashflow } from "./step-cashflow.ts";
import { portfolioOf } from "./step-govern.ts";
import { fraction, usd } from "./units/units.ts";

const half = {
  scenario: "START_VALUES",
  profitLockFraction: fraction(0.3),
  reinvestFraction: fraction(0.5),
  reserveBufferFraction: fraction(0.2),
} as const;

/** A fund that has earned 1,000 USD and holds `invested` USD of the second instrument, at cost. */
function earned(invested: number): World {
  const world = openWorld(tradingConfig);
  const { ledger } = fundOf(world);
  bookBuy(ledger, 0, 10, usd(1_000));
  bookSell(ledger, 0, 10, usd(2_000));
  if (invested > 0) bookBuy(ledger, 1, 10, usd(invested));
  return world;
}
const post = (world: World) => {
  const outbox = openOutbox(1, at(0));
  postCashflow(fundOf(world), half, outbox);
  return outbox.facts.map(({ data }) => data);
};
const tick = (world: World) => feed(world, at(0), "clock", clockTicked.create({}));

it("posts the whole split at once when there is cash for it", () => {
  const world = earned(0);
  expect(post(world)).toEqual([
    {
      scenario: "START_VALUES",
      newProfitUsd: 1_000,
      lockedUsd: 300,
      reservedUsd: 200,
      reinvestedUsd: 500,
      lockedTotalUsd: 300,
      reserveTotalUsd: 200,
      dueUsd: 0,
    },
  ]);
  expect(post(world), "there is no new profit left").toEqual([]);
  expect(portfolioOf(fundOf(world))).toMatchObject({
    equity: 11_000,
    cash: 10_500,
    locked: 300,
    reserve: 200,
    tradable: 10_500,
    newProfit: 0,
  });
});

it("leaves due what is invested: out of the tradable base at once, out of cash when there is some", () => {
  const world = earned(10_800);
  const { ledger } = fundOf(world);
  expect(post(world)).toMatchObject([{ lockedTotalUsd: 300, reserveTotalUsd: 200, dueUsd: 300 }]);
  expect(ledger.balances).toMatchObject({ CASH: 0, LOCKED_PROFIT: 200e6, RESERVE: 0 });
  const { tradable, locked, reserve, due } = portfolioOf(fundOf(world));
  expect([locked, reserve, due]).toEqual([300, 200, 300]);
  expect(tradable, "no instrument is marked in this test: only what is due is left of the base").toBe(-300);

  tick(world);
  expect(factsNamed(world, "cashflow.settled"), "there is still no cash").toEqual([]);
  bookSell(ledger, 1, 5, usd(5_400));
  tick(world);
  tick(world);
  expect(factsNamed(world, "cashflow.settled")).toEqual([{ lockedUsd: 100, reservedUsd: 200, dueUsd: 0 }]);
  expect([dueOf(ledger), imbalanceOf(ledger), ledger.balances.CASH]).toEqual([0, 0, 5_100e6]);
});

it("leaves working entries the cash they may still cost, fees included", () => {
  const world = earned(0);
  const fund = fundOf(world);
  const order = { id: "O1-0", symbol: "BTC", side: "BUY", purpose: "ENTRY", quantity: 100, limitPrice: 107 };
  fund.trading.orders.set("O1-0", broken({ order, filledQuantity: 0, status: "WORKING", stopDistance: 0.02 }));
  expect(post(world)).toMatchObject([{ dueUsd: 253.5 }]);
  expect(fund.ledger.balances.CASH, "10,700 USD at the limit and half a percent").toBe(10_753.5e6);
});
