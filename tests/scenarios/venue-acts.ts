/** Random lives of a simulated exchange: orders of every kind, bars of every shape, cancels, trades by hand. */
import fc from "fast-check";
import type { Bar } from "../../src/kernel/domain/bar.ts";
import {
  selfTradePreventions,
  timesInForce,
  type VenueOrder,
  venueOrderTypes,
} from "../../src/kernel/simulation/venue/venue-order.ts";
import { fraction, price, quantity } from "../../src/kernel/units/units.ts";
import { barOf } from "./venue-orders.ts";

export type Act =
  | { readonly kind: "ORDER"; readonly order: VenueOrder }
  | { readonly kind: "CANCEL"; readonly orderId: string }
  | { readonly kind: "BAR"; readonly bar: Bar }
  | { readonly kind: "BY_HAND"; readonly side: "BUY" | "SELL"; readonly lots: number };

const ticks = (from: number, to: number) => fc.integer({ min: from * 100, max: to * 100 }).map((each) => each / 100);
const anySide = fc.constantFrom("BUY" as const, "SELL" as const);

const anyOrder = fc
  .record({
    side: anySide,
    type: fc.constantFrom(...venueOrderTypes),
    lots: fc.integer({ min: 1_000, max: 50_000 }),
    limit: ticks(95, 105),
    stop: ticks(95, 105),
    callback: fc.integer({ min: 1, max: 5 }).map((each) => each / 100),
    timeInForce: fc.constantFrom(...timesInForce),
    selfTrade: fc.constantFrom(...selfTradePreventions),
    isReduceOnly: fc.boolean(),
  })
  .map(({ lots, limit, stop, callback, ...rest }) => ({
    ...rest,
    id: "",
    symbol: "BTC",
    quantity: quantity(lots / 10_000),
    limitPrice: price(limit),
    stopPrice: price(stop),
    callback: fraction(callback),
  }))
  .map(
    ({ stopPrice, ...order }): VenueOrder =>
      order.type === "TRAILING_STOP" ? { ...order, activationPrice: stopPrice } : { ...order, stopPrice },
  );

const anyBar = fc
  .tuple(ticks(96, 104), ticks(96, 104), ticks(0, 3), ticks(0, 3), fc.integer({ min: 0, max: 60 }))
  .map(([open, close, up, down, volume]) => {
    const [high, low] = [Math.max(open, close) + up, Math.min(open, close) - down];
    return barOf(open, Math.round(high * 100) / 100, Math.round(low * 100) / 100, close, volume);
  });

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: anyOrder.map((order): Act => ({ kind: "ORDER", order })) },
  { weight: 3, arbitrary: anyBar.map((bar): Act => ({ kind: "BAR", bar })) },
  { weight: 1, arbitrary: fc.nat(20).map((n): Act => ({ kind: "CANCEL", orderId: `A${n}` })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anySide, fc.integer({ min: 1, max: 20_000 }))
      .map(([side, lots]): Act => ({ kind: "BY_HAND", side, lots })),
  },
);

/** Orders are named A0, A1 and so on in the order they come. */
export const anyLife: fc.Arbitrary<readonly Act[]> = fc
  .array(anyAct, { minLength: 5, maxLength: 40 })
  .map((acts) => acts.map((act, n) => (act.kind === "ORDER" ? { ...act, order: { ...act.order, id: `A${n}` } } : act)));
