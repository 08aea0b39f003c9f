/**
 * What everything is worth: the portfolio that trading reports to governance. Spot counts with its price, a perpetual with
 * its profit alone; `cash` is then the wallet at the venue, margin included.
 */
import type { Portfolio, Position } from "../../domain/position.ts";
import {
  cashOf,
  dueOf,
  enteredOnMargin,
  type Ledger,
  lockedOf,
  newProfitOf,
  realizedOf,
  reserveOf,
} from "../../ledger/ledger.ts";
import { ratioOf, type UsdAmount, usd } from "../../units/units.ts";

export function valuate(ledger: Ledger, positions: readonly (Position | undefined)[], shadowPnl: UsdAmount): Portfolio {
  let gross = 0;
  let unrealized = 0;
  let openRisk = 0;
  let openPositions = 0;
  for (const position of positions) {
    if (position === undefined) continue;
    openPositions += 1;
    gross += position.quantity * position.lastPrice;
    unrealized += position.quantity * (position.lastPrice - position.averagePrice);
    openRisk +=
      position.quantity * Math.max(0, Math.min(position.lastPrice, position.averagePrice) - position.stopPrice);
  }
  const cash = cashOf(ledger);
  const locked = lockedOf(ledger);
  const reserve = reserveOf(ledger);
  const due = dueOf(ledger);
  const tradable = usd(cash + gross - enteredOnMargin(ledger) - due);
  const equity = usd(tradable + locked + reserve);
  return {
    equity,
    cash,
    locked,
    reserve,
    due,
    tradable,
    grossNotional: usd(gross),
    exposure: ratioOf(usd(gross), tradable),
    unrealizedPnl: usd(unrealized),
    realizedPnl: realizedOf(ledger),
    newProfit: newProfitOf(ledger),
    openPositions,
    openRisk: usd(openRisk),
    shadowPnl,
  };
}

/** Notional per instrument id over equity, for the risk officer. */
/** Of a fund whose equity is gone; finite when squared and added up, so that whoever must act on it can. */
const heaviest = 1e6;

export function weightsOf(positions: readonly (Position | undefined)[], equity: UsdAmount): Float64Array {
  const weights = new Float64Array(positions.length);
  positions.forEach((position, id) => {
    if (position !== undefined)
      weights[id] = Math.min(heaviest, ratioOf(usd(position.quantity * position.lastPrice), equity));
  });
  return weights;
}
