/** A desk: forecasts are out of sample, judged once, and the worst speaks where the binding one is silent. */
import { describe, expect, it } from "vitest";
import { estimators, shortfall975, type TailModel } from "../../../domain/tail.ts";
import { estimate } from "../../../estimation/estimate.ts";
import { normal, seedRandom, studentT } from "../../../maths/seeded-random.ts";
import { epochMs } from "../../../units/units.ts";
import { bindingForecast, type Desk, forecastDay, judgeDay, openDesk } from "./desk.ts";
import { readRecord } from "./scoreboard.ts";

const lossesOf = (days: number, seed = 5): number[] => {
  const random = seedRandom(seed);
  return Array.from({ length: days }, () => 0.02 * studentT(random, 5));
};

/** A desk that has lived through these losses, a day at a time. */
function lived(losses: readonly number[], model?: TailModel): Desk {
  const desk = openDesk("A");
  desk.model = model;
  losses.forEach((loss, day) => {
    judgeDay(desk, loss);
    forecastDay(desk, Float64Array.from(losses.slice(Math.max(0, day - 499), day + 1)));
  });
  return desk;
}

const fitted = (losses: readonly number[]): TailModel => {
  const returns = Float64Array.from(losses, (loss) => -loss);
  const answer = estimate({ kind: "TAIL", subject: "A", asOf: epochMs(0), returns, before: undefined });
  if (answer.type !== "tail.estimated" || answer.data.garch === null || answer.data.excess === null)
    throw new Error("expected a fit");
  const { garch, excess, degreesRatio, residualDegreesRatio } = answer.data;
  return {
    asOf: epochMs(0),
    garch: { omega: garch.omegaRatio, alpha: garch.alphaRatio, beta: garch.betaRatio },
    excess: {
      threshold: excess.thresholdRatio,
      shape: excess.shapeRatio,
      shapeLow: excess.shapeLowRatio,
      shapeHigh: excess.shapeHighRatio,
      scale: excess.scaleRatio,
      exceedances: excess.exceedances,
      losses: excess.losses,
    },
    degrees: degreesRatio ?? undefined,
    residualDegrees: residualDegreesRatio ?? undefined,
  };
};

describe("a desk", () => {
  it("is silent below 60 days, and judges nothing that was not forecast", () => {
    const young = lived(lossesOf(59));
    expect(young.standing).toBeUndefined();
    expect(young.scoreboard.judgedDays).toBe(0);
    const old = lived(lossesOf(61));
    expect(old.standing).toBeDefined();
    expect(old.scoreboard.judgedDays).toBe(1);
  });

  it("forecasts with all eight once a tail is fitted; before, extreme values have nothing to go by", () => {
    const speakers = (desk: Desk) =>
      estimators.filter((each) => desk.standing?.by.get(each)?.kind === "FORECAST" || each === "CORNISH_FISHER");
    const losses = lossesOf(560);
    expect(speakers(lived(losses.slice(0, 200)))).not.toContain("EXTREME_VALUE");
    expect(speakers(lived(losses, fitted(losses.slice(0, 520))))).toEqual([...estimators]);
  });

  it("knows nothing of later days: a prefix forecasts the same", () => {
    const losses = lossesOf(300);
    const other = [...losses.slice(0, 200), ...lossesOf(100, 6)];
    const prefix = lived(losses.slice(0, 200));
    const [full, changed] = [lived(losses), lived(other)];
    expect(lived(losses.slice(0, 200))).toEqual(prefix);
    expect(full.standing).not.toEqual(changed.standing);
    expect(prefix.standing).toEqual(lived(other.slice(0, 200)).standing);
  });

  it("sets off an alarm on a day beyond its 99 % value at risk, and not before", () => {
    const desk = lived(lossesOf(100).map((loss) => loss / 10));
    desk.hasAlarm = false;
    const bound = bindingForecast(desk, desk.standing!)!.levels[2].valueAtRisk;
    const copy = structuredClone(desk);
    judgeDay(desk, bound);
    expect(desk.hasAlarm).toBe(false);
    judgeDay(copy, bound * 1.0001);
    expect(copy.hasAlarm).toBe(true);
  });

  it("lets the worst speak where the binding estimator does not", () => {
    const desk = lived(lossesOf(120));
    const shortfalls = [...desk.standing!.by.values()].flatMap((each) =>
      each.kind === "FORECAST" ? [shortfall975(each)] : [],
    );
    const silent: Desk = { ...desk, choice: { binding: "EXTREME_VALUE", because: "", sinceDay: 1, isWorst: false } };
    expect(shortfall975(bindingForecast(silent, desk.standing!)!)).toBe(Math.max(...shortfalls));
  });

  it("counts a day that is no number for nothing", () => {
    const desk = lived(lossesOf(100));
    const before = structuredClone(desk);
    judgeDay(desk, Number.NaN);
    expect(desk).toEqual(before);
  });
});

it("on fat-tailed days the normal estimator is rejected and another binds", () => {
  const random = seedRandom(11);
  let variance = 0.0004;
  const losses = Array.from({ length: 900 }, () => {
    const loss = Math.sqrt(variance) * normal(random) * (normal(random) > 1.6 ? 2.5 : 0.9);
    variance = 0.00002 + 0.12 * loss ** 2 + 0.83 * variance;
    return loss;
  });
  const desk = lived(losses, fitted(losses.slice(0, 520)));
  expect(readRecord(desk.scoreboard, "NORMAL").passes).toBe(false);
  expect(desk.choice.binding).not.toBe("NORMAL");
});
