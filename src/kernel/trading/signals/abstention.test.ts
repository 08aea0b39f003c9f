/** Who abstains and why, at, below and above each line, and how a model is. */
import { describe, expect, it } from "vitest";
import { abstentionOf, healthOf, isWithoutSkill, type Question } from "./abstention.ts";
import { openWords, type SpokenWords } from "./spoken-words.ts";

const asked: Question = { granted: 0.3, history: 20, hasExpired: false, isWithoutSkill: false };
/** Losses that stand 0.05 either way of their mean. */
const spread = 0.05;
const judged = (cases: number, brier: number): SpokenWords => ({
  ...openWords(1, 4, 1_000),
  losses: cases * 4 * brier,
  squares: cases * 4 * (spread ** 2 + (brier - 0.25) ** 2),
  outcomes: cases * 4,
});
/** What 20 cases of that spread leave to chance at 5 %. */
const chance = (1.645 * spread) / Math.sqrt(20);

describe("abstention", () => {
  it.each([
    ["nobody, who is asked, fresh, tried and able", {}, null],
    ["who has no weight", { granted: 0 }, "RESTING"],
    ["whose weight is no number", { granted: Number.NaN }, "RESTING"],
    ["who has said nothing", { history: undefined }, "NO_WORD"],
    ["whose word has expired", { history: undefined, hasExpired: true }, "STALE"],
    ["who speaks from 19 cases", { history: 19 }, "INSUFFICIENT_HISTORY"],
    ["who speaks from 20 cases does not", { history: 20 }, null],
    ["whose cases are no number", { history: Number.NaN }, "INSUFFICIENT_HISTORY"],
    ["who is without skill", { isWithoutSkill: true }, "NO_SKILL"],
  ] as const)("%s", (_, change, abstains) => expect(abstentionOf({ ...asked, ...change })).toBe(abstains));
});

describe("skill", () => {
  it.each([
    ["19 cases say nothing against a model", 19, 0.4, false, false],
    ["nor for one that rests", 19, 0.1, true, true],
    ["20 cases worse than a coin within chance", 20, 0.25 + chance - 1e-6, false, false],
    ["20 cases worse beyond chance", 20, 0.25 + chance + 1e-6, false, true],
    ["a loss that is no number", 20, Number.NaN, false, true],
    ["one that rests is not back at a coin's loss", 20, 0.25, true, true],
    ["and is just below it", 20, 0.25 - 1e-6, true, false],
  ])("%s", (_, cases, brier, rests, then) =>
    expect(isWithoutSkill({ words: judged(cases, brier), isWithoutSkill: rests })).toBe(then),
  );
});

describe("health", () => {
  const words = judged(30, 0.2);
  it.each([
    ["a kernel model that speaks", words, false, undefined, "OK"],
    ["one without skill", words, true, undefined, "DEGRADED"],
    ["an outside model with a live word", words, false, true, "OK"],
    ["one whose words have all expired", words, false, false, "STALE"],
    ["one that has never spoken", judged(0, 0), false, false, "ABSENT"],
  ] as const)("%s", (_, held, rests, live, health) =>
    expect(healthOf({ words: held, isWithoutSkill: rests }, live)).toBe(health),
  );
});
