/** The study of estimators in small: pass rates on made-up markets, a switch of regime, and no look ahead. */
import { expect, it } from "vitest";
import { estimators, lookback, type Outcome, walkForward } from "../../scripts/var-study/forecasts.ts";
import { garchPath, switchingPath } from "../../scripts/var-study/paths.ts";
import { readTally } from "../../src/kernel/maths/risk/backtest-tally.ts";
import { conformalGuarantee } from "../../src/kernel/maths/risk/conformal.ts";

/** A few seconds alone, many on a busy machine. */
const timeout = 60_000;

const find = (outcomes: readonly Outcome[], name: string, tail: number) =>
  outcomes.find((each) => each.estimator === name && each.tail === tail)!;

it("a forecast does not change when the days after it are cut off or changed", () => {
  const whole = garchPath(1, lookback + 60);
  const changed = whole.map((value, day) => (day < lookback + 40 ? value : 10 * value));
  const tails = [0.05, 0.01];
  const [full, cut, other] = [whole, whole.subarray(0, lookback + 40), changed].map(
    (returns) => walkForward(returns, lookback, tails).outcomes,
  );
  for (const [index, outcome] of full!.entries()) {
    expect(cut![index]!.valueAtRisk, outcome.estimator).toEqual(outcome.valueAtRisk.slice(0, 40));
    expect(other![index]!.scores.slice(0, 40), outcome.estimator).toEqual(outcome.scores.slice(0, 40));
    expect(other![index]!.valueAtRisk[40], "the forecast of the first changed day").toBe(outcome.valueAtRisk[40]);
  }
});

it("on heavy-tailed GARCH paths the filtered estimators pass Kupiec at 5 %, and none refuses a day", {
  timeout,
}, () => {
  const passes = new Map<string, number>();
  const seeds = [11, 12, 13];
  for (const seed of seeds)
    for (const { estimator, tally, refusals } of walkForward(garchPath(seed, 1_000), lookback, [0.05]).outcomes) {
      expect(refusals, estimator).toBe(0);
      const isPassed = (readTally(tally)?.kupiec.pValue ?? 0) >= 0.05;
      passes.set(estimator, (passes.get(estimator) ?? 0) + (isPassed ? 1 : 0));
    }
  for (const name of ["filtered historical, GARCH", "filtered Pareto, GARCH", "self-calibrating"])
    expect(passes.get(name), name).toBeGreaterThanOrEqual(2);
  expect(passes.size).toBe(Object.keys(estimators).length);
});

it("when the regime switches plain historical VaR fails Kupiec, and the self-calibrating one keeps its bound", {
  timeout,
}, () => {
  const { outcomes, conformals } = walkForward(switchingPath(3, 1_000), lookback, [0.05, 0.01]);
  for (const [index, tail] of [0.05, 0.01].entries()) {
    expect(readTally(find(outcomes, "historical", tail).tally)?.kupiec.pValue).toBeLessThan(0.01);
    expect(readTally(find(outcomes, "self-calibrating", tail).tally)?.kupiec.pValue).toBeGreaterThan(0.05);
    const { settings, judged, passed } = conformals[index]!;
    expect(Math.abs(passed / judged - tail)).toBeLessThanOrEqual(conformalGuarantee(settings, judged));
    expect(Math.abs(passed / judged - tail), "well within").toBeLessThan(0.02);
  }
});
