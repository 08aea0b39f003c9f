/**
 * The fund's own orders again, many times as large, sent straight to the venue at the closes it sent them: no limit and no
 * authority makes them smaller, so that costs can be compared where they matter. Costs off, bar-level and book-level.
 */
import { bookVenue, type OpenVenue } from "../../src/apps/backtest/played-venue.ts";
import type { Side } from "../../src/kernel/domain/order.ts";
import type { AnyReport } from "../../src/kernel/domain/venue-report.ts";
import { fromMicros } from "../../src/kernel/ledger/ledger.ts";
import { openVenueBook } from "../../src/kernel/simulation/venue/venue-book.ts";
import { fraction, quantity, usd } from "../../src/kernel/units/units.ts";
import { depthVenue } from "./depth-venue.ts";
import { barsOf, type Session } from "./session.ts";
import {
  costKinds,
  type CostKind,
  type CostRun,
  type CostSetting,
  curveInterval,
  instrumentOf,
  type SentOrder,
} from "./three-runs.ts";

const interval = curveInterval;

export const runDirect = (session: Session, setting: CostSetting, sent: readonly SentOrder[]): CostRun[] =>
  costKinds.map((kind) => playDirect(session, setting, kind, sent));

function playDirect(session: Session, setting: CostSetting, kind: CostKind, sent: readonly SentOrder[]): CostRun {
  const closes = barsOf(session, interval);
  const instrument = instrumentOf(session, setting, kind);
  const venue = venueFor(session, kind)([instrument], setting.startEquity);
  const { book } = venue;
  const tally = { positions: 0, fills: 0, tradedUsd: 0, feesUsd: 0, slippageUsd: 0 };
  const decided = new Map<string, { side: Side; at: number }>();
  const count = (reports: readonly AnyReport[]): void => {
    for (const report of reports) {
      const order = report.kind === "FILLED" ? decided.get(report.orderId) : undefined;
      if (report.kind !== "FILLED" || order === undefined) continue;
      tally.fills += 1;
      tally.tradedUsd += report.price * report.quantity;
      tally.feesUsd += report.fee;
      tally.slippageUsd += (order.side === "BUY" ? 1 : -1) * (report.price - order.at) * report.quantity;
    }
  };
  const equity: [number, number][] = [];
  for (const { closedAt, bars } of closes) {
    count([...venue.open(bars), ...venue.fillResting(bars), ...venue.close(bars)]);
    const close = bars[0]?.close ?? Number.NaN;
    const held = book.holdings.get(session.symbol) ?? 0;
    equity.push([closedAt, fromMicros(book.cashMicros) + held * close]);
    for (const { at, side, quantity: amount } of sent) {
      if (at !== closedAt) continue;
      const id = `D${decided.size}`;
      decided.set(id, { side, at: close });
      tally.positions += side === "SELL" ? 1 : 0;
      venue.answer({
        kind: "SubmitOrder",
        order: {
          id,
          symbol: session.symbol,
          side,
          type: "MARKET",
          quantity: quantity(amount),
          timeInForce: "GTC",
          isReduceOnly: side === "SELL",
          selfTrade: "NONE",
        },
      });
    }
  }
  return { kind, equity, sent, ...tally };
}

function venueFor(session: Session, kind: CostKind): OpenVenue {
  if (kind === "BOOK") return depthVenue(session, barsOf(session, interval), interval);
  const terms = { impactFactor: kind === "OFF" ? 0 : 1, maxParticipation: fraction(1) };
  return (instruments, startCash) =>
    bookVenue(instruments, startCash, openVenueBook(instruments, usd(startCash), terms));
}
