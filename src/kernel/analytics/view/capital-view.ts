/** Capital efficiency as people read it: what each tradable dollar earned, and how much cash lay idle. */

/** Capital efficiency over some closed days, as the CFO keeps it. */
export type CapitalSource = {
  readonly days: number;
  readonly profit: number;
  readonly averageTradable: number | undefined;
  readonly profitPerCapital: number | undefined;
  readonly idleShare: number | undefined;
};

/** Null before the first closed day, and where there was nothing to trade with. */
export type CapitalView = {
  readonly closedDays: number;
  readonly profitUsd: number;
  readonly averageTradableUsd: number | null;
  readonly profitPerCapitalRatio: number | null;
  /** Mean share of tradable capital that was cash at the close of the day. */
  readonly idleCashFraction: number | null;
};

export const viewCapital = (efficiency: CapitalSource): CapitalView => ({
  closedDays: efficiency.days,
  profitUsd: efficiency.profit,
  averageTradableUsd: efficiency.averageTradable ?? null,
  profitPerCapitalRatio: efficiency.profitPerCapital ?? null,
  idleCashFraction: efficiency.idleShare ?? null,
});
