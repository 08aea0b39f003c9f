/**
 * What a loan against spot margin costs: begun hours count, on Kraken begun four hours and one more at the start.
 *
 * Source: freqtrade's documented rules for the two venues, held by the reference cases. No fund of ours borrows: a
 * perpetual needs no loan.
 */
export type LendingRule = "PER_DAY_BY_HOURS" | "PER_FOUR_HOURS";

export const borrowInterest = (rule: LendingRule, borrowed: number, rate: number, hours: number): number =>
  borrowed * rate * (rule === "PER_DAY_BY_HOURS" ? Math.ceil(hours) / 24 : 1 + Math.ceil(hours / 4));
