/**
 * What a venue's public streams say, in ticks and lots: the whole book, changes of it, its best prices, trades.
 *
 * Numbers of updates are the venue's own. Three rules are known. CHAINED (Binance USD-M: `U`, `u`, `pu`): a change names
 * the one before it. ADJACENT (Binance spot: `U`, `u`): a change begins where the last one ended. With both, a lost change
 * is seen at once. RISING (Bybit inverse: `cross_seq`): numbers only rise; a lost change is seen when a level that is said
 * to stand does not, or one said to be new does.
 */
import type { Side } from "../../domain/order.ts";
import type { EpochMs } from "../../units/units.ts";

export type Sequence =
  | { readonly rule: "CHAINED"; readonly first: number; readonly last: number; readonly previous: number }
  | { readonly rule: "ADJACENT"; readonly first: number; readonly last: number }
  | { readonly rule: "RISING"; readonly last: number };

/** What a level displays from now on; zero lots remove it. `stood` is what the venue says of it before the change. */
export type LevelChange = {
  readonly side: Side;
  readonly tick: number;
  readonly lots: number;
  readonly stood?: boolean;
};

export type DepthSnapshot = {
  readonly kind: "SNAPSHOT";
  readonly at: EpochMs;
  readonly lastUpdate: number;
  readonly levels: readonly LevelChange[];
};

export type DepthDiff = {
  readonly kind: "DIFF";
  readonly at: EpochMs;
  readonly sequence: Sequence;
  readonly changes: readonly LevelChange[];
};

/** The best prices, told at once. `update` counts as the numbers of the changes do. */
export type BookTicker = {
  readonly kind: "TICKER";
  readonly at: EpochMs;
  readonly update: number;
  readonly best: BestPrices;
};

export type PublicTrade = {
  readonly kind: "TRADE";
  readonly at: EpochMs;
  /** Of the one who took. */
  readonly side: Side;
  readonly tick: number;
  readonly lots: number;
};

export type DepthEvent = DepthSnapshot | DepthDiff | BookTicker | PublicTrade;

export type BestPrices = {
  readonly bidTick: number;
  readonly bidLots: number;
  readonly askTick: number;
  readonly askLots: number;
};
