/** Daily returns of BTC and ETH from the recorded four-hour bars of Coinbase; undefined where the data is not there. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const folder = process.env["QT_MARKET_DATA"] ?? join(import.meta.dirname, "../../../shared/data/market");
const dayMs = 86_400_000;

export type DailyReturns = {
  readonly symbol: string;
  readonly returns: Float64Array;
  /** Index of the first return whose day is on or after a date, UTC. */
  readonly from: (date: string) => number;
};

/** Simple returns from close to close at midnight UTC; a day without a bar keeps the close before. */
export function dailyReturns(symbol: string): DailyReturns | undefined {
  const path = join(folder, `${symbol}-USD-coinbase-4h.csv.gz`);
  if (!existsSync(path)) return undefined;
  const closes = new Map<number, number>();
  for (const line of gunzipSync(readFileSync(path)).toString().trimEnd().split("\n").slice(1)) {
    const [openedAt = "", , , , close = ""] = line.split(",");
    closes.set(Math.floor(Number(openedAt) / dayMs), Number(close));
  }
  const first = Math.min(...closes.keys());
  const last = Math.max(...closes.keys());
  const prices: number[] = [];
  for (let day = first; day <= last; day++) prices.push(closes.get(day) ?? prices.at(-1) ?? Number.NaN);
  const returns = Float64Array.from(prices.slice(1), (price, index) => price / prices[index]! - 1);
  return { symbol, returns, from: (date) => Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs) - first - 1 };
}
