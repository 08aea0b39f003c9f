/** What a position needs to be protected, given its orders. */
import { describe, expect, it } from "vitest";
import { at } from "../../../../tests/scenarios/given.ts";
import { positionOf } from "../../../../tests/scenarios/given-fund.ts";
import type { OrderRecord, OrderStatus, Purpose } from "../../domain/order.ts";
import type { Position } from "../../domain/position.ts";
import { quantity } from "../../units/units.ts";
import { needOf } from "./protection.ts";

const position = positionOf;
const order = (
  purpose: Purpose,
  size: number,
  status: OrderStatus = "WORKING",
  filled = 0,
  symbol = "BTC",
): OrderRecord => ({
  order: {
    id: `${purpose}-${size}`,
    symbol,
    side: purpose === "ENTRY" ? "BUY" : "SELL",
    purpose,
    quantity: quantity(size),
  },
  strategy: "ensemble",
  submittedAt: at(0),
  status,
  filledQuantity: quantity(filled),
  updatedAt: at(0),
  note: "",
  stopDistance: 0,
});
const need = (orders: readonly OrderRecord[], change: Partial<Position> = {}) =>
  needOf(position(change), orders, 0.0001);

describe("a position that stays", () => {
  it("without a stop needs one for all of it", () => expect(need([])).toEqual({ kind: "PLACE_STOP", quantity: 1 }));
  it("fully covered needs nothing", () => expect(need([order("STOP", 1)])).toEqual({ kind: "NOTHING" }));
  it("partly covered needs the rest", () =>
    expect(need([order("STOP", 0.4)])).toMatchObject({ kind: "PLACE_STOP", quantity: 0.6 }));
  it("counts only what a partly filled stop may still sell", () =>
    expect(need([order("STOP", 1, "PARTIALLY_FILLED", 0.25)])).toMatchObject({ quantity: 0.25 }));
  it("an exit on its way covers too", () => expect(need([order("EXIT", 1)])).toEqual({ kind: "NOTHING" }));
  it("an order of unknown outcome covers until the venue has spoken", () =>
    expect(need([order("STOP", 1, "UNKNOWN")])).toEqual({ kind: "NOTHING" }));
  it("an order that has ended covers nothing", () => {
    for (const ended of ["CANCELED", "EXPIRED", "REJECTED", "ABSENT"] as const)
      expect(need([order("STOP", 1, ended)]).kind).toBe("PLACE_STOP");
  });
  it("orders of other symbols and entries cover nothing", () =>
    expect(need([order("STOP", 1, "WORKING", 0, "ETH"), order("ENTRY", 1)]).kind).toBe("PLACE_STOP"));
  it("less than half a lot is rounding error", () => {
    expect(need([order("STOP", 1 - 0.00004)]).kind).toBe("NOTHING");
    expect(need([order("STOP", 1 - 0.00006)]).kind).toBe("PLACE_STOP");
  });
});

describe("a position that leaves", () => {
  const leaving = { exitReason: "SIGNAL" as const };
  it("first cancels its stops", () =>
    expect(need([order("STOP", 1)], leaving)).toEqual({ kind: "CANCEL_STOPS", orderIds: ["STOP-1"] }));
  it("waits while they are being cancelled, so that nothing is sold twice", () =>
    expect(need([order("STOP", 1, "PENDING_CANCEL")], leaving)).toEqual({ kind: "NOTHING" }));
  it("waits for the venue's word on a stop of unknown outcome", () =>
    expect(need([order("STOP", 1, "UNKNOWN")], leaving)).toEqual({ kind: "NOTHING" }));
  it("sells at once what no stop may still sell", () => {
    expect(need([order("STOP", 0.25, "PENDING_CANCEL")], leaving)).toEqual({ kind: "PLACE_EXIT", quantity: 0.75 });
    expect(need([order("STOP", 0.25, "UNKNOWN")], leaving)).toEqual({ kind: "PLACE_EXIT", quantity: 0.75 });
  });
  it("then sells everything", () => expect(need([], leaving)).toEqual({ kind: "PLACE_EXIT", quantity: 1 }));
  it("or what no exit sells yet", () =>
    expect(need([order("EXIT", 0.75)], leaving)).toEqual({ kind: "PLACE_EXIT", quantity: 0.25 }));
  it("and needs nothing more", () => expect(need([order("EXIT", 1)], leaving)).toEqual({ kind: "NOTHING" }));
});

describe("a position to be reduced", () => {
  /** Half of 1 is to be sold, of which `sold` has been. */
  const reducing = (sold = 0): Partial<Position> => ({
    quantity: quantity(1 - sold),
    soldQuantity: quantity(sold),
    reduction: { askedAt: at(0), counted: quantity(1), sellUntil: quantity(0.5), reason: "GOVERNANCE" },
  });

  it("takes away the stop that stands in the way", () =>
    expect(need([order("STOP", 1)], reducing())).toEqual({ kind: "CANCEL_STOPS", orderIds: ["STOP-1"] }));
  it("of several stops only as many as free enough", () =>
    expect(need([order("STOP", 0.6), order("STOP", 0.4)], reducing())).toEqual({
      kind: "CANCEL_STOPS",
      orderIds: ["STOP-0.6"],
    }));
  it("asks for no more than what is giving way already", () =>
    expect(need([order("STOP", 0.6, "PENDING_CANCEL"), order("STOP", 0.4)], reducing())).toEqual({ kind: "NOTHING" }));
  it("waits for the venue's word on a stop of unknown outcome", () =>
    expect(need([order("STOP", 1, "UNKNOWN")], reducing())).toEqual({ kind: "NOTHING" }));
  it("then sells half", () => expect(need([], reducing())).toEqual({ kind: "PLACE_EXIT", quantity: 0.5 }));
  it("or what no stop locks of it", () =>
    expect(need([order("STOP", 0.8, "UNKNOWN")], reducing())).toMatchObject({ kind: "PLACE_EXIT", quantity: 0.2 }));
  it("and protects the rest at once", () =>
    expect(need([order("EXIT", 0.5)], reducing())).toEqual({ kind: "PLACE_STOP", quantity: 0.5 }));
  it("needs nothing while half leaves and the rest is protected", () =>
    expect(need([order("EXIT", 0.5), order("STOP", 0.5)], reducing())).toEqual({ kind: "NOTHING" }));
  it("sells what is left of the half after a part of it was sold, or a stop sold it", () =>
    expect(need([], reducing(0.3))).toMatchObject({ kind: "PLACE_EXIT", quantity: 0.2 }));
  it("is an ordinary position again when half is sold", () => {
    expect(need([order("STOP", 0.5)], reducing(0.5))).toEqual({ kind: "NOTHING" });
    expect(need([], reducing(0.5))).toMatchObject({ kind: "PLACE_STOP", quantity: 0.5 });
  });
  it("leaves altogether when it is to leave", () =>
    expect(need([order("EXIT", 0.5)], { ...reducing(), exitReason: "SIGNAL" })).toMatchObject({
      kind: "PLACE_EXIT",
      quantity: 0.5,
    }));
});
