/**
 * Splits new profit: a part is locked, a part goes into reserve, the rest stays to trade with.
 *
 * New is what was realised since the fund opened above the highest profit split before, so that a loss and its recovery
 * are not split twice. The parts are whole micro-dollars and sum exactly. What cash cannot cover, because the profit is
 * invested again, stays due and is moved when cash is free: the split never overdraws CASH and changes no equity.
 */
import type { UsdAmount } from "../units/units.ts";
import { fromMicros, type Ledger, newProfitOf, realizedMicros, setAside, toMicros } from "./ledger.ts";

/** Shares of new profit; they add up to one. */
export type SplitShares = { readonly lock: number; readonly reserve: number; readonly reinvest: number };

export type ProfitSplit = {
  readonly newProfit: UsdAmount;
  readonly locked: UsdAmount;
  readonly reserved: UsdAmount;
  readonly reinvested: UsdAmount;
};

/** Promises the parts of all new profit, or `undefined` when there is none. `settleDue` moves the money. */
export function splitProfit(ledger: Ledger, { lock, reserve, reinvest }: SplitShares): ProfitSplit | undefined {
  const profit = toMicros(newProfitOf(ledger));
  if (profit === 0) return undefined;
  const [locked = 0, reserved = 0, reinvested = 0] = wholeParts(profit, [lock, reserve, reinvest]);
  ledger.due.LOCKED_PROFIT += locked;
  ledger.due.RESERVE += reserved;
  ledger.splitMark = realizedMicros(ledger);
  return {
    newProfit: fromMicros(profit),
    locked: fromMicros(locked),
    reserved: fromMicros(reserved),
    reinvested: fromMicros(reinvested),
  };
}

export type Settled = { readonly locked: UsdAmount; readonly reserved: UsdAmount };

/**
 * Moves what is due as far as free cash goes, locked profit first. Returns what moved, if anything did.
 * @param freeCash cash no working order may still claim, USD; below zero or not a number moves nothing
 */
export function settleDue(ledger: Ledger, freeCash: number): Settled | undefined {
  const { due, balances } = ledger;
  const free = Math.min(Math.floor(freeCash * 1_000_000), balances.CASH);
  const locked = Math.max(0, Math.min(due.LOCKED_PROFIT, free));
  const reserved = Math.max(0, Math.min(due.RESERVE, free - locked));
  if (!(locked + reserved > 0)) return undefined;
  setAside(ledger, "LOCKED_PROFIT", locked);
  setAside(ledger, "RESERVE", reserved);
  due.LOCKED_PROFIT -= locked;
  due.RESERVE -= reserved;
  return { locked: fromMicros(locked), reserved: fromMicros(reserved) };
}

const wholeShare = 1_000_000;

/**
 * `micros` in whole parts that sum to it, by the largest remainder; of equal remainders the first listed gains. Shares
 * count in millionths, so that every product is an exact integer.
 */
function wholeParts(micros: number, shares: readonly number[]): number[] {
  const millionths = shares.map((share) => Math.round(share * wholeShare));
  if (millionths.reduce((sum, each) => sum + each, 0) !== wholeShare || millionths.some((each) => each < 0))
    throw new RangeError(`expected shares of 0 or more that add up to 1, was ${shares.join(", ")}`);
  const rest = micros % wholeShare;
  const wholes = (micros - rest) / wholeShare;
  const parts = millionths.map((each) => wholes * each + Math.floor((rest * each) / wholeShare));
  const remainders = millionths.map((each) => (rest * each) % wholeShare);
  const left = micros - parts.reduce((sum, part) => sum + part, 0);
  const largestFirst = [...parts.keys()].toSorted((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0));
  const gaining = largestFirst.slice(0, left);
  return parts.map((part, index) => (gaining.includes(index) ? part + 1 : part));
}
