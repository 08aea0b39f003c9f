/** What a solver is asked, once for each set of symbols and day, and which answers are heard. */
import { expect, it } from "vitest";
import { at } from "../../../../tests/scenarios/given.ts";
import { openOutbox } from "../../events/outbox.ts";
import { epochMs, fraction } from "../../units/units.ts";
import { answerFor, askForAllocation, hearAllocation } from "./allocation.ts";
import { openBalancer } from "./balancer-state.ts";

const symbols = ["A", "B"];
const returns = [Float64Array.from({ length: 300 }, (_, day) => day / 1e4), new Float64Array(280).fill(0.01)];
const ask = (state = openBalancer(2), seq = 1) => {
  const outbox = openOutbox(seq, at(seq));
  askForAllocation(state, { symbols, returns, cap: 0.3 }, outbox);
  return { state, estimates: outbox.estimates };
};
const answer = (change: object = {}) => ({
  symbols,
  asOfMs: at(1),
  days: 250,
  weightFractions: [fraction(0.25), fraction(0.75)],
  expectedShortfallRatio: null,
  ...change,
});

it("asks with a year of the days that all have, and a cap that as many symbols can fill", () => {
  const [request] = ask().estimates;
  if (request?.kind !== "ALLOCATION") throw new Error("expected an allocation to be asked for");
  expect(request).toMatchObject({ symbols, asOf: at(1), tail: 0.05, cap: 0.5 });
  expect(request.returns).toHaveLength(2 * 250);
  expect(request.returns.at(-2), "the youngest day of the first").toBeCloseTo(0.0299, 12);
});

it("asks once for a set of symbols and a day, and anew the next day", () => {
  const { state } = ask();
  expect(ask(state, 2).estimates).toEqual([]);
  state.daysKnown += 1;
  expect(ask(state, 3).estimates).toHaveLength(1);
});

it("hears the answer to its question, and uses it for just these symbols and this day", () => {
  const { state } = ask();
  expect(hearAllocation(state, answer())).toBeUndefined();
  expect([...(answerFor(state, symbols) ?? [])]).toEqual([0.25, 0.75]);
  expect(answerFor(state, ["A"])).toBeUndefined();
  state.daysKnown += 1;
  expect(answerFor(state, symbols)).toBeUndefined();
});

it("an answer that nobody asked for is refused, and none found leaves what there is", () => {
  const { state } = ask();
  expect(hearAllocation(state, answer({ asOfMs: epochMs(5) }))).toContain("nobody asked");
  expect(hearAllocation(state, answer({ symbols: ["B", "A"] }))).toContain("nobody asked");
  expect(hearAllocation(openBalancer(2), answer())).toContain("nobody asked");
  expect(answerFor(state, symbols)).toBeUndefined();
  expect(hearAllocation(state, answer({ weightFractions: null }))).toBeUndefined();
  expect(answerFor(state, symbols)).toBeUndefined();
});
