/** `qt export`: one table of a run in one file, which must not be there yet. */
import { writeFileSync } from "node:fs";
import { FundError } from "../../ports/errors.ts";
import { codeVersion } from "../code-version.ts";
import { toCsv } from "./csv.ts";
import { exportTable } from "./export-rows.ts";
import type { ExportFormat, ExportName } from "./export-schema.ts";
import { toParquet } from "./parquet.ts";

export type ExportOptions = {
  readonly run: string;
  readonly market?: string | undefined;
  readonly what: ExportName;
  readonly format: ExportFormat;
  /** A new file; left out: named after the table, in this folder. */
  readonly out?: string | undefined;
};
export type Exported = { readonly path: string; readonly rows: number; readonly columns: readonly string[] };

/** @throws FundError when there is no sound run, or the file is there already or cannot be written */
export function writeExport({ run, market, what, format, out }: ExportOptions): Exported {
  const table = exportTable(run, market, what);
  const path = out ?? `${what}.${format}`;
  const content = format === "csv" ? toCsv(table) : toParquet(table, `Quantum Trader ${codeVersion()}`);
  try {
    writeFileSync(path, content, { flag: "wx" });
  } catch (cause) {
    throw new FundError("BAD_USAGE", `--out ${path}: expected a new file in a folder that can be written`, { cause });
  }
  return { path, rows: table.rows.length, columns: table.columns.map(({ name }) => name) };
}
