/** A table as Parquet: one column chunk a column, snappy, types as in the schema, times as UTC timestamps in milliseconds. */
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import type { Cell, ColumnType, ExportColumn, ExportTable } from "./export-schema.ts";

const types: Readonly<Record<ColumnType, NonNullable<ColumnSource["type"]>>> = {
  TEXT: "STRING",
  NUMBER: "DOUBLE",
  TIME: "TIMESTAMP",
  FLAG: "BOOLEAN",
};

export function toParquet({ columns, rows }: ExportTable, createdBy: string): Uint8Array {
  const columnData = columns.map((column, index) =>
    columnOf(
      column,
      rows.map((row) => row[index] ?? null),
    ),
  );
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy }));
}

const columnOf = ({ name, type, isNullable = false }: ExportColumn, cells: readonly Cell[]): ColumnSource => ({
  name,
  type: types[type],
  nullable: isNullable,
  data: cells.map((cell) => valueOf(cell, type)),
});

function valueOf(cell: Cell, type: ColumnType): string | number | boolean | Date | null {
  if (cell === null) return null;
  return type === "TIME" ? new Date(Number(cell)) : cell;
}
