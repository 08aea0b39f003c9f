/**
 * PT-09: the most of one symbol, of one group of symbols that move together, and of symbols at all; nothing short.
 *
 * Groups are the balancer's: as configured, else by correlation. Source: controls.md, PT-09.
 */
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";
import { measured } from "../measured.ts";
import { shareOf, shareText, usdText, worstCost } from "../order-measures.ts";
import { limitParameter } from "./limit-parameter.ts";

/** The short cap of a long-only fund is 0: what is no purchase would open one. */
export const buysOnly: Check = {
  name: "long-only",
  refuses: ({ side }) => (side === "BUY" ? undefined : "expected an entry to buy: this fund is long only"),
};

export const positionFits = measured({
  name: "position",
  measure: (order, { envelope, committedInSymbol }) => ({
    value: committedInSymbol + worstCost(order),
    limit: envelope.maxPosition,
    unit: "USD",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) => `expected a position of at most ${usdText(limit)}, was ${usdText(value)}`,
});

export const groupFits = measured({
  name: "group",
  measure: (order, { committedInGroup, tradable, controls }) => ({
    value: shareOf(committedInGroup + worstCost(order), tradable),
    limit: controls.maxGroupRatio,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }, { symbol }) =>
    `expected what moves with ${symbol} to be at most ${shareText(limit)} of tradable capital, was ${shareText(value)}`,
});

export const positionCountFits = measured({
  name: "position-count",
  measure: (_, { envelope, otherPositions }) => ({
    value: otherPositions,
    limit: envelope.maxPositions,
    unit: "COUNT",
    bound: "BELOW",
  }),
  says: ({ value, limit }) => `expected fewer than ${limit} other positions, was ${value}`,
});

export const positionLimit: GuardControl = {
  id: "PT-09",
  name: "Position limit per symbol and group",
  purpose:
    "Keeps one symbol, or symbols that fall together, from carrying the fund; and a long-only fund from going short.",
  answers: ["RTS 6 Art. 8(c)", "RTS 6 Art. 15", "FIA intraday position limit"],
  source: "controls.md, PT-09; group share chosen above the balancer's own (ADR 0040)",
  owner: "CRO",
  action: "The order is refused.",
  /** Largest position and number of positions have no setting: the capital profile in force derives both. */
  parameters: ({ controls }) => [limitParameter("controls.maxGroupRatio", "SHARE", controls.maxGroupRatio)],
  checks: [buysOnly, positionFits, groupFits, positionCountFits],
};
