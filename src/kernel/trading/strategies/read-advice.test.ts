/** Advice at each of its bounds, and what is none. */
import { describe, expect, it } from "vitest";
import { justAbove } from "../../../../tests/scenarios/given.ts";
import { readAdvice } from "./read-advice.ts";

const long = { kind: "LONG", confidence: 0.7, stopDistance: 0.02, reason: "because" };
const reasonOf = (said: unknown) => {
  const read = readAdvice(said, 0.04);
  return read.kind === "NONSENSE" ? read.reason : "it was taken";
};

it("takes each kind, and nothing that came along with it", () => {
  expect(readAdvice({ kind: "NONE", more: 1 }, 0.04)).toEqual({ kind: "READ", advice: { kind: "NONE" } });
  expect(readAdvice({ kind: "OUT", reason: "over", more: 1 }, 0.04)).toEqual({
    kind: "READ",
    advice: { kind: "OUT", reason: "over" },
  });
  const whole = { ...long, targetDistance: 0.05, maxBars: 9 };
  expect(readAdvice({ ...whole, more: 1 }, 0.04)).toEqual({ kind: "READ", advice: whole });
});

describe("an entry", () => {
  it.each([
    [{ confidence: 0 }, "it was taken"],
    [{ confidence: 1 }, "it was taken"],
    [{ confidence: -1e-12 }, "expected a confidence from 0 to 1, was -1e-12"],
    [{ confidence: justAbove(1) }, "expected a confidence from 0 to 1"],
    [{ confidence: Number.NaN }, "expected a confidence from 0 to 1, was NaN"],
    [{ confidence: "0.7" }, "expected a confidence from 0 to 1"],
    [{ stopDistance: 0.04 }, "it was taken"],
    [{ stopDistance: justAbove(0.04) }, "expected a stop above 0 and up to 0.04 away"],
    [{ stopDistance: 0 }, "expected a stop above 0 and up to 0.04 away, was 0"],
    [{ stopDistance: 1e-12 }, "it was taken"],
    [{ stopDistance: Number.NaN }, "expected a stop"],
    [{ stopDistance: undefined }, "expected a stop"],
    [{ targetDistance: 1 }, "it was taken"],
    [{ targetDistance: justAbove(1) }, "expected a target above 0 and up to 1 away"],
    [{ targetDistance: 0 }, "expected a target above 0 and up to 1 away, was 0"],
    [{ targetDistance: Number.POSITIVE_INFINITY }, "expected a target"],
    [{ maxBars: 1 }, "it was taken"],
    [{ maxBars: 0 }, "expected a whole number of bars to stay, was 0"],
    [{ maxBars: 1.5 }, "expected a whole number of bars to stay"],
    [{ reason: " " }, "expected a reason for LONG"],
    [{ reason: undefined }, "expected a reason for LONG"],
  ])("with %o: %s", (change, reason) => expect(reasonOf({ ...long, ...change })).toContain(reason));
});

it.each([
  [undefined, "expected advice, was undefined"],
  [null, "expected advice, was an object"],
  ["LONG", "expected advice, was LONG"],
  [{}, "expected LONG, OUT or NONE, was undefined"],
  [{ kind: "SHORT", reason: "x" }, "expected LONG, OUT or NONE, was SHORT"],
  [{ kind: "OUT" }, "expected a reason for OUT"],
])("%o is none", (said, reason) => expect(reasonOf(said)).toContain(reason));
