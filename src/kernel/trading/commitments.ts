/** What is already spoken for, with working and unknown entries and what parents may still buy at their worst (controls PT-08). */
import type { Instrument } from "../domain/instrument.ts";
import type { OrderRecord } from "../domain/order.ts";
import { remainingOf } from "../domain/order.ts";
import type { Portfolio } from "../domain/position.ts";
import type { Committed } from "./balance/balance.ts";
import { type ParentOrder, unsentOf } from "./execute/parent-order.ts";
import { heldMargin, tiedByHeld, tiedShareIn } from "./margin-use.ts";
import type { TradingState } from "./trading-state.ts";

/** The most an entry may still cost. */
const worstOf = (record: OrderRecord): number =>
  record.order.purpose === "ENTRY" ? remainingOf(record) * (record.order.limitPrice ?? Number.NaN) : 0;

/** The most the part of a parent that is not on its way may still cost. */
const worstUnsentOf = (parent: ParentOrder): number => unsentOf(parent) * parent.worstPrice;

/** What may still be bought of a symbol, at its worst, USD, and how far from the price its stop will rest. */
export type Entering = { readonly symbol: string; readonly worst: number; readonly stopDistance: number };

export function enteringOf(state: TradingState): Entering[] {
  const entering: Entering[] = [];
  for (const record of state.orders.values()) {
    const worst = worstOf(record);
    if (worst !== 0) entering.push({ symbol: record.order.symbol, worst, stopDistance: record.stopDistance });
  }
  for (const parent of state.execution.parents.values()) {
    const worst = worstUnsentOf(parent);
    if (worst !== 0) entering.push({ symbol: parent.symbol, worst, stopDistance: parent.stopDistance });
  }
  return entering;
}

export function commitmentsOf(
  state: TradingState,
  portfolio: Portfolio,
  instruments: readonly Instrument[],
): Committed {
  const symbols = heldSymbols(state);
  const tiedShareOf = tiedShareIn(instruments);
  let entering = 0;
  let tying = 0;
  let risk: number = portfolio.openRisk;
  for (const { symbol, worst, stopDistance } of enteringOf(state)) {
    entering += worst;
    tying += worst * tiedShareOf(symbol);
    risk += worst * stopDistance;
    symbols.add(symbol);
  }
  return {
    notional: portfolio.grossNotional + entering,
    tied: tiedByHeld(state.positions, instruments) + tying,
    positions: symbols.size,
    symbols,
    risk,
    cash: portfolio.cash - portfolio.due - heldMargin(state.positions, instruments) - tying,
  };
}

/** Room for fees and for a price that moves, over what working entries may cost (chosen; the balancer leaves as much). */
const entryCostFactor = 1.005;

/** Cash that no entry and no margin may still claim, USD: what may be set aside without ever overdrawing. */
export function freeCashOf(state: TradingState, cash: number, instruments: readonly Instrument[]): number {
  const tiedShareOf = tiedShareIn(instruments);
  let tying = 0;
  for (const { symbol, worst } of enteringOf(state)) tying += worst * tiedShareOf(symbol);
  return cash - heldMargin(state.positions, instruments) - tying * entryCostFactor;
}

/** The same seen from one symbol, as the guard asks for it. */
export function commitmentsAround(state: TradingState, symbol: string, instruments: readonly Instrument[]) {
  const tiedShareOf = tiedShareIn(instruments);
  let notional = 0;
  let inSymbol = 0;
  let entering = 0;
  let tying = 0;
  const others = heldSymbols(state);
  for (const position of state.positions) {
    if (position === undefined) continue;
    notional += position.quantity * position.lastPrice;
    if (position.symbol === symbol) inSymbol += position.quantity * position.lastPrice;
  }
  for (const each of enteringOf(state)) {
    entering += each.worst;
    tying += each.worst * tiedShareOf(each.symbol);
    if (each.symbol === symbol) inSymbol += each.worst;
    others.add(each.symbol);
  }
  others.delete(symbol);
  const held = heldMargin(state.positions, instruments);
  return {
    notional: notional + entering,
    tied: tiedByHeld(state.positions, instruments) + tying,
    /** What is not free: margin of what is held, and of what may still be bought. */
    claimed: held + tying,
    inSymbol,
    entering,
    otherPositions: others.size,
  };
}

/** Held quantity of a symbol less what open exits and stops may still sell. */
export function closeableQuantity(state: TradingState, symbol: string): number {
  const held = state.positions.find((position) => position?.symbol === symbol)?.quantity ?? 0;
  let leaving = 0;
  for (const record of state.orders.values())
    if (record.order.symbol === symbol && record.order.purpose !== "ENTRY") leaving += remainingOf(record);
  return held - leaving;
}

function heldSymbols(state: TradingState): Set<string> {
  const symbols = new Set<string>();
  for (const position of state.positions) if (position !== undefined) symbols.add(position.symbol);
  return symbols;
}
