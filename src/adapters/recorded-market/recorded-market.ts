/**
 * A recorded market: closed bars out of CSV files, for `qt backtest --market` and `npm start -- --market`.
 *
 * Everything is read and checked when it is opened, so that a run cannot fail half way on a bad line. Files name a bar
 * by its open; here it arrives at its close (resolutions 39c). Journals refer to it by `identity` (resolutions 39a).
 */
import { createHash } from "node:crypto";
import { type DurationMs, type EpochMs, epochMs } from "../../kernel/units/units.ts";
import type { RecordedFunding } from "../../kernel/simulation/venue/venue-terms.ts";
import type { BarHistory } from "../../ports/bar-history.ts";
import { FundError } from "../../ports/errors.ts";
import type { MarketKind } from "./bar-file-name.ts";
import { findGaps, formatInterval, formatStamp, type Gap } from "./bar-interval.ts";
import { chooseBarFiles, type MarketWish } from "./choose-bar-files.ts";
import { type InstrumentOverride, inferInstrument } from "./infer-instrument.ts";
import type { SkippedFile } from "./list-bar-files.ts";
import { indexAfter, mergeBars, type Track } from "./merge-bars.ts";
import { type BarColumns, sliceColumns } from "./parse-bars.ts";
import { readFunding } from "./read-funding.ts";
import type { BarFile } from "./read-bar-file.ts";

export type RecordedMarketOptions = MarketWish & {
  /** Bars that open at this moment or later. */
  readonly from?: EpochMs | undefined;
  /** Bars that close at this moment or earlier. */
  readonly to?: EpochMs | undefined;
  /** By symbol; what is not given is inferred. */
  readonly instruments?: Readonly<Record<string, InstrumentOverride>> | undefined;
};

/** One file in use. Counts, stamps and gaps are those of the range asked for; the digest is of the whole file. */
export type RecordedFile = {
  readonly path: string;
  readonly symbol: string;
  /** What the name says; `undefined` is taken for spot. */
  readonly kind: MarketKind | undefined;
  readonly sha256: string;
  readonly bars: number;
  readonly firstOpen: EpochMs;
  readonly lastOpen: EpochMs;
  readonly gaps: readonly Gap[];
};

export interface RecordedMarket extends BarHistory {
  readonly lastClose: EpochMs;
  readonly barCount: number;
  readonly files: readonly RecordedFile[];
  /** Files of the folder that hold no bars, and symbols left out because they have no bars in the range. */
  readonly skipped: readonly SkippedFile[];
  /** Of perpetuals, by symbol: funding recorded beside the bars. */
  readonly funding: ReadonlyMap<string, RecordedFunding>;
  /** The bars of one symbol as columns, in the range asked for. Not to be written to. */
  bars(symbol: string): BarColumns;
}

/**
 * @example
 * const market = openRecordedMarket({ path: "data/market", symbols: ["BTCUSDT", "ETHUSDT"], interval: "1h" });
 * for (const { closedAt, bars } of market.closedBars()) console.log(closedAt, bars.length);
 */
export function openRecordedMarket(options: RecordedMarketOptions): RecordedMarket {
  refuseBackwardRange(options);
  const chosen = chooseBarFiles(options);
  const { kept, empty } = cutToRange(chosen.files, options);
  const interval = oneGrid(kept.map(({ file }) => file));
  const tracks = kept.map(({ file, columns }) => ({ symbol: file.name.symbol, columns }));
  const files = kept.map(({ file, columns }) => describeFile(file, columns));
  const overrides = checkOverrides(options, tracks);
  return {
    identity: identityOf(files, interval),
    source: sourceOf(options, { tracks, interval }),
    interval,
    instruments: kept.map(({ file }) => inferInstrument(file, overrides[file.name.symbol])),
    firstClose: epochMs(Math.min(...files.map((file) => file.firstOpen)) + interval),
    lastClose: epochMs(Math.max(...files.map((file) => file.lastOpen)) + interval),
    barCount: files.reduce((sum, file) => sum + file.bars, 0),
    closedBars: (after) => ({ [Symbol.iterator]: () => mergeBars(tracks, { interval, after }) }),
    files,
    funding: fundingOf(kept),
    skipped: [...chosen.skipped, ...empty],
    bars: (symbol) => columnsOf(tracks, symbol),
  };
}

const fundingOf = (kept: readonly Cut[]): ReadonlyMap<string, RecordedFunding> =>
  new Map(
    kept
      .filter(({ file }) => file.name.kind === "perp")
      .map(({ file }) => [file.name.symbol, readFunding(file.path, file.name.symbol)]),
  );

function refuseBackwardRange({ from, to }: RecordedMarketOptions): void {
  if (from === undefined || to === undefined || from < to) return;
  throw usage(`expected from before to, was from ${formatStamp(from)} to ${formatStamp(to)}`);
}

type Cut = { readonly file: BarFile; readonly columns: BarColumns };
type CutFiles = { readonly kept: readonly Cut[]; readonly empty: readonly SkippedFile[] };

/** Symbols that were named must have bars in the range; of the others, those that have none are left out. */
function cutToRange(files: readonly BarFile[], options: RecordedMarketOptions): CutFiles {
  const cuts = files.map((file) => ({ file, columns: cutFile(file, options) }));
  const kept = cuts.filter(({ columns }) => columns.opened.length > 0);
  const empty = cuts
    .filter((cut) => !kept.includes(cut))
    .map(({ file }) => ({ path: file.path, reason: `no bars in the range; it has ${rangeOf(file)}` }));
  const mustBeFull = options.symbols !== undefined || kept.length === 0;
  if (empty.length === 0 || !mustBeFull) return { kept, empty };
  const { from, to } = options;
  const wanted = `${from === undefined ? "the start" : formatStamp(from)} to ${to === undefined ? "the end" : formatStamp(to)}`;
  const ranges = empty.map(({ path, reason }) => `\n  ${path}: ${reason}`).join("");
  throw usage(`expected bars from ${wanted} in each file, was:${ranges}`);
}

function cutFile({ columns, interval }: BarFile, { from, to }: RecordedMarketOptions): BarColumns {
  const first = from === undefined ? 0 : indexAfter(columns.opened, from - 1);
  const end = to === undefined ? columns.opened.length : indexAfter(columns.opened, to - interval);
  return sliceColumns(columns, first, Math.max(first, end));
}

function rangeOf({ columns, interval }: BarFile): string {
  const lastOpen = columns.opened.at(-1) ?? Number.NaN;
  return `${formatStamp(columns.opened[0] ?? Number.NaN)} to ${formatStamp(lastOpen + interval)}`;
}

/** Bars that never close together would each report the other missing, for ever. */
function oneGrid(files: readonly BarFile[]): DurationMs {
  const [first, ...others] = files;
  if (first === undefined) throw usage("expected one file or more, was none");
  const offsetOf = ({ columns, interval }: BarFile): number => (columns.opened[0] ?? Number.NaN) % interval;
  const stray = others.find((file) => offsetOf(file) !== offsetOf(first));
  if (stray === undefined) return first.interval;
  const opens = [first, stray].map((file) => `\n  ${file.path}: opens at ${formatStamp(file.columns.opened[0] ?? 0)}`);
  const rule = `expected bars of ${formatInterval(first.interval)} that close together`;
  throw new FundError("BAD_MARKET_DATA", `${rule}, was:${opens.join("")}`);
}

function describeFile(file: BarFile, columns: BarColumns): RecordedFile {
  return {
    path: file.path,
    symbol: file.name.symbol,
    kind: file.name.kind,
    sha256: file.sha256,
    bars: columns.opened.length,
    firstOpen: epochMs(columns.opened[0] ?? Number.NaN),
    lastOpen: epochMs(columns.opened.at(-1) ?? Number.NaN),
    gaps: findGaps(columns.opened, file.interval),
  };
}

function checkOverrides(
  { instruments = {} }: RecordedMarketOptions,
  tracks: readonly Track[],
): Readonly<Record<string, InstrumentOverride>> {
  const symbols = tracks.map(({ symbol }) => symbol);
  const unknown = Object.keys(instruments).filter((symbol) => !symbols.includes(symbol));
  if (unknown.length === 0) return instruments;
  throw usage(`expected instruments of ${symbols.join(", ")}, was ${unknown.join(", ")}`);
}

/** Over content and range, not over paths: the same bars elsewhere are the same market. */
function identityOf(files: readonly RecordedFile[], interval: DurationMs): string {
  const lines = files.map((file) => [file.symbol, interval, file.sha256, file.firstOpen, file.lastOpen].join(" "));
  return `recorded sha256:${createHash("sha256").update(lines.join("\n")).digest("hex")}`;
}

/** The options that open this market again, with the choices made, as JSON. */
function sourceOf(options: RecordedMarketOptions, chosen: { tracks: readonly Track[]; interval: DurationMs }): string {
  const { path, kind, from, to } = options;
  const symbols = chosen.tracks.map(({ symbol }) => symbol);
  return JSON.stringify({ path, symbols, interval: formatInterval(chosen.interval), kind, from, to });
}

function columnsOf(tracks: readonly Track[], symbol: string): BarColumns {
  const track = tracks.find((each) => each.symbol === symbol);
  if (track !== undefined) return track.columns;
  throw usage(`expected one of ${tracks.map((each) => each.symbol).join(", ")}, was ${symbol}`);
}

const usage = (message: string): FundError => new FundError("BAD_USAGE", message);
