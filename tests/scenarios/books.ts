/** Any books of a fund, the account that mirrors them, and harms that make the two differ in one thing each. */
import fc from "fast-check";
import type { Instrument } from "../../src/kernel/domain/instrument.ts";
import type { OrderRecord, OrderStatus } from "../../src/kernel/domain/order.ts";
import type { DifferenceKind } from "../../src/kernel/domain/reconciliation.ts";
import type { VenueOpenOrder } from "../../src/kernel/domain/venue-account.ts";
import type { Books } from "../../src/kernel/trading/reconcile/books.ts";
import type { Terms, Told } from "../../src/kernel/trading/reconcile/compare.ts";
import { epochMs, price, quantity, seconds, usd } from "../../src/kernel/units/units.ts";
import { at, btc, eth } from "./given.ts";

const instruments: readonly Instrument[] = [btc, eth, { ...btc, symbol: "SOL", lotSize: quantity(0.01) }];
export const symbols = instruments.map(({ symbol }) => symbol);
export const instrumentOf = (symbol: string): Instrument | undefined =>
  instruments.find((each) => each.symbol === symbol);
export const lotOf = (symbol: string): number => instrumentOf(symbol)?.lotSize ?? Number.NaN;

export const now = at(3_600_000);
export const terms: Terms = { scope: "ALL", unansweredMs: seconds(10), cashTolerance: 0.01 };
/** Ids the fund has given out: all below this one. */
export const lastId = 100;
const isOurs = (orderId: string): boolean => /^O\d+-0$/u.test(orderId) && Number(orderId.slice(1, -2)) <= lastId;

/** Those whose place at the venue is known. */
const settled: readonly OrderStatus[] = ["WORKING", "PARTIALLY_FILLED", "PENDING_CANCEL"];

const lots = (symbol: string, count: number): number => Number((count * lotOf(symbol)).toPrecision(12));

const anyRecord = (
  statuses: readonly OrderStatus[],
): fc.Arbitrary<Omit<OrderRecord, "order"> & { order: OrderRecord["order"] }> =>
  fc
    .record({
      id: fc.integer({ min: 1, max: lastId }),
      symbol: fc.constantFrom(...symbols),
      isStop: fc.boolean(),
      size: fc.integer({ min: 2, max: 5_000 }),
      share: fc.double({ min: 0, max: 0.9, noNaN: true }),
      trigger: fc.integer({ min: 100, max: 900_000 }),
      status: fc.constantFrom(...statuses),
      age: fc.integer({ min: 60_000, max: 3_000_000 }),
    })
    .map(({ id, symbol, isStop, size, share, trigger, status, age }) => ({
      order: {
        id: `O${id}-0`,
        symbol,
        side: isStop ? "SELL" : "BUY",
        purpose: isStop ? "STOP" : "ENTRY",
        quantity: quantity(lots(symbol, size)),
        ...(isStop ? { stopPrice: price(Number((trigger * 0.01).toFixed(2))) } : { limitPrice: price(100) }),
      } as const,
      strategy: "ensemble",
      submittedAt: epochMs(now - age),
      status,
      filledQuantity: quantity(lots(symbol, Math.floor(size * share))),
      updatedAt: now,
      note: "",
      stopDistance: 0.02,
    }));

const booksWith = (statuses: readonly OrderStatus[], minOrders: number): fc.Arbitrary<Books> =>
  fc
    .record({
      reportSeq: fc.nat(10_000),
      orders: fc.uniqueArray(anyRecord(statuses), {
        minLength: minOrders,
        maxLength: 6,
        selector: ({ order }) => order.id,
      }),
      held: fc.uniqueArray(
        fc.record({ symbol: fc.constantFrom(...symbols), size: fc.integer({ min: 2, max: 9_000 }) }),
        { minLength: minOrders === 0 ? 0 : 1, maxLength: 3, selector: ({ symbol }) => symbol },
      ),
      cents: fc.integer({ min: 0, max: 5_000_000 }),
    })
    .map(({ reportSeq, orders, held, cents }) => ({
      at: now,
      reportSeq,
      orders,
      holdings: held.map(({ symbol, size }) => ({ symbol, quantity: lots(symbol, size) })),
      cash: cents / 100,
      isOurs,
      isProvenEnded: () => false,
      isAccepted: () => false,
      isAsked: () => false,
      instrumentOf,
    }));

/** Any books; and books with at least one order and one holding, all of them settled. */
export const anyBooks = booksWith([...settled, "SUBMITTED", "UNKNOWN"], 0);
export const settledBooks = booksWith(settled, 1);
/** Books with at least one order nobody has answered for. */
export const doubtfulBooks = booksWith(["SUBMITTED", "UNKNOWN"], 1);

export const listedOf = ({ order, filledQuantity }: OrderRecord): VenueOpenOrder => ({
  orderId: order.id,
  symbol: order.symbol,
  side: order.side,
  quantity: order.quantity,
  filledQuantity,
  stopPrice: order.stopPrice,
});

export const mirrorOf = ({ reportSeq, orders, holdings, cash }: Books): Told => ({
  reportSeq,
  orders: orders.map(listedOf),
  holdings: holdings.map((held) => ({ ...held })),
  cash: usd(cash),
});

/** One thing at the venue is another than here, and what the reconciler has to call it. */
export type Harm = {
  readonly kind: DifferenceKind;
  readonly does: (account: Told, which: number) => Told;
};

type Rows = Told["orders"];
const changed = (rows: Rows, which: number, change: (row: VenueOpenOrder) => VenueOpenOrder): Rows =>
  rows.map((row, index) => (index === which % rows.length ? change(row) : row));
const stops = (rows: Rows): Rows => rows.filter(({ stopPrice }) => stopPrice !== undefined);

export const harms: readonly Harm[] = [
  {
    kind: "ORDER_MISSING_AT_VENUE",
    does: (account, which) => ({
      ...account,
      orders: account.orders.filter((_, index) => index !== which % account.orders.length),
    }),
  },
  {
    kind: "ORDER_UNKNOWN_HERE",
    does: (account, which) => ({ ...account, orders: [...account.orders, foreignOrder(`web-${which}`)] }),
  },
  {
    kind: "ORDER_TERMS",
    does: (account, which) => ({
      ...account,
      orders: changed(account.orders, which, (row) => ({ ...row, side: row.side === "BUY" ? "SELL" : "BUY" })),
    }),
  },
  {
    kind: "FILLED_QUANTITY",
    does: (account, which) => ({
      ...account,
      orders: changed(account.orders, which, (row) => ({
        ...row,
        filledQuantity: quantity(row.filledQuantity + 1.25 * lotOf(row.symbol)),
      })),
    }),
  },
  {
    kind: "STOP_PRICE",
    does: (account, which) => {
      const found = stops(account.orders);
      const moved = found[which % Math.max(1, found.length)];
      return {
        ...account,
        orders: account.orders.map((row) =>
          row === moved ? { ...row, stopPrice: price((row.stopPrice ?? 0) + 0.01) } : row,
        ),
      };
    },
  },
  {
    kind: "POSITION",
    does: (account, which) => ({
      ...account,
      holdings: account.holdings.map((held, index) =>
        index === which % account.holdings.length
          ? { ...held, quantity: held.quantity + 1.25 * lotOf(held.symbol) }
          : held,
      ),
    }),
  },
  {
    kind: "SYMBOL_UNKNOWN_HERE",
    does: (account, which) => ({ ...account, holdings: [...account.holdings, { symbol: `X${which}`, quantity: 1 }] }),
  },
  { kind: "CASH", does: (account, which) => ({ ...account, cash: usd(account.cash - 1 - which) }) },
];

export const foreignOrder = (orderId: string, symbol = "BTC"): VenueOpenOrder => ({
  orderId,
  symbol,
  side: "SELL",
  quantity: quantity(1),
  filledQuantity: quantity(0),
  stopPrice: undefined,
});

export const anyHarm = fc.record({ harm: fc.constantFrom(...harms), which: fc.nat(20) });

/** The same account with its rows in another order. */
export const shuffled = (account: Told): fc.Arbitrary<Told> =>
  fc
    .tuple(
      fc.shuffledSubarray([...account.orders], { minLength: account.orders.length }),
      fc.shuffledSubarray([...account.holdings], { minLength: account.holdings.length }),
    )
    .map(([orders, holdings]) => ({ ...account, orders, holdings }));
