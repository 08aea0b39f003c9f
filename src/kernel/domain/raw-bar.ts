/**
 * Bars as a feed delivers them, before anybody believes them, and the rules a bar has to keep to be one.
 *
 * Every comparison is written so that NaN breaks the rule. A symbol named twice at one close is refused twice: nobody
 * knows which of the two is right (fail closed; controls.md PT-14).
 */
import { price, quantity } from "../units/units.ts";
import type { Bar } from "./bar.ts";

export type RawBar = {
  readonly symbol: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

export type RefusedBar = { readonly symbol: string; readonly reason: string };
export type SiftedBars = { readonly bars: readonly Bar[]; readonly refused: readonly RefusedBar[] };

/** The rule that `bar` breaks, in words; undefined for a bar. */
export function faultOfBar({ open, high, low, close, volume }: RawBar): string | undefined {
  if (!(low > 0 && low < Number.POSITIVE_INFINITY)) return `low: expected a price above 0, was ${low}`;
  if (!(high >= low && high < Number.POSITIVE_INFINITY))
    return `high: expected a price at or above low ${low}, was ${high}`;
  if (!(open >= low && open <= high)) return `open: expected a price from low ${low} to high ${high}, was ${open}`;
  if (!(close >= low && close <= high)) return `close: expected a price from low ${low} to high ${high}, was ${close}`;
  if (!(volume >= 0 && volume < Number.POSITIVE_INFINITY)) return `volume: expected 0 or more, was ${volume}`;
  return undefined;
}

/** Those of a close that are bars, as they came, and why the others are not. */
export function keepSound<Given extends RawBar>(
  given: readonly Given[],
): { readonly sound: readonly Given[]; readonly refused: readonly RefusedBar[] } {
  const twice = namedTwice(given);
  const sound: Given[] = [];
  const refused: RefusedBar[] = [];
  for (const each of given) {
    const { symbol } = each;
    const reason = twice.has(symbol) ? "expected one bar a close, was another" : faultOfBar(each);
    if (reason === undefined) sound.push(each);
    else refused.push({ symbol, reason: `${symbol}: ${reason}` });
  }
  return { sound, refused };
}

/** What a feed delivered as bars with their units. */
export function siftBars(given: readonly RawBar[]): SiftedBars {
  const { sound, refused } = keepSound(given);
  return { bars: sound.map(barOf), refused };
}

const barOf = ({ symbol, open, high, low, close, volume }: RawBar): Bar => ({
  symbol,
  open: price(open),
  high: price(high),
  low: price(low),
  close: price(close),
  volume: quantity(volume),
});

function namedTwice(given: readonly RawBar[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { symbol } of given) {
    if (seen.has(symbol)) twice.add(symbol);
    seen.add(symbol);
  }
  return twice;
}
