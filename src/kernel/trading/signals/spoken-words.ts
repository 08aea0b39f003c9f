/**
 * What was said about each instrument until its horizon has passed, and how far from the truth it was.
 *
 * The loss of a word is its Brier score (p - y)²: 0.25 for one half, which knows nothing. The mean forgets with a half-life
 * of 90 days. Words whose horizons overlap are not independent, so `horizon` outcomes count as one case, as elsewhere.
 */
import { logCloseBack, type MarketFeatures } from "../../features/market-features.ts";
import { asleep } from "../../maths/fixed-share.ts";

/** Stands for silence; state holds finite numbers only. */
const silence = -1;
const coin = 0.25;

export type SpokenWords = {
  readonly horizon: number;
  /** Row-major rings of the probabilities said, waiting for their horizon to pass. */
  readonly said: Float64Array;
  /** What an outcome keeps of its count when the next one comes. */
  readonly keeps: number;
  losses: number;
  /** Sum of squared differences from a coin's loss. */
  squares: number;
  outcomes: number;
};

/** @param halfLife in outcomes */
export const openWords = (instruments: number, horizon: number, halfLife: number): SpokenWords => ({
  horizon,
  said: new Float64Array(instruments * horizon).fill(silence),
  keeps: 2 ** (-1 / halfLife),
  losses: 0,
  squares: 0,
  outcomes: 0,
});

/**
 * Judges what was said `horizon` bars ago about instrument `id`, and remembers this word. Call once at every bar.
 * @returns the loss, or `asleep` where nothing was said
 */
export function judgeWord(words: SpokenWords, features: MarketFeatures, id: number, says: number | undefined): number {
  const { horizon, said, keeps } = words;
  const slot = id * horizon + ((features.barsSeen[id] ?? 0) % horizon);
  const before = said[slot] ?? silence;
  said[slot] = says ?? silence;
  if (!(before >= 0)) return asleep;
  const rose = logCloseBack(features, id, 0) > logCloseBack(features, id, horizon) ? 1 : 0;
  const loss = (before - rose) ** 2;
  words.losses = keeps * words.losses + loss;
  words.squares = keeps * words.squares + (loss - coin) ** 2;
  words.outcomes = keeps * words.outcomes + 1;
  return loss;
}

/** Bars were missed: what waits would be judged by the wrong close. */
export function forgetWaiting({ horizon, said }: SpokenWords, id: number): void {
  said.fill(silence, id * horizon, (id + 1) * horizon);
}

/** Independent outcomes remembered. */
export const casesOf = ({ outcomes, horizon }: SpokenWords): number => Math.floor(outcomes / horizon);

/** Mean Brier score; undefined before the first outcome. */
export const brierOf = ({ losses, outcomes }: SpokenWords): number | undefined =>
  outcomes > 0 ? losses / outcomes : undefined;

/** Share of a coin's loss that is saved: above 0 the words are better than one half. */
export function skillOf(words: SpokenWords): number | undefined {
  const brier = brierOf(words);
  return brier === undefined ? undefined : 1 - brier / coin;
}

/** Standard error of `skillOf`, over independent outcomes; undefined before there is one. */
export function skillErrorOf(words: SpokenWords): number | undefined {
  const brier = brierOf(words);
  const cases = casesOf(words);
  if (brier === undefined || cases < 1) return undefined;
  const variance = words.squares / words.outcomes - (brier - coin) ** 2;
  return Math.sqrt(Math.max(0, variance) / cases) / coin;
}
