/**
 * The mark price at which what stands behind a position is just its maintenance margin.
 *
 * With s = 1 for long and -1 for short: collateral + s·q·(P - entry) = rate·q·P - amount, so that
 * P = (collateral + amount - s·q·entry) / (q·rate - s·q). Source: Binance, "How to calculate liquidation price of
 * USDⓈ-M futures contracts"; its other positions (UPNL, TMM) are in `collateral`. OKX and Gate add the taker's fee to the
 * rate; Bybit holds the margin of the entry, which is a rate of 0 and an amount below zero.
 */
import { type LeverageBracket, maintenanceMargin } from "./perpetual.ts";

export type Exposed = {
  /** Below zero is short. */
  readonly quantity: number;
  readonly entryPrice: number;
  /** Isolated: the margin set aside. Cross: the wallet, plus profit and less maintenance of all other positions. USD. */
  readonly collateral: number;
};

/** Maintenance margin as `rate` of the notional less `amount`, USD. */
export type MaintenanceRule = { readonly rate: number; readonly amount: number };

/** By one rule of maintenance. Zero or less: no price liquidates it. */
export function liquidationPriceBy({ quantity, entryPrice, collateral }: Exposed, rule: MaintenanceRule): number {
  const size = Math.abs(quantity);
  return (collateral + rule.amount - quantity * entryPrice) / (size * rule.rate - quantity);
}

/** By the tier the position is in at that price, since a falling notional needs less. Undefined: no price does. */
export function liquidationPrice(exposed: Exposed, brackets: readonly LeverageBracket[]): number | undefined {
  const size = Math.abs(exposed.quantity);
  const last = brackets.length - 1;
  for (const [index, { floorUsd, capUsd, maintenanceFraction, maintenanceAmountUsd }] of brackets.entries()) {
    const rule = { rate: maintenanceFraction, amount: maintenanceAmountUsd };
    const price = liquidationPriceBy(exposed, rule);
    const notional = size * price;
    if (price > 0 && notional >= floorUsd && (notional <= capUsd || index === last)) return price;
  }
  return undefined;
}

/** What a position is worth beyond its collateral at a mark price, USD. */
export const profitAt = ({ quantity, entryPrice }: Omit<Exposed, "collateral">, markPrice: number): number =>
  quantity * (markPrice - entryPrice);

/** Maintenance margin over what stands behind the position at a mark price: liquidated at 1. Nothing left is infinite. */
export function marginRatio(exposed: Exposed, brackets: readonly LeverageBracket[], markPrice: number): number {
  const left = exposed.collateral + profitAt(exposed, markPrice);
  const needed = maintenanceMargin(brackets, Math.abs(exposed.quantity) * markPrice);
  return left > 0 ? needed / left : Number.POSITIVE_INFINITY;
}
