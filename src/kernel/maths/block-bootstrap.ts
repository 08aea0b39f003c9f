/**
 * The stationary bootstrap: samples drawn in blocks of random length, so that what hangs together in time stays together.
 *
 * Sources: Politis and Romano (1994), "The Stationary Bootstrap"; the mean block length from Politis and White (2004),
 * "Automatic Block-Length Selection for the Dependent Bootstrap", with the correction of Patton, Politis and White (2009).
 */
import { nextUint32, type RandomState } from "./seeded-random.ts";
import { mean } from "./statistics.ts";

const twoTo32 = 0x1_0000_0000;

/**
 * Draws indices of a sample of `indices.length` into `indices`: blocks that begin anywhere, go on round the end, and end
 * after each index with the chance of one over `meanBlock`.
 * @param meanBlock 1 or more; at 1 every index is drawn by itself
 */
export function drawBlocks(random: RandomState, meanBlock: number, indices: Int32Array): void {
  const length = indices.length;
  const endsBelow = twoTo32 / meanBlock;
  let at = 0;
  for (let index = 0; index < length; index++) {
    if (index === 0 || nextUint32(random) < endsBelow) at = Math.floor((nextUint32(random) / twoTo32) * length);
    else at = at + 1 === length ? 0 : at + 1;
    indices[index] = at;
  }
}

/** Significant below this many standard errors, over this many lags: constants of Politis and White (2004), footnote c. */
const errorsThatCount = 2;
const leastRun = 5;

/**
 * The mean block length at which the stationary bootstrap knows the mean best: (G²/g²)^(1/3)·n^(1/3) with g = Σλ(k/M)R(k)
 * and G = Σλ(k/M)|k|R(k), R the autocovariances, λ the flat-top window and M twice the lag after which correlations stay
 * insignificant.
 * @returns between 1 and min(3·√n, n/3); 1 when nothing varies or the sample has fewer than 10 values
 */
export function optimalBlockLength(values: ArrayLike<number>): number {
  const { length } = values;
  if (length < 10) return 1;
  const run = Math.max(leastRun, Math.ceil(Math.sqrt(Math.log10(length))));
  const covariances = autocovariances(values, Math.min(length - 1, 2 * (Math.ceil(Math.sqrt(length)) + run)));
  const variance = covariances[0] ?? 0;
  // What rounding leaves of a variance of nothing is nothing.
  if (!(variance > 1e-20 * mean(values) ** 2)) return 1;
  const window = Math.min(covariances.length - 1, 2 * lastSignificantLag(covariances, run, length));
  let spectrum = variance;
  let slope = 0;
  for (let lag = 1; lag <= window; lag++) {
    const weighted = flatTop(lag / window) * (covariances[lag] ?? 0);
    spectrum += 2 * weighted;
    slope += 2 * lag * weighted;
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(length), length / 3));
  const best = Math.cbrt((slope / spectrum) ** 2 * length);
  return Number.isFinite(best) ? Math.min(longest, Math.max(1, best)) : longest;
}

/** The lag after which `run` correlations in a row are insignificant; at least 1. */
function lastSignificantLag(covariances: Float64Array, run: number, length: number): number {
  const variance = covariances[0] ?? 1;
  const bound = errorsThatCount * Math.sqrt(Math.log10(length) / length);
  const most = Math.ceil(Math.sqrt(length)) + run;
  const isSmall = (lag: number): boolean => Math.abs((covariances[lag] ?? 0) / variance) < bound;
  for (let lag = 0; lag + run <= most; lag++) {
    let quiet = 0;
    while (quiet < run && isSmall(lag + 1 + quiet)) quiet += 1;
    if (quiet === run) return Math.max(1, lag);
  }
  return most;
}

/** 1 up to one half, then down to 0 at one. */
const flatTop = (share: number): number => Math.max(0, Math.min(1, 2 * (1 - share)));

/** Lags 0 to `most`, each over the length of the whole sample. */
function autocovariances(values: ArrayLike<number>, most: number): Float64Array {
  const centre = mean(values);
  const covariances = new Float64Array(most + 1);
  for (let lag = 0; lag <= most; lag++) {
    let sum = 0;
    for (let index = lag; index < values.length; index++)
      sum += ((values[index] ?? Number.NaN) - centre) * ((values[index - lag] ?? Number.NaN) - centre);
    covariances[lag] = sum / values.length;
  }
  return covariances;
}

/** Puts the values into a random order, in place; every order is as likely (Fisher and Yates, after Durstenfeld 1964). */
export function shuffle(random: RandomState, values: Float64Array): void {
  for (let index = values.length - 1; index > 0; index--) {
    const other = Math.floor((nextUint32(random) / twoTo32) * (index + 1));
    const held = values[index] ?? Number.NaN;
    values[index] = values[other] ?? Number.NaN;
    values[other] = held;
  }
}
