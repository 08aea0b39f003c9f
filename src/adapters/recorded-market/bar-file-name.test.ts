/** The name rule, on every name of the collected data's manifest and on names people may give. */
import { expect, test } from "vitest";
import { readBarFileName } from "./bar-file-name.ts";
import { formatInterval } from "./bar-interval.ts";

/** symbol, kind, interval as text; "-" where the name does not say. */
const inWords = (path: string): string => {
  const name = readBarFileName(path);
  if ("notBars" in name) return name.notBars;
  return [name.symbol, name.kind ?? "-", name.interval === undefined ? "-" : formatInterval(name.interval)].join(" ");
};

test.each([
  ["BTCUSDT-spot-1h.csv.gz", "BTCUSDT spot 1h"],
  ["ETHUSDT-spot-1h.csv.gz", "ETHUSDT spot 1h"],
  ["SOLUSDT-spot-1h.csv.gz", "SOLUSDT spot 1h"],
  ["XRPUSDT-spot-1h.csv.gz", "XRPUSDT spot 1h"],
  ["BNBUSDT-spot-1h.csv.gz", "BNBUSDT spot 1h"],
  ["BTC-EUR-bitvavo-1h.csv.gz", "BTC-EUR - 1h"],
  ["ETH-EUR-bitvavo-1h.csv.gz", "ETH-EUR - 1h"],
  ["ADA-EUR-bitvavo-1h.csv.gz", "ADA-EUR - 1h"],
  ["LTC-EUR-bitvavo-1h.csv.gz", "LTC-EUR - 1h"],
  ["BTC-USD-coinbase-4h.csv.gz", "BTC-USD - 4h"],
  ["ETH-USD-coinbase-4h.csv.gz", "ETH-USD - 4h"],
  ["BTCUSD-index-1d.csv.gz", "BTCUSD - 1d"],
  ["ADAUSDT-spot-1h-2021H1.csv.gz", "ADAUSDT spot 1h"],
  ["AVAXUSDT-spot-1h-2021H1.csv.gz", "AVAXUSDT spot 1h"],
  ["DOTUSDT-spot-1h-2021H1.csv.gz", "DOTUSDT spot 1h"],
  ["LINKUSDT-spot-1h-2021H1.csv.gz", "LINKUSDT spot 1h"],
  ["LTCUSDT-spot-1h-2021H1.csv.gz", "LTCUSDT spot 1h"],
  ["LUNAUSDT-spot-1h-2021H1.csv.gz", "LUNAUSDT spot 1h"],
  ["MATICUSDT-spot-1h-2021H1.csv.gz", "MATICUSDT spot 1h"],
  ["TRXUSDT-spot-1h-2021H1.csv.gz", "TRXUSDT spot 1h"],
  ["XLMUSDT-spot-1h-2021H1.csv.gz", "XLMUSDT spot 1h"],
  ["BCHUSDT-spot-1h-2021H1.csv.gz", "BCHUSDT spot 1h"],
  ["EOSUSDT-spot-1h-2021H1.csv.gz", "EOSUSDT spot 1h"],
  ["UNIUSDT-spot-1h-2021H1.csv.gz", "UNIUSDT spot 1h"],
  ["BTCUSDT-perp-1m-2025.csv.gz", "BTCUSDT perp 1m"],
  ["ETHUSDT-perp-1m-2025.csv.gz", "ETHUSDT perp 1m"],
  ["BTCUSDT-perp-3m-2025.csv.gz", "BTCUSDT perp 3m"],
  ["ETHUSDT-perp-3m-2025.csv.gz", "ETHUSDT perp 3m"],
  ["BTCUSDT-perp-5m-2025.csv.gz", "BTCUSDT perp 5m"],
  ["ETHUSDT-perp-5m-2025.csv.gz", "ETHUSDT perp 5m"],
  ["BTCUSDT-funding-8h.csv.gz", "funding rates, not bars"],
  ["BTCUSDT-mark-8h.csv.gz", "mark prices, not bars"],
  ["ETHUSDT-funding-8h.csv.gz", "funding rates, not bars"],
  ["ETHUSDT-mark-8h.csv.gz", "mark prices, not bars"],
  ["SOLUSDT-funding-8h-2025H1.csv.gz", "funding rates, not bars"],
  ["XRPUSDT-funding-8h-2025H1.csv.gz", "funding rates, not bars"],
  ["BTC-USD-coinbase-1m-2017_12_17.csv.gz", "BTC-USD - 1m"],
  ["quotes/BTC-USD-coinbase-1m-2017_12_17.csv.gz", "BTC-USD - 1m"],
  ["quotes/BTCUSDT-bybit-1m-2022_12_13.csv.gz", "BTCUSDT - 1m"],
  ["BTCUSDT-bybit-1m-2022_12_13.csv.gz", "BTCUSDT - 1m"],
  ["stocks/SPY-us-1d-raw.csv.gz", "SPY - 1d"],
  ["stocks/AAPL-us-1d-raw.csv.gz", "AAPL - 1d"],
  ["stocks/BAC-us-1d-raw.csv.gz", "BAC - 1d"],
  ["stocks/us20-adjclose-1d.csv.gz", "adjusted closes, not bars"],
  ["stocks/spy-adjclose-1d.csv.gz", "adjusted closes, not bars"],
])("%s of the manifest reads as %s", (path, expected) => {
  expect(inWords(path)).toBe(expected);
});

test.each([
  ["my.csv", "MY - -"],
  ["/tmp/a-b/my.CSV", "MY - -"],
  ["btc-usdt.csv", "BTC-USDT - -"],
  ["btc_usdt-15m.csv", "BTC_USDT - 15m"],
  ["ETH-BTC-binance-1d.csv", "ETH-BTC - 1d"],
  ["ETHUSDT-1H-swap.csv", "ETHUSDT perp 1h"],
  ["BTC-constructor-toString.csv", "BTC - -"],
  ["MANIFEST.md", "the name does not end in .csv or .csv.gz"],
  [".csv", "the name does not start with a symbol"],
  ["-spot-1h.csv", "the name does not start with a symbol"],
  ["my notes.csv", "the name does not start with a symbol"],
])("%s reads as %s", (path, expected) => {
  expect(inWords(path)).toBe(expected);
});
