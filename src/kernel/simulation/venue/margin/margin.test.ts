/** Positions on margin: what fills, funding and liquidation do to the wallet, and what the account is refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { btcPerpetual, ethPerpetual } from "../../../../../tests/scenarios/perpetuals.ts";
import type { Instrument } from "../../../domain/instrument.ts";
import { liquidationPrice } from "../../../domain/liquidation.ts";
import type { Side } from "../../../domain/order.ts";
import { maintenanceMargin } from "../../../domain/perpetual.ts";
import { price, ratio, usd } from "../../../units/units.ts";
import { applyFill } from "./apply-fill.ts";
import { boundariesBetween, rebookFunding, settleFunding } from "./funding.ts";
import { deleverage, type Fall, liquidate } from "./liquidate.ts";
import {
  availableMargin,
  equityOf,
  exposedOf,
  heldPerpetuals,
  type MarginBook,
  marginRatioOf,
  openMarginBook,
} from "./margin-book.ts";
import { type MarginOrder, marginRefusal } from "./margin-refusal.ts";

const isolated = btcPerpetual({ marginMode: "ISOLATED" });
const cross = btcPerpetual();
const crossEth = ethPerpetual();

const trade = (book: MarginBook, side: Side, quantity: number, at: number, fee = 0, symbol = "BTC"): number => {
  const instrument = book.instruments.get(symbol);
  if (instrument === undefined) throw new Error(`expected ${symbol} in the book`);
  return applyFill(book, { symbol, side, quantity, price: at, fee }, instrument);
};
const wallet = ({ cashMicros }: MarginBook): number => cashMicros / 1e6;

/** A book of one long at 100, five times the margin, and 100 USD or as many as are said. */
function long(instrument: Instrument = cross, paidIn = 100, quantity = 2): MarginBook {
  const book = openMarginBook([instrument, crossEth], usd(paidIn));
  trade(book, "BUY", quantity, 100);
  return book;
}
/** A fall of BTC without any cost of the market. */
const fallTo = (worst: number, from = 100, symbol = "BTC"): Fall => ({
  from: new Map([[symbol, from]]),
  worst: new Map([[symbol, worst]]),
  marketPrice: (_, __, at) => at,
});
const markAt = (book: MarginBook, mark: number, symbol = "BTC") => book.marks.set(symbol, mark);

describe("a fill", () => {
  it("opens at its price, moves no cash but its fee, and ties up its initial margin", () => {
    const book = openMarginBook([cross], usd(100));
    expect(trade(book, "BUY", 2, 100, 0.1)).toBe(0);
    expect([wallet(book), book.holdings.get("BTC"), availableMargin(book)]).toEqual([99.9, 2, 99.9 - 40]);
    expect(heldPerpetuals(book)[0]).toMatchObject({ entryPrice: 100, profit: 0, initial: 40 });
  });

  it("adds at the average, and its profit is unrealised at the mark, not at the last price", () => {
    const book = long();
    trade(book, "BUY", 2, 110);
    markAt(book, 108);
    expect(heldPerpetuals(book)[0]).toMatchObject({ quantity: 4, entryPrice: 105, profit: 12, mark: 108 });
    expect(equityOf(book)).toBe(112);
  });

  it("closes a part, realises it, and frees its margin", () => {
    const book = long();
    expect(trade(book, "SELL", 0.5, 120)).toBe(10);
    expect([wallet(book), book.holdings.get("BTC")]).toEqual([110, 1.5]);
  });

  it("turns a long round to a short at its own price", () => {
    const book = long();
    expect(trade(book, "SELL", 3, 90)).toBe(-20);
    markAt(book, 85);
    expect(heldPerpetuals(book)[0]).toMatchObject({ quantity: -1, entryPrice: 90, profit: 5 });
    expect(trade(book, "BUY", 1, 80)).toBe(10);
    expect([wallet(book), book.entries.size]).toEqual([90, 0]);
  });

  it("sets isolated margin aside, and gives it back in proportion", () => {
    const book = long(isolated);
    expect([heldPerpetuals(book)[0]?.isolated, availableMargin(book)]).toEqual([40, 60]);
    trade(book, "SELL", 0.5, 100);
    expect([heldPerpetuals(book)[0]?.isolated, availableMargin(book)]).toEqual([30, 70]);
  });

  it("closing always frees margin: over any part", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 19_999 }), fc.constantFrom(cross, isolated), (lots, instrument) => {
        const book = long(instrument, 1_000);
        const before = availableMargin(book);
        trade(book, "SELL", lots / 10_000, 100);
        expect(availableMargin(book)).toBeGreaterThan(before);
      }),
    ));
});

describe("funding", () => {
  it("is paid by longs at a positive rate, on the mark, and named by symbol and boundary", () => {
    const book = long();
    markAt(book, 110);
    expect(settleFunding(book, { symbol: "BTC", at: 28_800_000, rate: 0.0001 })).toEqual({
      kind: "CASH_MOVED",
      cashId: "funding-BTC-28800000",
      symbol: "BTC",
      amount: -0.022,
      cause: "FUNDING",
    });
    expect(wallet(book)).toBe(99.978);
  });

  it("is received by shorts, and counted at the mark price of the boundary where one is recorded", () => {
    const book = openMarginBook([cross], usd(100));
    trade(book, "SELL", 2, 100);
    expect(settleFunding(book, { symbol: "BTC", at: 0, rate: 0.0001, mark: 120 })?.amount).toBe(0.024);
  });

  it("of an isolated position comes out of its own margin", () => {
    const book = long(isolated);
    settleFunding(book, { symbol: "BTC", at: 0, rate: 0.01 });
    expect([wallet(book), heldPerpetuals(book)[0]?.isolated, availableMargin(book)]).toEqual([98, 38, 60]);
  });

  it("is nothing where nothing is held, or where the rate is nothing", () => {
    expect(settleFunding(openMarginBook([cross], usd(100)), { symbol: "BTC", at: 0, rate: 1 })).toBeUndefined();
    expect(settleFunding(long(), { symbol: "BTC", at: 0, rate: 0 })).toBeUndefined();
  });

  it("comes back from a report as it was settled", () => {
    for (const instrument of [cross, isolated]) {
      const [settled, rebooked] = [long(instrument), long(instrument)];
      const report = settleFunding(settled, { symbol: "BTC", at: 0, rate: 0.0123 });
      if (report !== undefined) rebookFunding(rebooked, report);
      expect(rebooked).toEqual(settled);
    }
  });

  it("falls due at each boundary once: after the one moment, up to the other", () => {
    expect(boundariesBetween(0, 7, 8)).toEqual([]);
    expect(boundariesBetween(0, 8, 8)).toEqual([8]);
    expect(boundariesBetween(8, 23, 8)).toEqual([16]);
    expect(boundariesBetween(7, 24, 8)).toEqual([8, 16, 24]);
  });
});

describe("liquidation", () => {
  const liquidationPriceIn = (book: MarginBook): number => {
    const held = heldPerpetuals(book);
    const [position] = held;
    if (position === undefined) throw new Error("expected a position");
    return liquidationPrice(exposedOf(book, position, held), position.terms.brackets) ?? Number.NaN;
  };

  it.each([
    ["isolated", isolated, 100],
    ["cross", cross, 60],
  ] as const)(
    "%s comes at the price where the margin ratio is 1, within a tick, and not before",
    (_, terms, paidIn) => {
      const at = liquidationPriceIn(long(terms, paidIn));
      expect(liquidate(long(terms, paidIn), fallTo(at + 0.01))).toEqual([]);
      expect(liquidate(long(terms, paidIn), fallTo(at - 0.01))).toMatchObject([
        { kind: "FOREIGN_FILL", symbol: "BTC", side: "SELL", quantity: 2, fillId: "X1", cause: "LIQUIDATION" },
      ]);
    },
  );

  it("sells from the price passed on the way, or from where the fall began if that was beyond", () => {
    const at = liquidationPriceIn(long(isolated));
    const [onTheWay] = liquidate(long(isolated), fallTo(70));
    expect(onTheWay?.price).toBeCloseTo(at, 1);
    const [afterAGap] = liquidate(long(isolated), fallTo(70, 80.2));
    expect(afterAGap?.price).toBeCloseTo(80.2, 9);
  });

  it("a market that pays less than the price of bankruptcy is paid by the insurance fund", () => {
    const [fill] = liquidate(long(isolated), { ...fallTo(50), marketPrice: () => 50 });
    expect(fill).toMatchObject({ price: 80, fee: 0 });
  });

  it("keeps its fee, as far as there is something left", () => {
    const rich = btcPerpetual({ marginMode: "ISOLATED", liquidationFeeBps: isolated.takerFeeBps });
    const [fill] = liquidate(long(rich), fallTo(79, 100));
    expect(fill?.fee).toBeCloseTo(((fill?.price ?? 0) * 2 * 5) / 10_000, 6);
    const [poor] = liquidate(long(isolated), fallTo(79, 80.1));
    expect(poor?.fee, "0.20 USD are left").toBeCloseTo(0.2, 6);
  });

  it("a short is bought back above", () => {
    const book = openMarginBook([isolated], usd(100));
    trade(book, "SELL", 2, 100);
    expect(liquidate(book, fallTo(119))).toEqual([]);
    expect(liquidate(book, fallTo(125))).toMatchObject([{ side: "BUY", quantity: 2 }]);
    expect(wallet(book)).toBeGreaterThanOrEqual(60);
  });

  it("of cross positions takes the largest loser first, and stops when what is left suffices", () => {
    const cheap = btcPerpetual({ liquidationFeeBps: cross.makerFeeBps });
    const book = openMarginBook([cheap, crossEth], usd(100));
    trade(book, "BUY", 3, 100);
    trade(book, "BUY", 1, 100, 0, "ETH");
    const worst = new Map([
      ["BTC", 66],
      ["ETH", 98],
    ]);
    const from = new Map([
      ["BTC", 100],
      ["ETH", 100],
    ]);
    expect(liquidate(book, { from, worst, marketPrice: (_, __, at) => at })).toMatchObject([{ symbol: "BTC" }]);
    expect([...book.entries.keys()]).toEqual(["ETH"]);
  });

  it("leaves an isolated position alone when the cross ones fall, and the other way round", () => {
    const isolatedEth = ethPerpetual({ marginMode: "ISOLATED" });
    const book = openMarginBook([cross, isolatedEth], usd(100));
    trade(book, "BUY", 3, 100);
    trade(book, "BUY", 1, 100, 0, "ETH");
    liquidate(book, fallTo(60));
    expect([...book.entries.keys()]).toEqual(["ETH"]);
    expect(wallet(book)).toBeGreaterThanOrEqual(20);
  });

  it("an isolated position never loses more than its margin, and no account ever owes: over any fall", () => {
    const anyFall = fc.record({
      instrument: fc.constantFrom(isolated, cross),
      leverage: fc.integer({ min: 2, max: 50 }),
      side: fc.constantFrom("BUY" as const, "SELL" as const),
      quantity: fc.integer({ min: 1, max: 3_000 }),
      worst: fc.integer({ min: 1, max: 300 }),
      from: fc.integer({ min: 50, max: 150 }),
      slip: fc.double({ min: 0, max: 0.3, noNaN: true }),
    });
    let fallen = 0;
    fc.assert(
      fc.property(anyFall, ({ instrument, leverage, side, quantity, worst, from, slip }) => {
        const terms = { ...instrument.perpetual!, leverageRatio: ratio(leverage) };
        const margin = (quantity * 100) / leverage;
        const paidIn = usd(instrument === isolated ? margin * 3 : margin);
        const book = openMarginBook([{ ...instrument, perpetual: terms }], paidIn);
        trade(book, side, quantity, 100);
        const worse = (_: Side, __: string, at: number) => at * (side === "BUY" ? 1 - slip : 1 + slip);
        const fills = liquidate(book, { ...fallTo(worst, from), marketPrice: worse });
        fallen += fills.length;
        const rounding = quantity * 0.01 + 1e-5;
        expect(wallet(book)).toBeGreaterThanOrEqual(paidIn - margin - rounding);
        if (fills.length > 0) expect(book.entries.size).toBe(0);
      }),
    );
    expect(fallen, "the property met liquidations").toBeGreaterThan(20);
  });
});

it("auto-deleveraging closes a part at the venue's price, without a fee, and of nothing nothing", () => {
  const book = long();
  expect(deleverage(book, "BTC", 0.5, price(105))).toMatchObject({
    side: "SELL",
    quantity: 0.5,
    price: 105,
    fee: 0,
    cause: "AUTO_DELEVERAGING",
  });
  expect([wallet(book), book.holdings.get("BTC")]).toEqual([102.5, 1.5]);
  expect(deleverage(book, "ETH", 1, price(105))).toBeUndefined();
  expect(deleverage(book, "BTC", 99, price(105))?.quantity, "no more than is held").toBe(1.5);
});

describe("the account refuses", () => {
  const buy = (change: Partial<MarginOrder> = {}): MarginOrder => ({
    symbol: "BTC",
    side: "BUY",
    quantity: 1,
    price: 100,
    isReduceOnly: false,
    ...change,
  });
  const nameOf = (book: MarginBook, order: MarginOrder, open: readonly MarginOrder[] = []) =>
    marginRefusal(book, order, open)?.name;

  it("what its margin does not cover, to the lot", () => {
    const book = openMarginBook([cross], usd(20));
    expect(nameOf(book, buy())).toBeUndefined();
    expect(nameOf(book, buy({ quantity: 1.0001 }))).toBe("MARGIN_INSUFFICIENT");
    expect(nameOf(book, buy({ quantity: Number.NaN }))).toBeDefined();
  });

  it("what open orders have spoken for", () => {
    const book = openMarginBook([cross], usd(30));
    expect(nameOf(book, buy({ quantity: 0.5 }), [buy()])).toBeUndefined();
    expect(nameOf(book, buy({ quantity: 0.5001 }), [buy()])).toBe("MARGIN_INSUFFICIENT");
  });

  it("what an open order that turns the position round has spoken for, beyond what it closes", () => {
    const book = long(cross, 100);
    const turning = buy({ side: "SELL", quantity: 3 });
    expect(availableMargin(book)).toBe(60);
    expect(nameOf(book, buy({ quantity: 2 }), [turning])).toBeUndefined();
    expect(nameOf(book, buy({ quantity: 2.0001 }), [turning])).toBe("MARGIN_INSUFFICIENT");
    const two = [buy({ side: "SELL", quantity: 2 }), buy({ side: "SELL" })];
    expect(nameOf(book, buy({ quantity: 2.0001 }), two), "each lot is closed once").toBe("MARGIN_INSUFFICIENT");
  });

  it("more than the tiers allow at this leverage, to the cap", () => {
    const instrument = btcPerpetual({ leverageRatio: ratio(125) });
    const book = openMarginBook([instrument], usd(1e9));
    expect(nameOf(book, buy({ quantity: 500 }))).toBeUndefined();
    expect(nameOf(book, buy({ quantity: 500.0001 }))).toBe("MAX_POSITION");
  });

  it("an order that was to reduce and would open or grow", () => {
    const reduce = (change: Partial<MarginOrder>) => buy({ isReduceOnly: true, ...change });
    expect(nameOf(openMarginBook([cross], usd(100)), reduce({ side: "SELL" }))).toBe("REDUCE_ONLY");
    expect(nameOf(long(), reduce({ side: "BUY" }))).toBe("REDUCE_ONLY");
    expect(nameOf(long(), reduce({ side: "SELL" }))).toBeUndefined();
  });

  it("anything while its margin ratio is 1 or more", () => {
    const book = long(isolated);
    markAt(book, 80.33);
    expect(nameOf(book, buy({ side: "SELL" }))).toBeUndefined();
    markAt(book, 80.32);
    expect(nameOf(book, buy({ side: "SELL", isReduceOnly: true }))).toBe("IN_LIQUIDATION");
  });

  it("not the closing of a position that ties up everything", () => {
    const book = long(cross, 40);
    expect(availableMargin(book)).toBe(0);
    expect(nameOf(book, buy({ side: "SELL", quantity: 2 }))).toBeUndefined();
    expect(nameOf(book, buy({ side: "SELL", quantity: 2.0001 })), "the part that opens a short").toBe(
      "MARGIN_INSUFFICIENT",
    );
  });
});

describe("over any life of an account", () => {
  type Act =
    | {
        readonly kind: "TRADE";
        readonly side: Side;
        readonly lots: number;
        readonly cents: number;
        readonly fee: number;
      }
    | { readonly kind: "FUNDING"; readonly rate: number }
    | { readonly kind: "FALL"; readonly worst: number }
    | { readonly kind: "DELEVERAGE"; readonly lots: number; readonly cents: number };
  const cents = fc.integer({ min: 5_000, max: 20_000 });
  const lots = fc.integer({ min: 1, max: 30_000 });
  const anyAct: fc.Arbitrary<Act> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("TRADE" as const),
        side: fc.constantFrom("BUY" as const, "SELL" as const),
        lots,
        cents,
        fee: fc.nat(99).map((each) => each / 100),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("FUNDING" as const),
        rate: fc.double({ min: -0.01, max: 0.01, noNaN: true }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("FALL" as const), worst: fc.integer({ min: 10, max: 400 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("DELEVERAGE" as const), lots, cents }) },
  );

  it("the wallet is what was paid in, realised and moved by funding, less fees, to the micro-dollar", () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), fc.constantFrom(cross, isolated), (acts, instrument) => {
        const book = openMarginBook([instrument], usd(5_000));
        let [quantity, cost, expected] = [0, 0, 5_000];
        const follow = (side: Side, size: number, at: number, fee: number) => {
          const direction = side === "BUY" ? 1 : -1;
          const closing = quantity * direction < 0 ? Math.min(size, Math.abs(quantity)) : 0;
          const released = quantity === 0 ? 0 : (cost * closing) / Math.abs(quantity);
          expected += Math.sign(quantity) * (closing * at - released) - fee;
          cost += (size - closing) * at - released;
          quantity = Math.round((quantity + direction * size) * 1e4) / 1e4;
          if (quantity === 0) cost = 0;
        };
        for (const act of acts) {
          if (act.kind === "TRADE") {
            trade(book, act.side, act.lots / 1e4, act.cents / 100, act.fee);
            follow(act.side, act.lots / 1e4, act.cents / 100, act.fee);
          } else if (act.kind === "FUNDING")
            expected += settleFunding(book, { symbol: "BTC", at: 0, rate: act.rate })?.amount ?? 0;
          else if (act.kind === "FALL")
            for (const { side, quantity: size, price: at, fee } of liquidate(book, fallTo(act.worst)))
              follow(side, size, at, fee);
          else {
            const taken = deleverage(book, "BTC", act.lots / 1e4, price(act.cents / 100));
            if (taken !== undefined) follow(taken.side, taken.quantity, taken.price, taken.fee);
          }
          expect(wallet(book)).toBeCloseTo(expected, 4);
          expect(book.holdings.get("BTC") ?? 0).toBeCloseTo(quantity, 8);
          expect(Number.isSafeInteger(book.cashMicros)).toBe(true);
        }
      }),
    );
  });

  it("after a fall nothing is left that needs more than it has", () => {
    fc.assert(
      fc.property(
        lots,
        cents,
        fc.integer({ min: 10, max: 400 }),
        fc.constantFrom("BUY" as const, "SELL" as const),
        (size, at, worst, side) => {
          const book = openMarginBook([cross, crossEth], usd(100));
          trade(book, side, size / 1e4, at / 100);
          trade(book, "BUY", 0.5, 100, 0, "ETH");
          liquidate(book, fallTo(worst, at / 100));
          markAt(book, worst);
          const held = heldPerpetuals(book);
          for (const each of held) {
            expect(marginRatioOf(book, each, held)).toBeLessThan(1);
            expect(each.maintenance).toBe(maintenanceMargin(each.terms.brackets, Math.abs(each.quantity) * each.mark));
          }
        },
      ),
    );
  });
});
