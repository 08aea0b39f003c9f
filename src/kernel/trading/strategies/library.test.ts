/** Names and choices: what a configuration may mean by a strategy, and what code is refused as another. */
import { describe, expect, it } from "vitest";
import type { StrategyChoice } from "../../domain/strategy-choice.ts";
import { choose, faultOfStrategy, refuseChoices, shippedLibrary, shippedStrategies } from "./library.ts";
import type { Strategy } from "./strategy.ts";

const one: Strategy<"bars" | "share"> = {
  name: "one",
  version: "1.0.0",
  description: "says nothing",
  parameters: {
    bars: { default: 5, from: 2, to: 10, isWhole: true, says: "bars" },
    share: { default: 0.5, from: 0, to: 1, isWhole: false, says: "share" },
  },
  features: ["rsi_14"],
  history: ({ bars }) => bars + 1,
  decide: () => ({ kind: "NONE" }),
};
const shelved = { strategy: one, sha256: null };

describe("what ships", () => {
  it.each(shippedStrategies.map((strategy) => [strategy.name, strategy] as const))("%s is sound", (name, strategy) => {
    expect(faultOfStrategy(strategy)).toBeUndefined();
    const chosen = choose({ strategy, sha256: null });
    expect(chosen).toMatchObject({ kind: "CHOSEN", choice: { name, sha256: null } });
    for (const bound of ["from", "to"] as const) {
      const extreme = Object.fromEntries(Object.entries(strategy.parameters).map(([key, each]) => [key, each[bound]]));
      expect(choose({ strategy, sha256: null }, extreme).kind, `all at ${bound}`).toBe("CHOSEN");
    }
  });
});

describe("a strategy's own words", () => {
  it.each<[Partial<Strategy>, string | undefined]>([
    [{}, undefined],
    [{ name: "Upper" }, 'expected a name in lower case with hyphens, was "Upper"'],
    [{ name: "two words" }, "expected a name"],
    [{ name: "" }, "expected a name"],
    [{ name: "ensemble" }, "expected another name than ensemble"],
    [{ version: " " }, "expected a version"],
    [
      { parameters: { a: { default: 3, from: 1, to: 2, isWhole: true, says: "" } } },
      "expected a to start from 1 to 2, was 3",
    ],
    [{ parameters: { a: { default: 1.5, from: 1, to: 2, isWhole: true, says: "" } } }, "expected a to be whole"],
    [{ parameters: { a: { default: Number.NaN, from: 1, to: 2, isWhole: false, says: "" } } }, "expected a to start"],
  ])("%o: %s", (change, fault) => {
    const found = faultOfStrategy({ ...one, ...change });
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(fault);
  });
});

describe("a choice", () => {
  it("starts from the defaults and says what the strategy looks at", () =>
    expect(choose(shelved, { bars: 9 })).toEqual({
      kind: "CHOSEN",
      choice: {
        name: "one",
        version: "1.0.0",
        parameters: { bars: 9, share: 0.5 },
        history: 10,
        features: ["rsi_14"],
        sha256: null,
      },
    }));

  it.each<[Record<string, number>, string]>([
    [{ bars: 2 }, "CHOSEN"],
    [{ bars: 10 }, "CHOSEN"],
    [{ bars: 1 }, "one: expected bars whole and from 2 to 10, was 1"],
    [{ bars: 11 }, "one: expected bars whole and from 2 to 10, was 11"],
    [{ bars: 2.5 }, "one: expected bars whole"],
    [{ bars: Number.NaN }, "one: expected bars whole"],
    [{ share: 1.01 }, "one: expected share from 0 to 1, was 1.01"],
    [{ other: 1 }, "expected a parameter of one, was other"],
  ])("with %o: %s", (parameters, said) => {
    const chosen = choose(shelved, parameters);
    expect(chosen.kind === "CHOSEN" ? "CHOSEN" : chosen.reason).toContain(said);
  });

  it.each([
    [0, "expected a history of 1 to 1000 bars, was 0"],
    [1, "CHOSEN"],
    [1_000, "CHOSEN"],
    [1_001, "expected a history of 1 to 1000 bars, was 1001"],
    [1.5, "expected a history"],
  ])("with a history of %d: %s", (history, said) => {
    const chosen = choose({ strategy: { ...one, history: () => history }, sha256: null });
    expect(chosen.kind === "CHOSEN" ? "CHOSEN" : chosen.reason).toContain(said);
  });
});

describe("code that is to play a configuration", () => {
  const chosen = choose(shelved);
  if (chosen.kind === "REFUSED") throw new Error(chosen.reason);
  const { choice } = chosen;
  const library = new Map([["one", shelved]]);
  const refusal = (change: Partial<StrategyChoice>, shelf = library) =>
    refuseChoices([{ ...choice, ...change }], shelf);

  it("is taken where it is what the configuration says", () => {
    expect(refusal({})).toBeUndefined();
    expect(refuseChoices([], new Map())).toBeUndefined();
  });
  it.each<[Partial<StrategyChoice>, string]>([
    [{ name: "two" }, "expected a strategy that this code knows, was two 1.0.0"],
    [{ version: "1.0.1" }, "expected one in version 1.0.1, was 1.0.0"],
    [{ sha256: "ab" }, "expected one from a file of sha256 ab, was the kernel"],
    [{ parameters: { bars: 99, share: 0.5 } }, "one: expected bars"],
    [{ parameters: { bars: 5 } }, "expected one 1.0.0 to look at what the configuration says"],
    [{ history: 7 }, "expected one 1.0.0 to look at what the configuration says"],
    [{ features: [] }, "expected one 1.0.0 to look at what the configuration says"],
  ])("with %o is refused: %s", (change, reason) => expect(refusal(change)).toContain(reason));
  it("of a plug-in that nobody brought is refused by name and hash", () =>
    expect(refuseChoices([{ ...choice, sha256: "ab" }], shippedLibrary)).toBe(
      "expected a strategy that this code knows, was one 1.0.0, a plug-in (a file of sha256 ab)",
    ));
});
