/**
 * What `qt export` gives: five tables, each column with its type and its unit in its name. The one place that says so; the
 * documentation lists it, and a column that is not here is not written.
 */

/** TIME is UTC in whole milliseconds; a Parquet reader shows it as a timestamp. */
export type ColumnType = "TEXT" | "NUMBER" | "TIME" | "FLAG";
export type Cell = string | number | boolean | null;

export type ExportColumn = { readonly name: string; readonly type: ColumnType; readonly isNullable?: boolean };

const text = (name: string): ExportColumn => ({ name, type: "TEXT" });
const number = (name: string): ExportColumn => ({ name, type: "NUMBER" });
const time = (name: string): ExportColumn => ({ name, type: "TIME" });
const flag = (name: string): ExportColumn => ({ name, type: "FLAG" });
const maybe = (column: ExportColumn): ExportColumn => ({ ...column, isNullable: true });

export const exportTables = {
  trades: [
    text("trade_id"),
    text("symbol"),
    text("side"),
    text("strategy"),
    text("models"),
    text("regime"),
    time("opened_at"),
    time("closed_at"),
    number("held_hours"),
    number("quantity"),
    number("entry_price_usd"),
    number("exit_price_usd"),
    number("pnl_usd"),
    number("fees_usd"),
    number("slippage_usd"),
    maybe(number("slippage_bps")),
    number("initial_risk_usd"),
    number("r_multiple"),
    number("mfe_ratio"),
    number("mae_ratio"),
    text("exit_reason"),
  ],
  fills: [
    text("fill_id"),
    text("order_id"),
    time("filled_at"),
    text("symbol"),
    text("side"),
    maybe(text("purpose")),
    number("price_usd"),
    number("quantity"),
    number("fee_usd"),
    number("realized_pnl_usd"),
    maybe(number("reference_price_usd")),
    maybe(number("slippage_bps")),
  ],
  equity: [
    time("closed_at"),
    number("equity_usd"),
    number("exposure_ratio"),
    number("drawdown_ratio"),
    text("trading_mode"),
    flag("entries_allowed"),
    flag("frozen"),
  ],
  orders: [
    text("order_id"),
    time("at"),
    text("symbol"),
    text("side"),
    text("purpose"),
    maybe(number("quantity")),
    maybe(number("limit_price_usd")),
    maybe(number("stop_price_usd")),
    maybe(number("reference_price_usd")),
    text("outcome"),
    maybe(text("refused_by")),
    text("reason"),
  ],
  decisions: [
    text("decision_id"),
    time("at"),
    text("seat"),
    text("kind"),
    text("priority"),
    text("outcome"),
    maybe(text("outcome_by")),
    text("reason"),
    text("payload_json"),
  ],
} as const satisfies Record<string, readonly ExportColumn[]>;

export type ExportName = keyof typeof exportTables;
export const exportNames = [
  "trades",
  "fills",
  "equity",
  "orders",
  "decisions",
] as const satisfies readonly ExportName[];

export const exportFormats = ["csv", "parquet"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export type ExportTable = {
  readonly name: ExportName;
  readonly columns: readonly ExportColumn[];
  readonly rows: readonly (readonly Cell[])[];
};
