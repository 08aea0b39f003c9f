/**
 * The seeded market as a bar history: what `npm start` trades with no internet.
 *
 * It has no file and no end. Every reading starts again from the seed and skips to where it is wanted, which costs
 * a few milliseconds for a year of hours, so nothing is kept and two readings never disturb each other.
 */
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import { simulatedInstruments } from "../../kernel/simulation/market/instruments.ts";
import { nextBars, skipBar } from "../../kernel/simulation/market/market.ts";
import type { MarketParameters } from "../../kernel/simulation/market/market-model.ts";
import { openMarket } from "../../kernel/simulation/market/market-state.ts";
import {
  defaultInterval,
  defaultStart,
  marketParameters,
  marketVersion,
} from "../../kernel/simulation/market/parameters.ts";
import { type DurationMs, type EpochMs, epochMs } from "../../kernel/units/units.ts";
import type { BarHistory } from "../../ports/bar-history.ts";

export type SimulatedMarketOptions = {
  /** A whole number of 0 to 2^53 - 1. */
  readonly seed: number;
  /** Length of a bar: a divisor of one hour or whole hours. One hour if not given. */
  readonly interval?: DurationMs;
  /** Open time of the first bar. 2024-01-01T00:00Z if not given. */
  readonly start?: EpochMs;
  /** How many bars of each symbol there are. No end if neither this nor `until` is given. */
  readonly bars?: number;
  /** No bar closes after this. With `bars` too, the earlier end counts. */
  readonly until?: EpochMs;
};

/**
 * A bar history of invented prices; the same options always give the same bars.
 *
 * @example
 * const history = simulatedMarket({ seed: 42, bars: 24 });
 * for (const { closedAt, bars } of history.closedBars()) console.log(closedAt, bars[0]?.close);
 */
export function simulatedMarket(options: SimulatedMarketOptions): BarHistory {
  const { seed, interval = defaultInterval, start = defaultStart } = options;
  const parameters: MarketParameters = { ...marketParameters(seed), interval, start };
  openMarket(parameters);
  const closes = countCloses(options, { interval, start });
  const identity = `simulated v${marketVersion} seed=${seed} interval=${interval} start=${start}`;
  return {
    identity,
    source: `built-in simulated market: seed ${seed}, bars of ${interval} ms from ${start} ms`,
    interval,
    instruments: simulatedInstruments,
    firstClose: epochMs(start + interval),
    lastClose: closes === undefined ? undefined : epochMs(start + closes * interval),
    barCount: closes === undefined ? undefined : closes * simulatedInstruments.length,
    closedBars: (after) => ({ [Symbol.iterator]: () => readBars(parameters, closes, after) }),
  };
}

function* readBars(
  parameters: MarketParameters,
  closes = Number.POSITIVE_INFINITY,
  after?: EpochMs,
): Generator<ClosedBars> {
  const skipped = after === undefined ? 0 : Math.max(0, Math.floor((after - parameters.start) / parameters.interval));
  if (skipped >= closes) return;
  const market = openMarket(parameters);
  for (let i = 0; i < skipped; i += 1) skipBar(market);
  for (let i = skipped; i < closes; i += 1) yield nextBars(market);
}

type Clock = { readonly interval: DurationMs; readonly start: EpochMs };

/** How many closes there are, or `undefined` for no end. */
function countCloses({ bars, until }: SimulatedMarketOptions, { interval, start }: Clock): number | undefined {
  if (bars !== undefined && !(Number.isInteger(bars) && bars > 0)) {
    throw new RangeError(`expected a whole number of bars above 0, was ${bars}`);
  }
  const untilCount = until === undefined ? undefined : Math.floor((until - start) / interval);
  if (untilCount !== undefined && untilCount < 1) {
    throw new RangeError(`expected an end at least one bar after the start ${start}, was ${until}`);
  }
  if (bars === undefined || untilCount === undefined) return bars ?? untilCount;
  return Math.min(bars, untilCount);
}
