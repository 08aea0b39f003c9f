/**
 * What two runs of one market did differently: entries avoided, added and resized; trades changed, and what that was worth.
 *
 * Entries are the same one when symbol and moment are; trades when symbol and opening are. Order ids count entries of
 * the journal and part with it, so they say nothing.
 */
import type { Trade } from "../../kernel/analytics/fact-record.ts";
import type { SentEntry } from "./parting.ts";

type Both<Value> = { readonly before: readonly Value[]; readonly after: readonly Value[] };

export type PathDifferences = {
  readonly entries: {
    readonly before: number;
    readonly after: number;
    /** Sent before, not after. */
    readonly avoided: readonly SentEntry[];
    /** Sent after, not before. */
    readonly added: readonly SentEntry[];
    /** Sent by both, with another quantity. */
    readonly resized: number;
  };
  readonly trades: {
    readonly same: number;
    readonly avoided: number;
    /** What the avoided ones made. */
    readonly avoidedPnlUsd: number;
    readonly added: number;
    readonly addedPnlUsd: number;
    /** Opened by both and different in quantity, price, end or profit. */
    readonly changed: number;
    readonly changedPnlBeforeUsd: number;
    readonly changedPnlAfterUsd: number;
  };
};

export function comparePaths(entries: Both<SentEntry>, trades: Both<Trade>): PathDifferences {
  const sent = matched(entries, ({ symbol, atMs }) => `${symbol} ${atMs}`);
  const made = matched(trades, ({ symbol, openedAtMs }) => `${symbol} ${openedAtMs}`);
  const changed = made.both.filter(([was, is]) => !isSameTrade(was, is));
  const pnlOf = (some: readonly Trade[]) => some.reduce((sum, { pnlUsd }) => sum + pnlUsd, 0);
  return {
    entries: {
      before: entries.before.length,
      after: entries.after.length,
      avoided: sent.onlyBefore,
      added: sent.onlyAfter,
      resized: sent.both.filter(([was, is]) => was.quantity !== is.quantity).length,
    },
    trades: {
      same: made.both.length - changed.length,
      avoided: made.onlyBefore.length,
      avoidedPnlUsd: pnlOf(made.onlyBefore),
      added: made.onlyAfter.length,
      addedPnlUsd: pnlOf(made.onlyAfter),
      changed: changed.length,
      changedPnlBeforeUsd: pnlOf(changed.map(([was]) => was)),
      changedPnlAfterUsd: pnlOf(changed.map(([, is]) => is)),
    },
  };
}

function matched<Value>({ before, after }: Both<Value>, keyOf: (value: Value) => string) {
  const later = new Map(after.map((each) => [keyOf(each), each]));
  const both: [Value, Value][] = [];
  const onlyBefore: Value[] = [];
  for (const was of before) {
    const is = later.get(keyOf(was));
    if (is === undefined) onlyBefore.push(was);
    else both.push([was, is]);
  }
  const earlier = new Set(before.map(keyOf));
  return { both, onlyBefore, onlyAfter: after.filter((each) => !earlier.has(keyOf(each))) };
}

const isSameTrade = (a: Trade, b: Trade): boolean =>
  a.quantity === b.quantity &&
  a.entryPriceUsd === b.entryPriceUsd &&
  a.exitPriceUsd === b.exitPriceUsd &&
  a.closedAtMs === b.closedAtMs &&
  a.pnlUsd === b.pnlUsd;
