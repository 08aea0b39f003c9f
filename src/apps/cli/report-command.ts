/** `qt report` and `qt export`: options in, files and a few lines out. */
import type { ExportFormat, ExportName } from "../report/export-schema.ts";
import { reportText } from "../report/report-text.ts";
import { writeExport } from "../report/write-export.ts";
import { reportJson, writeReport } from "../report/write-report.ts";
import { whole } from "../figures.ts";
import { jsonLine } from "./interruptibly.ts";

export type ReportFlags = {
  readonly market?: string;
  /** `true` when neither --out nor --no-out was given. */
  readonly out: string | boolean;
  readonly json?: boolean;
};

export async function reportCommand(run: string, { market, out, json }: ReportFlags): Promise<void> {
  const written = await writeReport({ run, market, out: out === true ? undefined : out });
  process.stdout.write(
    json === true ? jsonLine({ ...reportJson(written.sheet), folder: written.folder ?? null }) : reportText(written),
  );
}

export type ExportFlags = {
  readonly what: ExportName;
  readonly format: ExportFormat;
  readonly market?: string;
  readonly out?: string;
  readonly json?: boolean;
};

export function exportCommand(run: string, { what, format, market, out, json }: ExportFlags): void {
  const { path, rows, columns } = writeExport({ run, market, what, format, out });
  process.stdout.write(
    json === true ? jsonLine({ path, rows, columns }) : `${whole(rows)} rows of ${what} written to ${path}\n`,
  );
}
