/**
 * A run as its journal tells it: the record that reports are made of, the analytics, and buy-and-hold beside it, in one
 * pass over the entries and the facts that were recorded. The kernel decides nothing anew, so that a journal of older code
 * is reported as it was.
 */
import type { Analytics, AnalyticsSize } from "../../kernel/analytics/projection/analytics.ts";
import { learnEntry, openAnalytics } from "../../kernel/analytics/projection/analytics.ts";
import { equityNow } from "../../kernel/analytics/projection/money.ts";
import {
  openRunRecord,
  recordClose,
  recordFact,
  type RunRecord,
  type Standing,
} from "../../kernel/analytics/run-record.ts";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import { fromMicros } from "../../kernel/ledger/ledger.ts";
import { type EpochMs, ratioOf, usd } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import type { Manifest } from "../../runtime/journal-records.ts";
import { BuyAndHold } from "../backtest/buy-and-hold.ts";
import { readRun, type Told } from "./read-run.ts";

export type ToldRun = {
  readonly manifest: Manifest;
  readonly config: FundConfig;
  readonly record: RunRecord;
  readonly analytics: Analytics;
  readonly hold: BuyAndHold;
  readonly bars: number;
};

/** A report keeps every round trip. */
const everything: AnalyticsSize = {
  roundTrips: Number.POSITIVE_INFINITY,
  drawdowns: 50,
  orders: 100_000,
};

type Tables = { readonly record: RunRecord; readonly hold: BuyAndHold; readonly config: FundConfig };

/** @throws FundError when there is no sound journal with a fund in it, or its bars are not at hand */
export function recordTold(run: string, market: string | undefined, onTold: (told: Told) => void = () => {}): ToldRun {
  const { manifest, told } = readRun(run, market);
  const analytics = openAnalytics(everything);
  let tables: Tables | undefined;
  let policy: Standing | undefined;
  let bars = 0;
  for (const each of told) {
    const { entry, facts } = each;
    learnEntry(analytics, entry, facts);
    if (entry.event.type === "fund.opened") tables = open(entry.event.data);
    if (tables === undefined) continue;
    if (entry.event.type === "fund.reconfigured") tables = { ...tables, config: entry.event.data };
    for (const fact of facts) {
      recordFact(tables.record, entry.at, fact);
      policy = standingAfter(policy, fact);
    }
    if (entry.event.type === "market.bars_closed") {
      bars += entry.event.data.bars.length;
      close(tables, analytics, policy, { ...entry.event.data, at: entry.at });
    }
    onTold(each);
  }
  if (tables === undefined) throw new FundError("JOURNAL_CORRUPT", `${run}: expected a fund to be opened in it`);
  return { manifest, ...tables, analytics, bars };
}

const open = (config: FundConfig): Tables => ({
  record: openRunRecord(config.tradeFromMs, config.startEquityUsd),
  hold: new BuyAndHold(config),
  config,
});

function standingAfter(before: Standing | undefined, { type, data }: Fact): Standing | undefined {
  if (type !== "policy.updated") return before;
  const changed = data.changes.find(({ limit }) => limit === "entriesAllowed")?.to;
  const entriesAllowed = changed === undefined ? (before?.mandate.envelope.entriesAllowed ?? true) : changed === true;
  return { modes: data.modes, mandate: { envelope: { entriesAllowed } } };
}

type Closed = Parameters<BuyAndHold["playClose"]>[0];
type ToldClose = Omit<Closed, "closedAt"> & { readonly closedAtMs: EpochMs; readonly at: EpochMs };

function close(tables: Tables, analytics: Analytics, policy: Standing | undefined, told: ToldClose): void {
  const { record, hold, config } = tables;
  const { closedAtMs, bars, missing } = told;
  hold.playClose({ closedAt: closedAtMs, bars, missing });
  if (policy === undefined || closedAtMs < config.tradeFromMs) return;
  const equity = fromMicros(equityNow(analytics));
  let gross = 0;
  for (const { quantity, markUsd } of analytics.open.values()) gross += quantity * markUsd;
  recordClose(record, closedAtMs, { equity, exposure: ratioOf(usd(gross), equity) }, policy);
}
