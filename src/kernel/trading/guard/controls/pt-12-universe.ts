/**
 * PT-12: what may be traded at all: which symbols, where, in which kinds of order and in which steps.
 *
 * A symbol has to be configured, approved, in the universe of the policy and open at the venue. What is configured is
 * approved by whoever opened the fund; on a live venue somebody has to name it. Source: controls.md, PT-12.
 */
import { isWholeSteps } from "../../../domain/instrument.ts";
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";
import { measured } from "../measured.ts";
import { usdText, worstCost } from "../order-measures.ts";

export const instrumentIsKnown: Check = {
  name: "instrument",
  refuses: ({ symbol }, { instrument }) =>
    instrument?.symbol === symbol ? undefined : `expected a configured instrument, was ${symbol}`,
};
export const inWholeSteps: Check = {
  name: "steps",
  refuses: ({ quantity, limitPrice, stopPrice }, { instrument }) => {
    if (instrument === undefined) return "no instrument to take steps from";
    const prices = [limitPrice, stopPrice].filter((price) => price !== undefined);
    if (!isWholeSteps(quantity, instrument.lotSize))
      return `expected whole lots of ${instrument.lotSize}, was ${quantity}`;
    const off = prices.find((price) => !isWholeSteps(price, instrument.tickSize));
    return off === undefined ? undefined : `expected whole ticks of ${instrument.tickSize}, was ${off}`;
  },
};
export const isInUniverse: Check = {
  name: "universe",
  refuses: ({ symbol }, { activeSymbols }) =>
    activeSymbols.includes(symbol) ? undefined : `expected a symbol of the universe, was ${symbol}`,
};
export const symbolIsApproved: Check = {
  name: "approved-symbol",
  refuses: ({ symbol }, { controls: { allowedSymbols }, isLiveVenue }) => {
    if (allowedSymbols === null)
      return isLiveVenue ? `expected ${symbol} to be approved by name on a live venue, was no list at all` : undefined;
    if (allowedSymbols.includes(symbol)) return undefined;
    return `expected one of the approved symbols (${allowedSymbols.join(", ") || "none"}), was ${symbol}`;
  },
};
export const venueIsAllowed: Check = {
  name: "allowed-venue",
  refuses: (_, { controls: { allowedVenues }, venue }) => {
    if (allowedVenues === null || allowedVenues.includes(venue)) return undefined;
    return `expected one of the allowed venues (${allowedVenues.join(", ") || "none"}), was ${venue}`;
  },
};
export const orderTypeIsAllowed: Check = {
  name: "allowed-order-type",
  refuses: ({ orderType = "MARKET" }, { controls: { allowedOrderTypes } }) => {
    if (allowedOrderTypes.includes(orderType)) return undefined;
    return `expected one of the allowed order types (${allowedOrderTypes.join(", ") || "none"}), was ${orderType}`;
  },
};
export const isTrading: Check = {
  name: "instrument-status",
  refuses: ({ symbol }, { instrument }) => {
    const status = instrument === undefined ? "unknown" : (instrument.status ?? "TRADING");
    return status === "TRADING" ? undefined : `expected ${symbol} to be trading at the venue, was ${status}`;
  },
};
export const worthSending = measured({
  name: "minimum-notional",
  measure: (order, { instrument }) => ({
    value: worstCost(order),
    limit: instrument?.minNotionalUsd ?? Number.NaN,
    unit: "USD",
    bound: "AT_LEAST",
  }),
  says: ({ value, limit }) => `expected at least ${limit} USD, was ${usdText(value)}`,
  warns: false,
});

export const restrictedUniverse: GuardControl = {
  id: "PT-12",
  name: "Restricted universe",
  purpose: "Keeps orders to approved symbols, venues and order types, in the steps the venue takes.",
  answers: ["SEC 15c3-5(c)(2)", "RTS 6 Art. 8(a)(d)"],
  source: "controls.md, PT-12; steps and minimum notional are the venue's",
  owner: "OPERATOR",
  action: "The order is refused. A new, halted or delisted instrument waits for a person; what is held is still sold.",
  parameters: ({ instruments }) => [
    {
      setting: "instruments[].minNotionalUsd",
      unit: "USD",
      bound: "AT_LEAST",
      warn: null,
      block: Math.max(...instruments.map(({ minNotionalUsd }) => minNotionalUsd)),
    },
  ],
  checks: [
    instrumentIsKnown,
    inWholeSteps,
    isInUniverse,
    symbolIsApproved,
    venueIsAllowed,
    orderTypeIsAllowed,
    isTrading,
    worthSending,
  ],
};
