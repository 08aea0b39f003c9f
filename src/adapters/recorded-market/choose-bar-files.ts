/**
 * Which files of a folder make the market that was asked for: one per symbol, all of one interval, all spot or none.
 *
 * Nothing is guessed. A symbol's spot files come first because this fund trades spot, and the interval is the one that
 * all symbols share; whatever is then still open is an error that lists the files and the options that settle it.
 */
import { basename } from "node:path";
import type { DurationMs } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import type { MarketKind } from "./bar-file-name.ts";
import { formatInterval, parseInterval } from "./bar-interval.ts";
import { type Candidate, listBarFiles, type SkippedFile } from "./list-bar-files.ts";
import type { BarFile } from "./read-bar-file.ts";

export type MarketWish = {
  /** A file, or a folder whose files are looked at but not its sub-folders. */
  readonly path: string;
  /** In the order in which they are to be numbered; all, by name, when left out. */
  readonly symbols?: readonly string[] | undefined;
  /** `1m`, `1h`, `4h`, `1d`. */
  readonly interval?: string | undefined;
  readonly kind?: MarketKind | undefined;
};
export type ChosenFiles = { readonly files: readonly BarFile[]; readonly skipped: readonly SkippedFile[] };

type SymbolFiles = { readonly symbol: string; readonly files: readonly Candidate[] };

export function chooseBarFiles(wish: MarketWish): ChosenFiles {
  const { candidates, skipped } = listBarFiles(wish.path);
  const offered = wantedSymbols(wish, candidates).map((symbol) => ({
    symbol,
    files: candidates.filter((candidate) => candidate.name.symbol === symbol),
  }));
  const narrowed = narrow(wish, offered);
  refuseMixedKinds(narrowed);
  const interval = sharedInterval(narrowed);
  const files = narrowed.map((chosen) => {
    const all = offered.find(({ symbol }) => symbol === chosen.symbol)?.files ?? [];
    return onlyFile(chosen, all, interval).open();
  });
  return { files, skipped };
}

function wantedSymbols(wish: MarketWish, candidates: readonly Candidate[]): readonly string[] {
  const known = [...new Set(candidates.map(({ name }) => name.symbol))].toSorted();
  if (wish.symbols === undefined) return known;
  const wanted = wish.symbols.map((symbol) => symbol.trim().toUpperCase());
  if (wanted.length === 0) throw usage(`expected one symbol or more, was none; ${wish.path} has ${known.join(", ")}`);
  const unknown = wanted.filter((symbol) => !known.includes(symbol));
  if (unknown.length > 0) {
    throw usage(`expected symbols that ${wish.path} has (${known.join(", ")}), was ${unknown.join(", ")}`);
  }
  const twice = wanted.filter((symbol, index) => wanted.indexOf(symbol) !== index);
  if (twice.length > 0) throw usage(`expected each symbol once, was ${twice.join(", ")} again`);
  return wanted;
}

/** Files of the interval and kind asked for. A symbol that has none is left out, unless it was named. */
function narrow(wish: MarketWish, offered: readonly SymbolFiles[]): readonly SymbolFiles[] {
  const interval = wish.interval === undefined ? undefined : readInterval(wish.interval);
  const narrowed = offered.map(({ symbol, files }) => ({
    symbol,
    files: ofKind(
      files.filter((file) => interval === undefined || file.interval() === interval),
      wish.kind,
    ),
  }));
  const having = narrowed.filter(({ files }) => files.length > 0);
  const isShort = wish.symbols === undefined ? having.length === 0 : having.length < narrowed.length;
  if (!isShort) return having;
  const lacking = offered.filter(({ symbol }) => !having.some((other) => other.symbol === symbol));
  const wanted = [wish.interval, wish.kind].filter((word) => word !== undefined).join(" ");
  throw usage(`expected a ${wanted} file for each symbol, was none for:${listFiles(lacking)}`);
}

function readInterval(text: string): DurationMs {
  const interval = parseInterval(text);
  if (interval === undefined) throw usage(`expected an interval such as 1m, 1h, 4h or 1d, was "${text}"`);
  return interval;
}

/** Without a wish: files that say spot, else files that do not say, else perpetuals. */
function ofKind(files: readonly Candidate[], kind: MarketKind | undefined): readonly Candidate[] {
  if (kind !== undefined) return files.filter((file) => isPerp(file) === (kind === "perp"));
  const spot = files.filter(({ name }) => name.kind === "spot");
  const silent = files.filter(({ name }) => name.kind === undefined);
  return [spot, silent].find((some) => some.length > 0) ?? files;
}

const isPerp = ({ name }: Candidate): boolean => name.kind === "perp";

function refuseMixedKinds(symbols: readonly SymbolFiles[]): void {
  const files = symbols.flatMap((each) => each.files);
  if (!files.some(isPerp) || files.every(isPerp)) return;
  throw usage(`expected all files to be spot or all to be perp, was a mix:${listFiles(symbols)}\n${howToChoose}`);
}

function sharedInterval(symbols: readonly SymbolFiles[]): DurationMs {
  const [first = [], ...others] = symbols.map(({ files }) => [...new Set(files.map((file) => file.interval()))]);
  const shared = first.filter((interval) => others.every((intervals) => intervals.includes(interval)));
  const [only, second] = shared;
  if (only !== undefined && second === undefined) return only;
  const was = only === undefined ? "none" : shared.map(formatInterval).join(" and ");
  throw usage(`expected one interval that all symbols share, was ${was}:${listFiles(symbols)}\n${howToChoose}`);
}

/** `all` also holds files that the preference for spot put aside: a silent name and a spot name still clash. */
function onlyFile(chosen: SymbolFiles, all: readonly Candidate[], interval: DurationMs): Candidate {
  const wantsPerp = chosen.files.some(isPerp);
  const same = all.filter((file) => isPerp(file) === wantsPerp && file.interval() === interval);
  const [only, second] = same;
  if (only !== undefined && second === undefined) return only;
  const what = `${chosen.symbol} at ${formatInterval(interval)}`;
  const list = listFiles([{ symbol: chosen.symbol, files: same }]);
  throw new FundError("BAD_MARKET_DATA", `expected one file for ${what}, was ${same.length}:${list}`);
}

const howToChoose = "choose with --symbols, --interval and --kind, or pass a file instead of the folder";

const listFiles = (symbols: readonly SymbolFiles[]): string =>
  symbols
    .map(({ symbol, files }) => {
      const list = files.map((file) => `${formatInterval(file.interval())} (${basename(file.path)})`);
      return `\n  ${symbol}: ${list.join(", ")}`;
    })
    .join("");

const usage = (message: string): FundError => new FundError("BAD_USAGE", message);
