/**
 * Bytes of a bar CSV into typed columns, in one pass, refusing the file at its first line that is not a bar.
 *
 * A UTF-8 byte order mark, CRLF line ends and a missing final line end are fine. The header must be exact: a column
 * that is guessed at is a loss that is traded on. Volume too: without it nobody knows what could have been filled.
 */
import { FundError } from "../../ports/errors.ts";
import { DecimalFields } from "./decimal-fields.ts";
import { explainRow, quote, stampLimit } from "./explain-row.ts";

/** One array per field, one entry per bar, in order of open. */
export type BarColumns = {
  /** Epoch milliseconds of the open. */
  readonly opened: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
};

export type ParsedBars = {
  readonly columns: BarColumns;
  /** Most decimal places of any price. */
  readonly priceDecimals: number;
};

const allColumns = ["ts_ms", "open", "high", "low", "close", "volume"];
const headerRule = `expected the header ${allColumns.join(",")}`;
const lineFeed = 10;
const shortestBar = "0,1,1,1,1,0\n".length;
/** No line that is a bar or a header is longer; of one that is, this much is shown to the rules. */
const longestLine = 10_000;

/** `path` is for messages only. */
export function parseBars(path: string, bytes: Uint8Array): ParsedBars {
  const header = readHeader(path, bytes);
  const columns = emptyColumns(countLines(bytes, header.end));
  const fields = new DecimalFields(bytes, header.end);
  let row = 0;
  let priceDecimals = 0;
  for (let lineStart = fields.at; lineStart < bytes.length; lineStart = fields.at) {
    columns.opened[row] = fields.readInner();
    fields.decimals = priceDecimals;
    columns.open[row] = fields.readInner();
    columns.high[row] = fields.readInner();
    columns.low[row] = fields.readInner();
    columns.close[row] = fields.readInner();
    priceDecimals = fields.decimals;
    columns.volume[row] = fields.readLast();
    if (!(hasNextStamp(columns, row) && hasBar(columns, row))) {
      const previous = columns.opened[row - 1];
      throw explainRow({ path, line: row + 2, text: lineAt(bytes, lineStart), columns: header.columns, previous });
    }
    row++;
  }
  if (row === 0) throw bad(path, "expected bars after the header, was none");
  return { columns: sliceColumns(columns, 0, row), priceDecimals };
}

/** Bars `from` up to and without `to`, without copying them. */
export const sliceColumns = (columns: BarColumns, from: number, to: number): BarColumns => ({
  opened: columns.opened.subarray(from, to),
  open: columns.open.subarray(from, to),
  high: columns.high.subarray(from, to),
  low: columns.low.subarray(from, to),
  close: columns.close.subarray(from, to),
  volume: columns.volume.subarray(from, to),
});

function hasNextStamp({ opened }: BarColumns, row: number): boolean {
  const stamp = opened[row] ?? Number.NaN;
  return stamp > (opened[row - 1] ?? -1) && stamp < stampLimit && Number.isInteger(stamp);
}

/** Written so that a NaN anywhere makes it false. */
function hasBar(columns: BarColumns, row: number): boolean {
  const open = columns.open[row] ?? Number.NaN;
  const high = columns.high[row] ?? Number.NaN;
  const low = columns.low[row] ?? Number.NaN;
  const close = columns.close[row] ?? Number.NaN;
  const inside = open >= low && open <= high && close >= low && close <= high;
  return inside && low > 0 && high <= Number.MAX_VALUE && isVolume(columns.volume[row] ?? Number.NaN);
}

const isVolume = (value: number): boolean => value >= 0 && value <= Number.MAX_VALUE;

function readHeader(path: string, bytes: Uint8Array): { end: number; columns: readonly string[] } {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (bytes.length === start) throw bad(path, `${headerRule}, was an empty file`);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw bad(path, "expected text, was gzip; name the file .csv.gz");
  const text = lineAt(bytes, start);
  const names = text.replace(/\r$/, "").split(",");
  const unknown = names.filter((name) => !allColumns.includes(name));
  const absent = allColumns.filter((name) => !names.includes(name));
  const faults = [
    ...(absent.length > 0 ? [`missing ${absent.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`unknown ${unknown.slice(0, 8).map(quote).join(", ")}`] : []),
  ];
  if (faults.length > 0) throw bad(`${path}:1`, `${headerRule}, was ${quote(text)}: ${faults.join("; ")}`);
  const isExact = names.length <= allColumns.length && names.every((name, index) => name === allColumns[index]);
  if (!isExact) throw bad(`${path}:1`, `${headerRule}, each once and in this order, was ${quote(text)}`);
  return { end: start + text.length + 1, columns: names };
}

/** At least as many as the bars from `at` on. The shortest bar takes twelve bytes, so empty lines reserve no memory. */
function countLines(bytes: Uint8Array, at: number): number {
  let lines = 1;
  for (let end = bytes.indexOf(lineFeed, at); end >= 0; end = bytes.indexOf(lineFeed, end + 1)) lines++;
  return Math.min(lines, Math.ceil(bytes.length / shortestBar));
}

function emptyColumns(rows: number): BarColumns {
  const column = (): Float64Array => new Float64Array(rows);
  return { opened: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
}

/** One character per byte, so that its length counts bytes. Cut off at `longestLine`. */
function lineAt(bytes: Uint8Array, start: number): string {
  const line = bytes.subarray(start, start + longestLine);
  const end = line.indexOf(lineFeed);
  return Buffer.from(end < 0 ? line : line.subarray(0, end)).toString("latin1");
}

const bad = (where: string, message: string): FundError => new FundError("BAD_MARKET_DATA", `${where}: ${message}`);
