/**
 * When a model's word does not count, and how the model is.
 *
 * It abstains when it is not asked, has said nothing, said it too long ago, speaks from fewer than 20 cases (resolutions
 * 20) or is found without skill: over 20 cases or more its Brier score is no better than that of one half. It speaks again
 * once it saves 0.2 % of that, so that chance does not throw it in and out. No word is the default, a stale one never counts.
 */
import type { Abstention, ModelHealth } from "../../domain/signal.ts";
import { casesOf, skillOf, type SpokenWords } from "./spoken-words.ts";
import { minimumCases } from "./track-record.ts";

const skilledFrom = 0.002;

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

/** Skill above 0 keeps a model speaking; one that rests needs more. Unknown below 20 cases, which nobody rests for. */
export function isWithoutSkill({ words, isWithoutSkill: rests }: Judged): boolean {
  if (casesOf(words) < minimumCases) return rests;
  return !((skillOf(words) ?? 0) > (rests ? skilledFrom : 0));
}

/** @param hasLiveWord undefined for a model of the kernel, which speaks at every close */
export function healthOf({ words, isWithoutSkill: rests }: Judged, hasLiveWord: boolean | undefined): ModelHealth {
  if (hasLiveWord === false) return words.outcomes > 0 ? "STALE" : "ABSENT";
  return rests ? "DEGRADED" : "OK";
}
