/** Made-up markets whose truth is known: GARCH with heavy tails, and one that switches between calm and wild. */
import { seedRandom, studentT } from "../../src/kernel/maths/seeded-random.ts";

const degrees = 5;
/** Gives Student's t with 5 degrees a variance of 1. */
const toUnit = Math.sqrt((degrees - 2) / degrees);

/** Daily returns of GARCH(1,1), α 0.08 and β 0.9, around 3 % a day, with t(5) errors. */
export function garchPath(seed: number, days: number): Float64Array {
  const random = seedRandom(seed);
  const longRun = 0.03 ** 2;
  let variance = longRun;
  return Float64Array.from({ length: days }, () => {
    const value = Math.sqrt(variance) * toUnit * studentT(random, degrees);
    variance = 0.02 * longRun + 0.08 * value ** 2 + 0.9 * variance;
    return value;
  });
}

export const calmDays = 600;

/** 1 % a day for 600 days, then 5 %, then back, 200 days each. */
export function switchingPath(seed: number, days: number): Float64Array {
  const random = seedRandom(seed);
  return Float64Array.from({ length: days }, (_, day) => {
    const isWild = day >= calmDays && Math.floor((day - calmDays) / 200) % 2 === 0;
    return (isWild ? 0.05 : 0.01) * toUnit * studentT(random, degrees);
  });
}
