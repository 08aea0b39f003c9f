/**
 * The venue's own codes and words for what it refuses, spot and USD-M.
 *
 * Source: `data/exchange/rejections.json` (bodies seen in public issue threads) where RECORDED; the rest from Binance's
 * error code pages (spot and USD-M REST). Bodies are the venue's word for word; what we know beyond them stands apart.
 */
export type RejectBody = { readonly code: number; readonly msg: string };

/** What a venue answers instead of taking an order. */
export type Refusal = RejectBody & {
  /** What was expected and what was given, in our words. */
  readonly detail: string;
};

const body = (code: number, msg: string): RejectBody => ({ code, msg });
const filter = (name: string): RejectBody => body(-1013, `Filter failure: ${name}`);

/** RECORDED. */
export const spotRecorded = {
  LOT_SIZE: filter("LOT_SIZE"),
  PRICE_FILTER: filter("PRICE_FILTER"),
  NOTIONAL: filter("NOTIONAL"),
  PERCENT_PRICE_BY_SIDE: filter("PERCENT_PRICE_BY_SIDE"),
  INSUFFICIENT_BALANCE: body(-2010, "Account has insufficient balance for requested action"),
  UNKNOWN_ORDER: body(-2011, "Unknown order sent."),
} as const;

/** RECORDED. */
export const perpetualRecorded = {
  MARGIN_INSUFFICIENT: body(-2019, "Margin is insufficient."),
  UNABLE_TO_FILL: body(-2020, "Unable to fill."),
  WOULD_TRIGGER: body(-2021, "Order would immediately trigger."),
  REDUCE_ONLY: body(-2022, "ReduceOnly Order is rejected."),
  IN_LIQUIDATION: body(-2023, "User in liquidation mode now."),
  MAX_OPEN_ORDERS: body(-2025, "Reach max open order limit."),
  QUANTITY_ZERO: body(-4003, "Quantity less than or equal to zero."),
} as const;

/** From the venue's documents. */
const documented = {
  UNKNOWN_SYMBOL: body(-1121, "Invalid symbol."),
  PARAMETER_MISSING: body(-1102, "A mandatory parameter was not sent, was empty/null, or malformed."),
  DUPLICATE: body(-2010, "Duplicate order sent."),
  DUPLICATE_PERPETUAL: body(-4116, "ClientOrderId is duplicated."),
  WOULD_TAKE: body(-2010, "Order would immediately match and take."),
  WOULD_TAKE_PERPETUAL: body(
    -5022,
    "Due to the order could not be executed as maker, the Post Only order will be rejected. The order will not be recorded in the order history",
  ),
  MAX_LEVERAGE_RATIO: body(-2027, "Exceeded the maximum allowable position at current leverage."),
  MAX_NUM_ORDERS: filter("MAX_NUM_ORDERS"),
  MARKET_CLOSED: body(-1013, "Market is closed."),
  STATUS_PERPETUAL: body(-4140, "Invalid symbol status for opening position."),
  PRECISION: body(-1111, "Precision is over the maximum defined for this asset."),
  QUANTITY_BELOW: body(-4004, "Quantity less than min quantity."),
  QUANTITY_ABOVE: body(-4005, "Quantity greater than max quantity."),
  PRICE_TICK: body(-4014, "Price not increased by tick size."),
  PRICE_ABOVE: body(-4016, "Price is higher than mark price multiplier cap."),
  PRICE_BELOW: body(-4024, "Price is lower than mark price multiplier floor."),
} as const;

export const rejects = { ...spotRecorded, ...perpetualRecorded, ...documented } as const;
export type RejectName = keyof typeof rejects;

export const refusalFor = (name: RejectName, detail: string): Refusal => ({ ...rejects[name], detail });

/** RECORDED. The smallest notional of a perpetual's order, which the text names. */
export const notionalRefusal = (minimum: number, detail: string): Refusal => ({
  code: -4164,
  msg: `Order's notional must be no smaller than ${minimum} (unless you choose reduce only).`,
  detail,
});

/** Code, the venue's words, ours. */
export const reasonOf = ({ code, msg, detail }: Refusal): string => `${code} ${msg} (${detail})`;
