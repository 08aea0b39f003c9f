/** Every table of the page, column by column. */
import type {
  DecisionView,
  FillView,
  FundView,
  LimitView,
  OrderView,
  PositionView,
  SymbolView,
} from "../../src/kernel/analytics/view/fund-view.ts";
import { byId, setText } from "./dom.ts";
import {
  count,
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
import { describeLimit } from "./overview.ts";
import { type Cell, type Column, makeTable } from "./table.ts";

export function makeTables(): (view: FundView) => void {
  const mandate = makeTable(byId("mandate"), {
    label: "Mandate",
    empty: "No policy is in force yet.",
    columns: limitColumns,
    keyOf: ({ limit }: LimitView) => limit,
  });
  const positions = makeTable(byId("positions"), {
    label: "Positions",
    empty: "Nothing is held. The fund stays in cash until a signal passes every check.",
    columns: positionColumns,
    keyOf: ({ symbol }: PositionView) => symbol,
  });
  const market = makeTable(byId("market"), {
    label: "Market",
    empty: "No symbol is configured.",
    columns: symbolColumns,
    keyOf: ({ symbol }: SymbolView) => symbol,
  });
  const decisions = makeTable(byId("decisions"), {
    label: "Decisions",
    empty: "No seat has decided anything yet.",
    columns: decisionColumns,
    keyOf: ({ id }: DecisionView) => id,
  });
  const orders = makeTable(byId("orders"), {
    label: "Orders",
    empty: "No order has been sent yet.",
    columns: orderColumns,
    keyOf: ({ id }: OrderView) => id,
  });
  const fills = makeTable(byId("fills"), {
    label: "Fills",
    empty: "Nothing has been bought or sold yet.",
    columns: fillColumns,
    keyOf: ({ fillId }: FillView) => fillId,
  });
  return (view) => {
    mandate.show(view.mandate.limits);
    positions.show(view.positions);
    market.show(view.market);
    decisions.show(view.decisions);
    orders.show([...view.openOrders.toReversed(), ...view.endedOrders]);
    fills.show(view.fills);
    showSums(view);
  };
}

function showSums({ mandate, money, council, openOrders, lastBarsAtMs }: FundView): void {
  setText(byId("mandate-version"), `version ${count(mandate.policyVersion)}, ${shortTime(mandate.publishedAtMs)}`);
  setText(byId("positions-sum"), `${usd(money.grossNotionalUsd)} USD, unrealised ${signedUsd(money.unrealizedPnlUsd)}`);
  setText(byId("decisions-sum"), `${count(council.decisionsMade)} made by ${council.seats.map(words).join(", ") || "nobody: no seat sits"}`);
  setText(byId("orders-sum"), openOrders.length === 0 ? "none open" : `${count(openOrders.length)} open`);
  setText(byId("market-time"), orUnknown(lastBarsAtMs, (atMs) => `close of ${shortTime(atMs)}`));
}

const plain = (text: string): Cell => ({ text });

const limitNames: Readonly<Record<LimitView["limit"], string>> = {
  maxLeverage: "Leverage",
  maxPosition: "Position, USD",
  maxExposure: "Exposure",
  maxPositions: "Positions",
  maxRiskPerTrade: "Risk per trade",
  maxDailyRisk: "Risk per day",
  maxDrawdown: "Drawdown",
  minConfidence: "Confidence",
  sizeFactor: "Size factor",
  entriesAllowed: "New entries",
};
const bound = ({ limit }: LimitView): string =>
  limit === "minConfidence" ? "at least" : limit === "entriesAllowed" || limit === "sizeFactor" ? "" : "at most";

const limitColumns: Column<LimitView>[] = [
  { title: "Limit", cell: ({ limit, ...rest }) => ({ text: limitNames[limit], note: bound({ limit, ...rest }) }) },
  { title: "Value", isNumber: true, cell: limitValue },
  { title: "In use", isNumber: true, cell: limitUse },
  { title: "Set by", cell: ({ setBy }) => setterCell(setBy) },
  { title: "Why", isWide: true, cell: ({ setBy }) => plain(setBy.name === "nobody" ? "" : setBy.reason) },
];

function limitValue({ value, unit, isBound }: LimitView): Cell {
  if (typeof value === "boolean") return { text: describeLimit(value, unit), tone: value ? "good" : "bad" };
  return isBound ? plain(describeLimit(value, unit)) : { text: "no bound", tone: "quiet" };
}

function limitUse({ used, unit, value, isBound }: LimitView): Cell {
  if (used === null) return { text: "", tone: "quiet" };
  const text = describeLimit(used, unit);
  return isBound && typeof value === "number" && value > 0 ? { text, filled: used / value } : plain(text);
}

function setterCell({ name, seat, kind, decisionId }: LimitView["setBy"]): Cell {
  if (seat === null || kind === null) return { text: name, tone: name === "nobody" ? "quiet" : "plain" };
  return { text: seat, note: `${words(kind)} ${decisionId ?? ""}` };
}

const positionColumns: Column<PositionView>[] = [
  { title: "Symbol", cell: ({ symbol, leavingFor }) => ({ text: symbol, note: leavingFor === null ? "" : `leaving: ${words(leavingFor)}` }) },
  { title: "Quantity", isNumber: true, cell: (each) => plain(quantity(each.quantity)) },
  { title: "Average", isNumber: true, cell: (each) => plain(price(each.averagePriceUsd)) },
  { title: "Last", isNumber: true, cell: (each) => plain(price(each.lastPriceUsd)) },
  { title: "Value, USD", isNumber: true, cell: (each) => ({ text: usd(each.valueUsd), note: share(each.equityShareRatio) }) },
  {
    title: "Unrealised, USD",
    isNumber: true,
    cell: ({ unrealizedPnlUsd, unrealizedReturnRatio }) => ({
      text: signedUsd(unrealizedPnlUsd),
      note: signedShare(unrealizedReturnRatio),
      tone: toneOf(unrealizedPnlUsd),
    }),
  },
  { title: "R", isNumber: true, cell: ({ rMultipleRatio }) => ({ text: orUnknown(rMultipleRatio, signedDecimals), tone: toneOf(rMultipleRatio ?? 0) }) },
  { title: "Stop", isNumber: true, cell: (each) => ({ text: price(each.stopPriceUsd), note: `${share(each.stopDistanceRatio)} away` }) },
];

const regimeOf = ({ trend, volatility }: SymbolView): string =>
  trend === null || volatility === null ? "not known yet" : `${words(trend)}, ${words(volatility)} volatility`;

const symbolColumns: Column<SymbolView>[] = [
  { title: "Symbol", cell: (each) => ({ text: each.symbol, note: regimeOf(each) }) },
  { title: "Last", isNumber: true, cell: (each) => plain(orUnknown(each.closePriceUsd, price)) },
  { title: "24 h", isNumber: true, cell: ({ dayChangeRatio }) => ({ text: orUnknown(dayChangeRatio, signedShare), tone: toneOf(dayChangeRatio ?? 0) }) },
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

const outcomeTones: Readonly<Record<DecisionView["outcome"], Tone>> = { STANDS: "plain", OVERRIDDEN: "bad", OVERRULED: "warn" };
const priorityTones: Readonly<Record<DecisionView["priority"], Tone>> = { CRITICAL: "bad", HIGH: "warn", NORMAL: "plain", LOW: "quiet" };

const decisionColumns: Column<DecisionView>[] = [
  { title: "Time", cell: ({ atMs, id }) => ({ text: shortTime(atMs), note: id }) },
  { title: "Seat", cell: ({ seat, kind }) => ({ text: seat, note: words(kind) }) },
  { title: "Priority", cell: ({ priority, priorityNumber }) => ({ text: `${priorityNumber} ${priority}`, tone: priorityTones[priority] }) },
  { title: "Reason", isWide: true, cell: ({ reason }) => plain(reason) },
  { title: "Outcome", cell: outcomeCell },
];

function outcomeCell({ outcome, outcomeBy, outcomeBySeat, isInForce }: DecisionView): Cell {
  if (outcome === "STANDS") return isInForce ? { text: "in force", tone: "good" } : { text: "stood", tone: "quiet" };
  return { text: words(outcome), note: `by ${outcomeBySeat ?? ""} ${outcomeBy ?? ""}`, tone: outcomeTones[outcome] };
}

const orderTones: Readonly<Partial<Record<OrderView["status"], Tone>>> = {
  UNKNOWN: "bad",
  REJECTED: "bad",
  FILLED: "good",
  CANCELED: "quiet",
  EXPIRED: "quiet",
  ABSENT: "quiet",
};

const sideCell = (side: "BUY" | "SELL", note?: string): Cell => ({ text: side, ...(note === undefined ? {} : { note }) });
const orderPrice = ({ limitPriceUsd, stopPriceUsd }: OrderView): Cell => {
  if (stopPriceUsd !== null) return { text: price(stopPriceUsd), note: "stop" };
  return limitPriceUsd === null ? { text: "market" } : { text: price(limitPriceUsd), note: "limit" };
};

const orderColumns: Column<OrderView>[] = [
  { title: "Sent", cell: ({ submittedAtMs, id }) => ({ text: shortTime(submittedAtMs), note: id }) },
  { title: "Symbol", cell: ({ symbol }) => plain(symbol) },
  { title: "Side", cell: ({ side, purpose }) => sideCell(side, words(purpose)) },
  { title: "Quantity", isNumber: true, cell: (each) => ({ text: quantity(each.quantity), note: `${quantity(each.filledQuantity)} filled` }) },
  { title: "Price", isNumber: true, cell: orderPrice },
  { title: "Status", isWide: true, cell: ({ status, note }) => ({ text: words(status), note, tone: orderTones[status] ?? "plain" }) },
];

const fillColumns: Column<FillView>[] = [
  { title: "Time", cell: ({ atMs, orderId }) => ({ text: shortTime(atMs), note: orderId }) },
  { title: "Fill", cell: ({ side, symbol }) => ({ text: symbol, note: side }) },
  { title: "Quantity", isNumber: true, cell: (each) => ({ text: quantity(each.quantity), note: `at ${price(each.priceUsd)}` }) },
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
