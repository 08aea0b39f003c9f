/**
 * What the fund's books and the venue's account may differ in, and what is done about it.
 *
 * The venue is the truth of what happened, the fund of what was intended (decision 0037). So fills, stops that rest and
 * orders that live are taken from the venue; what is not ours is named and left alone. Source: controls.md, RT-05 to RT-08.
 */
import { type DurationMs, type EpochMs, seconds, type UsdAmount, usd } from "../units/units.ts";

export const differenceKinds = [
  "ORDER_MISSING_AT_VENUE",
  "ORDER_UNKNOWN_HERE",
  "ORDER_STILL_OPEN",
  "ORDER_UNRESOLVED",
  "ORDER_UNANSWERED",
  "ORDER_TERMS",
  "FILLED_QUANTITY",
  "STOP_PRICE",
  "POSITION",
  "SYMBOL_UNKNOWN_HERE",
  "CASH",
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/**
 * ASK_REPORTS: hear again what the venue has reported. QUERY_ORDER: ask by client id. TAKE_AS_ACCEPTED: the venue lists
 * it, so it lives. END_ORDER: neither listed nor open under its client id, so it has ended. ADOPT_STOP: it rests where the
 * venue says. CANCEL_OURS: we take it back. NAME_IT: nothing but to say so, until it goes away or an operator accepts it.
 */
export const remedies = [
  "ASK_REPORTS",
  "QUERY_ORDER",
  "TAKE_AS_ACCEPTED",
  "END_ORDER",
  "ADOPT_STOP",
  "CANCEL_OURS",
  "NAME_IT",
] as const;
export type Remedy = (typeof remedies)[number];

/** Seen in open orders alone; the others need holdings or cash. */
export const orderKinds: readonly DifferenceKind[] = [
  "ORDER_MISSING_AT_VENUE",
  "ORDER_UNKNOWN_HERE",
  "ORDER_STILL_OPEN",
  "ORDER_UNRESOLVED",
  "ORDER_UNANSWERED",
  "ORDER_TERMS",
  "FILLED_QUANTITY",
  "STOP_PRICE",
];

export type Difference = {
  readonly kind: DifferenceKind;
  /** `undefined` of cash, which belongs to no symbol. */
  readonly symbol: string | undefined;
  readonly orderId: string | undefined;
  /** A quantity, price or amount; `undefined` where there is nothing to count. */
  readonly ours: number | undefined;
  readonly venue: number | undefined;
  /** What a gap is counted in: a lot of what is held, the tolerance of cash. Left out where nothing is counted. */
  readonly step?: number;
  readonly remedy: Remedy;
  /** In words, with both values. */
  readonly explanation: string;
};

/** What an account is asked for: open orders alone, or holdings and cash as well. */
export const accountScopes = ["ORDERS", "ALL"] as const;
export type AccountScope = (typeof accountScopes)[number];

/** Why a symbol is frozen: the books differed, or something was traded in it that the fund did not ask for. */
export type SymbolFreeze = {
  readonly since: EpochMs;
  readonly reasons: readonly string[];
};

export type ReconciliationConfig = {
  /** Whether entries wait for the books to agree with the venue's. Off in journals of before there was reconciliation. */
  readonly isRequired: boolean;
  readonly ordersEveryMs: DurationMs;
  /** Positions and balances, with orders. */
  readonly positionsEveryMs: DurationMs;
  /** Cash may differ by so much: fees are rounded at the venue. */
  readonly cashToleranceUsd: UsdAmount;
};

/** Source: controls.md, RT-05 and RT-06; the tolerance is chosen. */
export const defaultReconciliation: ReconciliationConfig = {
  isRequired: true,
  ordersEveryMs: seconds(10),
  positionsEveryMs: seconds(30),
  cashToleranceUsd: usd(0.01),
};

export const noReconciliation: ReconciliationConfig = { ...defaultReconciliation, isRequired: false };
