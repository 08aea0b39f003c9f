/**
 * data_corruption: a share of the bars arrives broken, drawn for each: a field that is no number, a decimal slip, the
 * bar of the close before beside the right one.
 *
 * What the venue trades at is not touched: the feed lies, the market does not.
 */
import type { Bar } from "../../domain/bar.ts";
import type { RawBar } from "../../domain/raw-bar.ts";
import { pickIndex, type RandomState, uniform } from "../../maths/seeded-random.ts";
import type { Struck } from "./bar-shock.ts";
import { type Corruption, type DataCorruption, isActive } from "./stress.ts";

/** A decimal point in the wrong place. */
const spikeFactor = 10;
const fields = ["open", "high", "low", "close", "volume"] as const;

export type CorruptFeed = { readonly bars: readonly RawBar[]; readonly corrupted: ReadonlyMap<string, Corruption> };
export type FeedShock = (bars: readonly Bar[], step: number) => CorruptFeed;

export function dataCorruption(stress: DataCorruption, struck: Struck, random: RandomState): FeedShock {
  const previous = new Map<string, Bar>();
  return (bars, step) => {
    const corrupted = new Map<string, Corruption>();
    const fed: RawBar[] = [];
    for (const bar of bars) {
      const isStruck = struck.has(bar.symbol) && isActive(stress, stress.bars, step);
      const kind = isStruck && uniform(random) < stress.shareFraction ? pickKind(stress, random) : undefined;
      if (kind !== undefined) corrupted.set(bar.symbol, kind);
      fed.push(...corrupt(bar, kind, previous.get(bar.symbol) ?? bar, random));
      previous.set(bar.symbol, bar);
    }
    return { bars: fed, corrupted };
  };
}

const pickKind = ({ kinds }: DataCorruption, random: RandomState): Corruption | undefined =>
  kinds[
    pickIndex(
      random,
      kinds.map(() => 1),
    )
  ];

function corrupt(bar: Bar, kind: Corruption | undefined, before: Bar, random: RandomState): readonly RawBar[] {
  if (kind === undefined) return [bar];
  if (kind === "DUPLICATE") return [before, bar];
  if (kind === "NAN") return [{ ...bar, [fields[pickIndex(random, [1, 1, 1, 1, 1])] ?? "close"]: Number.NaN }];
  const slip = uniform(random) < 0.5 ? spikeFactor : 1 / spikeFactor;
  const { symbol, open, close, volume } = bar;
  const odd = close * slip;
  return [{ symbol, open, high: Math.max(bar.high, odd), low: Math.min(bar.low, odd), close: odd, volume }];
}
