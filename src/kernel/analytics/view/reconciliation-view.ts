/** What a person sees of reconciliation: whether the books agree, what differs, and where no entry may be made. */
/** How the books stand against the venue's. */
export type ReconciliationView = {
  /** Whether entries may be sent now, in symbols that are not frozen. */
  readonly isReconciled: boolean;
  /** When orders, positions and balances last agreed; null from every start and reconnect until they do. */
  readonly agreedAtMs: number | null;
  readonly differences: readonly string[];
  readonly frozenSymbols: readonly {
    readonly symbol: string;
    readonly sinceMs: number;
    readonly reasons: readonly string[];
  }[];
};
