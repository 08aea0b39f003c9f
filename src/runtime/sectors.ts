/**
 * Groups of coins by what they are for, so that a concentration in one kind is seen (chosen; nobody publishes a canon).
 *
 * Coins of one group share what breaks them: a rival chain, a regulator, an exploit. They share the market with all others,
 * which is what correlations are for. A coin that is not here is grouped by how it moves.
 */
import type { Instrument } from "../kernel/domain/instrument.ts";

const coins: Readonly<Record<string, readonly string[]>> = {
  "store of value": ["BTC"],
  payments: ["XRP", "LTC", "BCH", "XLM", "TRX", "DOGE"],
  platforms: ["ETH", "SOL", "ADA", "AVAX", "DOT", "EOS", "MATIC", "LUNA"],
  exchanges: ["BNB"],
  "decentralised finance": ["UNI", "LINK", "AAVE"],
};

/** `BTCUSDT`, `BTC-USD` and `BTC-SIM` are BTC. */
const coinOf = (symbol: string): string =>
  (symbol.split(/[-/_]/)[0] ?? symbol).replace(/(?:USDT|USDC|BUSD|USD|EUR)$/, "");

export function sectorsOf(instruments: readonly Instrument[]): Record<string, string> {
  const sectorOf = new Map(Object.entries(coins).flatMap(([sector, names]) => names.map((name) => [name, sector])));
  return Object.fromEntries(
    instruments.flatMap(({ symbol }) => {
      const sector = sectorOf.get(coinOf(symbol));
      return sector === undefined ? [] : [[symbol, sector]];
    }),
  );
}
