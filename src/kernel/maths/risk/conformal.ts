/**
 * Value at risk that calibrates itself: adaptive conformal inference (Gibbs and Candès, 2021; methods B1).
 *
 * Each loss is divided by the volatility forecast for its day; the bound is a quantile of the last scores, at a level that
 * falls when the bound is passed and rises a little when it holds. Whatever the losses do, after T of them the share that
 * passed the bound lies within (max(a, 1-a) + γ) / (γ·T) of the tail, a being the level at the start.
 *
 * The proof needs a bound that nothing passes when the level falls to 0 or below. That is `ceiling`: 1 for a holder who can
 * lose no more than everything, the default; a short or leveraged book can lose more and says so. At a level of 1 or more the bound is minus infinity.
 */
import { historicalExpectedShortfall, historicalValueAtRisk } from "../value-at-risk.ts";
import { largestFirst, openSortedWindow, pushSorted, type SortedWindow } from "./sorted-window.ts";

export type ConformalSettings = {
  /** Probability of a loss beyond the bound, above 0 and below 1. */
  readonly tail: number;
  /** How fast the level learns, γ. */
  readonly rate: number;
  /** Scores looked back at, and how many are needed before there is a bound. */
  readonly window: number;
  readonly least: number;
  /** The greatest loss there can be, finite. */
  readonly ceiling: number;
};

export const conformalDefaults = { tail: 0.05, rate: 0.005, window: 500, least: 50, ceiling: 1 };

export type Conformal = {
  readonly settings: ConformalSettings;
  readonly scores: SortedWindow;
  /** The level, near `tail`; between -γ and 1+γ. */
  level: number;
  /** Losses judged, and how many passed the bound. */
  judged: number;
  passed: number;
};

export function openConformal(settings: Partial<ConformalSettings>): Conformal {
  const all = { ...conformalDefaults, ...settings };
  if (!(all.tail > 0 && all.tail < 1)) throw new RangeError(`expected a tail above 0 and below 1, was ${all.tail}`);
  if (!(all.ceiling > 0 && Number.isFinite(all.ceiling)))
    throw new RangeError(`expected a finite ceiling above 0, was ${all.ceiling}`);
  return { settings: all, scores: openSortedWindow(all.window), level: all.tail, judged: 0, passed: 0 };
}

/** What the next loss will be held against, for a day of volatility `deviation`. */
export type ConformalRisk = { readonly valueAtRisk: number; readonly expectedShortfall: number };

/** Undefined while there are too few scores, and for a deviation that is not above 0. */
export function conformalRisk({ settings, scores, level }: Conformal, deviation: number): ConformalRisk | undefined {
  if (!(deviation > 0 && Number.isFinite(deviation) && scores.size >= settings.least)) return undefined;
  const { ceiling } = settings;
  if (!(level > 0)) return { valueAtRisk: ceiling, expectedShortfall: ceiling };
  const worst = largestFirst(scores);
  const beyond = deviation * historicalExpectedShortfall(worst, Math.min(1, level));
  if (level >= 1) return { valueAtRisk: Number.NEGATIVE_INFINITY, expectedShortfall: Math.min(ceiling, beyond) };
  const valueAtRisk = Math.min(ceiling, deviation * historicalValueAtRisk(worst, level));
  return { valueAtRisk, expectedShortfall: Math.min(ceiling, Math.max(valueAtRisk, beyond)) };
}

/**
 * Judges the loss of a day whose forecast was `deviation`, and learns from it. False, with nothing changed, when either is
 * not a usable number.
 */
export function judgeLoss(conformal: Conformal, loss: number, deviation: number): boolean {
  if (!(deviation > 0 && Number.isFinite(deviation) && Number.isFinite(loss / deviation))) return false;
  const { settings, scores } = conformal;
  const risk = conformalRisk(conformal, deviation);
  if (risk !== undefined) {
    const error = loss > risk.valueAtRisk ? 1 : 0;
    conformal.judged += 1;
    conformal.passed += error;
    conformal.level += settings.rate * (settings.tail - error);
  }
  pushSorted(scores, loss / deviation);
  return true;
}

/** How far the share that passed can lie from the tail after `judged` losses. */
export const conformalGuarantee = ({ tail, rate }: ConformalSettings, judged: number): number =>
  (Math.max(tail, 1 - tail) + rate) / (rate * judged);
