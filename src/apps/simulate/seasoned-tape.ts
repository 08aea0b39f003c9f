/** The journal of a fund that has learned from its first bars and is about to trade: where every fault run begins. */
import { emptyTape, MemoryJournal, type MemoryTape } from "../../adapters/journal/memory-journal.ts";
import type { ClosedBars } from "../../kernel/domain/bar.ts";
import { fundOpened } from "../../kernel/events/fund-events.ts";
import { marketBarsClosed } from "../../kernel/events/market-events.ts";
import { epochMs } from "../../kernel/units/units.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { entryRecord, factRecord, manifestRecord } from "../../runtime/journal-records.ts";
import { createSyncFund } from "../../runtime/sync-fund.ts";
import { faultConfig } from "./fault-config.ts";
import { barsOf, interval, warmUpBars } from "./simulated-world.ts";

/** Names the code of every journal here: the one that runs. */
export const runCode = "fault run";

const tapes = new Map<number, MemoryTape>();

/** A copy of its own, to go on writing to. */
export async function seasonedTape(market: number): Promise<MemoryTape> {
  const tape = tapes.get(market) ?? (await writeTape(market));
  tapes.set(market, tape);
  return { ...tape, records: [...tape.records] };
}

async function writeTape(market: number): Promise<MemoryTape> {
  const bars = barsOf(market, warmUpBars);
  const [first] = bars;
  const last = bars.at(-1);
  if (first === undefined || last === undefined) throw new Error("expected bars to learn from");
  const records: JournalRecord[] = [
    manifestRecord({
      format: 1,
      runId: "fault-run",
      kind: "paper",
      code: runCode,
      nodeVersion: process.version,
      configSha256: "",
      seed: market,
      market: { identity: "simulated for fault runs", source: `seed ${market}` },
      barsByReference: false,
    }),
  ];
  const { feed, passTime } = createSyncFund(
    (entry, facts) => {
      records.push(entryRecord(entry), ...facts.map((fact, index) => factRecord(entry.seq, index, fact)));
    },
    () => {},
  );
  feed(epochMs(first.closedAt - interval), "runtime", fundOpened.create(faultConfig(last.closedAt)));
  for (const closed of bars) {
    passTime(closed.closedAt);
    feed(closed.closedAt, "market", closedEvent(closed));
  }
  const tape = emptyTape();
  await new MemoryJournal(tape).append(records);
  return tape;
}

export const closedEvent = ({ closedAt, bars, missing }: ClosedBars) =>
  marketBarsClosed.create({ closedAtMs: closedAt, bars: [...bars], missing: [...missing] });
