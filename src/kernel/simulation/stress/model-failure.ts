/**
 * model_failure: a share of an outside model's words fails, drawn for each: it is silent, speaks of the past, says the
 * opposite with the same conviction, or says what is no number.
 */
import { pickIndex, type RandomState, uniform } from "../../maths/seeded-random.ts";
import { isActive, type ModelFailure } from "./stress.ts";

export const wordFailures = ["SILENT", "STALE", "INVERTED", "NO_NUMBER"] as const;
export type WordFailure = (typeof wordFailures)[number];

/** Draws only while the stress lasts; undefined lets the word pass. */
export function wordFailureAt(stress: ModelFailure, step: number, random: RandomState): WordFailure | undefined {
  if (!isActive(stress, stress.bars, step) || uniform(random) >= stress.shareFraction) return undefined;
  return wordFailures[pickIndex(random, [1, 1, 1, 1])];
}

export type RawWord = { readonly upProbabilityFraction: number; readonly validUntilMs: number };

/** What arrives of a word that fails so; nothing of one that is withheld. */
export function failedWord(word: RawWord, failure: WordFailure | undefined, closedAtMs: number): RawWord | undefined {
  if (failure === undefined) return word;
  if (failure === "SILENT") return undefined;
  if (failure === "STALE") return { ...word, validUntilMs: closedAtMs - 1 };
  if (failure === "INVERTED") return { ...word, upProbabilityFraction: 1 - word.upProbabilityFraction };
  return { ...word, upProbabilityFraction: Number.NaN };
}
