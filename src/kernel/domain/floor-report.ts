/** What the trading floor says of itself to AI-HFOS: how its book is, and what its subsystems wanted since it was last asked. */

export type FloorClaims = {
  /** Symbols in which execution would have taken at any price where its directive says LIMIT. */
  readonly marketOrders: readonly string[];
  /** Symbols whose positions profit amplification would make more of. */
  readonly amplifies: readonly string[];
};

export type FloorReport = {
  readonly heldPositions: number;
  readonly toxicSymbols: readonly string[];
  /** Of the balancer's constraints. */
  readonly criticalViolations: number;
  readonly warnings: number;
  readonly claims: FloorClaims;
};
