/** Daily closes of recorded hourly spot bars, several symbols over the days that all of them have. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const folder = process.env["QT_MARKET_DATA"] ?? join(import.meta.dirname, "../../../shared/data/market");
const dayMs = 86_400_000;

export type Panel = {
  readonly symbols: readonly string[];
  /** UTC midnight at which each day ends; its return is from the midnight before. */
  readonly days: readonly number[];
  /** By symbol, then day. */
  readonly returns: readonly Float64Array[];
};

/** @param suffix of the file names @returns undefined where a file is not there */
export function panelOf(symbols: readonly string[], suffix: string, from: string, to: string): Panel | undefined {
  const files = symbols.map((symbol) => join(folder, `${symbol}USDT-spot-1h${suffix}.csv.gz`));
  if (!files.every(existsSync)) return undefined;
  const closes = files.map(closesOf);
  const [first, last] = [Date.parse(from) / dayMs, Date.parse(to) / dayMs];
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((day) =>
    closes.every((each) => each.has(day)),
  );
  const returns = closes.map((each) =>
    Float64Array.from(all.slice(1), (day, index) => (each.get(day) ?? NaN) / (each.get(all[index] ?? NaN) ?? NaN) - 1),
  );
  return { symbols, days: all.slice(1).map((day) => (day + 1) * dayMs), returns };
}

/** Close of the last bar of each UTC day. */
function closesOf(file: string): Map<number, number> {
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split("\n");
  const place = lines[0]?.split(",").indexOf("close") ?? -1;
  const closes = new Map<number, number>();
  for (const line of lines.slice(1)) {
    const cells = line.split(",");
    closes.set(Math.floor(Number(cells[0]) / dayMs), Number(cells[place]));
  }
  return closes;
}
