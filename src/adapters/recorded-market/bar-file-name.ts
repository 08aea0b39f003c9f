/**
 * What the name of a bar file says: symbol, kind and interval.
 *
 * The rule: drop `.csv` or `.csv.gz` and split at `-`. The first part is the symbol; the second part belongs to it when
 * it is a quote currency. Upper case throughout. `BTCUSDT-spot-1h` is BTCUSDT, `BTC-EUR-bitvavo-1h` is BTC-EUR and `my`
 * is MY. Of the rest, `spot` or `perp` names the kind, `1h` the interval, and words such as `funding` a file that holds
 * no bars; venues, years and all else are ignored.
 */
import { basename } from "node:path";
import type { DurationMs } from "../../kernel/units/units.ts";
import { parseInterval } from "./bar-interval.ts";

export const marketKinds = ["spot", "perp"] as const;
export type MarketKind = (typeof marketKinds)[number];

export type BarFileName = {
  readonly symbol: string;
  /** `undefined` when the name does not say; such a file is taken for spot. */
  readonly kind: MarketKind | undefined;
  readonly interval: DurationMs | undefined;
};
/** Why a file is not one of bars, by its name alone. */
export type NotBars = { readonly notBars: string };

const quoteCurrencies = new Set(
  (
    "USD USDT USDC BUSD TUSD FDUSD DAI EUR GBP CHF JPY AUD CAD NZD SEK NOK DKK PLN CZK TRY BRL MXN ZAR KRW INR IDR SGD " +
    "HKD CNY AED UAH RUB BTC XBT ETH BNB SOL"
  ).split(" "),
);
const kindWords: Readonly<Record<string, MarketKind>> = {
  spot: "spot",
  perp: "perp",
  swap: "perp",
  futures: "perp",
};
const otherContents: Readonly<Record<string, string>> = {
  funding: "funding rates, not bars",
  mark: "mark prices, not bars",
  quotes: "quotes, not bars",
  adjclose: "adjusted closes, not bars",
};

export function readBarFileName(path: string): BarFileName | NotBars {
  const file = basename(path);
  if (!/\.csv(\.gz)?$/i.test(file)) return { notBars: "the name does not end in .csv or .csv.gz" };
  const [first = "", second = "", ...others] = file.replace(/\.csv(\.gz)?$/i, "").split("-");
  const isPair = quoteCurrencies.has(second.toUpperCase());
  const symbol = (isPair ? `${first}-${second}` : first).toUpperCase();
  if (!/^[A-Z0-9][A-Z0-9._-]*$/.test(symbol)) return { notBars: "the name does not start with a symbol" };
  const words = (isPair ? others : [second, ...others]).map((word) => word.toLowerCase());
  const notBars = words.map((word) => own(otherContents, word)).find(isKnown);
  if (notBars !== undefined) return { notBars };
  return {
    symbol,
    kind: words.map((word) => own(kindWords, word)).find(isKnown),
    interval: words.map(parseInterval).find(isKnown),
  };
}

const own = <Value>(words: Readonly<Record<string, Value>>, word: string): Value | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined;

function isKnown<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
