/** Where the reference cases lie, and the data files they point to. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export type Context = {
  /** Folder of the case files. */
  readonly folder: string;
  /** Columns of a data file by their heading; an empty cell is NaN. `file` as the case names it. */
  readonly columns: (file: string) => ReadonlyMap<string, number[]>;
  /** Text of a data file. */
  readonly text: (file: string) => string;
};

/** The folder named, or by `QT_REFERENCE`, or beside the repository; undefined if there is none. */
export function referenceFolder(named = process.env["QT_REFERENCE"]): string | undefined {
  const folder = named ?? join(import.meta.dirname, "../../../shared/data/reference");
  return existsSync(join(folder, "performance.json")) ? folder : undefined;
}

export function contextOf(folder: string): Context {
  /** Files under `market/` lie beside the folder of the cases, those of `market/shared/` without that step. */
  const text = (file: string): string => {
    const place = file.startsWith("market/") ? join("..", file.replace(/^market\/shared\//, "market/")) : file;
    const bytes = readFileSync(join(folder, place));
    return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  };
  return { folder, text, columns: (file) => columnsOf(text(file)) };
}

function columnsOf(text: string): ReadonlyMap<string, number[]> {
  const [heading = "", ...lines] = text.trimEnd().split(/\r?\n/);
  const names = cellsOf(heading);
  const columns = new Map<string, number[]>(names.map((name) => [name, []]));
  for (const line of lines) {
    const cells = cellsOf(line);
    for (const [index, name] of names.entries()) {
      const cell = cells[index] ?? "";
      columns.get(name)?.push(cell === "" ? Number.NaN : Number(cell));
    }
  }
  return columns;
}

const cellsOf = (line: string): string[] => line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
