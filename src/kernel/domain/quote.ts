/** The best bid and ask of a symbol, and who says so. */
import type { EpochMs, Price } from "../units/units.ts";

/** The venue orders go to, or another source of the same price. */
export const quoteSources = ["VENUE", "SECOND"] as const;
export type QuoteSource = (typeof quoteSources)[number];

export type Quote = {
  readonly bid: Price;
  readonly ask: Price;
  readonly quotedAt: EpochMs;
  readonly heardAt: EpochMs;
};
