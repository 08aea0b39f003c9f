/** A stop moves only as a stop that is worked, in whole ticks, and only up. */
import { describe, expect, it } from "vitest";
import { at, btc } from "../../../../tests/scenarios/given.ts";
import { type OrderRecord, type OrderStatus, orderStatuses } from "../../domain/order.ts";
import { price, quantity } from "../../units/units.ts";
import { guardStopMove } from "./approved-move.ts";

const resting = (change: Partial<OrderRecord> = {}): OrderRecord => ({
  order: { id: "O1-0", symbol: "BTC", side: "SELL", purpose: "STOP", quantity: quantity(1), stopPrice: price(98) },
  strategy: "ensemble",
  submittedAt: at(0),
  status: "WORKING",
  filledQuantity: quantity(0),
  updatedAt: at(0),
  note: "",
  stopDistance: 0,
  ...change,
});
const ask = (to: number, change: Partial<OrderRecord> = {}) => guardStopMove(resting(change), to, btc);

it("approves a stop that goes up, and carries no more than its order and its price", () =>
  expect(ask(98.01)).toEqual({ orderId: "O1-0", stopPrice: 98.01 }));

it("refuses one that stays or goes down", () => {
  expect(ask(98)).toBe("only tightens");
  expect(ask(97.99)).toBe("only tightens");
  const order = { id: "O1-0", symbol: "BTC", side: "SELL", purpose: "STOP", quantity: quantity(1) } as const;
  expect(ask(99, { order }), "one that rests nowhere").toBe("only tightens");
});

it("refuses what is no price, and what is not in whole ticks", () => {
  for (const to of [Number.NaN, 0, -1, Number.POSITIVE_INFINITY]) expect(ask(to)).toBe("is a price");
  expect(ask(98.005)).toBe("whole ticks");
});

it("refuses what is no stop", () => {
  for (const purpose of ["ENTRY", "EXIT"] as const)
    expect(ask(99, { order: { ...resting().order, purpose } })).toBe("is a stop");
});

describe.each(orderStatuses)("a stop that is %s", (status: OrderStatus) => {
  it("moves only while the venue is known to work it", () => {
    const isWorked = status === "WORKING" || status === "PARTIALLY_FILLED";
    expect(typeof ask(99, { status }) === "object").toBe(isWorked);
  });
});
