/** A drill passes on a venue that obeys, and fails with the reason on one that does not. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseInput } from "../../kernel/events/catalogue.ts";
import { seconds } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import type { Venue } from "../../ports/venue.ts";
import { drillCommand } from "../cli/drill-command.ts";
import { drillsSince, keepDrill } from "./drill-records.ts";
import type { Wire } from "./drill-fund.ts";
import { type DrillResult, holdDrill, judge } from "./hold-drill.ts";

const folder = mkdtempSync(join(tmpdir(), "qt-drills-"));
afterAll(() => rmSync(folder, { recursive: true }));

const failedIn = ({ checks }: DrillResult) => checks.filter(({ passed }) => !passed).map(({ what }) => what);
/** A wire on which `change` replaces what the venue does. */
const wireWith =
  (change: (venue: Venue) => Partial<Venue>): Wire =>
  (venue) => ({
    submit: (order) => venue.submit(order),
    cancel: (orderId) => venue.cancel(orderId),
    moveStop: (move) => venue.moveStop(move),
    query: (orderId) => venue.query(orderId),
    reportsAfter: (seq) => venue.reportsAfter(seq),
    account: () => venue.account(),
    close: () => venue.close(),
    ...change(venue),
  });

describe("on a venue that obeys", () => {
  let result: DrillResult;
  beforeAll(async () => {
    result = await holdDrill();
  });

  it("passes every check, from positions and working entries to nothing", () => {
    expect(failedIn(result)).toEqual([]);
    expect(result).toMatchObject({ passed: true, after: { openOrders: [], openEntries: [], holdings: [] } });
    expect(result.before.holdings).toHaveLength(2);
    expect(result.before.openEntries).toEqual(["ENTRY DRILL-C", "ENTRY DRILL-D"]);
  });

  it("measures the time to zero in fund time and on the wall", () => {
    expect(result.timeToZeroMs).toBe(100);
    expect(result.wallMs).toBeGreaterThan(0);
  });
});

describe("on a venue that does not", () => {
  it("fails when cancels go nowhere: orders stay open, positions stay held", async () => {
    const result = await holdDrill(wireWith(() => ({ cancel: async () => undefined })));
    expect(result).toMatchObject({ passed: false, timeToZeroMs: null });
    expect(failedIn(result)).toEqual(
      expect.arrayContaining(["the venue has no open order", "the venue holds nothing for the fund"]),
    );
  });

  it("passes when the wire breaks once and the order was lost: the fund asks, and sends another", async () => {
    let broke = 0;
    const result = await holdDrill(
      wireWith((venue) => ({
        submit: async (order) => {
          if (order.purpose !== "EXIT" || broke > 0) return venue.submit(order);
          broke += 1;
          throw new Error("the wire broke");
        },
      })),
    );
    expect(broke).toBe(1);
    expect(failedIn(result)).toEqual([]);
  });
});

describe("the verdict", () => {
  const nothing = { openOrders: [], openEntries: [], holdings: [] };
  const before = { openOrders: [], openEntries: ["ENTRY A"], holdings: ["1 B"] };
  const verdict = (change: Partial<Parameters<typeof judge>[0]>) =>
    judge({ before, after: nothing, facts: [], timeToZeroMs: 0, target: seconds(2), ...change }).map(
      ({ passed }) => passed,
    );

  it("needs something to stop: a drill of an idle fund proves nothing", () => {
    expect(verdict({})[0]).toBe(true);
    expect(verdict({ before: { ...before, openEntries: [] } })[0]).toBe(false);
    expect(verdict({ before: { ...before, holdings: [] } })[0]).toBe(false);
  });

  it("takes the venue's word for what is open and held", () => {
    expect(verdict({}).slice(2, 4)).toEqual([true, true]);
    expect(verdict({ after: { ...nothing, openOrders: ["STOP B"] } }).slice(2, 4)).toEqual([false, true]);
    expect(verdict({ after: { ...nothing, holdings: ["1 B"] } }).slice(2, 4)).toEqual([true, false]);
  });

  it.each([
    [1_999, true],
    [2_000, true],
    [2_001, false],
    [null, false],
    [Number.NaN, false],
  ])("a time to zero of %s ms: %s", (timeToZeroMs, passed) => expect(verdict({ timeToZeroMs })[4]).toBe(passed));
});

describe("what is kept", () => {
  const result = (startedAtMs: number, passed = true): DrillResult => ({
    id: "a drill",
    startedAtMs,
    code: "test",
    before: { openOrders: [], openEntries: [], holdings: [] },
    after: { openOrders: [], openEntries: [], holdings: [] },
    checks: [{ what: "the venue has no open order", passed, found: "STOP A" }],
    timeToZeroMs: 5,
    wallMs: 1,
    passed,
  });
  const data = join(folder, "kept");
  const noon = Date.UTC(2026, 0, 1, 12);

  it("is one file a drill, named by its time, holding what the fund is told", () => {
    const path = keepDrill(data, result(noon));
    expect(path).toBe(join(data, "drills", "ess-20260101T120000.000Z.json"));
    const { event } = JSON.parse(readFileSync(path, "utf8")) as { event: unknown };
    expect(parseInput(event)).toMatchObject({ kind: "PARSED", value: { data: { passed: true, timeToZeroMs: 5 } } });
  });

  it("is told oldest first, and only what is newer than the last the fund knows", () => {
    keepDrill(data, result(noon + 2, false));
    keepDrill(data, result(noon + 1));
    const told = (since: number) =>
      drillsSince(data, since).map((event) =>
        event.type === "drill.completed" ? event.data.startedAtMs - noon : event,
      );
    expect(told(Number.NEGATIVE_INFINITY)).toEqual([0, 1, 2]);
    expect(told(noon)).toEqual([1, 2]);
    expect(told(noon + 2)).toEqual([]);
  });

  it("says which check failed", () => {
    const failed = drillsSince(data, noon + 1)[0];
    expect(failed).toMatchObject({ data: { passed: false, note: "the venue has no open order: STOP A" } });
  });

  it("a file nobody can read counts as no drill, and so does a folder that is not there", () => {
    writeFileSync(join(data, "drills", "ess-20270101T000000.000Z.json"), "{ half");
    writeFileSync(join(data, "drills", "ess-20270102T000000.000Z.json"), '{"event":{"type":"drill.completed"}}');
    expect(drillsSince(data, noon + 2)).toEqual([]);
    expect(drillsSince(join(folder, "nowhere"), 0)).toEqual([]);
  });

  it("the command prints it, keeps it, and fails with its own code when it failed", async () => {
    const printed: string[] = [];
    const print = (text: string) => void printed.push(text);
    await drillCommand({ data }, async () => result(noon + 3), print);
    expect(printed[0]).toMatch(/passed: time to zero 5 ms of fund time, 1 ms on the wall/);
    const failing = drillCommand({ data, json: true }, async () => result(noon + 4, false), print);
    await expect(failing).rejects.toBeInstanceOf(FundError);
    await expect(failing).rejects.toMatchObject({ code: "DRILL_FAILED", exitCode: 16 });
    expect(JSON.parse(printed[1] ?? "")).toMatchObject({ passed: false, startedAtMs: noon + 4 });
    expect(drillsSince(data, noon + 2)).toHaveLength(2);
  });
});
