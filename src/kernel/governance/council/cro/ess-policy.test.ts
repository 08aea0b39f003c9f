/** CRO: the ESS thresholds tighten on crossing and return after a day of calm. */
import { describe, expect, it } from "vitest";
import { at, hour, justAbove, justBelow } from "../../../../../tests/scenarios/given.ts";
import { briefing } from "../../../../../tests/scenarios/given-fund.ts";
import { ratio } from "../../../units/units.ts";
import { baseEssPolicy, decideEssPolicy, type EssPolicy, openEssPolicy, tightEssPolicy } from "./ess-policy.ts";

const look = (drawdown: number, maxDrawdown = drawdown, now = at(0)) =>
  briefing({ at: now, performance: { drawdown: ratio(drawdown), maxDrawdown: ratio(maxDrawdown) } });

it("base 3, 5 and 8 %, tightened 2, 4 and 7 %", () => {
  expect(Object.values(baseEssPolicy)).toEqual([0.03, 0.05, 0.08]);
  expect(Object.values(tightEssPolicy)).toEqual([0.02, 0.04, 0.07]);
});

describe("tightening", () => {
  const tightens = (drawdown: number, maxDrawdown: number) =>
    decideEssPolicy(look(drawdown, maxDrawdown), baseEssPolicy, openEssPolicy())?.payload === tightEssPolicy;

  it("at a drawdown strictly above 6 %", () =>
    expect([tightens(0.06, 0.06), tightens(justAbove(0.06), 0.06)]).toEqual([false, true]));
  it("at a deepest drawdown strictly above 8 %", () =>
    expect([tightens(0, 0.08), tightens(0, justAbove(0.08))]).toEqual([false, true]));

  it("on crossing, not on standing beyond", () => {
    const memory = openEssPolicy();
    expect(decideEssPolicy(look(0.07), baseEssPolicy, memory)).toBeDefined();
    expect(decideEssPolicy(look(0.07), baseEssPolicy, memory)).toBeUndefined();
  });

  it("not what is tight already", () =>
    expect(decideEssPolicy(look(0.07), tightEssPolicy, openEssPolicy())).toBeUndefined());
});

describe("restoring", () => {
  const walk = (steps: readonly (readonly [hours: number, drawdown: number, max?: number])[]): EssPolicy => {
    const memory = openEssPolicy();
    let held = tightEssPolicy;
    for (const [hours, drawdown, max] of steps)
      held = decideEssPolicy(look(drawdown, max, at(hours * hour)), held, memory)?.payload ?? held;
    return held;
  };

  it("after 24 hours strictly below 2 %, and not a moment earlier", () => {
    expect(
      walk([
        [0, 0.01],
        [24 - 1e-6, 0.01],
      ]),
    ).toBe(tightEssPolicy);
    expect(
      walk([
        [0, 0.01],
        [24, 0.01],
      ]),
    ).toBe(baseEssPolicy);
    expect(
      walk([
        [0, justBelow(0.02)],
        [24, justBelow(0.02)],
      ]),
    ).toBe(baseEssPolicy);
    expect(
      walk([
        [0, 0.02],
        [24, 0.02],
      ]),
    ).toBe(tightEssPolicy);
  });

  it("counts anew whenever 2 % is reached in between", () => {
    expect(
      walk([
        [0, 0.01],
        [12, 0.02],
        [13, 0.01],
        [30, 0.01],
      ]),
    ).toBe(tightEssPolicy);
    expect(
      walk([
        [0, 0.01],
        [12, 0.02],
        [13, 0.01],
        [37, 0.01],
      ]),
    ).toBe(baseEssPolicy);
  });

  it("not while the deepest drawdown still stands above 8 %", () => {
    expect(
      walk([
        [0, 0.01, 0.09],
        [48, 0.01, 0.09],
      ]),
    ).toBe(tightEssPolicy);
  });

  it("never at a drawdown that is not a number", () => {
    const memory = openEssPolicy();
    decideEssPolicy(look(0.01), tightEssPolicy, memory);
    const unknown = briefing({ at: at(48 * hour), performance: { drawdown: Number.NaN as never } });
    expect(decideEssPolicy(unknown, tightEssPolicy, memory)).toBeUndefined();
  });
});
