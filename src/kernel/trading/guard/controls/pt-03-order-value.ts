/** PT-03: the most one order may be worth, in money and as a share of tradable capital. Source: controls.md, PT-03. */
import { measured } from "../measured.ts";
import { shareText, usdText, worstCost } from "../order-measures.ts";
import type { GuardControl } from "../guard-control.ts";
import { limitParameter } from "./limit-parameter.ts";

export const orderValueFits = measured({
  name: "order-value",
  measure: (order, { limits }) => ({
    value: worstCost(order),
    limit: limits.maxOrderNotionalUsd,
    unit: "USD",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected an order of at most ${usdText(limit)}, was ${usdText(value)}`,
});

export const orderShareFits = measured({
  name: "order-share",
  measure: (order, { limits, tradable }) => ({
    value: worstCost(order),
    limit: limits.maxOrderShareFraction * tradable,
    unit: "USD",
    bound: "AT_MOST",
  }),
  says: ({ value }, _, { limits, tradable }) =>
    `expected an order of at most ${shareText(limits.maxOrderShareFraction)} of tradable capital, was ${shareText(value / tradable)}`,
});

export const orderValue: GuardControl = {
  id: "PT-03",
  name: "Maximum order value",
  purpose: "Keeps one order from being worth more than the desk ever means to send at once.",
  answers: ["RTS 6 Art. 15(1)(b)", "FIA maximum order value"],
  source: "controls.md, PT-03; hardLimits defaults chosen",
  owner: "CRO",
  action: "The order is refused.",
  parameters: ({ hardLimits }) => [
    limitParameter("hardLimits.maxOrderNotionalUsd", "USD", hardLimits.maxOrderNotionalUsd),
    limitParameter("hardLimits.maxOrderShareFraction", "SHARE", hardLimits.maxOrderShareFraction),
  ],
  checks: [orderValueFits, orderShareFits],
};
