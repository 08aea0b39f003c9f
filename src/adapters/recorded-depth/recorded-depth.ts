/**
 * A recording of a venue's public streams, in one file or in several merged by the time of receipt: its events per symbol.
 *
 * What a symbol said before its first snapshot is kept back until its grid is known; the order within a symbol is that of
 * receipt. Several symbols may stand in one recording. What says nothing about a book is counted by its name.
 */
import type { DepthEvent } from "../../kernel/simulation/depth/depth-event.ts";
import { FundError } from "../../ports/errors.ts";
import { hearBinance } from "./binance-messages.ts";
import { hearBybit } from "./bybit-messages.ts";
import { type Grid, gridOf, onGrid } from "./grid.ts";
import { isFields, Place } from "./message-fields.ts";
import type { Heard, Hearing, RawMessage } from "./raw-message.ts";
import { readLines } from "./read-lines.ts";
import { splitLine } from "./split-line.ts";

export type SymbolEvent = { readonly symbol: string; readonly grid: Grid; readonly event: DepthEvent };

export type ReadCounts = {
  /** Lines that hold a message. */
  messages: number;
  readonly ignored: Map<string, number>;
  /** Messages of symbols whose snapshot never came, by symbol. */
  readonly withoutSnapshot: Map<string, number>;
};

export const nothingRead = (): ReadCounts => ({ messages: 0, ignored: new Map(), withoutSnapshot: new Map() });

type Line = {
  readonly receivedMs: number;
  readonly url: string | undefined;
  readonly body: unknown;
  readonly place: Place;
};
type Voice = { grid: Grid | undefined; readonly held: { message: RawMessage; place: Place }[]; hasTrades: boolean };

/** Events of every symbol, or of one. `given` are parts of a grid that the user knows better. */
export async function* readDepth(
  paths: readonly string[],
  counts: ReadCounts,
  given: Partial<Grid> = {},
): AsyncGenerator<SymbolEvent> {
  if (paths.length === 0) throw new FundError("BAD_USAGE", "expected a recording, was no file");
  const voices = new Map<string, Voice>();
  for await (const { place, body, receivedMs, url } of merge(paths.map((path) => linesOf(path)))) {
    counts.messages += 1;
    const onlySymbol = voices.size === 1 ? [...voices.keys()][0] : undefined;
    const heard = hear(body, { receivedMs, url, onlySymbol }, place);
    if ("ignored" in heard) counts.ignored.set(heard.ignored, (counts.ignored.get(heard.ignored) ?? 0) + 1);
    else for (const message of heard.messages) yield* speak(voices, message, { place, given });
  }
  for (const [symbol, { grid, held }] of voices)
    if (grid === undefined) counts.withoutSnapshot.set(symbol, held.length);
}

function* speak(
  voices: Map<string, Voice>,
  message: RawMessage,
  { place, given }: { readonly place: Place; readonly given: Partial<Grid> },
): Generator<SymbolEvent> {
  const { symbol } = message;
  const voice = voices.get(symbol) ?? { grid: undefined, held: [], hasTrades: false };
  voices.set(symbol, voice);
  if (message.kind === "TRADE") {
    if (message.isAggregate && voice.hasTrades) return;
    voice.hasTrades ||= !message.isAggregate;
  }
  if (message.kind === "SNAPSHOT" && voice.grid === undefined) {
    const grid = { ...gridOf(message, place), ...given };
    voice.grid = grid;
    for (const each of voice.held.splice(0)) yield { symbol, grid, event: onGrid(each.message, grid, each.place) };
  }
  if (voice.grid === undefined) voice.held.push({ message, place });
  else yield { symbol, grid: voice.grid, event: onGrid(message, voice.grid, place) };
}

function hear(body: unknown, hearing: Hearing, place: Place): Heard {
  if (!isFields(body)) throw place.wrong("the message", "an object", body);
  return hearBinance(body, hearing, place) ?? hearBybit(body, place) ?? { ignored: "unknown" };
}

async function* linesOf(path: string): AsyncGenerator<Line> {
  for await (const { line, text } of readLines(path)) {
    const place = new Place(path, line);
    const split = splitLine(text, place);
    if (split !== undefined) yield { ...split, place };
  }
}

/** Lines of several files in the order in which they were received; of equal times, the first file's first. */
async function* merge(files: readonly AsyncGenerator<Line>[]): AsyncGenerator<Line> {
  const next = await Promise.all(files.map((file) => file.next()));
  for (;;) {
    let first = -1;
    for (const [index, { done, value }] of next.entries())
      if (done !== true && !(value.receivedMs >= (valueAt(next, first)?.receivedMs ?? Number.POSITIVE_INFINITY)))
        first = index;
    const line = valueAt(next, first);
    const file = files[first];
    if (line === undefined || file === undefined) return;
    yield line;
    next[first] = await file.next();
  }
}

function valueAt(results: readonly IteratorResult<Line>[], index: number): Line | undefined {
  const result = results[index];
  return result === undefined || result.done === true ? undefined : result.value;
}
