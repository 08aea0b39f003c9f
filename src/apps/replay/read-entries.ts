/**
 * The entries of a journal in order, with the bars that it names by reference put back in.
 *
 * What a backtest numbered but did not copy are the next closed bars of the market its manifest names, also after the
 * last record: a backtest plays its market to the end.
 */
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import { marketBarsClosed } from "../../kernel/events/market-events.ts";
import type { Entry } from "../../kernel/step.ts";
import { epochMs } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import type { Epoch, Manifest } from "../../runtime/journal-records.ts";
import { type Group, readGroups } from "./read-groups.ts";
import { reopenMarket } from "./reopen-market.ts";

export type ReadEntry = {
  readonly kind: "ENTRY";
  readonly entry: Entry;
  /** As the journal spells them. */
  readonly facts: readonly string[];
  /** It threw when it was taken in, and was skipped. */
  readonly isPoison: boolean;
};
export type ReadItem = ReadEntry | { readonly kind: "EPOCH"; readonly epoch: Epoch };

/**
 * @param records those after the manifest
 * @param market where the bar files are now, when they have moved
 */
export function* readEntries(
  manifest: Manifest,
  records: Iterable<JournalRecord>,
  market: string | undefined,
): Generator<ReadItem, void> {
  const bars = manifest.barsByReference ? reopenMarket(manifest, market).closedBars()[Symbol.iterator]() : undefined;
  const numbering: Numbering = { seq: -1, at: epochMs(0) };
  const next = (): Entry | undefined => {
    const closed = bars?.next();
    return closed === undefined || closed.done === true ? undefined : entryOf(closed.value, numbering);
  };
  for (const item of readGroups(records)) {
    if (item.kind === "EPOCH") {
      yield item;
      continue;
    }
    while (numbering.seq + 1 < item.seq) yield numbered(numbering, silent(known(next(), numbering, manifest)));
    yield numbered(numbering, spoken(item, item.entry ?? known(next(), numbering, manifest)));
  }
  if (manifest.kind !== "backtest") return;
  for (let entry = next(); entry !== undefined; entry = next()) yield numbered(numbering, silent(entry));
}

/** The last entry read. */
type Numbering = { seq: number; at: Entry["at"] };

function numbered(numbering: Numbering, read: ReadEntry): ReadEntry {
  numbering.seq = read.entry.seq;
  if (!read.isPoison) numbering.at = read.entry.at;
  return read;
}

const silent = (entry: Entry): ReadEntry => ({ kind: "ENTRY", entry, facts: [], isPoison: false });
const spoken = ({ facts, isPoison }: Group, entry: Entry): ReadEntry => ({ kind: "ENTRY", entry, facts, isPoison });

function entryOf({ closedAt, bars, missing }: ClosedBars, { seq, at }: Numbering): Entry {
  const event = marketBarsClosed.create({ closedAtMs: closedAt, bars, missing });
  return { seq: seq + 1, at: closedAt > at ? closedAt : at, origin: "market", event };
}

function known(entry: Entry | undefined, { seq }: Numbering, { barsByReference }: Manifest): Entry {
  if (entry !== undefined) return entry;
  const rule = barsByReference ? "bars for every entry that is not in the journal" : "every entry to be in the journal";
  throw new FundError("JOURNAL_CORRUPT", `expected ${rule}, was none for entry ${seq + 1}`);
}
