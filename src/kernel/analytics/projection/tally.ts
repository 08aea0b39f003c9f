/**
 * What trades of one kind came to, in whole micro-dollars as the ledger counts them: sums of integers are exact, so that
 * the parts of a table add up to its total without a remainder.
 */

export type Tally = {
  trades: number;
  wins: number;
  /** After fees. */
  pnl: number;
  /** Of the winning, and of the losing trades (below zero). */
  won: number;
  lost: number;
  fees: number;
  slippage: number;
  /** Sums over the trades. */
  multiples: number;
  heldMs: number;
};

export const openTally = (): Tally => ({
  trades: 0,
  wins: 0,
  pnl: 0,
  won: 0,
  lost: 0,
  fees: 0,
  slippage: 0,
  multiples: 0,
  heldMs: 0,
});

/** One trade, or the part of it that belongs here. */
export type Counted = {
  readonly pnl: number;
  readonly fees: number;
  readonly slippage: number;
  readonly multiple: number;
  readonly heldMs: number;
};

export function count(tally: Tally, { pnl, fees, slippage, multiple, heldMs }: Counted): void {
  tally.trades += 1;
  if (pnl > 0) tally.wins += 1;
  tally.pnl += pnl;
  tally.won += Math.max(0, pnl);
  tally.lost += Math.min(0, pnl);
  tally.fees += fees;
  tally.slippage += slippage;
  tally.multiples += multiple;
  tally.heldMs += heldMs;
}

export function tallyOf(tallies: Map<string, Tally>, key: string): Tally {
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const opened = openTally();
  tallies.set(key, opened);
  return opened;
}

/**
 * A whole amount in whole parts by shares that add up to 1: each rounded towards zero, what is left over goes to the
 * largest, so that nothing is lost.
 */
export function splitWhole(amount: number, shares: readonly number[]): number[] {
  const parts = shares.map((share) => Math.trunc(amount * share) + 0);
  const largest = shares.indexOf(Math.max(...shares));
  const given = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part, index) => (index === largest ? part + (amount - given) : part));
}
