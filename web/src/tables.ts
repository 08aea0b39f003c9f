/** Every table of the page: where it stands, what it shows, what it says when it is empty. */
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
import { count, orUnknown, shortTime, signedUsd, usd, words } from "./format.ts";
import { decisionColumns, limitColumns } from "./governance-columns.ts";
import { makeTable } from "./table.ts";
import { fillColumns, orderColumns, positionColumns, symbolColumns } from "./trading-columns.ts";

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
  setText(
    byId("decisions-sum"),
    `${count(council.decisionsMade)} made by ${council.seats.map(words).join(", ") || "nobody: no seat sits"}`,
  );
  setText(byId("orders-sum"), openOrders.length === 0 ? "none open" : `${count(openOrders.length)} open`);
  setText(
    byId("market-time"),
    orUnknown(lastBarsAtMs, (atMs) => `close of ${shortTime(atMs)}`),
  );
}
