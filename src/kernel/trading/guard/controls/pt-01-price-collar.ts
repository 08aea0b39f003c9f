/**
 * PT-01: an entry's limit stays near a fresh reference price. No reference, a wrong one or an old one refuses.
 *
 * Source: controls.md, PT-01 (200 bps, 2,000 ms).
 */
import type { Check } from "../check.ts";
import { measured } from "../measured.ts";
import { shareText } from "../order-measures.ts";
import type { GuardControl } from "../guard-control.ts";
import { limitParameter } from "./limit-parameter.ts";

export const pricesAreSound: Check = {
  name: "price",
  refuses: ({ limitPrice, stopPrice }) => {
    const given = [limitPrice, stopPrice].filter((each) => each !== undefined);
    const off = given.find((each) => !(Number.isFinite(each) && each > 0));
    return off === undefined ? undefined : `expected a price above 0, was ${off}`;
  },
};

export const hasLimit: Check = {
  name: "protection",
  refuses: ({ limitPrice }) => (limitPrice === undefined ? "expected an entry to carry a limit price" : undefined),
};

/** A price from the future is as bad as an old one. */
export const referenceIsFresh = measured({
  name: "reference-fresh",
  measure: (_, { reference, at, limits }) => {
    const isPrice = reference !== undefined && Number.isFinite(reference.price) && reference.price > 0;
    const age = isPrice ? at - reference.seenAt : Number.NaN;
    return { value: age >= 0 ? age : Number.NaN, limit: limits.maxReferenceAgeMs, unit: "MS", bound: "AT_MOST" };
  },
  says: ({ limit }, _, { reference, at }) =>
    reference === undefined || !Number.isFinite(reference.price) || !(reference.price > 0)
      ? "there is no reference price"
      : `expected a reference price of at most ${limit} ms, was ${at - reference.seenAt} ms old`,
});

export const insideCollar = measured({
  name: "price-collar",
  measure: ({ limitPrice = Number.NaN }, { reference, limits }) => ({
    value: Math.abs(limitPrice / (reference?.price ?? Number.NaN) - 1),
    limit: limits.priceCollarFraction,
    unit: "SHARE",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }) =>
    `expected a limit within ${shareText(limit)} of the reference, was ${shareText(value)} away`,
});

export const priceCollar: GuardControl = {
  id: "PT-01",
  name: "Price collar, per order",
  purpose: "Keeps an entry from being sent at a price far from the market, or at a price nobody has seen lately.",
  answers: ["RTS 6 Art. 15(1)(a)", "SEC 15c3-5(c)(1)(ii)", "FIA price tolerance"],
  source: "controls.md, PT-01",
  owner: "TRADER",
  action: "The order is refused; the next close decides anew.",
  parameters: ({ hardLimits }) => [
    limitParameter("hardLimits.priceCollarFraction", "SHARE", hardLimits.priceCollarFraction),
    limitParameter("hardLimits.maxReferenceAgeMs", "MS", hardLimits.maxReferenceAgeMs),
  ],
  checks: [pricesAreSound, hasLimit, referenceIsFresh, insideCollar],
};
