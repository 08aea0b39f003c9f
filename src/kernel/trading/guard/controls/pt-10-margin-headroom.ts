/**
 * PT-10: leverage, cash, and for perpetuals what stays free of margin and how far away liquidation is after the entry.
 *
 * Spot needs its price in cash and is never liquidated. Distances are counted from the reference price, as if the order had
 * been filled whole at its limit. Source: controls.md, PT-10; a quarter and six ranges are chosen (decision 0035).
 */
import { type Exposed, liquidationPrice } from "../../../domain/liquidation.ts";
import type { Order } from "../../../domain/order.ts";
import { initialMargin, type PerpetualTerms } from "../../../domain/perpetual.ts";
import type { MarginScene } from "../../margin-use.ts";
import type { GuardControl } from "../guard-control.ts";
import type { GuardView } from "../guard-view.ts";
import { measured, rounding } from "../measured.ts";
import { shareOf, shareText, tiedCost, usdText, worstCost } from "../order-measures.ts";
import { limitParameter } from "./limit-parameter.ts";

export const leverageFits = measured({
  name: "leverage",
  measure: (order, { committedNotional, tradable, envelope }) => ({
    value: shareOf(committedNotional + worstCost(order), tradable),
    limit: envelope.maxLeverage,
    unit: "RATIO",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected leverage of at most ${limit}, was ${value.toFixed(2)}`,
});

/** Of a perpetual its initial margin has to be there. */
export const cashSuffices = measured({
  name: "cash",
  measure: (order, { cash, instrument }) => ({
    value: tiedCost(order, instrument),
    limit: cash,
    unit: "USD",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected at most the ${usdText(limit)} in cash, was ${usdText(value)}`,
});

export const marginIsLeft = measured({
  name: "free-margin",
  measure: (order, { cash, tradable, instrument, controls }) => ({
    value: shareOf(cash - tiedCost(order, instrument), tradable),
    limit: instrument?.perpetual === undefined ? 0 : controls.minFreeMarginFraction,
    unit: "SHARE",
    bound: "AT_LEAST",
  }),
  says: ({ value, limit }) =>
    `expected ${shareText(limit)} of tradable capital to stay free of margin, was ${shareText(value)}`,
});

/** What is held with the order filled whole at its limit. */
function exposedAfter(order: Order, margin: MarginScene, terms: PerpetualTerms): Exposed {
  const quantity = margin.quantity + order.quantity;
  const cost = margin.quantity * margin.entryPrice + worstCost(order);
  const collateral = terms.marginMode === "ISOLATED" ? initialMargin(terms, cost) : margin.crossCollateral;
  return { quantity, entryPrice: cost / quantity, collateral };
}

/** Share of the reference price; 1 where no price above 0 liquidates. */
function liquidationDistance(order: Order, { instrument, margin, reference }: GuardView): number {
  const terms = instrument?.perpetual;
  if (terms === undefined) return 1;
  if (margin === undefined || reference === undefined) return Number.NaN;
  const exposed = exposedAfter(order, margin, terms);
  if (![exposed.entryPrice, exposed.collateral].every(Number.isFinite)) return Number.NaN;
  return 1 - (liquidationPrice(exposed, terms.brackets) ?? 0) / reference.price;
}

/** As far as so many ranges, and beyond the stop, which has to be there first. */
const leastDistance = ({ instrument, controls, atrShare, stopDistance }: GuardView): number =>
  instrument?.perpetual === undefined
    ? 0
    : Math.min(1, Math.max(controls.minLiquidationDistanceAtr * atrShare, stopDistance));

export const liquidationIsFar = measured({
  name: "liquidation-distance",
  measure: (order, view) => ({
    value: liquidationDistance(order, view),
    limit: leastDistance(view),
    unit: "SHARE",
    bound: "AT_LEAST",
  }),
  slack: rounding,
  says: ({ value, limit }) =>
    `expected liquidation to be at least ${shareText(limit)} below the price, was ${shareText(value)}`,
});

export const marginHeadroom: GuardControl = {
  id: "PT-10",
  name: "Leverage and margin headroom",
  purpose:
    "Keeps the fund from carrying more than its leverage, from spending what is not there, and from standing near its liquidation.",
  answers: ["SEC 15c3-5(c)(1)(i), capital"],
  source: "controls.md, PT-10; the leverage of seed 000, the rest chosen. The mandate in force may set leverage lower",
  owner: "CRO",
  action: "The entry is refused; what is held keeps its stops.",
  parameters: ({ hardLimits, controls }) => [
    limitParameter("hardLimits.maxLeverageRatio", "RATIO", hardLimits.maxLeverageRatio),
    limitParameter("controls.minFreeMarginFraction", "SHARE", controls.minFreeMarginFraction, "AT_LEAST"),
    limitParameter("controls.minLiquidationDistanceAtr", "RATIO", controls.minLiquidationDistanceAtr, "AT_LEAST"),
  ],
  checks: [leverageFits, cashSuffices, marginIsLeft, liquidationIsFar],
};
