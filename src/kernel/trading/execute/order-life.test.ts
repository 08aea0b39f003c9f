/** The life of an order as a model over any news: ends stay ends, fills always count, UNKNOWN is never guessed away. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../../tests/scenarios/given.ts";
import { isOpen, type OrderRecord, type OrderStatus, orderStatuses, remainingOf } from "../../domain/order.ts";
import { quantity } from "../../units/units.ts";
import { applyNews, type OrderNews, statusAfter } from "./order-life.ts";

const record = (status: OrderStatus = "SUBMITTED", filled = 0, size = 10): OrderRecord => ({
  order: { id: "O1-0", symbol: "BTC", side: "BUY", purpose: "ENTRY", quantity: quantity(size) },
  strategy: "ensemble",
  submittedAt: at(0),
  status,
  filledQuantity: quantity(filled),
  updatedAt: at(0),
  note: "",
  stopDistance: 0.02,
});
const reason = "why";
const news = {
  accepted: { kind: "ACCEPTED" },
  rejected: { kind: "REJECTED", reason },
  cancelAsked: { kind: "CANCEL_REQUESTED", reason },
  canceled: { kind: "CANCELED", reason },
  expired: { kind: "EXPIRED", reason },
  unknown: { kind: "OUTCOME_UNKNOWN", reason },
  absent: { kind: "ABSENT" },
} as const satisfies Record<string, OrderNews>;
const fill = (size: number): OrderNews => ({ kind: "FILLED", quantity: size });

/** Every open state against every news; what is not listed changes nothing. */
const table: Readonly<Record<string, Partial<Record<keyof typeof news, OrderStatus>>>> = {
  SUBMITTED: {
    accepted: "WORKING",
    rejected: "REJECTED",
    cancelAsked: "PENDING_CANCEL",
    canceled: "CANCELED",
    expired: "EXPIRED",
    unknown: "UNKNOWN",
    absent: "ABSENT",
  },
  UNKNOWN: { accepted: "WORKING", rejected: "REJECTED", canceled: "CANCELED", expired: "EXPIRED", absent: "ABSENT" },
  WORKING: { cancelAsked: "PENDING_CANCEL", canceled: "CANCELED", expired: "EXPIRED" },
  PARTIALLY_FILLED: { cancelAsked: "PENDING_CANCEL", canceled: "CANCELED", expired: "EXPIRED" },
  PENDING_CANCEL: {
    rejected: "REJECTED",
    canceled: "CANCELED",
    expired: "EXPIRED",
    unknown: "UNKNOWN",
    absent: "ABSENT",
  },
};

describe.each(orderStatuses)("%s", (status) => {
  it.each(Object.entries(news))("on %s", (name, each) => {
    expect(statusAfter(record(status), each)).toBe(table[status]?.[name as keyof typeof news]);
  });
});

describe("a fill", () => {
  it.each([
    ["SUBMITTED", "PARTIALLY_FILLED"],
    ["UNKNOWN", "PARTIALLY_FILLED"],
    ["WORKING", "PARTIALLY_FILLED"],
    ["PENDING_CANCEL", "PENDING_CANCEL"],
    ["CANCELED", "CANCELED"],
    ["EXPIRED", "EXPIRED"],
    ["REJECTED", "REJECTED"],
    ["ABSENT", "ABSENT"],
  ] as const)("in part takes %s to %s, and counts", (before, after) => {
    const order = record(before);
    applyNews(order, fill(4), at(1));
    expect([order.status, order.filledQuantity]).toEqual([after, 4]);
  });

  it.each(orderStatuses)("of the rest fills an order that is %s", (status) =>
    expect(statusAfter(record(status, 4), fill(6))).toBe("FILLED"),
  );

  it("sums of lots that miss the total by rounding error still fill it", () => {
    const order = record("WORKING", 0, 0.3);
    for (let each = 0; each < 3; each += 1) applyNews(order, fill(0.1), at(each));
    expect(order.status).toBe("FILLED");
  });
});

it("a partly filled order under cancel cannot turn out rejected or absent", () => {
  expect(statusAfter(record("PENDING_CANCEL", 4), news.rejected)).toBeUndefined();
  expect(statusAfter(record("PENDING_CANCEL", 4), news.absent)).toBeUndefined();
});

it("an acknowledged order that was partly filled while unknown goes on as partly filled", () => {
  expect(statusAfter(record("UNKNOWN", 4), news.accepted)).toBe("PARTIALLY_FILLED");
});

it("news that changes nothing leaves no trace; news that does leaves its reason and its time", () => {
  const order = record("WORKING");
  expect(applyNews(order, news.rejected, at(5))).toBeUndefined();
  expect(order).toEqual(record("WORKING"));
  expect(applyNews(order, news.canceled, at(5))).toBe("WORKING");
  expect(order).toMatchObject({ status: "CANCELED", note: reason, updatedAt: at(5) });
});

describe("over any news in any order", () => {
  const anyNews: fc.Arbitrary<OrderNews> = fc.oneof(
    fc.constantFrom(...Object.values(news)),
    fc.integer({ min: 1, max: 6 }).map(fill),
  );
  const ended = (status: OrderStatus) => !isOpen(status);

  it("keeps its promises", () => {
    fc.assert(
      fc.property(fc.array(anyNews, { maxLength: 25 }), (all) => {
        const order = record();
        let filled = 0;
        for (const each of all) {
          const before = order.status;
          const changed = applyNews(order, each, at(1));
          if (each.kind === "FILLED") filled += each.quantity;
          expect(order.filledQuantity, "filled is exactly the sum of fills, in every state").toBe(filled);
          expect(changed === undefined || changed === before).toBe(true);
          if (ended(before) && each.kind !== "FILLED") expect(order.status, "an end is an end").toBe(before);
          if (ended(before) && order.status !== before)
            expect(order.status, "only a full fill speaks after the end").toBe("FILLED");
          if (before === "FILLED") expect(order.status).toBe("FILLED");
          if (before === "UNKNOWN" && order.status !== "UNKNOWN")
            expect(["ACCEPTED", "REJECTED", "FILLED", "CANCELED", "EXPIRED", "ABSENT"], "never our own wish").toContain(
              each.kind,
            );
          expect(remainingOf(order)).toBe(isOpen(order.status) ? Math.max(0, 10 - filled) : 0);
          if (order.status === "FILLED") expect(filled).toBeGreaterThanOrEqual(10);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("every open order can still end: a venue's word is never lost in any open state", () => {
    fc.assert(
      fc.property(fc.array(anyNews, { maxLength: 15 }), (all) => {
        const order = record();
        for (const each of all) applyNews(order, each, at(1));
        if (!isOpen(order.status)) return;
        expect(statusAfter(order, news.canceled)).toBe("CANCELED");
        expect(statusAfter(order, fill(10))).toBe("FILLED");
      }),
    );
  });
});
