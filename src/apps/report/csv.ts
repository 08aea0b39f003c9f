/**
 * A table as CSV by RFC 4180: comma, CRLF, quotes doubled, quoted where a comma, a quote or a line break stands. UTF-8,
 * one header line. Numbers are written shortest and exact; times in ISO 8601 UTC; nothing stands for null.
 */
import type { Cell, ColumnType, ExportTable } from "./export-schema.ts";

export function toCsv({ columns, rows }: ExportTable): string {
  const lines = [
    columns.map(({ name }) => quoted(name)),
    ...rows.map((row) => row.map((cell, index) => cellText(cell, columns[index]?.type ?? "TEXT"))),
  ];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

function cellText(cell: Cell, type: ColumnType): string {
  if (cell === null) return "";
  if (type === "TIME" && typeof cell === "number") return new Date(cell).toISOString();
  return typeof cell === "string" ? quoted(cell) : String(cell);
}

/** An empty text is quoted, so that it is not read as null. */
const quoted = (text: string): string =>
  text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
