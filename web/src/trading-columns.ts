/** Positions, market, orders and fills, column by column. */
import type { FillView, OrderView, PositionView, SymbolView } from "../../src/kernel/analytics/view/fund-view.ts";
import {
  orUnknown,
  price,
  quantity,
  share,
  shortTime,
  signedDecimals,
  signedShare,
  signedUsd,
  type Tone,
  toneOf,
  usd,
  words,
} from "./format.ts";
import { whyLink, whyNotLink } from "./route.ts";
import { type Cell, type Column, plain } from "./table.ts";

export const positionColumns: Column<PositionView>[] = [
  {
    title: "Symbol",
    link: ({ openedBy }) => whyLink(openedBy),
    cell: ({ symbol, leavingFor }) => ({
      text: symbol,
      note: leavingFor === null ? "" : `leaving: ${words(leavingFor)}`,
    }),
  },
  { title: "Quantity", isNumber: true, cell: (each) => plain(quantity(each.quantity)) },
  { title: "Average", isNumber: true, cell: (each) => plain(price(each.averagePriceUsd)) },
  { title: "Last", isNumber: true, cell: (each) => plain(price(each.lastPriceUsd)) },
  {
    title: "Value, USD",
    isNumber: true,
    cell: (each) => ({ text: usd(each.valueUsd), note: share(each.equityShareRatio) }),
  },
  {
    title: "Unrealised, USD",
    isNumber: true,
    cell: ({ unrealizedPnlUsd, unrealizedReturnRatio }) => ({
      text: signedUsd(unrealizedPnlUsd),
      note: signedShare(unrealizedReturnRatio),
      tone: toneOf(unrealizedPnlUsd),
    }),
  },
  {
    title: "R",
    isNumber: true,
    cell: ({ rMultipleRatio, state, class: kind }) => ({
      text: orUnknown(rMultipleRatio, signedDecimals),
      note: kind === null ? words(state) : `${words(state)}, ${words(kind)}`,
      tone: toneOf(rMultipleRatio ?? 0),
    }),
  },
  {
    title: "Stop",
    isNumber: true,
    cell: (each) => ({ text: price(each.stopPriceUsd), note: `${share(each.stopDistanceRatio)} away` }),
  },
  {
    title: "Target",
    isNumber: true,
    cell: ({ targetPriceUsd }) => plain(targetPriceUsd === null ? "trails" : price(targetPriceUsd)),
  },
];

const regimeOf = ({ trend, volatility }: SymbolView): string =>
  trend === null || volatility === null ? "not known yet" : `${words(trend)}, ${words(volatility)} volatility`;

export const symbolColumns: Column<SymbolView>[] = [
  {
    title: "Symbol",
    link: ({ symbol }) => whyNotLink(symbol),
    cell: (each) => ({ text: each.symbol, note: regimeOf(each) }),
  },
  { title: "Last", isNumber: true, cell: (each) => plain(orUnknown(each.closePriceUsd, price)) },
  {
    title: "24 h",
    isNumber: true,
    cell: ({ dayChangeRatio }) => ({ text: orUnknown(dayChangeRatio, signedShare), tone: toneOf(dayChangeRatio ?? 0) }),
  },
  {
    title: "Signal",
    isNumber: true,
    cell: ({ direction, confidenceFraction, expectedEdgeBps }) => ({
      text: direction === null ? "learning" : `${direction} ${orUnknown(confidenceFraction, share)}`,
      note: orUnknown(expectedEdgeBps, (edge) => `edge ${signedDecimals(edge)} bps`),
      tone: direction === "LONG" ? "good" : "plain",
    }),
  },
];

const orderTones: Readonly<Partial<Record<OrderView["status"], Tone>>> = {
  UNKNOWN: "bad",
  REJECTED: "bad",
  FILLED: "good",
  CANCELED: "quiet",
  EXPIRED: "quiet",
  ABSENT: "quiet",
};

const sideCell = (side: "BUY" | "SELL", note?: string): Cell => ({
  text: side,
  ...(note === undefined ? {} : { note }),
});
const orderPrice = ({ limitPriceUsd, stopPriceUsd }: OrderView): Cell => {
  if (stopPriceUsd !== null) return { text: price(stopPriceUsd), note: "stop" };
  return limitPriceUsd === null ? { text: "market" } : { text: price(limitPriceUsd), note: "limit" };
};

export const orderColumns: Column<OrderView>[] = [
  {
    title: "Sent",
    link: ({ id }) => whyLink(id),
    cell: ({ submittedAtMs, id }) => ({ text: shortTime(submittedAtMs), note: id }),
  },
  { title: "Symbol", cell: ({ symbol }) => plain(symbol) },
  { title: "Side", cell: ({ side, purpose }) => sideCell(side, words(purpose)) },
  {
    title: "Quantity",
    isNumber: true,
    cell: (each) => ({ text: quantity(each.quantity), note: `${quantity(each.filledQuantity)} filled` }),
  },
  { title: "Price", isNumber: true, cell: orderPrice },
  {
    title: "Status",
    isWide: true,
    cell: ({ status, note }) => ({ text: words(status), note, tone: orderTones[status] ?? "plain" }),
  },
];

export const fillColumns: Column<FillView>[] = [
  {
    title: "Time",
    link: ({ orderId }) => whyLink(orderId),
    cell: ({ atMs, orderId }) => ({ text: shortTime(atMs), note: orderId }),
  },
  { title: "Fill", cell: ({ side, symbol }) => ({ text: symbol, note: side }) },
  {
    title: "Quantity",
    isNumber: true,
    cell: (each) => ({ text: quantity(each.quantity), note: `at ${price(each.priceUsd)}` }),
  },
  {
    title: "Realised, USD",
    isNumber: true,
    cell: ({ realizedPnlUsd, feeUsd, side }) => ({
      text: side === "SELL" ? signedUsd(realizedPnlUsd) : "–",
      note: `fee ${usd(feeUsd)}`,
      tone: side === "SELL" ? toneOf(realizedPnlUsd) : "quiet",
    }),
  },
];
