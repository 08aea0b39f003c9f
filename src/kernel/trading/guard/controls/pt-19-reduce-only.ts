/**
 * PT-19: an order that strictly reduces what is held passes every limit on risk, and never the checks of sanity.
 *
 * These checks are what makes it such an order: it sells, no more than is held and not already being sold, and a stop
 * says where. Source: controls.md, PT-19; resolutions 16.
 */
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";
import { measured, rounding } from "../measured.ts";

export const sellsOnly: Check = {
  name: "reduces",
  refuses: ({ side }) => (side === "SELL" ? undefined : "expected an exit of a long position to sell"),
};
export const isCovered = measured({
  name: "closeable",
  isAimedAt: true,
  measure: ({ quantity }, { closeableQuantity }) => ({
    value: quantity,
    limit: Number.isFinite(closeableQuantity) ? closeableQuantity : Number.NaN,
    unit: "QUANTITY",
    bound: "AT_MOST",
  }),
  slack: rounding,
  says: ({ value }, _, { closeableQuantity }) =>
    `expected at most the ${closeableQuantity} still to close, was ${value}`,
});
export const stopHasTrigger: Check = {
  name: "stop-trigger",
  refuses: ({ purpose, stopPrice }) =>
    purpose === "STOP" && stopPrice === undefined ? "expected a stop order to name its trigger price" : undefined,
};

export const reduceOnly: GuardControl = {
  id: "PT-19",
  name: "Reduce-only exemption",
  purpose: "Lets exits and stops pass every limit, and makes sure that they can do nothing but reduce.",
  answers: ["RTS 6 Art. 12, orderly closing"],
  source: "controls.md, PT-19; resolutions 16",
  owner: "TRADER",
  action: "An exit that would do more than reduce is refused; the position keeps its stop.",
  parameters: () => [],
  whyNoParameters: "What is held is the limit; nobody sets it.",
  checks: [sellsOnly, isCovered, stopHasTrigger],
};
