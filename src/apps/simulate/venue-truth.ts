/** What is true at the venue of a fault run, counted from all that happened there, told or not, and from the orders that reached it. */
import type { Traffic } from "../../adapters/faulty-venue/faulty-venue.ts";
import type { Order, Side } from "../../kernel/domain/order.ts";
import type { ForeignReport, VenueReport } from "../../kernel/domain/venue-report.ts";

export type KeptOrder = { readonly order: Order; filled: number; isOpen: boolean };
type Trade = {
  readonly symbol: string;
  readonly quantity: number;
  readonly price: number;
  readonly fee: number;
};
type Filled = Extract<VenueReport, { kind: "FILLED" }>;
type ForeignFill = Extract<ForeignReport, { kind: "FOREIGN_FILL" }>;
type CashMove = Extract<ForeignReport, { kind: "CASH_MOVED" }>;

export type VenueTruth = {
  readonly orders: ReadonlyMap<string, KeptOrder>;
  readonly fills: readonly Filled[];
  /** What was traded, and what cash moved, without an order of the fund. */
  readonly foreignFills: readonly ForeignFill[];
  readonly cashMoves: readonly CashMove[];
  readonly holdings: ReadonlyMap<string, number>;
  /** What trades and movements took from the cash, in USD; below zero they gave some. */
  readonly spent: number;
};

/** What an order may be short of and still be filled, a share of it: sums of lots in floating point. */
const slack = 1e-9;

export function truthOf({ arrived, happened }: Pick<Traffic, "arrived" | "happened">): VenueTruth {
  const orders = new Map<string, KeptOrder>();
  for (const order of arrived) orders.set(order.id, { order, filled: 0, isOpen: true });
  const fills: Filled[] = [];
  const foreignFills: ForeignFill[] = [];
  const cashMoves: CashMove[] = [];
  const holdings = new Map<string, number>();
  let spent = 0;
  const trade = (side: Side, { symbol, quantity, price, fee }: Trade) => {
    const sign = side === "BUY" ? 1 : -1;
    holdings.set(symbol, (holdings.get(symbol) ?? 0) + sign * quantity);
    spent += sign * quantity * price + fee;
  };
  for (const report of happened) {
    if (report.kind === "CASH_MOVED") {
      cashMoves.push(report);
      spent -= report.amount;
    }
    if (report.kind === "FOREIGN_FILL") {
      foreignFills.push(report);
      trade(report.side, report);
    }
    if (!("orderId" in report)) continue;
    const kept = orders.get(report.orderId);
    if (kept === undefined)
      throw new Error(`expected order ${report.orderId} to have arrived before it is reported on`);
    if (report.kind === "REJECTED" || report.kind === "CANCELED") kept.isOpen = false;
    if (report.kind !== "FILLED") continue;
    fills.push(report);
    kept.filled += report.quantity;
    if (kept.filled >= kept.order.quantity * (1 - slack)) kept.isOpen = false;
    trade(kept.order.side, { ...report, symbol: kept.order.symbol });
  }
  return { orders, fills, foreignFills, cashMoves, holdings, spent };
}

/** What open orders at the venue may still sell of a symbol. */
export function sellingOf({ orders }: VenueTruth, symbol: string): number {
  let selling = 0;
  for (const { order, filled, isOpen } of orders.values())
    if (isOpen && order.symbol === symbol && order.side === "SELL") selling += order.quantity - filled;
  return selling;
}
