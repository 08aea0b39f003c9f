/** What is said of one order, to the value: which difference it is, what each side has of it, and what is done. */
import { describe, expect, it } from "vitest";
import { listedOf, mirrorOf, now, terms } from "../../../../tests/scenarios/books.ts";
import { btcStop, deskBooks, ethEntry } from "../../../../tests/scenarios/given-books.ts";
import type { OrderRecord } from "../../domain/order.ts";
import type { VenueOpenOrder } from "../../domain/venue-account.ts";
import { epochMs, price, quantity } from "../../units/units.ts";
import type { Books } from "./books.ts";
import { compareOrders } from "./compare-orders.ts";

const listed = mirrorOf(deskBooks).orders;
const compared = (books: Partial<Books>, orders: readonly VenueOpenOrder[]) =>
  compareOrders({ ...deskBooks, ...books }, orders, terms);
/** One order of ours against what the venue lists of it. */
const comparedOne = (record: OrderRecord, change: Partial<VenueOpenOrder> = {}) =>
  compared({ orders: [record] }, [{ ...listedOf(record), ...change }]);

describe("an order that both sides have", () => {
  it("in the same terms is no difference", () => {
    expect(compared({}, listed)).toEqual([]);
  });
  it.each<[string, Partial<VenueOpenOrder>, string, number]>([
    ["side", { side: "BUY" }, "BUY 2 BTC", 2],
    ["symbol", { symbol: "ETH" }, "SELL 2 ETH", 2],
    ["size", { quantity: quantity(5) }, "SELL 5 BTC", 5],
  ])("with another %s is for a person to look at", (_, change, atVenue, venue) => {
    expect(comparedOne(btcStop, change)).toEqual([
      {
        kind: "ORDER_TERMS",
        symbol: "BTC",
        orderId: "O1-0",
        ours: 2,
        venue,
        remedy: "NAME_IT",
        explanation: `order O1-0 is SELL 2 BTC here and ${atVenue} at the venue: a person has to look`,
      },
    ]);
  });
  it("in a symbol the fund does not know agrees in nothing, since nobody knows its lots", () => {
    const orders = [{ ...btcStop, order: { ...btcStop.order, symbol: "DOGE" } }];
    expect(compared({ orders }, [{ ...listedOf(btcStop), symbol: "DOGE" }])).toMatchObject([
      { kind: "ORDER_TERMS", symbol: "DOGE", ours: 2, venue: 2, remedy: "NAME_IT" },
    ]);
  });
  it("filled differently has its reports asked for again, and tells both fills", () => {
    expect(comparedOne(ethEntry, { filledQuantity: quantity(2) })).toEqual([
      {
        kind: "FILLED_QUANTITY",
        symbol: "ETH",
        orderId: "O2-0",
        ours: 1,
        venue: 2,
        remedy: "ASK_REPORTS",
        explanation: "of order O2-0 for ETH 1 is filled here and 2 at the venue: its reports are asked for again",
      },
    ]);
  });
  it.each(["SUBMITTED", "UNKNOWN"] as const)("and is %s here lives, whatever was thought of it", (status) => {
    expect(comparedOne({ ...ethEntry, status })).toEqual([
      {
        kind: "ORDER_UNANSWERED",
        symbol: "ETH",
        orderId: "O2-0",
        ours: undefined,
        venue: undefined,
        remedy: "TAKE_AS_ACCEPTED",
        explanation: `order O2-0 for ETH is ${status} here and the venue lists it: it lives`,
      },
    ]);
  });
});

describe("an order that was asked for back and is still listed", () => {
  const leaving = (ms: number): OrderRecord => ({
    ...btcStop,
    status: "PENDING_CANCEL",
    updatedAt: epochMs(now - ms),
  });
  it("may give way for as long as a pass over orders takes, and is asked for once more after that", () => {
    expect(comparedOne(leaving(10_000))).toEqual([]);
    expect(comparedOne(leaving(10_001))).toEqual([
      {
        kind: "ORDER_STILL_OPEN",
        symbol: "BTC",
        orderId: "O1-0",
        ours: 0,
        venue: 1.5,
        remedy: "CANCEL_OURS",
        explanation:
          "the venue works SELL 1.5 BTC under O1-0, which was asked for back and is still there: it is asked for once more",
      },
    ]);
  });
  it("filled differently has its reports asked for first", () => {
    expect(comparedOne(leaving(60_000), { filledQuantity: quantity(1) })).toMatchObject([{ kind: "FILLED_QUANTITY" }]);
  });
});

describe("a stop", () => {
  const toldWith = (what: string, end: string) => `stop O1-0 for BTC triggers at ${what}: ${end}`;
  it("at another price rests where the venue says, and is raised from there", () => {
    expect(comparedOne(btcStop, { stopPrice: price(88) })).toEqual([
      {
        kind: "STOP_PRICE",
        symbol: "BTC",
        orderId: "O1-0",
        ours: 90,
        venue: 88,
        remedy: "ADOPT_STOP",
        explanation: toldWith("90 here and at 88 at the venue", "the venue's is taken, and it is raised from there"),
      },
    ]);
  });
  it("that rests at no price is none to adopt", () => {
    expect(comparedOne(btcStop, { stopPrice: undefined })).toMatchObject([
      {
        kind: "STOP_PRICE",
        ours: 90,
        venue: undefined,
        remedy: "NAME_IT",
        explanation: toldWith("90 here and at no price at the venue", "a person has to look"),
      },
    ]);
  });
  it("within half a tick of ours rests where we think", () => {
    expect(comparedOne(btcStop, { stopPrice: price(90.004) })).toEqual([]);
    expect(comparedOne(btcStop, { stopPrice: price(90.006) })).toHaveLength(1);
  });
  it("the venue puts on an entry is no stop of ours to adopt", () => {
    expect(comparedOne(ethEntry, { stopPrice: price(80) })).toMatchObject([
      {
        kind: "STOP_PRICE",
        orderId: "O2-0",
        ours: undefined,
        venue: 80,
        remedy: "NAME_IT",
        explanation: "stop O2-0 for ETH triggers at no price here and at 80 at the venue: a person has to look",
      },
    ]);
  });
});

describe("an order of ours that the venue does not list", () => {
  const proven = { isProvenEnded: (orderId: string) => orderId === "O1-0" };
  it("is asked for by client id, with what is left of it", () => {
    expect(compared({ orders: [btcStop] }, [])).toEqual([
      {
        kind: "ORDER_MISSING_AT_VENUE",
        symbol: "BTC",
        orderId: "O1-0",
        ours: 1.5,
        venue: undefined,
        remedy: "QUERY_ORDER",
        explanation:
          "SELL order O1-0 for BTC is PARTIALLY_FILLED here with 1.5 left, and the venue does not list it: the venue is asked by client id, and it counts as open until it answers",
      },
    ]);
  });
  it("has ended once its client id says so too", () => {
    expect(compared({ orders: [btcStop], ...proven }, [])).toMatchObject([
      {
        kind: "ORDER_MISSING_AT_VENUE",
        remedy: "END_ORDER",
        explanation:
          "SELL order O1-0 for BTC is PARTIALLY_FILLED here with 1.5 left, and the venue does not list it: under its client id the venue does not work it either, so it has ended",
      },
    ]);
  });
  it("sent 10 s ago may be on its way; a moment later nobody has answered for it", () => {
    const sent = (ms: number): OrderRecord => ({ ...ethEntry, status: "SUBMITTED", submittedAt: epochMs(now - ms) });
    expect(compared({ orders: [sent(10_000)] }, [])).toEqual([]);
    expect(compared({ orders: [sent(10_001)] }, [])).toMatchObject([
      { kind: "ORDER_UNRESOLVED", symbol: "ETH", orderId: "O2-0", ours: 2, remedy: "QUERY_ORDER" },
    ]);
  });
  it("of unknown outcome is unresolved from the first moment", () => {
    const lost: OrderRecord = { ...ethEntry, status: "UNKNOWN", submittedAt: now };
    expect(compared({ orders: [lost] }, [])).toMatchObject([{ kind: "ORDER_UNRESOLVED", remedy: "QUERY_ORDER" }]);
  });
});

describe("an order that only the venue has", () => {
  const alien: VenueOpenOrder = {
    orderId: "web-1",
    symbol: "ETH",
    side: "SELL",
    quantity: quantity(4),
    filledQuantity: quantity(1),
    stopPrice: undefined,
  };
  it("and the fund never sent is named with what is left of it, and left alone", () => {
    expect(compared({}, [...listed, alien])).toEqual([
      {
        kind: "ORDER_UNKNOWN_HERE",
        symbol: "ETH",
        orderId: "web-1",
        ours: undefined,
        venue: 3,
        remedy: "NAME_IT",
        explanation:
          "the venue works SELL 3 ETH under web-1, which the fund never sent: it is left alone, and a person has to cancel or accept it",
      },
    ]);
  });
  it("and has ended here is taken back", () => {
    expect(compared({}, [...listed, { ...alien, orderId: "O9-0" }])).toEqual([
      {
        kind: "ORDER_STILL_OPEN",
        symbol: "ETH",
        orderId: "O9-0",
        ours: 0,
        venue: 3,
        remedy: "CANCEL_OURS",
        explanation: "the venue works SELL 3 ETH under O9-0, which has ended here: it is taken back",
      },
    ]);
  });
});
