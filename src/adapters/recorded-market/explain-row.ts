/**
 * Says which rule a refused line breaks.
 *
 * The parser only asks whether a line is a bar. This file runs once, after the answer was no, and may therefore read
 * the line as text and test one rule after the other. It throws nothing: it returns the error.
 */
import { FundError } from "../../ports/errors.ts";
import { formatStamp } from "./bar-interval.ts";
import { isDecimal, longestNumber } from "./decimal-fields.ts";

/** Stamps at or past this moment (2200-01-01) are counted in microseconds, or wrong. */
export const stampLimit = 7_258_118_400_000;

export type RefusedRow = {
  readonly path: string;
  /** The header is line 1. */
  readonly line: number;
  readonly text: string;
  readonly columns: readonly string[];
  /** Open of the line before, or `undefined` on the first. */
  readonly previous: number | undefined;
};

export function explainRow(row: RefusedRow): FundError {
  const fields = row.text.replace(/\r$/, "").split(",");
  const rule =
    brokenLayout(row, fields) ?? brokenNumber(row, fields) ?? brokenStamp(row, fields) ?? brokenPrices(fields);
  return new FundError(
    "BAD_MARKET_DATA",
    `${row.path}:${row.line}: ${rule ?? `expected a bar, was ${quote(row.text)}`}`,
  );
}

function brokenLayout({ columns, text }: RefusedRow, fields: readonly string[]): string | undefined {
  if (fields.length === columns.length) return undefined;
  const was = text.trim() === "" ? "an empty line" : `${fields.length} in ${quote(text)}`;
  return `expected ${columns.length} fields (${columns.join(",")}), was ${was}`;
}

function brokenNumber({ columns }: RefusedRow, fields: readonly string[]): string | undefined {
  for (const [index, column] of columns.entries()) {
    const rule = columnRule(column, fields[index] ?? "");
    if (rule !== undefined) return `expected ${rule} in column ${column}, was ${quote(fields[index] ?? "")}`;
  }
  return undefined;
}

function columnRule(column: string, text: string): string | undefined {
  if (text === "") return "a number";
  const value = Number(text);
  if (/^[+-]?(nan|inf(inity)?)$/i.test(text) || (isDecimal(text) && !Number.isFinite(value))) return "a finite number";
  if (!isDecimal(text) || text.length > longestNumber) return "a number";
  if (column === "ts_ms") return stampRule(value);
  if (column === "volume") return value < 0 ? "0 or more" : undefined;
  return value > 0 ? undefined : "a price above 0";
}

function stampRule(value: number): string | undefined {
  if (!Number.isInteger(value)) return "a whole number of milliseconds";
  return value >= 0 && value < stampLimit ? undefined : "milliseconds from 1970 to 2200 (UTC)";
}

function brokenStamp({ previous, line }: RefusedRow, fields: readonly string[]): string | undefined {
  const stamp = Number(fields[0]);
  if (previous === undefined || stamp > previous) return undefined;
  const fault = stamp === previous ? "a duplicate" : "earlier";
  const after = `line ${line - 1}, ${formatStamp(previous)}`;
  return `expected a ts_ms after that of ${after}, was ${fault}: ${formatStamp(stamp)}`;
}

function brokenPrices(fields: readonly string[]): string | undefined {
  const [open = Number.NaN, high = Number.NaN, low = Number.NaN, close = Number.NaN] = fields.slice(1, 5).map(Number);
  if (high < low) return `expected high at or above low, was high ${high}, low ${low}`;
  if (open < low || open > high) return `expected open from low ${low} to high ${high}, was open ${open}`;
  if (close < low || close > high) return `expected close from low ${low} to high ${high}, was close ${close}`;
  return undefined;
}

/** `text` as it is shown in a message: at most 60 characters, control characters escaped. */
export const quote = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
