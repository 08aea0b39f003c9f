/** Each fault of the line, one at a time, over a venue that only writes down what reached it. */
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import type { VenueReport } from "../../kernel/domain/venue-report.ts";
import type { Fault } from "../../kernel/simulation/faults/fault-plan.ts";
import { openFaults } from "../../kernel/simulation/faults/faults-in-force.ts";
import type { ApprovedOrder } from "../../kernel/trading/guard/approved-order.ts";
import { durationMs, epochMs, minutes, seconds } from "../../kernel/units/units.ts";
import type { NumberedReport, Venue } from "../../ports/venue.ts";
import { virtualClock } from "../clock/virtual-clock.ts";
import { FaultyVenue } from "./faulty-venue.ts";

const start = epochMs(0);
const order = (id: string) =>
  ({ id, symbol: "AAA", side: "BUY", purpose: "ENTRY", quantity: 1 }) as never as ApprovedOrder;
const window = { fromMs: durationMs(0), toMs: durationMs(60_000) };

function openLine(...faults: Fault[]) {
  const clock = virtualClock(start);
  const reports: NumberedReport[] = [];
  const arrived: string[] = [];
  const inner: Venue = {
    submit: async ({ id }) => {
      arrived.push(id);
      say({ kind: "ACCEPTED", orderId: id });
    },
    cancel: async (id) => void arrived.push(`cancel ${id}`),
    moveStop: async () => {},
    query: async (id) => (arrived.includes(id) ? "OPEN" : "ABSENT"),
    reportsAfter: async (after) => reports.slice(after),
    account: async () => {
      throw new Error("not asked for here");
    },
    close: async () => {},
  };
  const say = (report: VenueReport) => reports.push({ reportSeq: reports.length + 1, at: clock.now(), report });
  const line = new FaultyVenue(() => inner, clock, openFaults({ faults }, start));
  const heard: (number | string)[] = [];
  const connection = line.connect({
    onReport: ({ reportSeq }) => heard.push(reportSeq),
    onConnection: (connected) => heard.push(connected ? "back" : "lost"),
  });
  const settle = () => setImmediate();
  return {
    clock,
    line,
    say,
    connection,
    venue: connection.venue,
    arrived,
    heard,
    pass: async (ms: number) => {
      await settle();
      await clock.advanceTo(epochMs(ms), settle);
    },
  };
}

/** What came of a call, once so much time has passed. */
async function outcome(call: Promise<unknown>, pass: () => Promise<void>): Promise<string> {
  let said = "nothing yet";
  call.then(
    () => (said = "answered"),
    (error: unknown) => (said = String(error)),
  );
  await pass();
  await setImmediate();
  return said;
}

it("carries what no fault hits at once", async () => {
  const { venue, arrived, heard, pass } = openLine();
  expect(await outcome(venue.submit(order("O1-0")), () => pass(0))).toBe("answered");
  expect([arrived, heard]).toEqual([["O1-0"], [1]]);
});

it("of two requests at one moment every report is told once", async () => {
  const { venue, heard, pass } = openLine();
  const both = Promise.all([venue.submit(order("O1-0")), venue.submit(order("O2-0"))]);
  await pass(0);
  await both;
  await venue.submit(order("O3-0"));
  expect(heard).toEqual([1, 2, 3]);
});

it("a lost request never arrives and its caller gives up after three seconds", async () => {
  const { venue, arrived, pass } = openLine({ kind: "LOST_REQUEST", fromMs: durationMs(0), requests: 1 });
  const call = venue.submit(order("O1-0"));
  expect(await outcome(call, () => pass(3_000))).toBe("nothing yet");
  expect(await outcome(call, () => pass(3_001))).toContain("no answer");
  expect(arrived).toEqual([]);
});

it("a lost reply leaves the order at the venue and its caller in doubt", async () => {
  const { venue, arrived, heard, pass } = openLine({ kind: "LOST_REPLY", fromMs: durationMs(0), requests: 1 });
  expect(await outcome(venue.submit(order("O1-0")), () => pass(3_001))).toContain("no answer");
  expect([arrived, heard]).toEqual([["O1-0"], [1]]);
});

it.each([
  [2_000, "answered", ["O1-0"]],
  [9_000, "Error: no answer within 3000 ms", ["O1-0"]],
  [11_000, "Error: no answer within 3000 ms", []],
])("an answer that takes %i ms: %s, arrived %j", async (delayMs, said, there) => {
  const { venue, arrived, pass } = openLine({
    kind: "SLOW_ANSWER",
    fromMs: durationMs(0),
    requests: 1,
    delayMs: durationMs(delayMs),
  });
  expect(await outcome(venue.submit(order("O1-0")), () => pass(20_000))).toBe(said);
  expect(arrived).toEqual(there);
});

it("does not believe that an order is absent while it may still arrive", async () => {
  const { venue, pass } = openLine({ kind: "SLOW_ANSWER", fromMs: durationMs(0), requests: 1, delayMs: seconds(8) });
  venue.submit(order("O1-0")).catch(() => {});
  const asked = venue.query("O1-0");
  expect(await outcome(asked, () => pass(5_000))).toBe("nothing yet");
  await pass(5_002);
  await setImmediate();
  expect(await asked).toBe("OPEN");
});

it("an outage ends the stream, fails requests, and says when it is over", async () => {
  const { venue, line, heard, pass } = openLine({ kind: "OUTAGE", fromMs: durationMs(10), toMs: durationMs(100) });
  await pass(50);
  expect(await outcome(venue.submit(order("O1-0")), () => pass(50))).toContain("connection refused");
  await line.collect();
  await pass(101);
  expect(heard).toEqual(["lost", "back"]);
});

it("a stale stream says nothing and answers what it is asked", async () => {
  const { venue, heard, pass } = openLine({ kind: "STALE_STREAM", ...window });
  expect(await outcome(venue.submit(order("O1-0")), () => pass(0))).toBe("answered");
  expect(heard).toEqual([]);
  expect(await venue.reportsAfter(0)).toHaveLength(1);
});

it("doubles reports, and turns their order round", async () => {
  const doubled = openLine({ kind: "DUPLICATE_REPORT", fromMs: durationMs(0), reports: 1 });
  await doubled.venue.submit(order("O1-0"));
  await doubled.venue.submit(order("O2-0"));
  expect(doubled.heard).toEqual([1, 1, 2]);
  const turned = openLine({ kind: "REORDERED_REPORTS", fromMs: durationMs(0), reports: 3 });
  for (const id of ["O1-0", "O2-0", "O3-0", "O4-0"]) await turned.venue.submit(order(id));
  expect(turned.heard).toEqual([3, 2, 1, 4]);
});

it("keeps to a time it was told to wait, so that nobody is banned", async () => {
  const { venue, arrived, pass } = openLine({ kind: "RATE_LIMIT", ...window, banMs: minutes(5) });
  expect(await outcome(venue.submit(order("O1-0")), () => pass(0))).toContain("429");
  expect(await outcome(venue.submit(order("O2-0")), () => pass(59_999))).toContain("not sent");
  await pass(60_001);
  expect(await outcome(venue.submit(order("O3-0")), () => pass(60_001))).toBe("answered");
  expect(arrived).toEqual(["O3-0"]);
});

it("a process that comes back and did not know of the limit is banned", async () => {
  const { line, connection, venue, pass } = openLine({ kind: "RATE_LIMIT", ...window, banMs: minutes(5) });
  expect(await outcome(venue.submit(order("O1-0")), () => pass(0))).toContain("429");
  connection.cut();
  const next = line.connect({ onReport: () => {}, onConnection: () => {} });
  expect(await outcome(next.venue.submit(order("O2-0")), () => pass(1_000))).toContain("418");
});

it("a storm refuses orders in the venue's own words, in the numbered stream", async () => {
  const { venue, arrived } = openLine({ kind: "REJECT_STORM", ...window, code: -1015 });
  await venue.submit(order("O1-0"));
  expect(arrived).toEqual([]);
  expect(await venue.query("O1-0")).toBe("ENDED");
  const [first] = await venue.reportsAfter(0);
  expect(first).toMatchObject({
    reportSeq: 1,
    report: { kind: "REJECTED", orderId: "O1-0", reason: "-1015 Too many new orders." },
  });
});

it("clocks that differ too much: refused unread", async () => {
  const { venue, arrived, pass } = openLine({ kind: "CLOCK_SKEW", ...window });
  expect(await outcome(venue.submit(order("O1-0")), () => pass(0))).toContain("-1021");
  expect(arrived).toEqual([]);
});

it("a restarted venue tells again what it told last", async () => {
  const { venue, heard, pass } = openLine({
    kind: "VENUE_RESTART",
    fromMs: durationMs(10),
    toMs: durationMs(100),
    retold: 1,
  });
  await venue.submit(order("O1-0"));
  await venue.submit(order("O2-0"));
  await pass(101);
  expect(heard).toEqual([1, 2, "lost", "back", 2]);
});

it("a process that is gone hears nothing; what it had sent may still arrive", async () => {
  const { connection, venue, arrived, heard, pass } = openLine({
    kind: "SLOW_ANSWER",
    fromMs: durationMs(0),
    requests: 1,
    delayMs: seconds(2),
  });
  const call = venue.submit(order("O1-0"));
  connection.cut();
  const late = venue.submit(order("O2-0"));
  expect(await outcome(call, () => pass(10_000))).toBe("nothing yet");
  expect(await outcome(late, () => pass(10_000))).toBe("nothing yet");
  expect([arrived, heard]).toEqual([["O1-0"], []]);
});

it("what is withheld happens at once, and is told in its turn when its time has come", async () => {
  const { line, venue, say, heard, pass } = openLine();
  await venue.submit(order("O1-0"));
  await line.withhold(epochMs(500), async () => say({ kind: "CANCELED", orderId: "O1-0", expired: false, reason: "" }));
  await venue.submit(order("O2-0"));
  const kinds = () => line.traffic.happened.map(({ kind }) => kind);
  const told = async () => (await venue.reportsAfter(0)).map(({ report: { kind } }) => kind);
  await pass(499);
  expect([kinds(), await told()]).toEqual([
    ["ACCEPTED", "CANCELED", "ACCEPTED"],
    ["ACCEPTED", "ACCEPTED"],
  ]);
  await pass(501);
  expect(await told()).toEqual(["ACCEPTED", "ACCEPTED", "CANCELED"]);
  expect(heard).toEqual([1, 2, 3]);
});

it("reports on orders that never went over the line are nobody's news", async () => {
  const { line, say, heard } = openLine();
  say({ kind: "ACCEPTED", orderId: "HAND-1" });
  await line.collect();
  expect([line.traffic.happened, heard]).toEqual([[], []]);
});
