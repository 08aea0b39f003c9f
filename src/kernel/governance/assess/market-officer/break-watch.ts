/**
 * The break alarm: Bayesian online change points over daily log returns (`maths/run-lengths.ts`).
 *
 * The prior of a new run is what the first 30 days were like: no drift, and their variance, worth two days of experience,
 * so that a run of another kind is recognised within days. Mean and spread may both break.
 */
import { massBelow, observeRuns, openRunLengths, type RunLengths, type RunPrior } from "../../../maths/run-lengths.ts";
import { type Fraction, fraction } from "../../../units/units.ts";

export type BreakWatch = {
  /** Daily log returns until the prior is known. */
  firstDays: number[];
  prior: RunPrior | undefined;
  runs: RunLengths | undefined;
  /** Chance that the run under way is younger than five days; undefined until the prior is known. */
  probability: Fraction | undefined;
};

const priorDays = 30;
/** A run is expected to last a hundred days. */
const hazard = 1 / 100;
const youngDays = 5;
const alarmLine = 0.5;
const leastVariance = 1e-12;

export const openBreakWatch = (): BreakWatch => ({
  firstDays: [],
  prior: undefined,
  runs: undefined,
  probability: undefined,
});

/** Takes the return of a closed day in. Returns whether a break is news: probable now, and not the day before. */
export function watchForBreak(watch: BreakWatch, logReturn: number): boolean {
  const before = watch.probability;
  if (watch.prior === undefined || watch.runs === undefined) learnPrior(watch, logReturn);
  else observeRuns(watch.runs, logReturn, watch.prior, hazard);
  if (watch.runs === undefined) return false;
  watch.probability = fraction(Math.min(1, massBelow(watch.runs, youngDays)));
  return before !== undefined && isAlarm(watch.probability) && !isAlarm(before);
}

export const isAlarm = (probability: number): boolean => probability >= alarmLine;

function learnPrior(watch: BreakWatch, logReturn: number): void {
  watch.firstDays.push(logReturn);
  if (watch.firstDays.length < priorDays) return;
  const squares = watch.firstDays.reduce((sum, each) => sum + each * each, 0);
  const prior = { mean: 0, kappa: 1, alpha: 1, beta: Math.max(squares / priorDays, leastVariance) };
  const runs = openRunLengths(prior);
  for (const each of watch.firstDays) observeRuns(runs, each, prior, hazard);
  watch.prior = prior;
  watch.runs = runs;
  watch.firstDays = [];
}
