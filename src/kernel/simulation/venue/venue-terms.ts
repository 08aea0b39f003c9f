/**
 * On what terms the simulated venue trades: rules of an instrument beyond its steps, fees, impact, volume, latency.
 *
 * The defaults are those of the bar-level model of decision 0016: flat fees of the instrument, impact with factor 1, a
 * tenth of a bar's volume, no latency.
 */
import {
  type Bps,
  durationMs,
  type DurationMs,
  type Fraction,
  fraction,
  type Quantity,
  type UsdAmount,
} from "../../units/units.ts";

/** Prices of limit orders may be so many times the reference, by side. Source: Binance, PERCENT_PRICE_BY_SIDE. */
export type PriceBand = {
  readonly bidUp: number;
  readonly bidDown: number;
  readonly askUp: number;
  readonly askDown: number;
};

/** What an instrument's venue demands beyond what `Instrument` says. */
export type InstrumentRules = {
  readonly status: "TRADING" | "HALT";
  /** The lot where nothing is said. */
  readonly minQuantity?: Quantity | undefined;
  /** Orders open at once in the symbol. */
  readonly maxOpenOrders: number;
  readonly priceBand?: PriceBand | undefined;
  /** Whether orders without a limit must be worth the minimum too (Binance spot: `applyMinToMarket`). */
  readonly minNotionalForMarket: boolean;
  /** Fees that are said of the symbol itself; no tier goes before them. */
  readonly ownFees?: { readonly makerFeeBps?: Bps | undefined; readonly takerFeeBps?: Bps | undefined } | undefined;
};

export const plainRules: InstrumentRules = { status: "TRADING", maxOpenOrders: 200, minNotionalForMarket: false };

/** Fees of who has traded so much in the thirty days before today. */
export type FeeTier = { readonly fromVolumeUsd: UsdAmount; readonly makerFeeBps: Bps; readonly takerFeeBps: Bps };

/** Fees paid in an asset of the venue's own. It is bought from cash at each fill, so its price is no risk of ours. */
export type FeeAsset = { readonly asset: string; readonly discount: Fraction };

/** Time a request takes to the venue and a report back, each with up to so much more, drawn by the seed. */
export type Latency = {
  readonly requestMs: DurationMs;
  readonly reportMs: DurationMs;
  readonly jitterMs: DurationMs;
  readonly seed: number;
};

/** By the boundary it falls due at: the rate of one interval, and the mark price it is counted at where one is recorded. */
export type RecordedFunding = ReadonlyMap<number, { readonly rate: number; readonly mark?: number | undefined }>;

export type VenueTerms = {
  /** By symbol; plain ones where nothing is said. */
  readonly rules: ReadonlyMap<string, InstrumentRules>;
  /** Lowest volume first; the instrument's own fees where there are none. */
  readonly feeTiers: readonly FeeTier[];
  readonly feeAsset?: FeeAsset | undefined;
  /** Y of the square-root law; methods B11 gives 0.5 to 1. */
  readonly impactFactor: number;
  /** Largest share of a bar's volume that orders with a limit may have. */
  readonly maxParticipation: Fraction;
  readonly latency: Latency;
  /** By symbol; the base rate where nothing is recorded. */
  readonly funding: ReadonlyMap<string, RecordedFunding>;
};

export const plainTerms: VenueTerms = {
  rules: new Map(),
  feeTiers: [],
  impactFactor: 1,
  maxParticipation: fraction(0.1),
  funding: new Map(),
  latency: { requestMs: durationMs(0), reportMs: durationMs(0), jitterMs: durationMs(0), seed: 0 },
};
