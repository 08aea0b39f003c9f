/**
 * RT-12: what we send must not look like manipulation: both sides of one trade, or orders that are only shown.
 *
 * A wash is our own purchase and sale of one symbol at one price within a short while; layering is a row of entries taken
 * back unfilled. Either may be innocent; somebody has to look. Source: controls.md, RT-12 (RTS 6 Art. 13).
 */
import { limitOf } from "../limit-of.ts";
import { type Finding, isNewsOf, type RealTimeControl, type Watched } from "../real-time-control.ts";

export const ownFlow: RealTimeControl = {
  id: "RT-12",
  name: "Surveillance of our own flow",
  purpose: "Finds patterns in our own orders that a regulator would take for wash trades or layering.",
  answers: ["RTS 6 Art. 13"],
  source: "controls.md, RT-12; numbers chosen",
  owner: "OPERATOR",
  action: "A warning that stays in the journal; a strategy that repeats itself is stopped by PT-06.",
  level: "warning",
  parameters: ({ surveillance }) => [
    {
      setting: "surveillance.washWindowMs",
      unit: "MS",
      bound: "AT_LEAST",
      warn: null,
      block: surveillance.washWindowMs,
    },
    limitOf("surveillance.maxUnfilledCancels", "COUNT", surveillance.maxUnfilledCancels),
  ],
  hears: (fact, watched) => {
    if (fact.type === "trade.executed") return washOf(fact.data, watched);
    const isTakenBack = fact.type === "order.status_changed" && fact.data.to === "CANCELED";
    return isTakenBack ? layeringOf(fact.data.orderId, watched) : undefined;
  },
};

type Trade = { readonly symbol: string; readonly side: "BUY" | "SELL"; readonly priceUsd: number };

function washOf({ symbol, side, priceUsd }: Trade, { memory, config, at }: Watched): Finding {
  const since = at - config.surveillance.washWindowMs;
  const other = memory.flow.trades.find(
    (trade) => trade.symbol === symbol && trade.side !== side && trade.price === priceUsd && trade.at >= since,
  );
  const refusal = other === undefined ? undefined : `${symbol} was bought and sold at ${priceUsd} within a short while`;
  return { refusal, symbol, isNews: isNewsOf(memory.standing, `RT-12 wash ${symbol}`, other !== undefined) };
}

/** Nothing for an order that is no entry taken back unfilled: a stop, an exit, or one that was filled in part. */
function layeringOf(orderId: string, { memory, config }: Watched): Finding | undefined {
  const last = memory.flow.unfilled.at(-1);
  if (last?.id !== orderId) return undefined;
  const { symbol } = last;
  const limit = config.surveillance.maxUnfilledCancels;
  const value = memory.flow.unfilled.filter((each) => each.symbol === symbol).length;
  const isBeyond = !(value <= limit);
  const refusal = isBeyond ? `${value} entries in ${symbol} were taken back unfilled` : undefined;
  const isNews = isNewsOf(memory.standing, `RT-12 layering ${symbol}`, isBeyond);
  return { refusal, measure: { value, limit, bound: "AT_MOST" }, symbol, isNews };
}
