/** Fits: when they are asked for, that an unanswered one is asked for again, and which answers are taken. */
import { describe, expect, it } from "vitest";
import { at, day } from "../../../../../tests/scenarios/given.ts";
import { tailEstimated } from "../../../events/estimate-events.ts";
import { openOutbox } from "../../../events/outbox.ts";
import { seedRandom, studentT } from "../../../maths/seeded-random.ts";
import { ratio } from "../../../units/units.ts";
import { askForFits, hearTail } from "./fits.ts";
import { closeBookDay, openRiskOfficer, recordDayClose, type RiskOfficerState } from "./risk-officer.ts";

function officerOf(days: number): RiskOfficerState {
  const state = openRiskOfficer(["BTC"]);
  const random = seedRandom(2);
  let close = 100;
  for (let each = 0; each <= days; each += 1) recordDayClose(state, 0, (close *= 1 + 0.01 * studentT(random, 6)));
  for (const desk of state.desks) desk.hasAlarm = false;
  return state;
}

function asked(state: RiskOfficerState, days: number): string[] {
  const outbox = openOutbox(1, at(days * day));
  askForFits(state, outbox);
  return outbox.estimates.map((each) => (each.kind === "TAIL" ? each.subject : each.kind));
}

type Garch = { readonly alpha: number; readonly beta: number };
const answer = (subject: string, days: number, garch: Garch | null = { alpha: 0.1, beta: 0.8 }) =>
  tailEstimated.create({
    subject,
    asOfMs: at(days * day),
    days: 200,
    garch:
      garch === null ? null : { omegaRatio: ratio(1e-5), alphaRatio: ratio(garch.alpha), betaRatio: ratio(garch.beta) },
    excess: null,
    degreesRatio: ratio(5),
    residualDegreesRatio: null,
  }).data;

describe("a fit is asked for", () => {
  it("from 120 days of history on", () => {
    expect(asked(officerOf(119), 0)).toEqual([]);
    expect(asked(officerOf(120), 0)).toEqual(["BTC"]);
  });
  it("again after a day without an answer, and not before", () => {
    const state = officerOf(150);
    expect([0, 0.99, 1].map((days) => asked(state, days))).toEqual([["BTC"], [], ["BTC"]]);
  });
  it("every seven days once there is one, and at once on an alarm", () => {
    const state = officerOf(150);
    asked(state, 0);
    hearTail(state, answer("BTC", 0), openOutbox(2, at(0)));
    expect([6, 6.99].map((days) => asked(state, days))).toEqual([[], []]);
    expect(asked(state, 7)).toEqual(["BTC"]);
    hearTail(state, answer("BTC", 7), openOutbox(3, at(7 * day)));
    expect(asked(state, 8)).toEqual([]);
    for (const desk of state.desks) desk.hasAlarm = true;
    expect(asked(state, 9)).toEqual(["BTC"]);
    expect(asked(state, 10), "its answer was lost").toEqual(["BTC"]);
  });
  it("of the book too, while something is held", () => {
    const state = officerOf(150);
    closeBookDay(state, Float64Array.of(0.4), { day: 1, closed: [0] });
    expect(asked(state, 0)).toEqual(["BTC", "book"]);
    closeBookDay(state, Float64Array.of(0), { day: 2, closed: [0] });
    expect(asked(state, 3)).toEqual(["BTC"]);
  });
});

describe("an answer", () => {
  it("is taken when it is of somebody known and not older than what is held", () => {
    const state = officerOf(150);
    const outbox = openOutbox(2, at(0));
    hearTail(state, answer("BTC", 5), outbox);
    expect(state.desks[0]?.model).toMatchObject({ asOf: at(5 * day), degrees: 5, excess: undefined });
    expect(outbox.facts).toEqual([]);
    hearTail(state, answer("BTC", 4), outbox);
    hearTail(state, answer("nobody", 6), outbox);
    expect(outbox.facts.map(({ type }) => type)).toEqual(["input.ignored", "input.ignored"]);
    expect(state.desks[0]?.model?.asOf).toBe(at(5 * day));
  });
  it("without a volatility of its own is taken for the rest", () => {
    const state = officerOf(150);
    hearTail(state, answer("BTC", 0, null), openOutbox(2, at(0)));
    expect(state.desks[0]?.model).toMatchObject({ garch: undefined, degrees: 5 });
  });
  it("whose variance would grow without end leaves the volatility to the incremental form", () => {
    const state = officerOf(150);
    hearTail(state, answer("BTC", 0, { alpha: 0.3, beta: 0.7 }), openOutbox(2, at(0)));
    expect(state.desks[0]?.model?.garch).toBeUndefined();
  });
});
