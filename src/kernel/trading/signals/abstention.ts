/**
 * When a model's word does not count, and how the model is.
 *
 * It abstains when it is not asked, has said nothing, said it too long ago, speaks from fewer than 20 cases (resolutions
 * 20) or is found without skill: over 20 cases or more its Brier score is worse than that of one half beyond chance, at 5 %
 * on one side. It speaks again once its mean is better than one half. A calibrated model that merely knows nothing says one
 * half by itself, and need not be silenced. No word is the default, a stale one never counts.
 */
import type { Abstention, ModelHealth } from "../../domain/signal.ts";
import { casesOf, skillErrorOf, skillOf, type SpokenWords } from "./spoken-words.ts";
import { minimumCases } from "./track-record.ts";

/** Standard errors below a coin: 5 % of a normal distribution lies beyond. */
const worseAt = 1.645;

export type Question = {
  /** The share it would have. */
  readonly granted: number;
  /** Independent cases it speaks from; undefined where no word stands. */
  readonly history: number | undefined;
  /** Whether there was a word before; asked only where none stands. */
  readonly hasExpired: boolean;
  readonly isWithoutSkill: boolean;
};

export function abstentionOf({ granted, history, hasExpired, isWithoutSkill: rests }: Question): Abstention | null {
  if (!(granted > 0)) return "RESTING";
  if (history === undefined) return hasExpired ? "STALE" : "NO_WORD";
  if (!(history >= minimumCases)) return "INSUFFICIENT_HISTORY";
  return rests ? "NO_SKILL" : null;
}

type Judged = { readonly words: SpokenWords; readonly isWithoutSkill: boolean };

/** Worse than a coin beyond chance; for one that rests, until it is better than a coin. Unknown below 20 cases. */
export function isWithoutSkill({ words, isWithoutSkill: rests }: Judged): boolean {
  if (casesOf(words) < minimumCases) return rests;
  const skill = skillOf(words) ?? 0;
  return rests ? !(skill > 0) : !(skill >= -worseAt * (skillErrorOf(words) ?? 0));
}

/** @param hasLiveWord undefined for a model of the kernel, which speaks at every close */
export function healthOf({ words, isWithoutSkill: rests }: Judged, hasLiveWord: boolean | undefined): ModelHealth {
  if (hasLiveWord === false) return words.outcomes > 0 ? "STALE" : "ABSENT";
  return rests ? "DEGRADED" : "OK";
}
