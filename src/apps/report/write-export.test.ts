/** What is exported comes back row by row, from CSV by RFC 4180 and from Parquet by its reader, the same rows in both. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, describe, expect, it } from "vitest";
import { runBacktest } from "../backtest/run-backtest.ts";
import { toCsv } from "./csv.ts";
import { exportTable } from "./export-rows.ts";
import { exportNames, exportTables } from "./export-schema.ts";
import { toParquet } from "./parquet.ts";
import { writeExport } from "./write-export.ts";

const root = mkdtempSync(join(tmpdir(), "qt-export-"));
afterAll(() => rmSync(root, { recursive: true }));
const run = join(root, "run");
const backtest = await runBacktest({ market: "simulated", seed: 7, days: 150, out: run });
const tables = exportNames.map((name) => exportTable(run, undefined, name));

/** RFC 4180 read by its grammar, field by field. */
function parseCsv(text: string): { value: string; isQuoted: boolean }[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: { value: string; isQuoted: boolean }[][] = [];
  let row: { value: string; isQuoted: boolean }[] = [];
  while (field.lastIndex < text.length) {
    const [, quoted, bare = "", end] = field.exec(text) ?? [];
    if (end === undefined) throw new Error(`expected a field at ${field.lastIndex}`);
    row.push({ value: quoted?.replaceAll('""', '"') ?? bare, isQuoted: quoted !== undefined });
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe.each(tables)("the table $name", ({ name, columns, rows }) => {
  it("has rows, each with a value for every column, of its type", () => {
    expect(rows.length).toBeGreaterThan(0);
    const kinds = { TEXT: "string", NUMBER: "number", TIME: "number", FLAG: "boolean" } as const;
    for (const row of rows) {
      expect(row.length).toBe(columns.length);
      for (const [index, cell] of row.entries()) {
        const column = columns[index];
        if (cell === null) expect(column?.isNullable, `${column?.name} is null`).toBe(true);
        else expect(typeof cell).toBe(kinds[column?.type ?? "TEXT"]);
      }
    }
  });

  it("comes back from CSV, cell by cell, exactly", () => {
    const [head, ...body] = parseCsv(toCsv({ name, columns, rows }));
    expect(head?.map(({ value }) => value)).toEqual(columns.map((column) => column.name));
    expect(body.length).toBe(rows.length);
    const readBack = body.map((cells) =>
      cells.map(({ value, isQuoted }, index) => {
        const type = columns[index]?.type;
        if (value === "" && !isQuoted) return null;
        if (type === "TIME") return Date.parse(value);
        return type === "NUMBER" ? Number(value) : type === "FLAG" ? value === "true" : value;
      }),
    );
    expect(readBack).toEqual(rows);
  });

  it("comes back from Parquet, row by row, exactly, with the types the schema says", async () => {
    const bytes = toParquet({ name, columns, rows }, "test");
    const file = bytes.buffer as ArrayBuffer;
    const objects = await parquetReadObjects({ file });
    const readBack = objects.map((object) =>
      columns.map((column) => {
        const value: unknown = object[column.name] ?? null;
        return value instanceof Date ? value.getTime() : value;
      }),
    );
    expect(readBack).toEqual(rows);
    const kinds = { TEXT: "BYTE_ARRAY", NUMBER: "DOUBLE", TIME: "INT64", FLAG: "BOOLEAN" } as const;
    const [, ...schema] = parquetMetadata(file).schema;
    expect(schema.map((each) => [each.name, each.type, each.repetition_type])).toEqual(
      columns.map((column) => [column.name, kinds[column.type], column.isNullable === true ? "OPTIONAL" : "REQUIRED"]),
    );
    expect(
      schema.filter(({ type }) => type === "INT64").every((each) => each.converted_type === "TIMESTAMP_MILLIS"),
    ).toBe(true);
  });
});

it("exports what the run's report counts", () => {
  const { report } = backtest.main;
  const count = (name: string) => tables.find((table) => table.name === name)?.rows.length;
  expect(count("trades")).toBe(report.trading.trades);
  expect(count("fills")).toBe(report.trading.fills);
  expect(count("equity")).toBe(report.curve.closes);
  expect(count("decisions")).toBe(report.governance.decisions.length);
  const pnl = exportTables.trades.findIndex(({ name }) => name === "pnl_usd");
  const sum = tables[0]?.rows.reduce((all, row) => all + Number(row[pnl]), 0);
  expect(sum).toBeCloseTo(
    report.trades.reduce((all, { pnlUsd }) => all + pnlUsd, 0),
    4,
  );
});

it("quotes what would break a line of CSV, and tells an empty text from none", () => {
  const columns = [
    { name: "a", type: "TEXT", isNullable: true },
    { name: "b,c", type: "TEXT" },
  ] as const;
  const rows = [
    ['say "hi"', "x,y"],
    ["line\r\nbreak", "plain"],
    ["", "ünïcödé"],
    [null, ""],
  ];
  const text = toCsv({ name: "trades", columns, rows });
  expect(text).toBe('a,"b,c"\r\n"say ""hi""","x,y"\r\n"line\r\nbreak",plain\r\n"",ünïcödé\r\n,""\r\n');
});

it("writes a Parquet file of no rows that still says its columns", async () => {
  const bytes = toParquet({ name: "fills", columns: exportTables.fills, rows: [] }, "test");
  expect(await parquetReadObjects({ file: bytes.buffer as ArrayBuffer })).toEqual([]);
  expect(parquetMetadata(bytes.buffer as ArrayBuffer).schema.length).toBe(exportTables.fills.length + 1);
});

it("names every number's unit in its column", () => {
  const units = /_(usd|bps|ratio|hours|multiple)$|^quantity$/;
  for (const columns of Object.values(exportTables))
    for (const { name, type } of columns) if (type === "NUMBER") expect(name).toMatch(units);
});

it("never writes over a file", () => {
  const out = join(root, "trades.csv");
  expect(writeExport({ run, what: "trades", format: "csv", out }).rows).toBe(backtest.main.report.trading.trades);
  expect(readFileSync(out, "utf8")).toContain("trade_id,symbol,side,strategy");
  expect(() => writeExport({ run, what: "trades", format: "csv", out })).toThrow("expected a new file");
  const parquet = join(root, "equity.parquet");
  writeExport({ run, what: "equity", format: "parquet", out: parquet });
  expect(existsSync(parquet)).toBe(true);
});
