/** Start is recovery: equal facts, epochs, and refusals that name what differs. */
import { expect, it } from "vitest";
import type { Fact } from "../../src/kernel/events/catalogue.ts";
import { fundOpened, fundRestarted } from "../../src/kernel/events/fund-events.ts";
import type { Fund, FundState } from "../../src/kernel/fund-state.ts";
import { decodeState, encodeState } from "../../src/kernel/state-codec.ts";
import { type Entry, step } from "../../src/kernel/step.ts";
import { fraction } from "../../src/kernel/units/units.ts";
import type { JournalRecord } from "../../src/ports/journal-store.ts";
import { entryRecord, epochRecord, factRecord, poisonRecord } from "../../src/runtime/journal-records.ts";
import { configFor, recover, stateDigest } from "../../src/runtime/recover.ts";
import { config, recordRun } from "./recorded-run.ts";

const { records, state, sent } = await recordRun();

function fundOf({ fund }: FundState): Fund {
  if (fund === undefined) throw new Error("expected the fund to be open");
  return fund;
}

const tampered = (change: (payload: string) => string): JournalRecord[] => {
  const at = records.findIndex(
    ({ payload }) => payload.includes("portfolio.snapshot_updated") || payload.includes("day.closed"),
  );
  return records.map((record, index) => (index === at ? { ...record, payload: change(record.payload) } : record));
};

it("comes out with the state the fund had", () => {
  const { orders, ended, positions, fillIds } = fundOf(state).trading;
  const held = positions.filter((position) => position !== undefined);
  const counts = [held.length, orders.size, ended.length, fillIds.size];
  expect(Math.min(...counts), "something is held, open, ended and filled").toBeGreaterThan(0);
  const recovered = recover(records, "old");
  expect(stateDigest(recovered.state)).toBe(stateDigest(state));
  expect(recovered.entries).toBe(state.seq + 1);
  const back = fundOf(recovered.state).trading;
  expect([...back.orders.keys(), ...back.ended.map(({ order }) => order.id)].toSorted(), "every order is back").toEqual(
    sent.map(({ orderId }) => orderId).toSorted(),
  );
  expect(back.positions, "with the prices paid").toEqual(positions);
  for (const { averagePrice, fees } of held) expect(Math.min(averagePrice, fees)).toBeGreaterThan(0);
});

it("has every order in the journal before it leaves", () => {
  expect(sent.length).toBeGreaterThan(4);
  expect(sent.filter(({ wasInJournal }) => !wasInJournal)).toEqual([]);
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

it("a poison mark that a restart told of stays dealt with, with a snapshot and without", () => {
  const poison = { seq: state.seq + 1, message: "boom" };
  const poisoned: Entry = { seq: poison.seq, at: state.at, origin: "runtime", event: fundOpened.create(config) };
  const journal = [...records, entryRecord(poisoned), poisonRecord(poison)];
  const { state: next, poison: found } = recover(journal, "old");
  expect(found).toEqual(poison);
  for (const told of [poison, null]) {
    const event = fundRestarted.create({ poison: told });
    const entry: Entry = { seq: next.seq + 1, at: next.at, origin: "runtime", event };
    const { facts } = step(next, entry);
    journal.push(entryRecord(entry), ...facts.map((fact, index) => factRecord(entry.seq, index, fact)));
  }
  expect(recover(journal, "old").poison).toBeUndefined();
  const snapshot = { afterSeq: next.seq, code: "old", state: next };
  expect(recover(journal, "old", { snapshot }).poison, "the snapshot stands in for the restarts").toBeUndefined();
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
