/**
 * Funding rates and mark prices of a perpetual, from files beside its bars: `BTCUSDT-funding-8h.csv.gz`, `BTCUSDT-mark-8h.csv`.
 *
 * Columns are `ts_ms,funding_rate` and `ts_ms,open,...`: a mark bar's open is the mark price at the boundary it begins at.
 * Without files there is no record, and the venue's base rate stands in.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { RecordedFunding } from "../../kernel/simulation/venue/venue-terms.ts";
import { FundError } from "../../ports/errors.ts";

/** @param barFile of the perpetual; files of its symbol in the same folder count */
export function readFunding(barFile: string, symbol: string): RecordedFunding {
  const folder = dirname(barFile);
  const marks = readColumn(filesOf(folder, symbol, "mark"), "open");
  const rates = readColumn(filesOf(folder, symbol, "funding"), "funding_rate");
  return new Map([...rates].map(([at, rate]) => [at, { rate, mark: marks.get(at) }]));
}

/** In order of name; of two that name a moment the later one counts. */
function filesOf(folder: string, symbol: string, what: "funding" | "mark"): string[] {
  if (!existsSync(folder)) return [];
  const wanted = new RegExp(`^${symbol.replaceAll(/[.]/g, "\\.")}-(?:.*-)?${what}(?:-.*)?\\.csv(?:\\.gz)?$`, "i");
  return readdirSync(folder)
    .filter((name) => wanted.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

function readColumn(paths: readonly string[], column: string): Map<number, number> {
  const values = new Map<number, number>();
  for (const path of paths) {
    const [heading = "", ...lines] = textOf(path).trimEnd().split(/\r?\n/);
    const names = heading.split(",");
    const [time, place] = [names.indexOf("ts_ms"), names.indexOf(column)];
    if (time < 0 || place < 0) throw bad(`${path}:1`, `expected the columns ts_ms and ${column}, was ${heading}`);
    for (const [index, line] of lines.entries()) {
      const cells = line.split(",");
      const [at, value] = [readNumber(cells[time]), readNumber(cells[place])];
      if (!Number.isFinite(at) || !Number.isFinite(value))
        throw bad(`${path}:${index + 2}`, `expected a time in ms and a number as ${column}, was ${line}`);
      values.set(at, value);
    }
  }
  return values;
}

const readNumber = (cell: string | undefined): number =>
  cell === undefined || cell.trim() === "" ? Number.NaN : Number(cell);

function textOf(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (/\.gz$/i.test(path) ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (error) {
    throw bad(path, `expected a readable file, was: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const bad = (place: string, message: string): FundError => new FundError("BAD_MARKET_DATA", `${place}: ${message}`);
