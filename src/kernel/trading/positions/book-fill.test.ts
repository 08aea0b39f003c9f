/** Fills become money and a position, checked against a reference model that counts in plain fractions. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, btc } from "../../../../tests/scenarios/given.ts";
import type { Order, OrderRecord } from "../../domain/order.ts";
import type { Position } from "../../domain/position.ts";
import { cashOf, imbalanceOf, type Ledger, openLedger, realizedOf } from "../../ledger/ledger.ts";
import { price, quantity, usd } from "../../units/units.ts";
import { bookEntryFill, bookExitFill, type Booked, type Fill } from "./book-fill.ts";
import { stopPriceBelow } from "./stop-price.ts";
import { valuate, weightsOf } from "./valuation.ts";

const recordOf = (order: Partial<Order>, stopDistance = 0.02): OrderRecord => ({
  order: { id: "O1-0", symbol: "BTC", side: "BUY", purpose: "ENTRY", quantity: quantity(1), ...order },
  strategy: "ensemble",
  submittedAt: at(0),
  status: "WORKING",
  filledQuantity: quantity(0),
  updatedAt: at(0),
  note: "",
  stopDistance,
});
const entry = { ...recordOf({ id: "O1-0" }), strategy: "turtle" };
const exit = recordOf({ id: "O2-0", side: "SELL", purpose: "EXIT" });
const stop = recordOf({ id: "O3-0", side: "SELL", purpose: "STOP" });
const fill = (atPrice: number, size: number, fee = 0, when = 0): Fill => ({
  price: price(atPrice),
  quantity: quantity(size),
  fee: usd(fee),
  at: at(when),
});

const outlook = { row: "NORMAL", atr: 0.01 } as const;
const buy = (ledger: Ledger, held: Position | undefined, filled: Fill): Booked =>
  bookEntryFill({ ledger, id: 0, instrument: btc, outlook }, held, entry, filled);
const sell = (ledger: Ledger, held: Position, filled: Fill, by = exit): Booked =>
  bookExitFill({ ledger, id: 0, instrument: btc, outlook }, held, by, filled);

describe("an entry", () => {
  it("opens a position with its stop and its risk", () => {
    const { position, isNew } = buy(openLedger(1), undefined, fill(100, 2, 0.1, 5));
    expect(isNew).toBe(true);
    expect(position).toMatchObject({
      openedAt: at(5),
      openedBy: "O1-0",
      strategy: "turtle",
      quantity: 2,
      averagePrice: 100,
      stopPrice: 98,
      initialRisk: 4,
      fees: 0.1,
    });
  });

  it("filled in parts averages the price, adds the risk and keeps the stop", () => {
    const ledger = openLedger(1);
    const first = buy(ledger, undefined, fill(100, 1));
    const second = buy(ledger, first.position, fill(103, 2));
    expect(second).toMatchObject({
      isNew: false,
      position: { quantity: 3, averagePrice: 102, stopPrice: 98, initialRisk: 12 },
    });
  });
});

describe("an exit", () => {
  const opened = () => {
    const ledger = openLedger(1);
    return { ledger, position: buy(ledger, undefined, fill(100, 2, 1)).position! };
  };

  it("in part realises the profit of that part and keeps the rest", () => {
    const { ledger, position } = opened();
    const booked = sell(ledger, position, fill(110, 0.5, 0.2));
    expect(booked).toMatchObject({
      realizedPnl: 5,
      closed: undefined,
      position: { quantity: 1.5, averagePrice: 100, realizedPnl: 5 },
    });
  });

  it("of everything closes the trade with profit after fees and in R", () => {
    const { ledger, position } = opened();
    sell(ledger, position, fill(110, 0.5, 1));
    const { closed, position: left } = sell(ledger, position, fill(104, 1.5, 1, 9));
    expect(left).toBeUndefined();
    expect(closed).toMatchObject({
      id: "O1-0",
      closedAt: at(9),
      quantity: 2,
      entryPrice: 100,
      exitPrice: 105.5,
      pnl: 8,
      fees: 3,
      rMultiple: 2,
    });
  });

  it("loses one R, and the fees, at the stop", () => {
    const { ledger, position } = opened();
    const { closed } = sell(ledger, position, fill(98, 2, 0), stop);
    expect(closed).toMatchObject({ pnl: -5, rMultiple: -1.25, exitReason: "STOP" });
  });

  it("says why: the stop, or what the exit was asked for", () => {
    const reasonOf = (by: OrderRecord, asked: Position["exitReason"]) => {
      const { ledger, position } = opened();
      position.exitReason = asked;
      return sell(ledger, position, fill(100, 2), by).closed?.exitReason;
    };
    expect([
      reasonOf(stop, undefined),
      reasonOf(exit, "SIGNAL"),
      reasonOf(exit, "GOVERNANCE"),
      reasonOf(stop, "GOVERNANCE"),
    ]).toEqual(["STOP", "SIGNAL", "GOVERNANCE", "STOP"]);
  });
});

describe("against a reference model, over any fills", () => {
  type AnyFill = { readonly isBuy: boolean; readonly lots: number; readonly ticks: number; readonly fee: number };
  const anyFill: fc.Arbitrary<AnyFill> = fc.record({
    isBuy: fc.boolean(),
    lots: fc.integer({ min: 1, max: 100_000 }),
    ticks: fc.integer({ min: 1_000, max: 1_000_000 }),
    fee: fc.nat(500).map((cents) => cents / 100),
  });

  it("cash, average price, profit and trades agree to a cent", () => {
    fc.assert(
      fc.property(fc.array(anyFill, { maxLength: 30 }), (fills) => {
        const ledger = openLedger(1);
        const model = { cash: 0, lots: 0, cost: 0, realized: 0, fees: 0, tradePnl: 0 };
        let position: Position | undefined;
        for (const { isBuy, lots, ticks, fee } of fills) {
          const at_ = ticks / 100;
          const size = isBuy ? lots : Math.min(lots, model.lots);
          if (size === 0) continue;
          const amount = (size / 10_000) * at_;
          const booked = isBuy
            ? buy(ledger, position, fill(at_, size / 10_000, fee))
            : sell(ledger, position!, fill(at_, size / 10_000, fee));
          const costOfSold = isBuy ? 0 : (model.cost * size) / model.lots;
          model.cash += (isBuy ? -amount : amount) - fee;
          model.lots += isBuy ? size : -size;
          model.cost += isBuy ? amount : -costOfSold;
          const profit = isBuy ? 0 : amount - costOfSold;
          model.realized += profit;
          model.fees += fee;
          model.tradePnl += profit - fee;
          position = booked.position;
          expect(booked.realizedPnl).toBeCloseTo(profit, 2);
          expect(cashOf(ledger)).toBeCloseTo(model.cash, 2);
          expect(realizedOf(ledger)).toBeCloseTo(model.realized - model.fees, 2);
          expect(imbalanceOf(ledger)).toBe(0);
          expect(position === undefined).toBe(model.lots === 0);
          expect(booked.closed === undefined).toBe(isBuy || model.lots > 0);
          if (booked.closed !== undefined) {
            expect(booked.closed.pnl).toBeCloseTo(model.tradePnl, 2);
            Object.assign(model, { tradePnl: 0, cost: 0 });
          }
          if (position === undefined) continue;
          expect(position.quantity).toBeCloseTo(model.lots / 10_000, 9);
          expect(position.averagePrice * position.quantity).toBeCloseTo(model.cost, 2);
          const { equity, unrealizedPnl, grossNotional } = valuate(ledger, [position], usd(0));
          expect(equity).toBeCloseTo(model.cash + (model.lots / 10_000) * at_, 2);
          expect(unrealizedPnl).toBeCloseTo(grossNotional - model.cost, 1);
        }
      }),
    );
  });
});

describe("valuation", () => {
  it("of nothing is cash", () => {
    expect(valuate(openLedger(1), [undefined], usd(0))).toMatchObject({
      equity: 0,
      exposure: 0,
      openPositions: 0,
      openRisk: 0,
    });
  });

  it("counts exposure, weights and what open stops could still lose", () => {
    const ledger = openLedger(2);
    ledger.balances.CASH = 1_000_000_000;
    const position = buy(ledger, undefined, fill(100, 2)).position!;
    position.lastPrice = price(110);
    const worth = valuate(ledger, [position, undefined], usd(3));
    expect(worth).toMatchObject({
      equity: 1_020,
      cash: 800,
      grossNotional: 220,
      unrealizedPnl: 20,
      openRisk: 4,
      shadowPnl: 3,
    });
    position.lastPrice = price(98.5);
    expect(valuate(ledger, [position], usd(0)).openRisk, "of what was paid, from where it stands").toBeCloseTo(1, 12);
    position.lastPrice = price(97);
    expect(valuate(ledger, [position], usd(0)).openRisk, "never negative").toBe(0);
    position.lastPrice = price(110);
    expect(worth.exposure).toBeCloseTo(220 / 1_020, 12);
    expect(weightsOf([position, undefined], worth.equity)[0]).toBeCloseTo(220 / 1_020, 12);
  });
});

describe("the stop price", () => {
  it("is never farther than asked, for any price and distance", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 1e7 }),
        fc.double({ min: 0.001, max: 0.04, noNaN: true }),
        (ticks, distance) => {
          const stopAt = stopPriceBelow(btc, ticks / 100, distance as never);
          expect(stopAt).toBeGreaterThanOrEqual((ticks / 100) * (1 - distance) - 1e-8);
          expect(stopAt).toBeLessThan((ticks / 100) * (1 - distance) + btc.tickSize + 1e-8);
        },
      ),
    );
  });
});
