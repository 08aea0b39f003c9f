/**
 * PT-11: how many orders may be open at once, and what the entries among them may be worth together.
 *
 * Source: controls.md, PT-11 (NI 23-103, unexecuted orders). Count from the hard limits; the value is chosen.
 */
import { measured, rounding } from "../measured.ts";
import { shareOf, shareText, worstCost } from "../order-measures.ts";
import type { GuardControl } from "../guard-control.ts";
import { limitParameter } from "./limit-parameter.ts";

export const openOrdersFit = measured({
  name: "open-orders",
  measure: (_, { openOrders, limits }) => ({
    value: openOrders,
    limit: limits.maxOpenOrders,
    unit: "COUNT",
    bound: "BELOW",
  }),
  says: ({ value, limit }) => `expected fewer than ${limit} open orders, was ${value}`,
});

/** What is being worked in parts counts whole: its rest is sent without another decision. */
export const openValueFits = measured({
  name: "open-order-value",
  measure: (order, { openOrderValue, tradable, controls }) => ({
    value: shareOf(openOrderValue + worstCost(order), tradable),
    limit: controls.maxOpenOrderValueFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  slack: rounding,
  says: ({ value, limit }) =>
    `expected entries that may still be filled to be worth at most ${shareText(limit)} of tradable capital, was ${shareText(value)}`,
});

export const openOrders: GuardControl = {
  id: "PT-11",
  name: "Open-order cap",
  purpose: "Keeps orders from piling up at the venue, by number and by what they could still cost.",
  answers: ["NI 23-103, unexecuted orders", "FIA maximum open orders"],
  source: "controls.md, PT-11; the share is chosen",
  owner: "TRADER",
  action: "The entry is refused; exits and stops pass.",
  parameters: ({ hardLimits, controls }) => [
    limitParameter("hardLimits.maxOpenOrders", "COUNT", hardLimits.maxOpenOrders, "BELOW"),
    limitParameter("controls.maxOpenOrderValueFraction", "SHARE", controls.maxOpenOrderValueFraction),
  ],
  checks: [openOrdersFit, openValueFits],
};
