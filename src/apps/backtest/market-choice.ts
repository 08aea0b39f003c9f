/**
 * Which market a run plays on: recorded bars or the built-in simulated one, opened, with the moment trading begins.
 *
 * Recorded bars before `from` are not left out: they teach the models, and trading begins at the first close at or
 * after it. The source of a market is JSON that opens the same bars again; the identity proves that it did.
 */
import { basename, resolve } from "node:path";
import { parseInterval } from "../../adapters/recorded-market/bar-interval.ts";
import { marketKinds } from "../../adapters/recorded-market/bar-file-name.ts";
import {
  openRecordedMarket,
  type RecordedMarket,
  type RecordedMarketOptions,
} from "../../adapters/recorded-market/recorded-market.ts";
import { simulatedMarket, type SimulatedMarketOptions } from "../../adapters/simulated-market/simulated-market.ts";
import type { VenueTerms } from "../../kernel/simulation/venue/venue-terms.ts";
import { dayMs, type EpochMs, epochMs, hours } from "../../kernel/units/units.ts";
import type { BarHistory } from "../../ports/bar-history.ts";
import { FundError } from "../../ports/errors.ts";

/** What names the built-in market instead of a path. */
export const simulatedName = "simulated";
const defaultDays = 365;

export type MarketChoice = {
  /** A file, a folder, or `simulated`. */
  readonly market: string;
  readonly symbols?: readonly string[] | undefined;
  readonly interval?: string | undefined;
  readonly kind?: string | undefined;
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
  /** Of the simulated market. */
  readonly seed?: number | undefined;
  readonly days?: number | undefined;
};

export type OpenedMarket = {
  readonly history: BarHistory & { readonly lastClose: EpochMs; readonly barCount: number };
  readonly source: string;
  /** Names of the files read; none of a simulated market. */
  readonly files: readonly string[];
  readonly tradeFrom: EpochMs;
  /** Of perpetuals, by symbol: recorded funding. */
  readonly funding?: VenueTerms["funding"];
  /** What a reader of the report should know about the data. */
  readonly notes: readonly string[];
};

export function openMarket(choice: MarketChoice): OpenedMarket {
  const { from, to } = choice;
  if (from !== undefined && to !== undefined && from >= to)
    throw usage(`--from: expected a moment before --to, was ${isoOf(from)} with --to ${isoOf(to)}`);
  const opened = choice.market === simulatedName ? openSimulated(choice) : openRecorded(choice);
  return { ...opened, tradeFrom: tradeFromOf(opened.history, from) };
}

/** The first close at or after `from`. */
function tradeFromOf(history: OpenedMarket["history"], from: EpochMs | undefined): EpochMs {
  if (from === undefined || from <= history.firstClose) return history.firstClose;
  for (const { closedAt } of history.closedBars(epochMs(from - 1))) return closedAt;
  throw usage(`--from: expected a moment up to the last bar, ${isoOf(history.lastClose)}, was ${isoOf(from)}`);
}

type Opened = Omit<OpenedMarket, "tradeFrom">;

function openRecorded({ market, symbols, interval, kind, to, days }: MarketChoice): Opened {
  if (days !== undefined) throw usage(`--days: expected --market ${simulatedName} with it, was ${market}`);
  const wanted = marketKinds.find((each) => each === kind);
  if (kind !== undefined && wanted === undefined)
    throw usage(`--kind: expected ${marketKinds.join(" or ")}, was ${kind}`);
  const options: RecordedMarketOptions = { path: resolve(market), symbols, interval, kind: wanted, to };
  const history = openRecordedMarket(options);
  const gaps = history.files.reduce((sum, file) => sum + file.gaps.reduce((bars, gap) => bars + gap.bars, 0), 0);
  const notes: string[] = [];
  if (gaps > 0) notes.push(`The recording lacks ${gaps} bars inside its range; nothing was filled in for them.`);
  notes.push(...fundingNotes(history));
  const files = history.files.map(({ path }) => basename(path));
  return { history, source: history.source, files, notes, funding: history.funding };
}

/** What is assumed of perpetuals. */
function fundingNotes({ instruments, funding }: RecordedMarket): string[] {
  return instruments.flatMap(({ symbol, perpetual }) => {
    if (perpetual === undefined) return [];
    const rates = funding.get(symbol)?.size ?? 0;
    const recorded = rates === 0 ? "no funding rates are recorded beside it" : `${rates} funding rates are recorded`;
    return [
      `${symbol} is a perpetual at ${perpetual.leverageRatio}x on ${perpetual.marginMode.toLowerCase()} margin: ${recorded}, ` +
        "and where none is 0.01 % for eight hours is assumed. Its mark is the traded price but at funding.",
    ];
  });
}

function openSimulated({ symbols, interval, kind, to, seed = 0, days }: MarketChoice): Opened {
  if (symbols !== undefined)
    throw usage(`--symbols: expected none with --market ${simulatedName}, whose symbols are fixed`);
  if (kind !== undefined) throw usage(`--kind: expected none with --market ${simulatedName}`);
  const length = interval === undefined ? hours(1) : parseInterval(interval);
  if (length === undefined) throw usage(`--interval: expected one such as 5m, 1h or 1d, was ${interval}`);
  const bars = days !== undefined || to === undefined ? Math.ceil(((days ?? defaultDays) * dayMs) / length) : undefined;
  const options: SimulatedMarketOptions = {
    seed,
    interval: length,
    ...(bars === undefined ? {} : { bars }),
    ...(to === undefined ? {} : { until: to }),
  };
  const notes = ["The market is invented: a seeded simulation with stated parameters, no recording."];
  return { history: reopenSimulated(options), source: JSON.stringify({ simulated: options }), files: [], notes };
}

/** The simulated market says what it cannot do with a RangeError; here that is a wrong option. */
export function reopenSimulated(options: SimulatedMarketOptions): OpenedMarket["history"] {
  const history = attempt(() => simulatedMarket(options));
  const { lastClose, barCount } = history;
  if (lastClose === undefined || barCount === undefined) throw usage("expected a simulated market with an end");
  return { ...history, lastClose, barCount };
}

function attempt<Result>(open: () => Result): Result {
  try {
    return open();
  } catch (error) {
    if (error instanceof RangeError) throw usage(error.message, error);
    throw error;
  }
}

export const isoOf = (at: number): string => new Date(at).toISOString().replace(/(:00)?\.000Z$/, "Z");

const usage = (message: string, cause?: unknown): FundError => new FundError("BAD_USAGE", message, { cause });
