/** A recorded run again: without a change the same run, with one the same up to where the change bites. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openFileJournal } from "../../adapters/journal/file-journal.ts";
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";
import { operatorModeSet } from "../../kernel/events/operator-events.ts";
import type { JournalRecord } from "../../ports/journal-store.ts";
import { epochMs } from "../../kernel/units/units.ts";
import { entryRecord, readEntry } from "../../runtime/journal-records.ts";
import { runBacktest } from "../backtest/run-backtest.ts";
import { whatIf } from "./what-if.ts";
import { whatIfJson } from "./what-if-json.ts";
import { whatIfText } from "./what-if-text.ts";

const root = mkdtempSync(join(tmpdir(), "qt-whatif-"));
afterAll(() => rmSync(root, { recursive: true }));
const run = join(root, "run");
const backtest = await runBacktest({ market: "simulated", seed: 7, days: 150, out: run });

describe("without a change", () => {
  it("is the recorded run: every fact, order, trade and equity", async () => {
    const same = await whatIf({ run, settings: [] });
    expect(same).toMatchObject({ isReproduced: true, parting: null });
    expect(same.digest).toEqual({ recorded: backtest.digest, before: backtest.digest, after: backtest.digest });
    expect(same.after).toEqual(backtest.main.report);
    const { entries, trades } = same.differences;
    expect(entries.before).toBeGreaterThan(10);
    expect(entries).toMatchObject({ after: entries.before, avoided: [], added: [], resized: 0 });
    expect(trades).toMatchObject({ same: backtest.main.report.trades.length, avoided: 0, added: 0, changed: 0 });
  });
});

describe("with another policy", () => {
  it("parts where the change first bites and says why; before that nothing differs", async () => {
    const lossesBefore = await whatIf({ run, settings: ["supervisor.freeze.consecutive_losses=3"] });
    const { parting, before, after, differences } = lossesBefore;
    expect(lossesBefore.isReproduced).toBe(true);
    expect(parting?.after?.type).toBe("ai.federation.decision_made");
    expect(parting?.after?.text).toContain("3 losses in a row reach the limit of 3");
    const first = after.governance.freezes[0];
    expect(parting?.atMs).toBe(first?.startAtMs);
    const at = parting?.atMs ?? 0;
    const early = (report: typeof before) => report.trades.filter(({ closedAtMs }) => closedAtMs < at);
    expect(early(after)).toEqual(early(before));
    expect(first?.startAtMs).toBeLessThan(before.governance.freezes[0]?.startAtMs ?? Number.POSITIVE_INFINITY);
    expect(differences.entries.avoided.every(({ atMs }) => atMs >= at)).toBe(true);
    expect(differences.entries.before - differences.entries.avoided.length + differences.entries.added.length).toBe(
      differences.entries.after,
    );
    const { trades } = differences;
    expect(trades.same + trades.changed + trades.avoided).toBe(before.trades.length);
    expect(trades.same + trades.changed + trades.added).toBe(after.trades.length);
    const difference =
      trades.addedPnlUsd - trades.avoidedPnlUsd + trades.changedPnlAfterUsd - trades.changedPnlBeforeUsd;
    const pnlOf = (report: typeof before) => report.trades.reduce((sum, { pnlUsd }) => sum + pnlUsd, 0);
    expect(difference).toBeCloseTo(pnlOf(after) - pnlOf(before), 6);
  });

  it("is the backtest of that policy: governance off by settings is the run without governance", async () => {
    const off = await whatIf({
      run,
      settings: [
        "seats=none",
        "ess.enabled=off",
        "ranker.enabled=off",
        "universe.dynamic=off",
        "limits.daily_loss=1",
        "limits.drawdown=1",
        "supervisor.killswitch=1",
        "supervisor.freeze.minimum_capital=0",
        `supervisor.freeze.consecutive_losses=${Number.MAX_SAFE_INTEGER}`,
      ],
    });
    expect(off.after.curve).toEqual(backtest.ungoverned?.report.curve);
    expect(off.after.trades).toEqual(backtest.ungoverned?.report.trades);
  });

  it("that never bites, never parts", async () => {
    const idle = await whatIf({ run, settings: ["supervisor.freeze.minimum_capital=900"] });
    expect(idle.parting).toBeNull();
    expect(idle.after.curve).toEqual(idle.before.curve);
    expect(whatIfText(idle)).toContain("The runs never part");
  });

  it("reads as text and as data", async () => {
    const answer = await whatIf({ run, settings: ["limits.risk_per_trade=0.5%"] });
    expect(answer.parting?.before?.text).toMatch(/wishes to enter .* for/);
    const text = whatIfText(answer);
    expect(text).toContain("limits.risk_per_trade: 0.02 to 0.005 (hardLimits.maxRiskPerTradeFraction)");
    expect(text).toMatch(/The runs part at \d{4}-/);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
    const json: unknown = JSON.parse(JSON.stringify(whatIfJson(answer)));
    expect(json).toMatchObject({
      isReproduced: true,
      changes: [{ to: 0.005 }],
      before: { freezes: expect.any(Array) as [] },
    });
  });
});

describe("what a person said", () => {
  it("is kept at its time, and the venue answers both funds anew", async () => {
    const records = [...readRecords(join(run, "journal"), verifyJournal(join(run, "journal")))];
    const { record, at } = pauseAfter(records);
    const folder = join(root, "paused");
    const store = openFileJournal({ folder, sync: "AT_CLOSE", reserveBytes: 0 });
    await store.append([
      ...records.slice(0, record),
      pauseAt(records, record, at),
      ...renumbered(records.slice(record)),
    ]);
    await store.close();
    const answer = await whatIf({ run: folder, settings: [] });
    expect(answer.isReproduced, "the facts behind the pause were recorded without it").toBe(false);
    expect(answer.notes.join(" ")).toContain("1 words of people and models are kept");
    expect(answer.before.governance.entriesBlockedFraction).toBeGreaterThan(
      backtest.main.report.governance.entriesBlockedFraction,
    );
    expect(answer.after).toEqual(answer.before);
  });
});

/** The first recorded timer or fill of the second half: where a person's word can be put before it. */
function pauseAfter(records: readonly JournalRecord[]): { readonly record: number; readonly at: number } {
  const record = records.findIndex((each, index) => each.kind === "I" && index > records.length / 2);
  const found = records[record];
  if (found === undefined) throw new Error("expected an entry in the second half");
  return { record, at: readEntry(found).at };
}

function pauseAt(records: readonly JournalRecord[], index: number, at: number): JournalRecord {
  const found = records[index];
  if (found === undefined) throw new Error("expected an entry");
  const event = operatorModeSet.create({
    mode: "PAUSED",
    operator: "me",
    reason: "away",
    durationMs: null,
    expiresInMs: null,
  });
  return entryRecord({ seq: readEntry(found).seq, at: epochMs(at), origin: "operator", event });
}

const renumbered = (records: readonly JournalRecord[]): JournalRecord[] =>
  records.map((record) => ({
    ...record,
    payload: record.payload.replace(/^\{"seq":(\d+)/, (_, seq: string) => `{"seq":${Number(seq) + 1}`),
  }));
