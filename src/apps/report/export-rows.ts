/** The rows of each exported table, in the order of its columns, gathered in one pass over the journal. */
import { filled } from "../../kernel/analytics/column.ts";
import type { RoundTrip } from "../../kernel/analytics/projection/round-trip.ts";
import { compareFill, referenceOf } from "../../kernel/analytics/slippage.ts";
import type { RunRecord } from "../../kernel/analytics/run-record.ts";
import { tradingModes } from "../../kernel/domain/modes.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import { drawdownPath } from "../../kernel/maths/drawdown.ts";
import { type Cell, type ExportName, type ExportTable, exportTables } from "./export-schema.ts";
import { recordTold } from "./record-told.ts";

type Row = readonly Cell[];
type DataOf<Type extends Fact["type"]> = Extract<Fact, { type: Type }>["data"];

/** @throws FundError when there is no sound journal, or its bars are not at hand */
export function exportTable(run: string, market: string | undefined, name: ExportName): ExportTable {
  const gathered = gather(name);
  const { analytics, record } = recordTold(run, market, ({ entry, facts }) => {
    for (const fact of facts) gathered.take(fact, entry.at);
  });
  const rows =
    name === "trades" ? analytics.trips.map(tradeRow) : name === "equity" ? equityRows(record) : gathered.rows;
  return { name, columns: exportTables[name], rows };
}

function gather(name: ExportName) {
  const rows: Row[] = [];
  const submitted = new Map<string, DataOf<"order.submitted">>();
  const take = (fact: Fact, at: number): void => {
    if (fact.type === "order.submitted") submitted.set(fact.data.id, fact.data);
    if (fact.type === "order.amended") {
      const { orderId, stopPriceUsd } = fact.data;
      const order = submitted.get(orderId);
      if (order !== undefined) submitted.set(orderId, { ...order, stopPriceUsd });
    }
    const row = rowOf(name, fact, { at, submitted });
    if (row !== undefined) rows.push(row);
  };
  return { rows, take };
}

type Moment = { readonly at: number; readonly submitted: ReadonlyMap<string, DataOf<"order.submitted">> };

function rowOf(name: ExportName, fact: Fact, { at, submitted }: Moment): Row | undefined {
  if (name === "fills" && fact.type === "trade.executed")
    return fillRow(fact.data, at, submitted.get(fact.data.orderId));
  if (name === "decisions" && fact.type === "ai.federation.decision_made") return decisionRow(fact.data, at);
  if (name !== "orders") return undefined;
  if (fact.type === "order.submitted") return sentRow(fact.data, at);
  return fact.type === "order.refused" ? refusedRow(fact.data, at) : undefined;
}

const tradeRow = (trip: RoundTrip): Row => [
  trip.tradeId,
  trip.symbol,
  trip.side,
  trip.strategy,
  trip.voices.map(({ model, shareFraction }) => `${model}:${shareFraction.toFixed(4)}`).join(" "),
  trip.regime,
  trip.openedAtMs,
  trip.closedAtMs,
  (trip.closedAtMs - trip.openedAtMs) / 3_600_000,
  trip.quantity,
  trip.entryPriceUsd,
  trip.exitPriceUsd,
  trip.pnlUsd,
  trip.feesUsd,
  trip.slippageUsd,
  trip.slippageBps,
  trip.initialRiskUsd,
  trip.rMultipleRatio,
  trip.mfeRatio,
  trip.maeRatio,
  trip.exitReason,
];

function fillRow(fill: DataOf<"trade.executed">, at: number, order: DataOf<"order.submitted"> | undefined): Row {
  const compared = compareFill(fill, order === undefined ? null : referenceOf(order));
  return [
    fill.fillId,
    fill.orderId,
    at,
    fill.symbol,
    fill.side,
    order?.purpose ?? null,
    fill.priceUsd,
    fill.quantity,
    fill.feeUsd,
    fill.realizedPnlUsd,
    compared?.referenceUsd ?? null,
    compared === undefined ? null : compared.slippageRatio * 10_000,
  ];
}

const sentRow = (order: DataOf<"order.submitted">, at: number): Row => [
  order.id,
  at,
  order.symbol,
  order.side,
  order.purpose,
  order.quantity,
  order.limitPriceUsd,
  order.stopPriceUsd,
  order.referencePriceUsd,
  "SENT",
  null,
  order.reason,
];

const refusedRow = (order: DataOf<"order.refused">, at: number): Row => [
  order.id,
  at,
  order.symbol,
  order.side,
  order.purpose,
  order.quantity,
  order.limitPriceUsd,
  order.stopPriceUsd,
  null,
  "REFUSED",
  order.check,
  order.reason,
];

const decisionRow = (
  { decisionId, seat, decision, outcome, outcomeBy }: DataOf<"ai.federation.decision_made">,
  at: number,
): Row => [
  decisionId,
  at,
  seat,
  decision.kind,
  decision.priority,
  outcome,
  outcomeBy,
  decision.reason,
  JSON.stringify(decision.payload),
];

function equityRows({ samples, startEquity }: RunRecord): Row[] {
  const at = filled(samples.at);
  const equity = filled(samples.equity);
  const path = new Float64Array(equity.length + 1);
  path[0] = startEquity;
  path.set(equity, 1);
  const drawdown = drawdownPath(path);
  return [...at].map((closedAt, index) => [
    closedAt,
    equity[index] ?? 0,
    samples.exposure.values[index] ?? 0,
    drawdown[index + 1] ?? 0,
    tradingModes[samples.tradingMode.values[index] ?? 0] ?? "",
    samples.entriesAllowed.values[index] === 1,
    samples.frozen.values[index] === 1,
  ]);
}
