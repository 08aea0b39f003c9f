/** Soft and hard blocks (PT-21): every limit warns at four fifths of itself, refuses beyond it, and a warning refuses nothing. */
import { describe, expect, it } from "vitest";
import { broken } from "../../../tests/scenarios/given-any.ts";
import { openControlBook, talliesInOrder } from "../controls/control-book.ts";
import { defaultWarnShare } from "../domain/control.ts";
import type { Order } from "../domain/order.ts";
import type { Measure } from "../domain/workings.ts";
import { openOutbox } from "../events/outbox.ts";
import { epochMs } from "../units/units.ts";
import { measured } from "./guard/measured.ts";
import { guardControls } from "./guard/controls/register.ts";
import { noteControls } from "./note-controls.ts";

const order: Order = broken({ id: "O1-0", symbol: "BTC" });
const limits = guardControls.flatMap((control) =>
  control.checks.flatMap((check) => (check.measure === undefined ? [] : [{ control, check }])),
);

/** What the book and the facts say after one reading of a check, `share` of its limit used. */
function noted(check: string, share: number, bound: Measure["bound"]) {
  const controls = openControlBook(epochMs(0));
  const outbox = openOutbox(1, epochMs(0));
  const value = bound === "AT_LEAST" ? 100 / share : 100 * share;
  const measure: Measure = { value, limit: 100, unit: "COUNT", bound };
  const refusal = measured({ name: check, measure: () => measure, says: () => "beyond" }).refuses(order, broken({}));
  noteControls(broken({ controls, outbox }), order, [{ check, refusal, measure }]);
  const [[, tally] = []] = talliesInOrder(controls.current);
  return { refusal, warned: tally?.warned, blocked: tally?.blocked, told: outbox.facts.map(({ type }) => type) };
}

describe.each(
  limits.map(
    ({ control, check }) => [control.id, check.name, check.isAimedAt === true, check.warns === false] as const,
  ),
)("%s %s", (_, check, isAimedAt, warnsNever) => {
  const isSilent = isAimedAt || warnsNever;
  it.each(["AT_MOST", "AT_LEAST"] as const)("warns near its limit and refuses beyond it, %s", (bound) => {
    const below = noted(check, defaultWarnShare - 0.001, bound);
    expect(below).toEqual({ refusal: undefined, warned: 0, blocked: 0, told: [] });
    const near = noted(check, defaultWarnShare, bound);
    expect([near.refusal, near.blocked], "a warning never blocks").toEqual([undefined, 0]);
    expect([near.warned, near.told]).toEqual(isSilent ? [0, []] : [1, ["control.warned"]]);
    const beyond = noted(check, 1.001, bound);
    expect(beyond).toEqual({ refusal: "beyond", warned: 0, blocked: 1, told: [] });
  });
});

it("a minimum and an edge have no level to warn at, here as in the register", () =>
  expect(
    limits.filter(({ check }) => check.warns === false).map(({ control, check }) => [control.id, check.name]),
  ).toEqual([
    ["PT-12", "minimum-notional"],
    ["PT-18", "expected-edge"],
  ]));

it("orders are sized by few limits only: those warn nobody", () =>
  expect(limits.filter(({ check }) => check.isAimedAt === true).map(({ check }) => check.name)).toEqual([
    "stop-distance",
    "trade-risk",
    "closeable",
  ]));

describe("of several readings of one control the nearest counts, and one that is no number hides none", () => {
  const headroom = guardControls.find(({ id }) => id === "PT-10")?.checks ?? [];
  const peakOf = (...uses: number[]) => {
    const controls = openControlBook(epochMs(0));
    const readings = uses.map((value, index) => ({
      check: headroom[index]?.name ?? "",
      refusal: Number.isNaN(value) ? "no number" : undefined,
      measure: { value, limit: 1, unit: "RATIO", bound: "AT_MOST" } as const,
    }));
    noteControls(broken({ controls, outbox: openOutbox(1, epochMs(0)) }), order, readings);
    return controls.current.tallies.get("PT-10")?.peakUse;
  };
  it.each([
    [[0.9, Number.NaN, 0.1], 0.9],
    [[Number.NaN, 0.9], 0.9],
    [[0.1, 0.9, 0.2], 0.9],
    [[Number.NaN], 0],
  ])("%j: %d", (uses, peak) => expect(peakOf(...uses)).toBe(peak));
});

it("an exit or a stop is counted where it is asked, and says nothing of how a limit on entries sits", () => {
  const controls = openControlBook(epochMs(0));
  const readings = ["instrument", "reduces"].map((check) => ({ check, refusal: undefined, measure: undefined }));
  const context = broken<Parameters<typeof noteControls>[0]>({ controls, outbox: openOutbox(1, epochMs(0)) });
  for (const purpose of ["ENTRY", "EXIT", "STOP"] as const) noteControls(context, { ...order, purpose }, readings);
  expect(controls.current.tallies.get("PT-12")).toMatchObject({ asked: 3, judged: 1 });
  expect(controls.current.tallies.get("PT-19"), "it binds those alone").toMatchObject({ asked: 3, judged: 3 });
});
