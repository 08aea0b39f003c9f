/** The model book: who is there, what the fund has seen of each, and what they report of themselves. */
import { describe, expect, it } from "vitest";
import { at, config, day } from "../../../../tests/scenarios/given.ts";
import { fraction, ratio } from "../../units/units.ts";
import {
  forgetSilent,
  meetModel,
  type ModelBook,
  type ModelReport,
  modelsOf,
  noteReport,
  openModelBook,
  refuseModel,
} from "./model-book.ts";

const report = (change: Partial<ModelReport> = {}): ModelReport => ({
  model: "oracle",
  winRate: fraction(0.6),
  sharpe: ratio(1.2),
  cases: 20,
  daysSinceTraining: 3,
  ...change,
});
const seen = (outcomes: number, wins: number) => ({
  day: 0,
  outcomes,
  wins,
  returns: 0,
  squares: 1,
  gains: 0,
  confidentOutcomes: 0,
  confidentWins: 0,
});
const oracleIn = (book: ModelBook, when = at(0)) =>
  modelsOf(book, config, when).find(({ model }) => model === "oracle");
function reported(change: Partial<ModelReport> = {}): ModelBook {
  const book = openModelBook(config);
  noteReport(book, report(change), config, at(0));
  return book;
}

describe("who is there", () => {
  it("the kernel's own from the start, outside ones from their first word", () => {
    const book = openModelBook(config);
    const unknown = { winRate: undefined, sharpe: undefined, drawdown: undefined, cases: 0 };
    expect(modelsOf(book, config, at(0))).toMatchObject([
      { model: "momentum", ...unknown },
      { model: "reversion", ...unknown },
    ]);
    meetModel(book, "oracle", config, at(0));
    expect(modelsOf(book, config, at(0)).map(({ model }) => model)).toEqual(["momentum", "reversion", "oracle"]);
    expect(["momentum", "reversion", "oracle"].map((model) => refuseModel(book, model))).toEqual([
      "momentum is a model of the kernel",
      "reversion is a model of the kernel",
      undefined,
    ]);
  });

  it.each([
    ["__proto__", false],
    ["__proto", true],
    ["é".repeat(100), true],
    ["é".repeat(101), false],
    ["a\nb", false],
  ])("a name weights can be written down by: %j is one: %s", (name, isOne) =>
    expect(refuseModel(openModelBook(config), name) === undefined).toBe(isOne),
  );

  it("no more than 20 in all: names cost memory, and anybody may invent them", () => {
    const book = openModelBook(config);
    for (let each = 3; each <= 20; each += 1) {
      expect(refuseModel(book, `model ${each}`)).toBeUndefined();
      meetModel(book, `model ${each}`, config, at(0));
    }
    expect(refuseModel(book, "model 21")).toBe("20 models are known already");
    expect(refuseModel(book, "model 20"), "one that is known speaks on").toBeUndefined();
  });

  it("an outside model leaves after more than 30 days of silence; a kernel model never", () => {
    const book = openModelBook(config);
    meetModel(book, "oracle", config, at(0));
    meetModel(book, "seer", config, at(5 * day));
    forgetSilent(book, at(30 * day));
    expect([...book.records.keys()], "at 30 days").toHaveLength(4);
    forgetSilent(book, at(30 * day + 1));
    expect([...book.records.keys()]).toEqual(["momentum", "reversion", "seer"]);
  });
});

describe("what an outside model reports", () => {
  it("fills in while the fund has seen fewer than 20 cases", () => {
    const book = reported();
    book.records.get("oracle")!.days.push(seen(79, 0));
    expect(oracleIn(book)).toMatchObject({ winRate: 0.6, sharpe: 1.2, cases: 20 });
    book.records.get("oracle")!.earlier = seen(79, 0);
    book.records.get("oracle")!.days.push(seen(1, 0));
    expect(oracleIn(book), "its own record speaks").toMatchObject({ winRate: 0, cases: 20 });
  });

  it.each([
    [19, undefined],
    [20, 0.6],
    [21, 0.6],
  ])("with %d cases gives a win rate of %s", (cases, winRate) =>
    expect(oracleIn(reported({ cases }))?.winRate).toBe(winRate),
  );

  it("may leave rates open", () =>
    expect(oracleIn(reported({ winRate: undefined, sharpe: undefined }))).toMatchObject({
      winRate: undefined,
      sharpe: undefined,
    }));

  it("ages: the days since training go on, and a later word keeps the report", () => {
    const book = reported();
    meetModel(book, "oracle", config, at(2 * day));
    expect(oracleIn(book, at(2 * day))).toMatchObject({ daysSinceTraining: 5, sharpe: 1.2 });
    expect(oracleIn(reported({ daysSinceTraining: undefined }), at(day))?.daysSinceTraining).toBeUndefined();
  });
});
