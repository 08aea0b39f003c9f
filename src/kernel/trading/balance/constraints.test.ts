/** Every constraint on the book below, at and above its lines. */
import { describe, expect, it } from "vitest";
import { book, bookView, line, relations } from "../../../../tests/scenarios/book.ts";
import { justAbove, justBelow } from "../../../../tests/scenarios/given.ts";
import { type ConstraintName, defaultBalancer } from "../../domain/balancer.ts";
import { fraction, ratio } from "../../units/units.ts";
import type { BookLine } from "./book.ts";
import { violationsOf } from "./constraints.ts";

const names = ["A", "B", "C", "D", "E", "F", "G", "H", "I"];
const severityOf = (constraint: ConstraintName, view: Parameters<typeof bookView>[0]) =>
  violationsOf(bookView(view)).find((each) => each.constraint === constraint)?.severity;
const held = (...lines: BookLine[]) => ({ book: book(lines) });
/** Below, at and above a line. */
const around = (at: number) => [justBelow(at), at, justAbove(at)];

describe("the earlier system's lines", () => {
  it("positions: a warning from 0.9 of the limit, broken above it", () => {
    const of = (count: number) =>
      severityOf("POSITIONS", held(...names.slice(0, count).map((name) => line(name, { notional: 10, risk: 1 }))));
    expect([7, 8, 9].map(of)).toEqual([undefined, "WARNING", "CRITICAL"]);
    const often = (maxPositions: number) =>
      severityOf("POSITIONS", { ...held(...names.map((name) => line(name))), limits: { maxPositions } });
    expect([11, 10, 9, 8].map(often), "nine held; 0.9 of ten is nine").toEqual([
      undefined,
      "WARNING",
      "WARNING",
      "CRITICAL",
    ]);
  });
  it("total risk: a warning above 0.85 of 15 %, broken above 15 %", () => {
    const of = (share: number) => severityOf("TOTAL_RISK", held(line("A", { risk: share * 10_000 })));
    expect(around(0.15).map(of)).toEqual(["WARNING", "WARNING", "CRITICAL"]);
    expect(around(0.85 * 0.15).map(of)).toEqual([undefined, undefined, "WARNING"]);
  });
  it("risk of one trade: a warning above 2 %", () => {
    const of = (share: number) => severityOf("RISK_PER_TRADE", held(line("A", { risk: share * 10_000 })));
    expect(around(0.02).map(of)).toEqual([undefined, undefined, "WARNING"]);
  });
  it("one symbol: a warning above 15 %, broken above 30 %", () => {
    const of = (share: number) => severityOf("SYMBOL", held(line("A", { notional: share * 10_000 })));
    expect(around(0.15).map(of)).toEqual([undefined, undefined, "WARNING"]);
    expect(around(0.3).map(of)).toEqual(["WARNING", "WARNING", "CRITICAL"]);
  });
  it("one sector: a warning above 30 %, broken above 40 %, all of its symbols together", () => {
    const sectors = new Map([
      ["A", "platforms"],
      ["B", "platforms"],
      ["C", "payments"],
    ]);
    const of = (share: number) =>
      severityOf("SECTOR", {
        book: book([
          line("A", { notional: share * 5_000 }),
          line("B", { notional: share * 5_000 }),
          line("C", { notional: 2_900 }),
        ]),
        sectors,
      });
    expect(around(0.3).map(of)).toEqual([undefined, undefined, "WARNING"]);
    expect(around(0.4).map(of)).toEqual(["WARNING", "WARNING", "CRITICAL"]);
  });
  it("leverage: a warning above 20, broken above 30", () => {
    const of = (times: number) => severityOf("LEVERAGE", held(line("A", { notional: times * 10_000 })));
    expect(around(20).map(of)).toEqual([undefined, undefined, "WARNING"]);
    expect(around(30).map(of)).toEqual(["WARNING", "WARNING", "CRITICAL"]);
  });
  it("net exposure: a warning above 80 %, either way, shorts taken off", () => {
    const of = (share: number, side: "LONG" | "SHORT" = "LONG") =>
      severityOf("NET_EXPOSURE", held(line("A", { notional: share * 10_000, side })));
    expect(around(0.8).map((share) => of(share))).toEqual([undefined, undefined, "WARNING"]);
    expect(of(0.81, "SHORT")).toBe("WARNING");
    const hedged = held(line("A", { notional: 9_000 }), line("B", { notional: 1_500, side: "SHORT" }));
    expect(severityOf("NET_EXPOSURE", hedged)).toBeUndefined();
  });
  it("one side: all of it may be long, as spot is; less where it is said", () => {
    const of = (maxSideShareFraction: number) =>
      severityOf("SIDE_SHARE", {
        book: book([line("A", { notional: 3_000 }), line("B", { notional: 1_000, side: "SHORT" })]),
        limits: { maxSideShareFraction: fraction(maxSideShareFraction) },
      });
    expect([1, 0.75, justBelow(0.75)].map(of)).toEqual([undefined, undefined, "WARNING"]);
    expect(severityOf("SIDE_SHARE", held(line("A")))).toBeUndefined();
  });
  it("correlation: a warning above 0.85 between any two held; what is not known is not told", () => {
    const of = (correlation: number) =>
      severityOf("CORRELATION", { ...held(line("A"), line("B")), relations: relations(["A", "B"], correlation) });
    expect(around(0.85).map(of)).toEqual([undefined, undefined, "WARNING"]);
    expect(severityOf("CORRELATION", { ...held(line("A"), line("B")), relations: undefined })).toBeUndefined();
  });
});

it("an empty book breaks nothing", () => expect(violationsOf(bookView())).toEqual([]));

describe("what is not a number keeps no limit", () => {
  it.each([
    ["notional", { notional: Number.NaN }],
    ["risk", { risk: Number.NaN }],
  ])("a %s", (_, change) =>
    expect(violationsOf(bookView(held(line("A", change)))).some(({ severity }) => severity === "CRITICAL")).toBe(true),
  );
  it.each([Number.NaN, 0, -1])("capital of %s", (tradable) =>
    expect(
      violationsOf(bookView({ book: book([line("A")], { tradable }) })).some(({ severity }) => severity === "CRITICAL"),
    ).toBe(true),
  );
  it("a limit", () =>
    expect(severityOf("LEVERAGE", { ...held(line("A")), limits: { maxLeverageRatio: ratio(-1) } })).toBe("CRITICAL"));
});

it("says what it measured against which line", () =>
  expect(violationsOf(bookView(held(line("A", { notional: 3_500 }))))).toEqual([
    { constraint: "SYMBOL", subject: "A", severity: "CRITICAL", value: 0.35, limit: defaultBalancer.maxSymbolFraction },
    {
      constraint: "SECTOR",
      subject: "A",
      severity: "WARNING",
      value: 0.35,
      limit: defaultBalancer.maxSectorEntryFraction,
    },
  ]));
