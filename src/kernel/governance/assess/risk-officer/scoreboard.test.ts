/** The scoreboard: what is counted, who passes, who binds, and that the count forgets in blocks. */
import { describe, expect, it } from "vitest";
import { type Estimator, estimators, type Forecast } from "../../../domain/tail.ts";
import { normalPdf, normalQuantile } from "../../../maths/distributions.ts";
import { normal, seedRandom } from "../../../maths/seeded-random.ts";
import {
  chooseBinding,
  firstChoice,
  hasJudgedEnough,
  openScoreboard,
  readRecord,
  recordDay,
  type Scoreboard,
  worstSpeaker,
} from "./scoreboard.ts";

/** A right forecast of normal losses with this deviation. */
const forecast = (deviation: number): Forecast => {
  const level = (tail: number) => ({
    valueAtRisk: -deviation * normalQuantile(tail),
    expectedShortfall: (deviation * normalPdf(normalQuantile(tail))) / tail,
  });
  return { kind: "FORECAST", levels: [level(0.05), level(0.025), level(0.01)] };
};
const silent: Forecast = { kind: "REFUSED", reason: "no fit" };
const speaking = (deviations: Partial<Record<Estimator, number>>): Map<Estimator, Forecast> =>
  new Map(
    estimators.map((estimator) => {
      const deviation = deviations[estimator];
      return [estimator, deviation === undefined ? silent : forecast(deviation)];
    }),
  );

/** Days of normal losses with deviation 0.02. */
function judged(board: Scoreboard, days: number, by: Map<Estimator, Forecast>, seed = 3): Scoreboard {
  const random = seedRandom(seed);
  for (let day = 0; day < days; day += 1) recordDay(board, by, 0.02 * normal(random));
  return board;
}

describe("who binds", () => {
  const by = speaking({ HISTORICAL: 0.014, NORMAL: 0.02, FILTERED_HISTORICAL: 0.03 });
  it("is the historical estimator until 250 days have been judged", () => {
    const board = judged(openScoreboard(), 249, by);
    expect(hasJudgedEnough(board)).toBe(false);
    expect(chooseBinding(board, firstChoice, by)).toBe(firstChoice);
    judged(board, 1, by, 9);
    expect(hasJudgedEnough(board)).toBe(true);
    expect(chooseBinding(board, firstChoice, by)).not.toBe(firstChoice);
  });
  it("is the best score of those no test rejects: too small and too large forecasts are out", () => {
    const board = judged(openScoreboard(), 500, by);
    const passing = estimators.filter((each) => readRecord(board, each).passes === true);
    expect(passing).toEqual(["NORMAL"]);
    expect(chooseBinding(board, firstChoice, by)).toMatchObject({ binding: "NORMAL", sinceDay: 500 });
  });
  it("stays for 30 days although another has a better score, and goes at once when it no longer speaks", () => {
    const both = speaking({ HISTORICAL: 0.0205, NORMAL: 0.02 });
    const board = judged(openScoreboard(), 500, both);
    const held = { binding: "HISTORICAL", because: "", sinceDay: 480, isWorst: false } as const;
    expect(chooseBinding(board, held, both)).toBe(held);
    expect(chooseBinding(board, { ...held, sinceDay: 471 }, both)).toEqual({ ...held, sinceDay: 471 });
    expect(chooseBinding(board, { ...held, sinceDay: 470 }, both).binding).toBe("NORMAL");
    expect(chooseBinding(board, held, speaking({ NORMAL: 0.02 })).binding).toBe("NORMAL");
  });
  it("is the worst forecast where every estimator is rejected", () => {
    const wrong = speaking({ HISTORICAL: 0.008, NORMAL: 0.01, EXTREME_VALUE: 0.009 });
    const board = judged(openScoreboard(), 500, wrong);
    expect(chooseBinding(board, firstChoice, wrong)).toMatchObject({
      binding: "NORMAL",
      because: "every estimator is rejected: the worst binds",
    });
    expect(worstSpeaker(wrong)).toBe("NORMAL");
  });
});

describe("a reading", () => {
  it("counts days and hits of each level, and the score against the historical one on the same days", () => {
    const by = speaking({ HISTORICAL: 0.03, NORMAL: 0.02 });
    const board = judged(openScoreboard(), 400, by);
    const { levels, relativeScore, passes } = readRecord(board, "NORMAL");
    expect(levels.map((level) => level?.days)).toEqual([400, 400, 400]);
    expect(levels[0]?.hits).toBeGreaterThan(levels[2]?.hits ?? 0);
    expect(relativeScore).toBeLessThan(0);
    expect(passes).toBe(true);
    expect(readRecord(board, "HISTORICAL").relativeScore).toBe(0);
  });
  it("knows nothing of who never spoke, and no verdict below 250 days", () => {
    const by = speaking({ HISTORICAL: 0.02 });
    const board = judged(openScoreboard(), 249, by);
    expect(readRecord(board, "EXTREME_VALUE")).toMatchObject({ relativeScore: undefined, passes: undefined });
    expect(readRecord(board, "HISTORICAL").passes).toBeUndefined();
  });
  it("covers the last 500 to 1,000 days", () => {
    const by = speaking({ HISTORICAL: 0.02 });
    const board = openScoreboard();
    const daysRead = [500, 1, 499, 1, 499, 1].map((days) => {
      judged(board, days, by);
      return readRecord(board, "HISTORICAL").levels[0]?.days;
    });
    expect(daysRead).toEqual([500, 501, 1000, 501, 1000, 501]);
  });
});

describe("each test rejects by itself", () => {
  /** At 97.5 % value at risk 1, expected shortfall 2; at 99 % value at risk 1.5. */
  const fixed = new Map<Estimator, Forecast>([
    [
      "HISTORICAL",
      {
        kind: "FORECAST",
        levels: [
          { valueAtRisk: 0.9, expectedShortfall: 1.5 },
          { valueAtRisk: 1, expectedShortfall: 2 },
          { valueAtRisk: 1.5, expectedShortfall: 3 },
        ],
      },
    ],
  ]);
  /** 250 days of which these, by number, lose what they say; 6.25 and 2.5 are expected beyond the two values. */
  const passes = (losses: ReadonlyMap<number, number>): boolean | undefined => {
    const board = openScoreboard();
    for (let day = 0; day < 250; day += 1) recordDay(board, fixed, losses.get(day) ?? 0);
    return readRecord(board, "HISTORICAL").passes;
  };
  const hits = (count: number, every: number, loss: (index: number) => number) =>
    new Map(Array.from({ length: count }, (_, index) => [10 + index * every, loss(index)]));
  const usual = (index: number) => (index < 3 ? 1.6 : 1.1);

  it("none rejects 6 days beyond, apart from each other, 3 of them beyond the further value", () =>
    expect(passes(hits(6, 30, usual))).toBe(true));
  it("Kupiec at 97.5 %: 12 days beyond", () => expect(passes(hits(12, 15, usual))).toBe(false));
  it("Kupiec at 99 %: 7 days beyond the further value", () => expect(passes(hits(7, 30, () => 1.6))).toBe(false));
  it("Christoffersen: the 6 days one after the other", () => expect(passes(hits(6, 1, usual))).toBe(false));
  it("Acerbi and Szekely: days beyond that lose six times what is expected of them", () =>
    expect(passes(hits(6, 30, (index) => (index < 3 ? 12 : 1.1)))).toBe(false));
});
