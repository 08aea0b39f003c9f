/**
 * PT-08: what everything together may be worth, with what works and what nobody knows of at its worst.
 *
 * What is committed counts positions, working entries, entries of unknown outcome and what parents may still buy. Exposure
 * is what is tied up, so that of a perpetual it is the initial margin; its whole worth is leverage (PT-10). Source:
 * controls.md, PT-08.
 */
import type { Order } from "../../../domain/order.ts";
import type { GuardControl } from "../guard-control.ts";
import { measured } from "../measured.ts";
import { shareOf, shareText, tiedCost, worstCost } from "../order-measures.ts";
import { limitParameter } from "./limit-parameter.ts";

export const exposureFits = measured({
  name: "exposure",
  measure: (order, { committedTied, tradable, envelope, instrument }) => ({
    value: shareOf(committedTied + tiedCost(order, instrument), tradable),
    limit: envelope.maxExposure,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected exposure of at most ${shareText(limit)}, was ${shareText(value)}`,
});

/** Either side at its worst: what works on the other side may never be filled. */
function netAfter(order: Order, committedLong: number, committedShort: number): number {
  const cost = worstCost(order);
  return order.side === "BUY" ? committedLong + cost : committedShort + cost;
}

export const netExposureFits = measured({
  name: "net-exposure",
  measure: (order, { committedLong, committedShort, tradable, controls }) => ({
    value: shareOf(netAfter(order, committedLong, committedShort), tradable),
    limit: controls.maxNetExposureRatio,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected net exposure of at most ${shareText(limit)}, was ${shareText(value)}`,
});

export const exposure: GuardControl = {
  id: "PT-08",
  name: "Gross and net exposure",
  purpose:
    "Keeps everything that is held, works or may have been filled from being worth more than the fund may carry.",
  answers: ["SEC 15c3-5(c)(1)(i)", "RTS 6 Art. 15(4)"],
  source: "controls.md, PT-08; 90 % from resolutions 29. The mandate in force may set gross exposure lower",
  owner: "CRO",
  action: "The order is refused.",
  parameters: ({ hardLimits, controls }) => [
    limitParameter("hardLimits.maxExposureFraction", "SHARE", hardLimits.maxExposureFraction),
    limitParameter("controls.maxNetExposureRatio", "SHARE", controls.maxNetExposureRatio),
  ],
  checks: [exposureFits, netExposureFits],
};
