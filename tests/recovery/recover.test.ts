/** Start is recovery: equal facts, epochs, and refusals that name what differs. */
import { expect, it } from "vitest";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import type { Fact } from "../../src/kernel/events/catalogue.ts";
import { marketBarsClosed } from "../../src/kernel/events/market-events.ts";
import { fundOpened } from "../../src/kernel/events/fund-events.ts";
import type { FundState } from "../../src/kernel/fund-state.ts";
import { decodeState, encodeState } from "../../src/kernel/state-codec.ts";
import { epochMs, fraction, hours } from "../../src/kernel/units/units.ts";
import type { JournalRecord } from "../../src/ports/journal-store.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";
import { entryRecord, epochRecord, factRecord, manifestRecord } from "../../src/runtime/journal-records.ts";
import { configFor, recover, stateDigest } from "../../src/runtime/recover.ts";
import { createSyncFund } from "../../src/runtime/sync-fund.ts";

const history = simulatedMarket({ seed: 5, bars: 600 });
const { identity, instruments, interval, firstClose } = history;
const base = defaultConfig({ market: identity, instruments, interval, tradeFrom: epochMs(firstClose + hours(100)) });
const config = { ...base, forecasting: { momentumLookbackBars: 24, reversionLookbackBars: 12, horizonBars: 6 } };

function recordRun(): { records: JournalRecord[]; state: FundState } {
  const records: JournalRecord[] = [
    manifestRecord({
      format: 1,
      runId: "r",
      kind: "paper",
      code: "old",
      nodeVersion: process.version,
      configSha256: "",
      seed: 0,
      market: { identity, source: "" },
      barsByReference: false,
    }),
  ];
  const fund = createSyncFund(
    (entry, facts) => {
      records.push(entryRecord(entry));
      facts.forEach((fact, index) => records.push(factRecord(entry.seq, index, fact)));
    },
    () => {},
  );
  fund.feed(firstClose, "runtime", fundOpened.create(config));
  for (const { closedAt, bars, missing } of history.closedBars())
    fund.feed(closedAt, "market", marketBarsClosed.create({ closedAtMs: closedAt, bars, missing }));
  return { records, state: fund.state };
}
const { records, state } = recordRun();

const tampered = (change: (payload: string) => string): JournalRecord[] => {
  const at = records.findIndex(
    ({ payload }) => payload.includes("portfolio.snapshot_updated") || payload.includes("day.closed"),
  );
  return records.map((record, index) => (index === at ? { ...record, payload: change(record.payload) } : record));
};

it("comes out with the state the fund had", () => {
  const recovered = recover(records, "old");
  expect(stateDigest(recovered.state)).toBe(stateDigest(state));
  expect(recovered.entries).toBe(601);
});

it("goes on with newer code when every fact comes out equal", () => {
  expect(stateDigest(recover(records, "new").state)).toBe(stateDigest(state));
});

it("refuses a journal whose facts come out different, naming the fact and both values", () => {
  const changed = tampered((payload) => payload.replace(/"equityUsd":[\d.]+/, '"equityUsd":12345'));
  expect(() => recover(changed, "old")).toThrow(/fact \d+\.\d+ comes out different\. Recorded: .*12345.* Now: /);
  expect(() => recover(changed, "old")).toThrow("The journal was changed");
  expect(() => recover(changed, "new")).toThrow("written by old and this is new");
});

it("refuses a fact that is missing and one too many", () => {
  const at = records.findIndex(({ payload }) => payload.includes("day.closed"));
  expect(() => recover(records.toSpliced(at, 1), "old")).toThrow("comes out different");
  const fact = records[at];
  if (fact === undefined) throw new Error("expected a day to close");
  expect(() => recover(records.toSpliced(at, 0, fact), "old")).toThrow("comes out different");
});

it("goes on from an orderly shutdown's snapshot where the facts of older code cannot be repeated", () => {
  const changed = tampered((payload) => payload.replace(/"equityUsd":[\d.]+/, '"equityUsd":12345'));
  const copy = decodeState(encodeState(state));
  const snapshot = { afterSeq: state.seq, code: "old", state: copy as FundState };
  const epoch = epochRecord({ afterSeq: state.seq, code: "new", nodeVersion: "", configSha256: "", stateSha256: "" });
  const recovered = recover([...changed, epoch], "new", { snapshot });
  expect(stateDigest(recovered.state)).toBe(stateDigest(state));
  expect(recovered.code).toBe("new");
});

it("tells what a snapshot stands in for as it was recorded, and the rest as it is stepped: every entry once", () => {
  const afterSeq = Math.floor(state.seq / 2);
  const told: { seq: number; facts: readonly Fact[]; how: string }[] = [];
  const whole: { seq: number; facts: readonly Fact[] }[] = [];
  let halfway: FundState | undefined;
  recover(records, "old", {
    onEntry: ({ seq }, facts, past) => {
      whole.push({ seq, facts });
      if (seq === afterSeq) halfway = decodeState(encodeState(past.state)) as FundState;
    },
  });
  if (halfway === undefined) throw new Error("expected a state halfway");
  recover(records, "old", {
    snapshot: { afterSeq, code: "old", state: halfway },
    onRecorded: ({ seq }, facts) => told.push({ seq, facts, how: "RECORDED" }),
    onEntry: ({ seq }, facts) => told.push({ seq, facts, how: "STEPPED" }),
  });
  expect(told.map(({ seq, facts }) => ({ seq, facts }))).toEqual(whole);
  expect(told.every(({ seq, how }) => how === (seq <= afterSeq ? "RECORDED" : "STEPPED"))).toBe(true);
});

it("refuses a journal that has no manifest", () => {
  expect(() => recover([], "old")).toThrow("expected a manifest");
  expect(() => recover(records.slice(1), "old")).toThrow("expected a manifest as the first record");
});

it("keeps a fund to its account, venue, currency and market, and lets the rest change", () => {
  expect(configFor(state, config)).toEqual({ config, hasChanged: false });
  const tightened = { ...config, hardLimits: { ...config.hardLimits, maxDailyLossFraction: fraction(0.03) } };
  expect(configFor(state, tightened)).toEqual({ config: tightened, hasChanged: true });
  const other = { ...config, identity: { ...config.identity, market: "another" } };
  expect(() => configFor(state, other)).toThrow(/market is simulated .*, was asked for another/);
});
