/** What controls did is counted by month; warnings come at a share of the limit and once a day. */
import { describe, expect, it } from "vitest";
import { epochMs } from "../units/units.ts";
import {
  completeTallies,
  type ControlTally,
  noteReading,
  openControlBook,
  talliesInOrder,
  warnToday,
} from "./control-book.ts";

/** 2026-12-01T00:00:00Z, and the last millisecond before it. */
const december = epochMs(1_796_083_200_000);
const november = epochMs(december - 1);
const at = (value: number, limit = 100) => ({ value, limit, bound: "AT_MOST" as const });

describe("a reading", () => {
  it.each([
    ["just below the warning level", 79.9, false],
    ["at the warning level", 80, true],
    ["at the limit", 100, true],
    ["of no number", Number.NaN, false],
  ])("%s", (_, value, warns) => {
    const book = openControlBook(november);
    expect(noteReading(book, november, { control: "PT-03", refusal: undefined, measure: at(value) })).toBe(warns);
    expect(book.current.tallies.get("PT-03")?.warned).toBe(warns ? 1 : 0);
  });

  it("beyond the limit is a block with its reason, not a warning", () => {
    const book = openControlBook(november);
    const reading = { control: "PT-03", refusal: "too large", measure: at(150) } as const;
    expect(noteReading(book, november, reading)).toBe(false);
    const tally = book.current.tallies.get("PT-03");
    expect(tally).toMatchObject({ asked: 1, warned: 0, blocked: 1, peakUse: 1.5, lastReason: "too large" });
    expect(tally?.lastBlockedAt).toBe(november);
  });

  it("of a floor warns above it: equity of 1,250 uses 0.8 of a minimum of 1,000", () => {
    const book = openControlBook(november);
    const floor = (value: number) => ({ value, limit: 1_000, bound: "AT_LEAST" as const });
    expect(noteReading(book, november, { control: "PT-17", refusal: undefined, measure: floor(1_251) })).toBe(false);
    expect(noteReading(book, november, { control: "PT-17", refusal: undefined, measure: floor(1_250) })).toBe(true);
  });
});

it("a month that is over is kept, and the new one starts at nothing", () => {
  const book = openControlBook(november);
  noteReading(book, november, { control: "PT-03", refusal: undefined, measure: at(50) });
  noteReading(book, december, { control: "PT-01", refusal: undefined, measure: at(90) });
  expect(book.past.map(({ month }) => month)).toEqual(["2026-11"]);
  expect(book.current.month).toBe("2026-12");
  expect(talliesInOrder(book.current).map(([id, { peakUse }]) => [id, peakUse])).toEqual([["PT-01", 0.9]]);
});

it("people are warned once a day, and again the next day", () => {
  const book = openControlBook(november);
  expect(warnToday(book, november, "PT-03")).toBe(true);
  expect(warnToday(book, november, "PT-03")).toBe(false);
  expect(warnToday(book, epochMs(november - 86_400_000), "PT-03")).toBe(true);
});

describe("what is counted", () => {
  it("of a look is how near the limit was, and nothing asked or blocked", () => {
    const book = openControlBook(november);
    noteReading(book, november, { control: "RT-10", refusal: undefined, measure: at(90), isAsking: false });
    noteReading(book, november, { control: "RT-10", refusal: "beyond", measure: at(110), isAsking: false });
    const tally = book.current.tallies.get("RT-10");
    expect(tally).toMatchObject({ asked: 0, judged: 0, warned: 1, blocked: 0, peakUse: 1.1, lastReason: "" });
  });

  it("of an exit says nothing of how a limit on entries sits", () => {
    const book = openControlBook(november);
    noteReading(book, november, { control: "PT-12", refusal: "no instrument", isJudged: false });
    noteReading(book, november, { control: "PT-12", refusal: undefined });
    const tally = book.current.tallies.get("PT-12");
    expect(tally).toMatchObject({ asked: 2, blocked: 1, judged: 1, judgedBlocked: 0, isMeasured: false });
  });

  it("by a book that did not tell them apart is judged as a whole", () => {
    const book = openControlBook(november);
    noteReading(book, november, { control: "PT-03", refusal: "too large", measure: at(150) });
    const older: Partial<ControlTally> = book.current.tallies.get("PT-03") ?? {};
    for (const name of ["judged", "judgedBlocked", "isMeasured"] as const) delete older[name];
    completeTallies(book);
    expect(older).toMatchObject({ judged: 1, judgedBlocked: 1, isMeasured: true });
  });
});
