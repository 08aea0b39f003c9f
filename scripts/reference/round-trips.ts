/** Round trips: fills of a case booked in the fund's own ledger, one position from its first buy to its last sale. */
import { z } from "zod";
import type { Instrument } from "../../src/kernel/domain/instrument.ts";
import type { OrderRecord } from "../../src/kernel/domain/order.ts";
import type { ClosedTrade, Position } from "../../src/kernel/domain/position.ts";
import { openLedger } from "../../src/kernel/ledger/ledger.ts";
import { bookEntryFill, bookExitFill } from "../../src/kernel/trading/positions/book-fill.ts";
import { bps, dayMs, epochMs, price, quantity, usd } from "../../src/kernel/units/units.ts";
import { read, type Topic } from "./topic.ts";

const share: Instrument = {
  symbol: "SHARE",
  tickSize: price(0.01),
  lotSize: quantity(1),
  minNotionalUsd: usd(0),
  maxOrderQuantity: quantity(1_000),
  makerFeeBps: bps(0),
  takerFeeBps: bps(0),
  halfSpreadBps: bps(0),
};

const fillsSchema = z.array(z.object({ day: z.number(), amount: z.number(), price: z.number() }));
type CaseFill = z.infer<typeof fillsSchema>[number];

const orderOf = ({ day, amount }: CaseFill): OrderRecord => ({
  order: {
    id: `O${day}`,
    symbol: share.symbol,
    side: amount > 0 ? "BUY" : "SELL",
    purpose: amount > 0 ? "ENTRY" : "EXIT",
    quantity: quantity(Math.abs(amount)),
  },
  strategy: "ensemble",
  submittedAt: epochMs(day * dayMs),
  status: "WORKING",
  filledQuantity: quantity(0),
  updatedAt: epochMs(day * dayMs),
  note: "",
  stopDistance: 0.02,
});

/** Published cases know of no market. */
const outlook = { row: "NORMAL", atr: 0 } as const;

function tradesOf(fills: readonly CaseFill[]): ClosedTrade[] {
  const account = { ledger: openLedger(1), id: 0, instrument: share, outlook };
  const closed: ClosedTrade[] = [];
  let held: Position | undefined;
  for (const each of fills) {
    const fill = {
      price: price(each.price),
      quantity: quantity(Math.abs(each.amount)),
      fee: usd(0),
      at: epochMs(each.day * dayMs),
    };
    if (each.amount < 0 && held === undefined) throw new Error("expected something held before a sale");
    const booked =
      held !== undefined && each.amount < 0
        ? bookExitFill(account, held, orderOf(each), fill)
        : bookEntryFill(account, held, orderOf(each), fill);
    held = booked.position;
    if (booked.closed !== undefined) closed.push(booked.closed);
  }
  return closed;
}

export const roundTrips: Topic = {
  answers: {
    "round-trips": (inputs) =>
      tradesOf(read(fillsSchema, inputs, "fills")).map((trade) => ({
        open_day: trade.openedAt / dayMs,
        close_day: trade.closedAt / dayMs,
        pnl: trade.pnl,
        returns: trade.pnl / (trade.entryPrice * trade.quantity),
        long: true,
      })),
  },
  notCovered: {
    "round-trips/sell-through-zero": "the fund is long only: its ledger refuses to sell more than is held",
  },
};
